// Shortest paths between entities.
#pragma once

#include <cstddef>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// The edges from one end to the other; each may be passed against its direction.
using Path = std::vector<Edge>;

struct PathQuestion {
  NodeId from;
  NodeId to;
  View view;
  std::size_t max_length = 6;
};

// A shortest path over the edges of the view, direction ignored: breadth first from both ends, the narrower one ahead. Among equally
// short ones the choice is the one whose node keys come first, so that the answer does not depend on the order of
// ingestion. Nothing if none is as short as max_length; the empty path if both ends are the same.
Result<std::optional<Path>> shortest_path(const PropertyGraph& graph, const PathQuestion& question);

// Of the shortest path, or nothing if there is none: reads less than it takes to choose the path.
Result<std::optional<std::size_t>> path_length(const PropertyGraph& graph, const PathQuestion& question);

}  // namespace entente::graph
