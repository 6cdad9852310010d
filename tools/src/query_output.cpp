#include "query_output.hpp"

#include "console.hpp"
#include "selected_values.hpp"
#include "terminal_text.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include <entente/graph/export.hpp>
#include <entente/schemas/csv.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace entente::tools {
namespace {

using nlohmann::json;
using query::QueryGraph;
using query::Value;

// What would end a line or steer a terminal becomes a space.
std::string in_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

Result<json> as_json(const Value& value, const QueryGraph& graph);

template <typename Element>
Result<json> properties_as_json(const Element& element, const QueryGraph& graph) {
  const auto properties = graph.properties(element);
  if (!properties) return properties.error();
  return as_json(Value(*properties), graph);
}

Result<json> list_as_json(const query::List& values, const QueryGraph& graph) {
  json result = json::array();
  for (const Value& value : values) {
    auto element = as_json(value, graph);
    if (!element) return element;
    result.push_back(std::move(*element));
  }
  return result;
}

Result<json> relationship_as_json(query::RelationshipRef relationship, const QueryGraph& graph) {
  const auto type = graph.type(relationship);
  if (!type) return type.error();
  const auto ends = graph.ends(relationship);
  if (!ends) return ends.error();
  json result = {{"type", *type}};
  for (const auto& [name, node] : {std::pair("start", ends->start), std::pair("end", ends->end)}) {
    const auto key = graph.property(node, "key");
    if (!key) return key.error();
    if (key->text() != nullptr) result[name] = *key->text();
  }
  auto properties = properties_as_json(relationship, graph);
  if (!properties) return properties;
  result["properties"] = std::move(*properties);
  return result;
}

Result<json> as_json(const Value& value, const QueryGraph& graph) {
  if (value.is_null()) return json();
  if (value.boolean() != nullptr) return json(*value.boolean());
  if (value.integer() != nullptr) return json(*value.integer());
  if (value.real() != nullptr) return json(*value.real());  // NaN and infinities are null: JSON has none.
  if (value.text() != nullptr) return json(*value.text());
  if (value.temporal() != nullptr) return json(query::to_string(*value.temporal()));
  if (value.duration() != nullptr) return json(query::to_string(*value.duration()));
  if (value.list() != nullptr) return list_as_json(*value.list(), graph);
  if (value.map() != nullptr) {
    json result = json::object();
    for (const auto& [name, own] : *value.map()) {
      auto element = as_json(own, graph);
      if (!element) return element;
      result[name] = std::move(*element);
    }
    return result;
  }
  if (value.relationship() != nullptr) return relationship_as_json(*value.relationship(), graph);
  if (value.node() != nullptr) {
    const auto labels = graph.labels(*value.node());
    if (!labels) return labels.error();
    auto properties = properties_as_json(*value.node(), graph);
    if (!properties) return properties;
    return json{{"labels", *labels}, {"properties", std::move(*properties)}};
  }
  auto nodes = list_as_json({value.path()->nodes.begin(), value.path()->nodes.end()}, graph);
  if (!nodes) return nodes;
  auto relationships = list_as_json({value.path()->relationships.begin(), value.path()->relationships.end()}, graph);
  if (!relationships) return relationships;
  return json{{"nodes", std::move(*nodes)}, {"relationships", std::move(*relationships)}};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace

const std::vector<std::string>& query_formats() {
  static const std::vector<std::string> formats = {"table", "tsv",      "csv",     "json",
                                                   "jsonl", "markdown", "graphml", "dot"};
  return formats;
}

void QueryOutput::columns(const std::vector<std::string>& names) {
  names_ = names;
  if (format_ == "table") rows_.push_back(names);
  if (format_ == "tsv" || format_ == "csv" || format_ == "markdown") print_line(names);
  if (format_ == "markdown") {
    std::string rule = "|";
    for (std::size_t i = 0; i < names.size(); ++i) rule += " --- |";
    print(rule + "\n");
  }
  if (format_ == "json") print("[");
}

bool QueryOutput::row(const std::vector<Value>& values, const QueryGraph& graph) {
  if (format_ == "graphml" || format_ == "dot") {
    for (const Value& value : values) add_selected(value, selection_);
    ++count_;
    return true;
  }
  if (format_ == "json" || format_ == "jsonl") return print_json(values, graph);
  std::vector<std::string> texts;
  for (const Value& value : values) {
    // A text and a time stand for themselves; null is an empty cell.
    const auto text = value.text() != nullptr       ? Result<std::string>(*value.text())
                      : value.temporal() != nullptr ? Result<std::string>(query::to_string(*value.temporal()))
                      : value.duration() != nullptr ? Result<std::string>(query::to_string(*value.duration()))
                      : value.is_null()             ? Result<std::string>(std::string())
                                                    : query::value_text(value, graph, true);
    if (!text) return stop(text.error());
    texts.push_back(format_ == "table" ? in_one_line(*text) : *text);
  }
  ++count_;
  if (format_ == "table") {
    rows_.push_back(std::move(texts));
  } else {
    print_line(texts);
  }
  return true;
}

void QueryOutput::notice(const std::string& text) { warn(text); }

Result<void> QueryOutput::finish() {
  if (error_) return *error_;
  if (format_ == "json") print(count_ > 0 ? "\n]\n" : "]\n");
  if (format_ == "table") print_table();
  if (format_ == "graphml" || format_ == "dot") return print_graph();
  return {};
}

bool QueryOutput::stop(const Error& error) {
  error_ = error;
  return false;
}

bool QueryOutput::print_json(const std::vector<Value>& values, const QueryGraph& graph) {
  json object = json::object();
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto value = as_json(values[i], graph);
    if (!value) return stop(value.error());
    object[names_[i]] = std::move(*value);
  }
  const std::string text = object.dump(-1, ' ', false, json::error_handler_t::replace);
  print(format_ == "jsonl" ? text + "\n" : (count_ > 0 ? ",\n " : "\n ") + text);
  ++count_;
  return true;
}

void QueryOutput::print_line(const std::vector<std::string>& texts) const {
  std::string line = format_ == "markdown" ? "|" : "";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (format_ == "markdown") {
      line += " " + in_one_line(replaced(texts[i], "|", "\\|")) + " |";
    } else if (format_ == "csv") {
      line += (i > 0 ? "," : "") + csv_field(texts[i]);
    } else {
      line += (i > 0 ? "\t" : "") + in_one_line(texts[i]);
    }
  }
  print(line + "\n");
}

