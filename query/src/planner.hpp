// Decides how the patterns of a query are matched.
#pragma once

#include "ast.hpp"
#include "plan.hpp"

#include <entente/query/query_graph.hpp>

namespace entente::query {

// Gives every pattern of a bound query its plan. The graph tells what has an index, and how many nodes have a label. Throws
// QueryFailure for a pattern whose conditions cannot be checked where they stand, and where the graph cannot be read.
void plan(Query& query, const QueryGraph& graph);

}  // namespace entente::query
