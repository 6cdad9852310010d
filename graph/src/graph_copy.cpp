#include "graph_copy.hpp"

#include <algorithm>
#include <unordered_map>

namespace entente::graph {
namespace {

// Whether a statement is in the scope, as far as that takes more than its edge.
Result<bool> admits(const PropertyGraph& graph, const AnalysisScope& scope, const Edge& edge) {
  const bool dated = scope.from.known() || scope.until.known();
  if (!dated && scope.least_confidence <= 0) return true;
  const auto summary = graph.summary(edge.statement, scope.belief);
  if (!summary) return summary.error();
  if (summary->confidence < scope.least_confidence) return false;
  if (!dated) return true;
  if (!summary->last_seen.known()) return false;
  return !(scope.from.known() && surely_before(summary->last_seen, scope.from)) &&
         !(scope.until.known() && surely_before(scope.until, summary->first_seen));
}

}  // namespace

Result<GraphCopy> copy_graph(const PropertyGraph& graph, const AnalysisScope& scope) {
  const auto all = graph.nodes();
  if (!all) return all.error();
  std::unordered_map<std::uint32_t, std::uint32_t> place;
  for (std::size_t i = 0; i < all->size(); ++i) place.emplace((*all)[i].value, static_cast<std::uint32_t>(i));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t from = 0; from < all->size(); ++from) {
    const auto edges = graph.edges((*all)[from], Direction::outgoing, scope.view);
    if (!edges) return edges.error();
    for (const Edge& edge : *edges) {
      const auto admitted = admits(graph, scope, edge);
      if (!admitted) return admitted.error();
      if (!*admitted || edge.source == edge.target) continue;
      const auto to = place.find(edge.target.value);
      if (to == place.end()) {
        return Error{ErrorCode::corruption, "the store is damaged: an edge leads to no entity", "",
                     "run 'entente check', and restore a backup or ingest the articles again"};
      }
      arcs.emplace_back(from, to->second);
    }
  }
  // Only nodes with an arc stay; places close up.
  std::vector<std::uint32_t> kept(all->size(), 0);
  for (const auto& [from, to] : arcs) kept[from] = kept[to] = 1;
  GraphCopy copy;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] == 0) continue;
    kept[i] = static_cast<std::uint32_t>(copy.nodes.size());
    copy.nodes.push_back((*all)[i]);
  }
  for (auto& [from, to] : arcs) {
    from = kept[from];
    to = kept[to];
    copy.links.push_back({std::min(from, to), std::max(from, to), 1});
  }
  std::sort(copy.links.begin(), copy.links.end(),
            [](const Link& a, const Link& b) { return std::pair(a.first, a.second) < std::pair(b.first, b.second); });
  std::size_t last = 0;
  for (std::size_t i = 1; i < copy.links.size(); ++i) {
    if (copy.links[i].first == copy.links[last].first && copy.links[i].second == copy.links[last].second) {
      ++copy.links[last].weight;
    } else {
      copy.links[++last] = copy.links[i];
    }
  }
  if (!copy.links.empty()) copy.links.resize(last + 1);
  std::sort(arcs.begin(), arcs.end());
  arcs.erase(std::unique(arcs.begin(), arcs.end()), arcs.end());
  copy.arcs = std::move(arcs);
  return copy;
}

DirectedGraph directed(const GraphCopy& copy) {
  return {boost::edges_are_unsorted_multi_pass, copy.arcs.begin(), copy.arcs.end(), copy.nodes.size()};
}

UndirectedGraph undirected(const GraphCopy& copy) {
  UndirectedGraph graph(copy.nodes.size());
  for (std::size_t i = 0; i < copy.links.size(); ++i)
    boost::add_edge(copy.links[i].first, copy.links[i].second, i, graph);
  return graph;
}

}  // namespace entente::graph
