// Queries in a read-only subset of openCypher.
//
// The language is described in query/README.md. Facts are the default graph: USE claims at the beginning of a query asks all
// statements.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/query/query_graph.hpp>
#include <entente/query/value.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::query {

// What a query may take; without a value, what it likes. A query that reaches a limit fails, and says which.
struct QueryLimits {
  std::optional<std::chrono::milliseconds> time;
  std::optional<std::uint64_t> rows;  // Of the result.
  std::optional<std::uint64_t>
      memory;  // Bytes, roughly, of the values that are kept to be sorted, grouped or told apart.
};

struct QueryOptions {
  Map parameters;  // Of run_query().
  QueryLimits limits;
  // Ends the query when it becomes true, which another thread or a signal may do. Null: nothing does.
  const std::atomic<bool>* cancelled = nullptr;
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
  // What may be the matter where there are no rows: a label, type, property or name that the graph does not know.
  virtual void notice(const std::string& /*text*/) {}
};

// A query that has been read, checked and planned, to be run as often as one likes. For one thread at a time.
class PreparedQuery {
 public:
  // The graph must outlive it. Errors say line and column, show the place, and have a number that query/README.md lists.
  static Result<PreparedQuery> prepare(const graph::PropertyGraph& graph, std::string_view text,
                                       const QueryOptions& options);
  PreparedQuery(PreparedQuery&& other) noexcept;
  PreparedQuery& operator=(PreparedQuery&& other) noexcept;
  ~PreparedQuery();

  // Hands over the names of the columns and the rows, one after the other, the first ones before the last are known where that is
  // possible. Rows before an error have been handed over.
  Result<void> run(const Map& parameters, ResultReader& reader) const;

 private:
  struct State;
  explicit PreparedQuery(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Prepares the query and runs it once.
Result<void> run_query(const graph::PropertyGraph& graph, std::string_view text, const QueryOptions& options,
                       ResultReader& reader);

// The type of relationships of a relation: allied-with is ALLIED_WITH.
std::string relationship_type(std::string_view relation);

// The value of a literal of the language, such as 12, 'text', [1, 2] or {a: true}.
Result<Value> parse_value(std::string_view text);

// A value as the language writes it: 'text', [1, 2.0], (:Country {name: 'Iran'}), with the names of nodes alone if `brief`.
Result<std::string> value_text(const Value& value, const QueryGraph& graph, bool brief);

}  // namespace entente::query
