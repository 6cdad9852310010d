// Answers of queries on standard output, in the formats of `entente query`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/graph/selection.hpp>
#include <entente/query/query.hpp>
#include <entente/schemas/ontology.hpp>

namespace entente::tools {

// "table", "tsv", "csv", "json", "jsonl", "markdown", "graphml" and "dot".
const std::vector<std::string>& query_formats();

// Prints rows as they come, but a table, JSON and graphs when all are there. Graphs are of the nodes, relationships and paths in
// the rows.
class QueryOutput final : public query::ResultReader {
 public:
  // `width`: columns of the terminal, which a table keeps to; 0: it is as wide as it is. The rest must outlive it.
  QueryOutput(std::string format, std::size_t width, const graph::PropertyGraph& graph, const Ontology& ontology)
      : format_(std::move(format)), width_(width), graph_(graph), ontology_(ontology) {}

  void columns(const std::vector<std::string>& names) override;
  bool row(const std::vector<query::Value>& values, const query::QueryGraph& graph) override;
  void notice(const std::string& text) override;

  // To be called when there are no more rows.
  Result<void> finish();

 private:
  bool stop(const Error& error);
  bool print_json(const std::vector<query::Value>& values, const query::QueryGraph& graph);
  void print_line(const std::vector<std::string>& texts) const;
  void print_table() const;
  Result<void> print_graph() const;

  std::string format_;
  std::size_t width_;
  const graph::PropertyGraph& graph_;
  const Ontology& ontology_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> rows_;  // Of a table.
  graph::Selection selection_;                  // Of a graph.
  std::size_t count_ = 0;
  std::optional<Error> error_;
};

}  // namespace entente::tools
