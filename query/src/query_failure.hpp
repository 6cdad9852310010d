// What can be wrong with a query. Within this folder failures are thrown, since a parser and an evaluator that handed
// them on by hand would be mostly that; the public functions catch them, and return an Error.
#pragma once

#include "ast.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <entente/schemas/result.hpp>

namespace entente::query {

// Named as the openCypher TCK names them; their numbers are shown to users and documented: never renumber.
enum class QueryFault : std::uint16_t {
  unexpected_syntax = 100,
  invalid_number_literal = 101,
  integer_overflow = 102,
  floating_point_overflow = 103,
  invalid_unicode_literal = 104,
  nested_too_deep = 105,
  unsupported = 110,  // Valid openCypher that this subset leaves out.
  writes = 111,       // Clauses that change the graph.

  undefined_variable = 200,
  variable_already_bound = 201,
  variable_type_conflict = 202,
  invalid_argument_type = 203,
  invalid_argument_value = 204,
  unknown_function = 205,
  invalid_number_of_arguments = 206,
  invalid_aggregation = 207,
  nested_aggregation = 208,
  ambiguous_aggregation_expression = 209,
  no_expression_alias = 210,
  column_name_conflict = 211,
  different_columns_in_union = 212,
  invalid_clause_composition = 213,
  no_variables_in_scope = 214,
  non_constant_expression = 215,
  negative_integer_argument = 216,
  relationship_uniqueness_violation = 217,
  invalid_parameter_use = 218,
  unknown_procedure = 219,

  missing_parameter = 300,
  number_out_of_range = 301,
  division_by_zero = 302,
  map_element_access_by_non_string = 303,
  list_element_access_by_non_integer = 304,
  limit_reached = 310,
  cancelled = 311,
  storage = 312,  // The graph could not be read.
};

struct QueryFailure {
  QueryFault fault = QueryFault::unexpected_syntax;
  Position at;
  std::string message;
  std::string hint;  // What to write instead; may be empty.
};

[[noreturn]] inline void fail(QueryFault fault, Position at, std::string message, std::string hint = "") {
  throw QueryFailure{fault, at, std::move(message), std::move(hint)};
}

// Fails where a text that a query makes is too long to be worked with.
inline void check_text(std::string_view text, Position at) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 26U;
  if (text.size() > kMostBytes) fail(QueryFault::limit_reached, at, "a text of more than 64 MiB");
}

// "message" with line, column, the line of the query and a caret below what is meant.
Error to_error(const QueryFailure& failure, std::string_view query);

}  // namespace entente::query
