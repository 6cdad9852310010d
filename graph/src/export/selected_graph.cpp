#include "selected_graph.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <entente/graph/evidence_summary.hpp>

#include <fmt/format.h>

namespace entente::graph {
namespace {

void see(SelectedNode& node, const StatementSummary& summary) {
  ++node.statements;
  if (summary.first_seen.known() && (!node.first_seen.known() || summary.first_seen < node.first_seen))
    node.first_seen = summary.first_seen;
  node.last_seen = std::max(node.last_seen, summary.last_seen);
}

Error no_entity(const EntityKey& key) {
  return {ErrorCode::corruption, "the store is damaged: a statement is about no entity", key.value,
          "run 'entente check', and restore a backup or ingest the articles again"};
}

// Gives nodes and relations numbers as they come; they are put in order at the end.
class Arranger {
 public:
  Arranger(const PropertyGraph& graph, const Ontology& ontology) : graph_(graph), ontology_(ontology) {}

  Result<std::uint32_t> add(NodeId node) {
    const auto [at, is_new] = places_.emplace(node.value, static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) {
      auto entity = graph_.entity(node);
      if (!entity) return entity.error();
      nodes_.push_back({{node, 0, {}, {}}, std::move(entity->key)});
      by_key_.emplace(nodes_.back().key, at->second);
    }
    return at->second;
  }

  Result<void> add(StatementNumber number) {
    const auto statement = graph_.statement(number);
    if (!statement) return statement.error();
    const auto summary = graph_.summary(number, ontology_.belief());
    if (!summary) return summary.error();
    SelectedStatement selected;
    selected.number = number;
    selected.factuality = statement->factuality;
    selected.relation =
        relations_.emplace(statement->relation, static_cast<std::uint32_t>(relations_.size())).first->second;
    for (const auto& [key, place] :
         {std::pair(&statement->subject, &selected.source), std::pair(&statement->object, &selected.target)}) {
      const auto index = add(*key);
      if (!index) return index.error();
      *place = *index;
      see(nodes_[*index].node, *summary);
    }
    statements_.push_back(selected);
    return {};
  }

  SelectedGraph arranged() {
    SelectedGraph graph;
    std::vector<std::uint32_t> relation_ranks(relations_.size());
    for (const auto& [name, index] : relations_) {
      relation_ranks[index] = static_cast<std::uint32_t>(graph.relations.size());
      graph.relations.push_back(name);
    }
    std::vector<std::uint32_t> node_ranks(nodes_.size());
    for (const auto& [key, index] : by_key_) {
      node_ranks[index] = static_cast<std::uint32_t>(graph.nodes.size());
      graph.nodes.push_back(nodes_[index].node);
    }
    graph.statements = std::move(statements_);
    for (SelectedStatement& statement : graph.statements) {
      statement.source = node_ranks[statement.source];
      statement.target = node_ranks[statement.target];
      statement.relation = relation_ranks[statement.relation];
    }
    std::sort(graph.statements.begin(), graph.statements.end(), [](const auto& a, const auto& b) {
      return std::tie(a.source, a.relation, a.target, a.factuality) <
             std::tie(b.source, b.relation, b.target, b.factuality);
    });
    return graph;
  }

 private:
  struct KeyedNode {
    SelectedNode node;
    EntityKey key;
  };

  Result<std::uint32_t> add(const EntityKey& key) {
    if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second;
    const auto node = graph_.find_node(key);
    if (!node) return node.error();
    if (!*node) return no_entity(key);
    return add(**node);
  }

  const PropertyGraph& graph_;
  const Ontology& ontology_;
  std::unordered_map<std::uint32_t, std::uint32_t> places_;
  std::vector<KeyedNode> nodes_;
  std::map<EntityKey, std::uint32_t> by_key_;
  std::map<std::string, std::uint32_t> relations_;
  std::vector<SelectedStatement> statements_;
};

// Texts of several statements, each once.
class Joined {
 public:
  void add(std::string_view text) {
    if (!text.empty() && seen_.emplace(text).second) text_ += (text_.empty() ? "" : "|") + std::string(text);
  }
  const std::string& text() const { return text_; }

