// Finds where patterns fit the graph.
#pragma once

#include "ast.hpp"
#include "execution.hpp"

#include <span>

namespace entente::query {

// Calls `sink` with the row for each way in which all patterns fit at once, no relationship being used twice, and the condition (which
// may be null) holds; until it returns false. True if it never did. Variables that have a value keep it. Throws QueryFailure.
bool match_patterns(std::span<const PathPattern> patterns, const Expression* where, Row& row,
                    const Execution& execution, const RowSink& sink);

inline bool match_pattern(const PathPattern& pattern, Row& row, const Execution& execution, const RowSink& sink) {
  return match_patterns({&pattern, 1}, nullptr, row, execution, sink);
}

}  // namespace entente::query
