// The functions and aggregations of the language.
#pragma once

#include "ast.hpp"
#include "value_type.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <entente/query/query_graph.hpp>
#include <entente/query/value.hpp>

namespace entente::query {

// What a call is evaluated with.
struct CallContext {
  const QueryGraph& graph;
  Position at;           // Of the call.
  std::int64_t now = 0;  // When the query began: nanoseconds since 1970, UTC.
};

struct Function {
  std::string_view name;  // In lower case.
  std::size_t least = 1;  // Arguments.
  std::size_t most = 1;
  TypeSet argument;  // What the first one may be, beside null.
  TypeSet result;
  bool null_for_null = true;  // The result is null when an argument is.
  Value (*call)(std::span<const Value> arguments, const CallContext& context) = nullptr;
};

// Nothing if there is none.
const Function* find_function(std::string_view name);

// All names, for suggestions.
std::vector<std::string> function_names();

// What a group of rows comes to.
class Aggregate {
 public:
  virtual ~Aggregate() = default;
  virtual void add(std::span<const Value> arguments, Position at) = 0;
  virtual Value result() const = 0;
};

struct Aggregation {
  std::string_view name;
  std::size_t arguments = 1;
  TypeSet result;
  std::unique_ptr<Aggregate> (*make)() = nullptr;
};

const Aggregation* find_aggregation(std::string_view name);

// Of a call: whether it is one, count(*) included. The aggregation, or null.
const Aggregation* aggregation_of(const Expression& expression);
inline bool is_aggregation(const Expression& expression) { return aggregation_of(expression) != nullptr; }

}  // namespace entente::query
