#include "drawn_graph.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <entente/graph/evidence_summary.hpp>

namespace entente::graph {
namespace {

void see(DrawnNode& node, const StatementSummary& summary) {
  ++node.statements;
  if (summary.first_seen.known() && (!node.first_seen.known() || summary.first_seen < node.first_seen))
    node.first_seen = summary.first_seen;
  node.last_seen = std::max(node.last_seen, summary.last_seen);
}

Result<void> add_entity(const PropertyGraph& graph, NodeId node, DrawnGraph& drawn) {
  auto entity = graph.entity(node);
  if (!entity) return entity.error();
  drawn.nodes[entity->key].entity = std::move(*entity);
  return {};
}

Result<void> add_statement(const PropertyGraph& graph, StatementNumber number, const Ontology& ontology,
                           DrawnGraph& drawn) {
  auto statement = graph.statement(number);
  if (!statement) return statement.error();
  auto evidence = graph.evidence(number);
  if (!evidence) return evidence.error();
  const auto summary = graph.summary(number, ontology.belief());
  if (!summary) return summary.error();
  for (const EntityKey& key : {statement->subject, statement->object}) {
    if (!drawn.nodes.contains(key)) {
      const auto node = graph.find_node(key);
      if (!node) return node.error();
      if (!*node) {
        return Error{ErrorCode::corruption, "the store is damaged: a statement is about no entity", key.value,
                     "run 'entente check', and restore a backup or ingest the articles again"};
      }
      if (auto added = add_entity(graph, **node, drawn); !added) return added;
    }
    see(drawn.nodes[key], *summary);
  }
  drawn.edges.push_back({std::move(*statement), std::move((*evidence)[most_reliable(*evidence)]), *summary});
  return {};
}

}  // namespace

Result<Selection> select_view(const PropertyGraph& graph, const View& view) {
  const auto all = graph.nodes();
  if (!all) return all.error();
  Selection selection;
  std::vector<Edge> edges;
  for (const NodeId node : *all) {
    edges.clear();
    if (auto read = graph.append_edges(node, Direction::outgoing, view, edges); !read) return read.error();
    for (const Edge& edge : edges) selection.statements.push_back(edge.statement);
  }
  return selection;
}

Result<DrawnGraph> draw(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology) {
  DrawnGraph drawn;
  for (const NodeId node : selection.nodes) {
    if (auto added = add_entity(graph, node, drawn); !added) return added.error();
  }
  std::vector<StatementNumber> statements = selection.statements;
  std::sort(statements.begin(), statements.end());
  statements.erase(std::unique(statements.begin(), statements.end()), statements.end());
  for (const StatementNumber number : statements) {
    if (auto added = add_statement(graph, number, ontology, drawn); !added) return added.error();
  }
  std::sort(drawn.edges.begin(), drawn.edges.end(), [](const DrawnEdge& a, const DrawnEdge& b) {
    const auto key = [](const DrawnEdge& edge) {
      const Statement& statement = edge.statement;
      return std::tie(statement.subject, statement.relation, statement.object, statement.factuality);
    };
    return key(a) < key(b);
  });
  return drawn;
}

const char* color_of(EntityType type) {
  switch (type) {
    case EntityType::country:
      return "#4e79a7";
    case EntityType::person:
      return "#f28e2b";
    case EntityType::organization:
      return "#59a14f";
    case EntityType::armed_group:
      return "#e15759";
    case EntityType::bloc:
      return "#76b7b2";
    case EntityType::company:
      return "#edc948";
    case EntityType::conflict:
      return "#9c755f";
    case EntityType::agreement:
      return "#b07aa1";
    case EntityType::place:
      return "#bab0ac";
    case EntityType::media:
      return "#ff9da7";
  }
  return "#bab0ac";
}

}  // namespace entente::graph
