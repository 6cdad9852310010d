// Communities of a graph (see Grouping::communities in analysis.hpp).
#pragma once

#include "link_graph.hpp"

#include <cstddef>
#include <vector>

namespace entente::graph {

// Of each vertex, the number of its community.
std::vector<std::size_t> communities_of(const LinkGraph& links);

}  // namespace entente::graph
