#include "boost_graph.hpp"
#include "communities.hpp"
#include "link_graph.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <entente/graph/analysis.hpp>

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/range/iterator_range.hpp>

namespace entente::graph {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<GraphView>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<LinkGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<LinkGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<LinkGraph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<LinkGraph>));

constexpr double kDamping = 0.85;
constexpr double kPrecise = 1e-10;
constexpr int kMostRounds = 200;

std::vector<double> degrees_of(const LinkGraph& links) {
  std::vector<double> degrees(links.vertex_count());
  for (Vertex vertex = 0; vertex < degrees.size(); ++vertex)
    degrees[vertex] = static_cast<double>(links.degree(vertex));
  return degrees;
}

// Boost's page rank loses what nodes without outgoing arcs hold; here it goes to all, as usual.
std::vector<double> page_ranks_of(const GraphView& view) {
  std::vector<std::pair<Vertex, Vertex>> arcs;  // Each pair once, no loops.
  for (Arc arc = 0; arc < view.arc_count(); ++arc) {
    if (view.source(arc) != view.target(arc)) arcs.emplace_back(view.source(arc), view.target(arc));
  }
  std::sort(arcs.begin(), arcs.end());
  arcs.erase(std::unique(arcs.begin(), arcs.end()), arcs.end());
  const auto count = static_cast<double>(view.vertex_count());
  std::vector<double> outgoing(view.vertex_count());
  for (const auto& [from, to] : arcs) ++outgoing[from];
  std::vector<double> ranks(view.vertex_count(), 1.0 / count);
  for (int round = 0; round < kMostRounds; ++round) {
    double kept = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) kept += outgoing[i] > 0 ? 0 : ranks[i];
    std::vector<double> next(ranks.size(), (1.0 - kDamping + kDamping * kept) / count);
    for (const auto& [from, to] : arcs) next[to] += kDamping * ranks[from] / outgoing[from];
    double change = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) change += std::abs(next[i] - ranks[i]);
    ranks = std::move(next);
    if (change < kPrecise) break;
  }
  return ranks;
}

std::vector<double> betweenness_of(const LinkGraph& links) {
  std::vector<double> values(links.vertex_count());
  boost::brandes_betweenness_centrality(links, by_vertex(values));
  return values;
}

std::vector<double> cores_of(const LinkGraph& links) {
  std::vector<int> cores(links.vertex_count());
  boost::core_numbers(links, by_vertex(cores));
  return {cores.begin(), cores.end()};
}

// A tree over each component. Bridges are in all such trees, so that what hangs below one is what it cuts off.
class SpanningForest {
 public:
  explicit SpanningForest(const LinkGraph& links)
      : parent_(links.vertex_count(), kNone), root_(parent_), below_(parent_.size(), 1) {
    std::vector<std::size_t> order;
    for (std::size_t start = 0; start < parent_.size(); ++start) {
      if (root_[start] != kNone) continue;
      root_[start] = start;
      order.push_back(start);
      for (std::size_t next = order.size() - 1; next < order.size(); ++next) {
        const std::size_t node = order[next];
        for (const auto other : boost::make_iterator_range(adjacent_vertices(static_cast<Vertex>(node), links))) {
          if (root_[other] != kNone) continue;
          root_[other] = start;
          parent_[other] = node;
          order.push_back(other);
        }
      }
    }
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
      if (parent_[*node] != kNone) below_[parent_[*node]] += below_[*node];
    }
  }

  // Requires: a bridge.
  std::size_t cut_off(const Link& bridge) const {
    const std::size_t lower = parent_[bridge.second] == bridge.first ? bridge.second : bridge.first;
    return std::min(below_[lower], below_[root_[lower]] - below_[lower]);
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::vector<std::size_t> parent_;
  std::vector<std::size_t> root_;
  std::vector<std::size_t> below_;  // Nodes of the subtree.
};

std::vector<std::size_t> components_of(const GraphView& view, Grouping grouping) {
  std::vector<std::size_t> components(view.vertex_count());
  switch (grouping) {
    case Grouping::connected:
      boost::connected_components(LinkGraph(view), by_vertex(components));
      break;
    case Grouping::strong:
      boost::strong_components(view, by_vertex(components));
      break;
    case Grouping::communities:
      return communities_of(LinkGraph(view));
  }
  return components;
}

}  // namespace

std::vector<Score> centrality(const GraphView& view, Centrality measure) {
  std::vector<double> values;
  switch (measure) {
    case Centrality::degree:
      values = degrees_of(LinkGraph(view));
      break;
    case Centrality::page_rank:
      values = page_ranks_of(view);
      break;
    case Centrality::betweenness:
      values = betweenness_of(LinkGraph(view));
      break;
    case Centrality::core:
      values = cores_of(LinkGraph(view));
      break;
  }
  std::vector<Score> scores;
  for (std::size_t i = 0; i < values.size(); ++i) scores.push_back({view.node(static_cast<Vertex>(i)), values[i]});
  std::stable_sort(scores.begin(), scores.end(), [](const Score& a, const Score& b) { return a.value > b.value; });
  return scores;
}

std::vector<std::vector<NodeId>> groups(const GraphView& view, Grouping grouping) {
  const std::vector<std::size_t> group_of = components_of(view, grouping);
  // In the order of their first nodes, whatever numbers the algorithm gave them.
  std::map<std::size_t, std::size_t> places;
  std::vector<std::vector<NodeId>> result;
  for (std::size_t i = 0; i < group_of.size(); ++i) {
    const auto [place, is_new] = places.emplace(group_of[i], result.size());
    if (is_new) result.emplace_back();
    result[place->second].push_back(view.node(static_cast<Vertex>(i)));
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return result;
}

std::vector<Bridge> bridges(const GraphView& view) {
  const LinkGraph links(view);
  std::vector<std::size_t> part_of(links.links().size());
  const std::size_t count = boost::biconnected_components(links, by_edge(part_of));
  std::vector<std::size_t> sizes(count);
  for (const std::size_t part : part_of) ++sizes[part];
  const SpanningForest forest(links);
  std::vector<Bridge> found;
  for (std::size_t i = 0; i < part_of.size(); ++i) {
    if (sizes[part_of[i]] != 1) continue;
    const Link& link = links.links()[i];
    found.push_back({view.node(link.first), view.node(link.second), forest.cut_off(link)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Bridge& a, const Bridge& b) { return a.cut_off > b.cut_off; });
  return found;
}

}  // namespace entente::graph
