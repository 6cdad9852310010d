#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include <entente/graph/path.hpp>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/property_map/property_map.hpp>

namespace entente::graph {
namespace {

// A read failure inside the search; caught where the search is called, so none leaves this file.
struct ReadFailure {
  Error error;
};

// The edges of a view, direction ignored, as a graph of Boost: it models the concept IncidenceGraph, which is all
// that a breadth-first visit needs, and reads only what the search reaches.
class UndirectedView {
 public:
  using vertex_descriptor = std::uint32_t;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = boost::incidence_graph_tag;
  struct edge_descriptor {
    vertex_descriptor from = 0;
    vertex_descriptor to = 0;
    Edge edge;

    bool operator==(const edge_descriptor&) const = default;
  };
  using out_edge_iterator = std::vector<edge_descriptor>::const_iterator;
  using degree_size_type = std::size_t;

  UndirectedView(const PropertyGraph& graph, View view) : graph_(graph), view_(std::move(view)) {}

  // Neighbours in the order of their keys, so that the search does not depend on numbers.
  const std::vector<edge_descriptor>& out_edges_of(vertex_descriptor vertex) const {
    const auto known = cache_.find(vertex);
    if (known != cache_.end()) return *known->second;
    const auto edges = graph_.edges({vertex}, Direction::either, view_);
    if (!edges) throw ReadFailure{edges.error()};
    std::vector<std::pair<SortKey, edge_descriptor>> sorted;
    for (const Edge& edge : *edges) {
      const vertex_descriptor other = edge.source.value == vertex ? edge.target.value : edge.source.value;
      auto relation = graph_.relation_name(edge.relation);
      if (!relation) throw ReadFailure{relation.error()};
      sorted.emplace_back(SortKey{key_of(other), std::move(*relation), edge.factuality, edge.target.value == vertex},
                          edge_descriptor{vertex, other, edge});
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    auto ordered = std::make_unique<std::vector<edge_descriptor>>();
    for (auto& [key, edge] : sorted) ordered->push_back(std::move(edge));
    return *cache_.emplace(vertex, std::move(ordered)).first->second;
  }

 private:
  using SortKey = std::tuple<EntityKey, std::string, Factuality, bool>;

  const EntityKey& key_of(vertex_descriptor vertex) const {
    const auto known = keys_.find(vertex);
    if (known != keys_.end()) return known->second;
    auto entity = graph_.entity({vertex});
    if (!entity) throw ReadFailure{entity.error()};
    return keys_.emplace(vertex, std::move(entity->key)).first->second;
  }

  const PropertyGraph& graph_;
  View view_;
  mutable std::map<vertex_descriptor, std::unique_ptr<std::vector<edge_descriptor>>> cache_;
  mutable std::map<vertex_descriptor, EntityKey> keys_;
};

using Vertex = UndirectedView::vertex_descriptor;
using ViewEdge = UndirectedView::edge_descriptor;

std::pair<UndirectedView::out_edge_iterator, UndirectedView::out_edge_iterator> out_edges(Vertex vertex,
                                                                                          const UndirectedView& graph) {
  const auto& edges = graph.out_edges_of(vertex);
  return {edges.begin(), edges.end()};
}
std::size_t out_degree(Vertex vertex, const UndirectedView& graph) { return graph.out_edges_of(vertex).size(); }
Vertex source(const ViewEdge& edge, const UndirectedView&) { return edge.from; }
Vertex target(const ViewEdge& edge, const UndirectedView&) { return edge.to; }

BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<UndirectedView>));

// Thrown to end the search when the goal is found or too far.
struct SearchEnded {};

// Remembers by which edge each vertex was reached.
class Recorder : public boost::default_bfs_visitor {
 public:
  struct Reached {
    std::optional<ViewEdge> by;
    std::size_t distance = 0;
  };
  Recorder(std::map<Vertex, Reached>& reached, Vertex goal, std::size_t max_length)
      : reached_(reached), goal_(goal), max_length_(max_length) {}

  void tree_edge(const ViewEdge& edge, const UndirectedView&) {
    reached_[edge.to] = {edge, reached_[edge.from].distance + 1};
    if (edge.to == goal_) throw SearchEnded{};
  }
  void examine_vertex(Vertex vertex, const UndirectedView&) {
    if (reached_[vertex].distance >= max_length_) throw SearchEnded{};
  }

 private:
  std::map<Vertex, Reached>& reached_;
  Vertex goal_;
  std::size_t max_length_;
};

}  // namespace

Result<std::optional<Path>> shortest_path(const PropertyGraph& graph, const PathQuestion& question) {
  if (question.from == question.to) return std::optional<Path>(Path{});
  const UndirectedView view(graph, question.view);
  std::map<Vertex, Recorder::Reached> reached;
  reached[question.from.value] = {};
  std::map<Vertex, boost::default_color_type> colors;
  try {
    boost::queue<Vertex> queue;
    boost::breadth_first_visit(view, question.from.value, queue,
                               Recorder(reached, question.to.value, question.max_length),
                               boost::make_assoc_property_map(colors));
  } catch (const SearchEnded&) {  // The goal was reached, or nothing nearer is left.
  } catch (const ReadFailure& failure) {
    return failure.error;
  }
  const auto goal = reached.find(question.to.value);
  if (goal == reached.end()) return std::optional<Path>{};
  Path path;
  for (const Recorder::Reached* step = &goal->second; step->by; step = &reached.at(step->by->from)) {
    path.push_back(step->by->edge);
  }
  std::reverse(path.begin(), path.end());
  return std::optional<Path>(std::move(path));
}

}  // namespace entente::graph
