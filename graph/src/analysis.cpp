#include "graph_copy.hpp"

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

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<DirectedGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<DirectedGraph>));

constexpr double kDamping = 0.85;
constexpr double kPrecise = 1e-10;
constexpr int kMostRounds = 200;

template <typename T>
auto by_vertex(std::vector<T>& values) {
  return boost::make_iterator_property_map(values.begin(), boost::identity_property_map());
}

std::vector<double> degrees_of(const GraphCopy& copy) {
  std::vector<double> degrees(copy.nodes.size());
  for (const Link& link : copy.links) {
    ++degrees[link.first];
    ++degrees[link.second];
  }
  return degrees;
}

// Boost's page rank loses what nodes without outgoing arcs hold; here it goes to all, as usual.
std::vector<double> page_ranks_of(const GraphCopy& copy) {
  const auto count = static_cast<double>(copy.nodes.size());
  std::vector<double> outgoing(copy.nodes.size());
  for (const auto& [from, to] : copy.arcs) ++outgoing[from];
  std::vector<double> ranks(copy.nodes.size(), 1.0 / count);
  for (int round = 0; round < kMostRounds; ++round) {
    double kept = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) kept += outgoing[i] > 0 ? 0 : ranks[i];
    std::vector<double> next(ranks.size(), (1.0 - kDamping + kDamping * kept) / count);
    for (const auto& [from, to] : copy.arcs) next[to] += kDamping * ranks[from] / outgoing[from];
    double change = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) change += std::abs(next[i] - ranks[i]);
    ranks = std::move(next);
    if (change < kPrecise) break;
  }
  return ranks;
}

std::vector<double> betweenness_of(const GraphCopy& copy) {
  const UndirectedGraph graph = undirected(copy);
  std::vector<double> values(copy.nodes.size());
  boost::brandes_betweenness_centrality(graph, by_vertex(values));
  return values;
}

std::vector<double> cores_of(const GraphCopy& copy) {
  const UndirectedGraph graph = undirected(copy);
  std::vector<int> cores(copy.nodes.size());
  boost::core_numbers(graph, by_vertex(cores));
  return {cores.begin(), cores.end()};
}

// A tree over each component. Bridges are in all such trees, so that what hangs below one is what it cuts off.
class SpanningForest {
 public:
  explicit SpanningForest(const UndirectedGraph& graph)
      : parent_(boost::num_vertices(graph), kNone), root_(parent_), below_(parent_.size(), 1) {
    std::vector<std::size_t> order;
    for (std::size_t start = 0; start < parent_.size(); ++start) {
      if (root_[start] != kNone) continue;
      root_[start] = start;
      order.push_back(start);
      for (std::size_t next = order.size() - 1; next < order.size(); ++next) {
        const std::size_t node = order[next];
        for (const auto other : boost::make_iterator_range(boost::adjacent_vertices(node, graph))) {
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

std::vector<std::size_t> components_of(const GraphCopy& copy, bool strong) {
  std::vector<std::size_t> components(copy.nodes.size());
  if (strong) {
    const DirectedGraph graph = directed(copy);
    boost::strong_components(graph, by_vertex(components));
  } else {
    const UndirectedGraph graph = undirected(copy);
    boost::connected_components(graph, by_vertex(components));
  }
  return components;
}

}  // namespace

Result<std::vector<Score>> centrality(const PropertyGraph& graph, const AnalysisScope& scope, Centrality measure) {
  const auto copy = copy_graph(graph, scope);
  if (!copy) return copy.error();
  std::vector<double> values;
  switch (measure) {
    case Centrality::degree:
      values = degrees_of(*copy);
      break;
    case Centrality::page_rank:
      values = page_ranks_of(*copy);
      break;
    case Centrality::betweenness:
      values = betweenness_of(*copy);
      break;
    case Centrality::core:
      values = cores_of(*copy);
      break;
  }
  std::vector<Score> scores;
  for (std::size_t i = 0; i < values.size(); ++i) scores.push_back({copy->nodes[i], values[i]});
  std::stable_sort(scores.begin(), scores.end(), [](const Score& a, const Score& b) { return a.value > b.value; });
  return scores;
}

Result<std::vector<std::vector<NodeId>>> groups(const PropertyGraph& graph, const AnalysisScope& scope,
                                                Grouping grouping) {
  const auto copy = copy_graph(graph, scope);
  if (!copy) return copy.error();
  const std::vector<std::size_t> group_of =
      grouping == Grouping::communities ? communities_of(*copy) : components_of(*copy, grouping == Grouping::strong);
  // In the order of their first nodes, whatever numbers the algorithm gave them.
  std::map<std::size_t, std::size_t> places;
  std::vector<std::vector<NodeId>> result;
  for (std::size_t i = 0; i < group_of.size(); ++i) {
    const auto [place, is_new] = places.emplace(group_of[i], result.size());
    if (is_new) result.emplace_back();
    result[place->second].push_back(copy->nodes[i]);
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return result;
}

Result<std::vector<Bridge>> bridges(const PropertyGraph& graph, const AnalysisScope& scope) {
  const auto copy = copy_graph(graph, scope);
  if (!copy) return copy.error();
  const UndirectedGraph links = undirected(*copy);
  std::vector<std::size_t> part_of(copy->links.size());
  const std::size_t count = boost::biconnected_components(
      links, boost::make_iterator_property_map(part_of.begin(), boost::get(boost::edge_index, links)));
  std::vector<std::size_t> sizes(count);
  for (const std::size_t part : part_of) ++sizes[part];
  const SpanningForest forest(links);
  std::vector<Bridge> found;
  for (std::size_t i = 0; i < copy->links.size(); ++i) {
    if (sizes[part_of[i]] != 1) continue;
    const Link& link = copy->links[i];
    found.push_back({copy->nodes[link.first], copy->nodes[link.second], forest.cut_off(link)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Bridge& a, const Bridge& b) { return a.cut_off > b.cut_off; });
  return found;
}

}  // namespace entente::graph
