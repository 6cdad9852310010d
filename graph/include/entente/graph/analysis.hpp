// Measures of whole graphs: who is central, what hangs together, what would fall apart.
//
// All statements between two entities are one link, as heavy as their number. Direction counts for page rank and strong components
// only. Answers do not depend on the order of ingestion. Memory is proportional to the number of statements. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <entente/graph/graph_view.hpp>

namespace entente::graph {

enum class Centrality : std::uint8_t {
  // How many others a node has a link with.
  degree,
  // Brin and Page 1998 (https://doi.org/10.1016/S0169-7552(98)00110-X), damping 0.85; sums to 1.
  page_rank,
  // Brandes 2001 (https://doi.org/10.1080/0022250X.2001.9990249), of Boost.Graph; takes nodes × links.
  betweenness,
  // The largest k such that the node is in a part where all have k links (Batagelj and Zaveršnik 2003), of Boost.Graph.
  core,
};

struct Score {
  NodeId node;
  double value = 0;
};

// Of all entities of the view, the highest first, equal ones by key.
std::vector<Score> centrality(const GraphView& view, Centrality measure);

enum class Grouping : std::uint8_t {
  // Linked in any direction (Boost.Graph).
  connected,
  // Each reaches each along directions (Boost.Graph).
  strong,
  // More links within than chance would have (Blondel et al. 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008).
  communities,
};

// Every entity of the view is in one group. The largest first; nodes by key.
std::vector<std::vector<NodeId>> groups(const GraphView& view, Grouping grouping);

struct Bridge {
  NodeId first;  // By key.
  NodeId second;
  std::size_t cut_off = 0;  // Nodes on the smaller side.
};

// Links without which their ends would not be connected (Boost.Graph's biconnected components). What cuts off most comes first.
std::vector<Bridge> bridges(const GraphView& view);

}  // namespace entente::graph
