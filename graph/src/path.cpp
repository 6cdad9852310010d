#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include <entente/graph/path.hpp>

namespace entente::graph {
namespace {

NodeId other_end(const Edge& edge, NodeId node) { return edge.source == node ? edge.target : edge.source; }

// One end of a search from both ends: the nodes that it has reached, level by level. Levels are sorted: that is cheaper than a hash
// table, since most nodes are reached last and never asked for.
class Side {
 public:
  explicit Side(NodeId start) : levels_{{start}} {}

  std::size_t depth() const { return levels_.size() - 1; }
  std::size_t width() const { return levels_.back().size(); }
  const std::vector<NodeId>& level() const { return levels_.back(); }

  bool is_at(NodeId node, std::size_t distance) const {
    return std::binary_search(levels_[distance].begin(), levels_[distance].end(), node);
  }

  // Reaches the next level. True if a node of it is in the last level of the other side; if `whole` is not set, the rest of the
  // level is then left out.
  Result<bool> advance(const PropertyGraph& graph, const View& view, const Side& other_side, bool whole) {
    std::vector<NodeId> next;
    bool met = false;
    for (const NodeId node : level()) {
      const auto edges = graph.edges(node, Direction::either, view);
      if (!edges) return edges.error();
      for (const Edge& edge : *edges) {
        const NodeId other = other_end(edge, node);
        next.push_back(other);
        met = met || other_side.is_at(other, other_side.depth());
        if (!met || whole) continue;
        levels_.emplace_back();
        return true;
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    const bool has_former = depth() > 0;
    std::erase_if(next, [&](NodeId node) { return is_at(node, depth()) || (has_former && is_at(node, depth() - 1)); });
    levels_.push_back(std::move(next));
    return met;
  }

 private:
  std::vector<std::vector<NodeId>> levels_;
};

// Lets the sides advance, the narrower one first, until they meet. False if they do not within the longest path.
Result<bool> search(const PropertyGraph& graph, const PathQuestion& question, Side& from, Side& to, bool whole_levels) {
  while (from.width() > 0 && to.width() > 0 && from.depth() + to.depth() < question.max_length) {
    const bool forward = from.width() <= to.width();
    const auto met = (forward ? from : to).advance(graph, question.view, forward ? to : from, whole_levels);
    if (!met || *met) return met;
  }
  return false;
}

// The nodes of the path from the start of `from` to the level where the sides met, which lie on some shortest path: by distance.
Result<std::vector<std::vector<NodeId>>> layers_to_meeting(const PropertyGraph& graph, const View& view,
                                                           const Side& from, const Side& to) {
  std::vector<std::vector<NodeId>> layers(from.depth() + 1);
  for (const NodeId node : from.level()) {
    if (to.is_at(node, to.depth())) layers.back().push_back(node);
  }
  for (std::size_t at = from.depth(); at > 0; --at) {
    std::vector<NodeId>& nearer = layers[at - 1];
    for (const NodeId node : layers[at]) {
      const auto edges = graph.edges(node, Direction::either, view);
      if (!edges) return edges.error();
      for (const Edge& edge : *edges) {
        if (from.is_at(other_end(edge, node), at - 1)) nearer.push_back(other_end(edge, node));
      }
    }
    std::sort(nearer.begin(), nearer.end());
    nearer.erase(std::unique(nearer.begin(), nearer.end()), nearer.end());
  }
  return layers;
}

// The first edge, in an order that does not depend on numbers, from the node to one that `leads` on.
template <typename Leads>
Result<Edge> first_edge(const PropertyGraph& graph, const View& view, NodeId node, Leads&& leads) {
  using Order = std::tuple<EntityKey, std::string, Factuality, bool>;
  const auto edges = graph.edges(node, Direction::either, view);
  if (!edges) return edges.error();
  std::optional<std::pair<Order, Edge>> first;
  for (const Edge& edge : *edges) {
    const NodeId other = other_end(edge, node);
    if (!leads(other)) continue;
    auto entity = graph.entity(other);
    if (!entity) return entity.error();
    if (first && std::get<0>(first->first) < entity->key) continue;
    auto relation = graph.relation_name(edge.relation);
    if (!relation) return relation.error();
    Order order{std::move(entity->key), std::move(*relation), edge.factuality, edge.target == node};
    if (!first || order < first->first) first.emplace(std::move(order), edge);
  }
  if (!first) {  // Both ends of an edge must tell of it.
    return Error{ErrorCode::corruption, "the store is damaged: an edge is known at one of its ends only", "",
                 "run 'entente check', and restore a backup or ingest the articles again"};
  }
  return first->second;
}

}  // namespace

Result<std::optional<std::size_t>> path_length(const PropertyGraph& graph, const PathQuestion& question) {
  if (question.from == question.to) return std::optional<std::size_t>(0);
  Side from(question.from);
  Side to(question.to);
  const auto met = search(graph, question, from, to, false);
  if (!met) return met.error();
  return *met ? std::optional<std::size_t>(from.depth() + to.depth()) : std::nullopt;
}

Result<std::optional<Path>> shortest_path(const PropertyGraph& graph, const PathQuestion& question) {
  if (question.from == question.to) return std::optional<Path>(Path{});
  Side from(question.from);
  Side to(question.to);
  const auto met = search(graph, question, from, to, true);
  if (!met) return met.error();
  if (!*met) return std::optional<Path>{};
  const auto layers = layers_to_meeting(graph, question.view, from, to);
  if (!layers) return layers.error();
  Path path;
  for (NodeId at = question.from; at != question.to;) {
    const std::size_t next = path.size() + 1;
    const auto leads = [&](NodeId node) {
      if (next <= from.depth()) return std::binary_search((*layers)[next].begin(), (*layers)[next].end(), node);
      return to.is_at(node, from.depth() + to.depth() - next);
    };
    const auto edge = first_edge(graph, question.view, at, leads);
    if (!edge) return edge.error();
    path.push_back(*edge);
    at = other_end(*edge, at);
  }
  return std::optional<Path>(std::move(path));
}

}  // namespace entente::graph