// Widths of columns that together keep to the terminal: the widest give way.
std::vector<std::size_t> fitting(std::vector<std::size_t> widths, std::size_t terminal) {
  constexpr std::size_t kLeast = 8;
  const auto total = [&] {
    return std::accumulate(widths.begin(), widths.end(), widths.empty() ? 0 : 3 * (widths.size() - 1));
  };
  while (terminal > 0 && total() > terminal) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kLeast) break;
    --*widest;
  }
  return widths;
}

void QueryOutput::print_table() const {
  std::vector<std::size_t> widths(names_.size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  widths = fitting(std::move(widths), width_);
  for (std::size_t number = 0; number < rows_.size(); ++number) {
    std::string line;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const std::string text = cut(rows_[number][i], widths[i]);
      line += (i > 0 ? " │ " : "") + text + std::string(i + 1 < names_.size() ? widths[i] - columns_of(text) : 0, ' ');
    }
    print(line + "\n");
    if (number > 0) continue;
    std::string rule;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i > 0) rule += "─┼─";
      for (std::size_t j = 0; j < widths[i]; ++j) rule += "─";
    }
    print(rule + "\n");
  }
  print(fmt::format("{} row{}\n", count_, count_ == 1 ? "" : "s"));
}

Result<void> QueryOutput::print_graph() const {
  if (count_ > 0 && selection_.nodes.empty() && selection_.statements.empty()) return nothing_to_draw();
  graph::ExportOptions options;
  options.format = format_ == "dot" ? graph::ExportFormat::dot : graph::ExportFormat::graphml;
  return graph::export_text(graph_, selection_, ontology_, options, [](std::string_view text) -> Result<void> {
    print(text);
    return {};
  });
}

}  // namespace entente::tools
