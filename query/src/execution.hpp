// What is shared while a query runs.
#pragma once

#include "ast.hpp"
#include "profile.hpp"
#include "query_failure.hpp"
#include "watch.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <entente/query/query_graph.hpp>
#include <entente/query/value.hpp>

namespace entente::query {

// The values of variables, by slot.
using Row = std::vector<Value>;

// Takes a row that it may change. False: no more are wanted.
using RowSink = std::function<bool(Row&)>;

// Nanoseconds since 1970, UTC.
inline std::int64_t current_time() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

struct CompiledRegex;  // Of the evaluator.

struct Execution {
  const QueryGraph& graph;
  const Map& parameters;
  // What CREATE does with a row, where that is allowed: when tests make graphs.
  std::function<void(const Clause&, Row&)> create = nullptr;
  std::int64_t now = current_time();
  Profile* profile = nullptr;  // Null: nothing is counted.
  Watch* watch = nullptr;      // Null: nothing bounds the query.
  mutable std::shared_ptr<CompiledRegex> regex =
      nullptr;  // The last one that was used: most are the same for all rows.

  // To be called wherever the graph is read or a row is made.
  void tick(Position at) const {
    if (watch != nullptr) watch->tick(at);
  }
  void count_row(PlanId id) const {
    if (profile != nullptr) ++profile->of(id).rows;
  }
  void count_reads(PlanId id, std::size_t reads) const {
    if (profile != nullptr) profile->of(id).reads += reads;
  }

  // To be called where a row is kept.
  void keep(std::size_t values, Position at) const {
    if (watch != nullptr) watch->keep(values, at);
  }
  void release(std::size_t values) const {
    if (watch != nullptr) watch->release(values);
  }
};

// The value, or a failure that says that the graph could not be read.
template <typename T>
T readable(Result<T> result, Position at = {}) {
  if (!result) fail(QueryFault::storage, at, result.error().message, result.error().mend);
  return std::move(*result);
}
inline void readable(const Result<void>& result, Position at = {}) {
  if (!result) fail(QueryFault::storage, at, result.error().message, result.error().mend);
}

}  // namespace entente::query