 private:
  std::set<std::string> seen_;
  std::string text_;
};

Result<ExportEdge> edge_of(const ExportSource& source, std::span<const SelectedStatement> group) {
  ExportEdge edge;
  edge.source = group.front().source;
  edge.target = group.front().target;
  edge.symmetric = true;
  edge.statements = static_cast<std::uint32_t>(group.size());
  Joined relations;
  Joined polarities;
  Joined modalities;
  Joined phases;
  std::string ids;
  std::set<ArticleNumber> articles;
  std::set<ArticleNumber> reports;
  std::vector<StoredEvidence> best;
  for (const SelectedStatement& selected : group) {
    const auto statement = source.graph.statement(selected.number);
    if (!statement) return statement.error();
    auto evidence = source.graph.evidence(selected.number);
    if (!evidence) return evidence.error();
    const auto summary = source.graph.summary(selected.number, source.ontology.belief());
    if (!summary) return summary.error();
    ids += statement->id().hash.hex();
    relations.add(statement->relation);
    polarities.add(to_string(selected.factuality.polarity));
    modalities.add(to_string(selected.factuality.modality));
    phases.add(to_string(selected.factuality.phase));
    edge.symmetric = edge.symmetric && source.is_symmetric(selected.relation);
    edge.fact = edge.fact || selected.factuality.is_fact();
    for (const StoredEvidence& piece : *evidence) {
      const auto report = source.graph.report_of(piece.article.number);
      if (!report) return report.error();
      articles.insert(piece.article.number);
      reports.insert(*report);
    }
    if (summary->first_seen.known() && (!edge.first_seen.known() || summary->first_seen < edge.first_seen)) {
      edge.first_seen = summary->first_seen;
    }
    edge.last_seen = std::max(edge.last_seen, summary->last_seen);
    edge.confidence = std::max(edge.confidence, summary->confidence);
    best.push_back(std::move((*evidence)[most_reliable(*evidence)]));
  }
  edge.id = group.size() == 1 ? ids : hash_fields({ids}).hex();
  edge.relation = relations.text();
  edge.polarity = polarities.text();
  edge.modality = modalities.text();
  edge.phase = phases.text();
  edge.articles = static_cast<std::uint32_t>(articles.size());
  edge.reports = static_cast<std::uint32_t>(reports.size());
  edge.best = std::move(best[most_reliable(best)]);
  return edge;
}

}  // namespace

bool ExportSource::is_symmetric(std::uint32_t relation) const {
  const Relation* const known = ontology.find(selected.relations[relation]);
  return known != nullptr && known->symmetric;
}

Result<SelectedGraph> arrange(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology) {
  Arranger arranger(graph, ontology);
  for (const NodeId node : selection.nodes) {
    if (auto added = arranger.add(node); !added) return added.error();
  }
  std::vector<StatementNumber> statements = selection.statements;
  std::sort(statements.begin(), statements.end());
  statements.erase(std::unique(statements.begin(), statements.end()), statements.end());
  for (const StatementNumber number : statements) {
    if (auto added = arranger.add(number); !added) return added.error();
  }
  return arranger.arranged();
}

Result<void> each_edge(const ExportSource& source, const std::function<Result<void>(const ExportEdge&)>& visit) {
  const Aggregation aggregation = source.options.aggregation;
  std::vector<SelectedStatement> by_dyad;
  if (aggregation == Aggregation::dyad) {
    by_dyad = source.selected.statements;
    std::stable_sort(by_dyad.begin(), by_dyad.end(), [](const auto& a, const auto& b) {
      return std::tie(a.source, a.target) < std::tie(b.source, b.target);
    });
  }
  const std::span<const SelectedStatement> all =
      aggregation == Aggregation::dyad ? by_dyad : source.selected.statements;
  const auto together = [&](const SelectedStatement& a, const SelectedStatement& b) {
    return aggregation != Aggregation::statement && a.source == b.source && a.target == b.target &&
           (aggregation == Aggregation::dyad || a.relation == b.relation);
  };
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    for (end = begin + 1; end < all.size() && together(all[begin], all[end]); ++end) {
    }
    const auto edge = edge_of(source, all.subspan(begin, end - begin));
    if (!edge) return edge.error();
    if (auto visited = visit(*edge); !visited) return visited;
  }
  return {};
}

Result<void> each_evidence(const ExportSource& source,
                           const std::function<Result<void>(const SelectedStatement&, const StoredEvidence&)>& visit) {
  for (const SelectedStatement& statement : source.selected.statements) {
    const auto evidence = source.graph.evidence(statement.number);
    if (!evidence) return evidence.error();
    for (const StoredEvidence& piece : *evidence) {
      if (auto visited = visit(statement, piece); !visited) return visited;
    }
  }
  return {};
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

std::string attribution_text(const Evidence& evidence) {
  std::string text;
  for (const Attribution& link : evidence.attribution) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", link.source, to_string(link.stance));
  }
  return text;
}

}  // namespace entente::graph
