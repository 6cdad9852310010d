#include <algorithm>
#include <unordered_set>

#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/selection.hpp>

namespace entente::graph {
namespace {

// The entities at most `steps` statements away from the center.
Result<std::unordered_set<std::uint32_t>> around(const PropertyGraph& graph, const SelectionScope& scope) {
  std::unordered_set<std::uint32_t> near = {scope.center->value};
  std::vector<NodeId> rim = {*scope.center};
  std::vector<Edge> edges;
  for (std::uint32_t step = 0; step < scope.steps && !rim.empty(); ++step) {
    std::vector<NodeId> next;
    for (const NodeId node : rim) {
      edges.clear();
      if (auto read = graph.append_edges(node, Direction::either, scope.view, edges); !read) return read.error();
      for (const Edge& edge : edges) {
        const NodeId other = edge.source == node ? edge.target : edge.source;
        if (near.insert(other.value).second) next.push_back(other);
      }
    }
    rim = std::move(next);
  }
  return near;
}

bool is_seen_between(const StatementSummary& summary, const Date& from, const Date& until) {
  if (!from.known() && !until.known()) return true;
  if (!summary.first_seen.known()) return false;
  return !(from.known() && surely_before(summary.last_seen, from)) &&
         !(until.known() && surely_before(until, summary.first_seen));
}

}  // namespace

Result<Selection> select(const PropertyGraph& graph, const SelectionScope& scope, const BeliefParameters& belief) {
  Selection selection;
  std::unordered_set<std::uint32_t> near;
  std::vector<NodeId> nodes;
  if (scope.center) {
    auto found = around(graph, scope);
    if (!found) return found.error();
    near = std::move(*found);
    for (const std::uint32_t node : near) nodes.push_back({node});
    selection.nodes.push_back(*scope.center);
  } else {
    auto all = graph.nodes();
    if (!all) return all.error();
    nodes = std::move(*all);
  }
  std::vector<Edge> edges;
  for (const NodeId node : nodes) {
    edges.clear();
    if (auto read = graph.append_edges(node, Direction::outgoing, scope.view, edges); !read) return read.error();
    for (const Edge& edge : edges) {
      if (!scope.center || near.contains(edge.target.value)) selection.statements.push_back(edge.statement);
    }
  }
  if (auto restricted = restrict_selection(graph, scope, belief, selection); !restricted) return restricted.error();
  return selection;
}

Result<void> restrict_selection(const PropertyGraph& graph, const SelectionScope& scope, const BeliefParameters& belief,
                                Selection& selection) {
  const auto& relations = scope.view.relations;
  if (relations.empty() && scope.least_reports <= 1 && !scope.from.known() && !scope.until.known()) return {};
  std::vector<StatementNumber> kept;
  for (const StatementNumber number : selection.statements) {
    if (!relations.empty()) {
      const auto statement = graph.statement(number);
      if (!statement) return statement.error();
      if (std::find(relations.begin(), relations.end(), statement->relation) == relations.end()) continue;
    }
    const auto summary = graph.summary(number, belief);
    if (!summary) return summary.error();
    if (summary->reports < scope.least_reports || !is_seen_between(*summary, scope.from, scope.until)) continue;
    kept.push_back(number);
  }
  selection.statements = std::move(kept);
  return {};
}

}  // namespace entente::graph
