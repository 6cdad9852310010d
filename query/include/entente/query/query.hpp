// Queries in a read-only subset of openCypher.
//
// The language is described in query/README.md. Facts are the default graph: USE claims at the beginning of a query asks all
// statements.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/query/query_graph.hpp>
#include <entente/query/value.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::query {

struct QueryOptions {
  Map parameters;
  BeliefParameters belief;
  bool claims = false;  // What is asked without USE.
};

// Receives a result. References are valid during the call.
class ResultReader {
 public:
  virtual ~ResultReader() = default;
  virtual void columns(const std::vector<std::string>& names) = 0;
  // In the order of the columns. `graph` tells what nodes and relationships are. False: no more rows are wanted.
  virtual bool row(const std::vector<Value>& values, const QueryGraph& graph) = 0;
};

// Runs the query and hands its rows over one after the other, the first ones before the last are known where that is possible. Errors
// say line and column, show the place, and have a number that query/README.md lists. Rows before an error have been handed over.
Result<void> run_query(const graph::PropertyGraph& graph, std::string_view text, const QueryOptions& options,
                       ResultReader& reader);

// The value of a literal of the language, such as 12, 'text', [1, 2] or {a: true}.
Result<Value> parse_value(std::string_view text);

// A value as the language writes it: 'text', [1, 2.0], (:Country {name: 'Iran'}), with the names of nodes alone if `brief`.
Result<std::string> value_text(const Value& value, const QueryGraph& graph, bool brief);

}  // namespace entente::query
