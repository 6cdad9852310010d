// Finds where patterns fit the graph.
#pragma once

#include "execution.hpp"
#include "plan.hpp"

namespace entente::query {

// Calls `sink` with the row for each way in which all patterns of the plan fit at once, no relationship being used twice, and what
// must hold holds; until it returns false. True if it never did. Throws QueryFailure.
bool match_patterns(const MatchPlan& plan, Row& row, const Execution& execution, const RowSink& sink);

}  // namespace entente::query
