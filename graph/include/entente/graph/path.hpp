// Shortest paths between entities.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <entente/graph/graph_view.hpp>
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

// The same of many pairs in a view, whose scope takes the place of the question's view. Keeps its working memory (8 bytes an
// entity) from question to question: one for each thread. The view must outlive it.
class PathMeter {
 public:
  explicit PathMeter(const GraphView& view) : view_(view), marks_(view.vertex_count(), 0) {}

  std::optional<std::size_t> length(Vertex from, Vertex to, std::size_t max_length);

 private:
  struct Side {
    std::vector<Vertex> level;
    std::size_t work = 0;  // Arcs at the level.
    std::size_t depth = 0;
    std::uint32_t mark = 0;
  };
  bool advance(Side& side, const Side& other);

  const GraphView& view_;
  std::vector<std::uint32_t> marks_;  // Which side of which question reached a vertex.
  std::uint32_t last_mark_ = 0;
  std::vector<Vertex> next_;
};

enum class PathCost : std::uint8_t {
  steps,  // The fewest statements.
  doubt,  // The highest product of the confidence of the statements; among equals, the fewest.
};

struct BestPathsQuestion {
  NodeId from;
  NodeId to;
  std::size_t count = 1;
  PathCost cost = PathCost::steps;
};

struct RankedPath {
  Path edges;  // Between two entities the most confident statement.
  double confidence = 1.0;
};

// The best paths without a repeated entity, of any length, the best first; direction is ignored, and statements between the
// same two entities do not make different paths. Equal paths come in the order of their node keys. Fewer than asked for if there
// are no more. Requires: a view with confidence. Yen 1971 (https://doi.org/10.1287/mnsc.17.11.712) on Boost.Graph's Dijkstra; takes
// up to count × length searches of the whole view.
std::vector<RankedPath> best_paths(const GraphView& view, const BestPathsQuestion& question);

}  // namespace entente::graph
