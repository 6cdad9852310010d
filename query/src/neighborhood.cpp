#include <algorithm>
#include <tuple>

#include <entente/query/neighborhood.hpp>

namespace entente::query {

using graph::Direction;
using graph::Edge;

Result<std::vector<Neighbor>> neighbors(const graph::PropertyGraph& graph, graph::NodeId node, const graph::View& view,
                                        const BeliefParameters& belief) {
  const auto edges = graph.edges(node, Direction::either, view);
  if (!edges) return edges.error();
  std::vector<Neighbor> found;
  for (const Edge& edge : *edges) {
    const bool outgoing = edge.source == node;
    auto other = graph.entity(outgoing ? edge.target : edge.source);
    if (!other) return other.error();
    auto relation = graph.relation_name(edge.relation);
    if (!relation) return relation.error();
    const auto summary = graph.summary(edge.statement, belief);
    if (!summary) return summary.error();
    found.push_back({edge, std::move(*relation), std::move(*other), outgoing, *summary});
  }
  std::sort(found.begin(), found.end(), [](const Neighbor& a, const Neighbor& b) {
    const auto key = [](const Neighbor& n) {
      return std::tuple(n.relation, !n.outgoing, -static_cast<long>(n.summary.articles), n.other.key,
                        n.edge.factuality);
    };
    return key(a) < key(b);
  });
  return found;
}

}  // namespace entente::query
