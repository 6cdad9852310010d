// `entente query`: asks the store, and prints what it answers.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <entente/graph/store.hpp>
#include <entente/query/query.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

namespace entente::tools {
namespace {

using nlohmann::json;
using query::QueryGraph;
using query::Value;

// Columns that a text takes on a terminal.
std::size_t width(const std::string& text) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t columns = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size());) {
    UChar32 code = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(text.size()), code);
    if (code < 0 || u_getCombiningClass(code) != 0 || u_charType(code) == U_NON_SPACING_MARK) continue;
    const auto wide = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
    columns += wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
  }
  return columns;
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

// Prints rows as they come; a table and JSON when all are there.
class Printer final : public query::ResultReader {
 public:
  explicit Printer(std::string format) : format_(std::move(format)) {}

  void columns(const std::vector<std::string>& names) override {
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

  bool row(const std::vector<Value>& values, const QueryGraph& graph) override {
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
      texts.push_back(*text);
    }
    ++count_;
    if (format_ == "table") {
      rows_.push_back(std::move(texts));
    } else {
      print_line(texts);
    }
    return true;
  }

  void notice(const std::string& text) override { warn(text); }

  Result<void> finish() {
    if (error_) return *error_;
    if (format_ == "json") print(count_ > 0 ? "\n]\n" : "]\n");
    if (format_ == "table") print_table();
    return {};
  }

 private:
  bool stop(const Error& error) {
    error_ = error;
    return false;
  }

  bool print_json(const std::vector<Value>& values, const QueryGraph& graph) {
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

  void print_line(const std::vector<std::string>& texts) const {
    std::string line = format_ == "markdown" ? "|" : "";
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (format_ == "markdown") {
        line += " " + replaced(replaced(texts[i], "|", "\\|"), "\n", " ") + " |";
      } else if (format_ == "csv") {  // RFC 4180
        const bool quote = texts[i].find_first_of(",\"\r\n") != std::string::npos;
        line += (i > 0 ? "," : "") + (quote ? "\"" + replaced(texts[i], "\"", "\"\"") + "\"" : texts[i]);
      } else {
        line += (i > 0 ? "\t" : "") + replaced(replaced(texts[i], "\t", " "), "\n", " ");
      }
    }
    print(line + "\n");
  }

  void print_table() const {
    std::vector<std::size_t> widths(names_.size());
    for (const auto& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(replaced(row[i], "\n", " ")));
    }
    for (std::size_t number = 0; number < rows_.size(); ++number) {
      std::string line;
      for (std::size_t i = 0; i < names_.size(); ++i) {
        const std::string text = replaced(rows_[number][i], "\n", " ");
        line += (i > 0 ? " │ " : "") + text + std::string(i + 1 < names_.size() ? widths[i] - width(text) : 0, ' ');
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

  std::string format_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> rows_;  // Of a table.
  std::size_t count_ = 0;
  std::optional<Error> error_;
};

Result<std::string> query_text(const QueryCommandOptions& options) {
  if (options.text.empty() == options.file.empty())
    return Error{ErrorCode::invalid_input, "give a query, or a file with one", "", "see 'entente query --help'"};
  if (options.file.empty()) return options.text;
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file, std::ios::binary);
    if (!file) return Error{ErrorCode::io, "the file cannot be opened", options.file, "check its name and your rights"};
  }
  std::istream& in = options.file == "-" ? std::cin : file;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<query::Map> parameters_of(const std::vector<std::string>& texts) {
  query::Map parameters;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
      return Error{ErrorCode::invalid_input, "a parameter is NAME=VALUE", text, "for example -p name=Iran"};
    const std::string value = text.substr(equals + 1);
    // What is no literal is a text, so that names need no quotes.
    const auto parsed = query::parse_value(value);
    parameters[text.substr(0, equals)] = parsed ? *parsed : Value(value);
  }
  return parameters;
}

}  // namespace

ExitCode run_query_command(const QueryCommandOptions& options) {
  // What was asked wrongly is a wrong command line.
  const auto fail_with = [](const Error& error) {
    const ExitCode code = fail(error);
    return error.code == ErrorCode::invalid_input ? kWrongUsage : code;
  };
  const auto text = query_text(options);
  if (!text) return fail_with(text.error());
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  query::QueryOptions query_options;
  query_options.belief = ontology->belief();
  query_options.claims = options.view == "claims";
  auto parameters = parameters_of(options.parameters);
  if (!parameters) return fail_with(parameters.error());
  query_options.parameters = std::move(*parameters);
  const auto store = graph::Store::open(options.db, graph::OpenMode::read_only);
  if (!store) return fail(store.error());
  const auto snapshot = store->snapshot();
  Printer printer(!options.format.empty() ? options.format : isatty(STDOUT_FILENO) == 1 ? "table" : "tsv");
  if (auto done = query::run_query(*snapshot, *text, query_options, printer); !done) return fail_with(done.error());
  if (auto finished = printer.finish(); !finished) return fail(finished.error());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
