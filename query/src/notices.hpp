// What may be the matter with a query that finds nothing.
#pragma once

#include "ast.hpp"

#include <string>
#include <vector>

#include <entente/query/query_graph.hpp>
#include <entente/query/value.hpp>

namespace entente::query {

// Says which labels, types, properties and names of entities of a planned query the graph does not know, and what may be meant instead;
// and where texts are compared with dates.
// Throws QueryFailure where the graph cannot be read.
std::vector<std::string> notices_of(const Query& query, const QueryGraph& graph, const Map& parameters);

}  // namespace entente::query
