// `entente analyze`: measures of the whole graph as tables.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "open_graph.hpp"

#include <optional>
#include <string>
#include <vector>

#include <entente/graph/analysis.hpp>
#include <entente/schemas/date.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::tools {
namespace {

using graph::GraphView;
using graph::NodeId;
using graph::PropertyGraph;
using graph::Scope;
using nlohmann::json;

// A result with named columns, printed in the format that was asked for.
class Table {
 public:
  Table(std::vector<std::string> columns, std::string format)
      : columns_(std::move(columns)), format_(std::move(format)), rows_(json::array()) {}

  // A value for each column: text or number.
  void add(json row) { rows_.push_back(std::move(row)); }

  void print_all() const {
    if (format_ == "json") return print(as_json().dump(2) + "\n");
    if (format_ == "csv") {
      print(line(columns_, ','));
      for (const json& row : rows_) print(line(texts(row), ','));
      return;
    }
    print(line(columns_, '\t'));
    for (const json& row : rows_) print(line(texts(row), '\t'));
  }

 private:
  static std::vector<std::string> texts(const json& row) {
    std::vector<std::string> result;
    for (const json& value : row) {
      result.push_back(value.is_string()         ? value.get<std::string>()
                       : value.is_number_float() ? fmt::format("{:.6g}", value.get<double>())
                                                 : value.dump());
    }
    return result;
  }

  // As RFC 4180 has it, where commas separate.
  static std::string line(const std::vector<std::string>& texts, char separator) {
    std::string result;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) result += separator;
      if (separator == ',' && texts[i].find_first_of(",\"\n") != std::string::npos) {
        result += '"';
        for (const char c : texts[i]) result += c == '"' ? "\"\"" : std::string(1, c);
        result += '"';
      } else {
        result += texts[i];
      }
    }
    return result + "\n";
  }

  json as_json() const {
    json result = json::array();
    for (const json& row : rows_) {
      json object = json::object();
      for (std::size_t i = 0; i < columns_.size(); ++i) object[columns_[i]] = row[i];
      result.push_back(std::move(object));
    }
    return result;
  }

  std::vector<std::string> columns_;
  std::string format_;
  json rows_;
};

Result<Scope> scope_of(const AnalyzeOptions& options, const Ontology& ontology) {
  Scope scope;
  scope.view = {options.question.view == "claims", options.question.relations};
  scope.belief = ontology.belief();
  scope.least_confidence = options.least_confidence;
  const auto from = parse_date(options.from);
  if (!from) return from.error().at("--from");
  const auto until = parse_date(options.until);
  if (!until) return until.error().at("--until");
  scope.from = *from;
  scope.until = *until;
  return scope;
}

Result<void> print_centrality(const PropertyGraph& graph, const GraphView& view, const AnalyzeOptions& options) {
  const auto measure = options.measure == "degree"        ? graph::Centrality::degree
                       : options.measure == "betweenness" ? graph::Centrality::betweenness
                       : options.measure == "core"        ? graph::Centrality::core
                                                          : graph::Centrality::page_rank;
  const auto scores = graph::centrality(view, measure);
  Table table({"rank", options.measure, "key", "name", "type"}, options.format);
  for (std::size_t i = 0; i < scores.size() && (options.limit == 0 || i < options.limit); ++i) {
    const auto entity = graph.entity(scores[i].node);
    if (!entity) return entity.error();
    table.add({i + 1, scores[i].value, entity->key.value, entity->name, to_string(entity->type)});
  }
  table.print_all();
  return {};
}

Result<void> print_groups(const PropertyGraph& graph, const GraphView& view, const AnalyzeOptions& options) {
  const auto grouping = options.what == "communities" ? graph::Grouping::communities
                        : options.strong              ? graph::Grouping::strong
                                                      : graph::Grouping::connected;
  const auto groups = graph::groups(view, grouping);
  Table table({"group", "size", "key", "name", "type"}, options.format);
  for (std::size_t i = 0; i < groups.size() && (options.limit == 0 || i < options.limit); ++i) {
    for (const NodeId node : groups[i]) {
      const auto entity = graph.entity(node);
      if (!entity) return entity.error();
      table.add({i + 1, groups[i].size(), entity->key.value, entity->name, to_string(entity->type)});
    }
  }
  table.print_all();
  return {};
}

Result<void> print_bridges(const PropertyGraph& graph, const GraphView& view, const AnalyzeOptions& options) {
  const auto bridges = graph::bridges(view);
  Table table({"cut_off", "first", "first_name", "second", "second_name"}, options.format);
  for (std::size_t i = 0; i < bridges.size() && (options.limit == 0 || i < options.limit); ++i) {
    const auto first = graph.entity(bridges[i].first);
    if (!first) return first.error();
    const auto second = graph.entity(bridges[i].second);
    if (!second) return second.error();
    table.add({bridges[i].cut_off, first->key.value, first->name, second->key.value, second->name});
  }
  table.print_all();
  return {};
}

}  // namespace

ExitCode run_analyze(const AnalyzeOptions& options) {
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  const auto scope = scope_of(options, *ontology);
  if (!scope) return fail(scope.error());
  const auto open = open_graph(options.question.db);
  if (!open) return fail(open.error());
  const PropertyGraph& graph = *open->graph;
  const auto print_it = options.what == "centrality" ? print_centrality
                        : options.what == "bridges"  ? print_bridges
                                                     : print_groups;
  std::optional<Progress> progress;
  const auto view = GraphView::load(graph, *scope, false, [&](std::size_t done, std::size_t all) {
    if (!progress) progress.emplace("reading statements", all);
    progress->update(done, "");
  });
  progress.reset();
  if (!view) return fail(view.error());
  if (auto printed = print_it(graph, *view, options); !printed) return fail(printed.error());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
