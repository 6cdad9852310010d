// Measures of whole graphs: who is central, what hangs together, what would fall apart.
//
// All work on a copy in memory of what the scope admits: entities with a statement in it are nodes, and all statements between two
// are one link, as heavy as their number. Direction counts for page rank and strong components only. Answers do not depend on the
// order of ingestion. Memory is proportional to the number of statements. All fail as the graph's functions do, and are thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/date.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

struct AnalysisScope {
  View view;
  BeliefParameters belief;
  double least_confidence = 0;
  // Statements seen in this time, both dates included as precisely as they are given; unknown: without bound. Statements without a
  // date are outside of any bound.
  Date from;
  Date until;
};

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

// Of all nodes in the scope, the highest first, equal ones by key.
Result<std::vector<Score>> centrality(const PropertyGraph& graph, const AnalysisScope& scope, Centrality measure);

enum class Grouping : std::uint8_t {
  // Linked in any direction (Boost.Graph).
  connected,
  // Each reaches each along directions (Boost.Graph).
  strong,
  // More links within than chance would have (Blondel et al. 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008).
  communities,
};

// Every node of the scope is in one group. The largest first; nodes by key.
Result<std::vector<std::vector<NodeId>>> groups(const PropertyGraph& graph, const AnalysisScope& scope,
                                                Grouping grouping);

struct Bridge {
  NodeId first;  // By key.
  NodeId second;
  std::size_t cut_off = 0;  // Nodes on the smaller side.
};

// Links without which their ends would not be connected (Boost.Graph's biconnected components). What cuts off most comes first.
Result<std::vector<Bridge>> bridges(const PropertyGraph& graph, const AnalysisScope& scope);

}  // namespace entente::graph
