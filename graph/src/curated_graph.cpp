#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <entente/graph/curated_graph.hpp>
#include <entente/graph/evidence_summary.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::graph {
namespace {

struct NumberHash {
  std::size_t operator()(NodeId node) const { return node.value; }
  std::size_t operator()(StatementNumber number) const { return number.value; }
};

// A statement about joined entities.
struct Rewritten {
  StatementNumber first;  // That stands for all that have become one.
  NodeId source;
  NodeId target;
  bool gone = false;  // It would be about one entity alone.
};

struct EntityChanges {
  std::string name;
  std::set<std::string> aliases;
  std::optional<EntityType> type;
};

class CuratedGraph final : public PropertyGraph {
 public:
  explicit CuratedGraph(std::unique_ptr<PropertyGraph> graph) : graph_(std::move(graph)) {}

  Result<void> apply(const std::vector<Judgement>& judgements, const Ontology& ontology) {
    if (auto joined = join(judgements); !joined) return joined;
    if (auto rewritten = rewrite(ontology); !rewritten) return rewritten;
    for (const Judgement& judgement : judgements) {
      if (auto applied = apply(judgement); !applied) return applied;
    }
    return count();
  }

  Result<std::vector<NodeId>> nodes() const override {
    auto all = graph_->nodes();
    if (all) std::erase_if(*all, [&](NodeId node) { return joined_to_.contains(node); });
    return all;
  }

  Result<std::optional<NodeId>> find_node(const EntityKey& key) const override {
    auto node = graph_->find_node(key);
    if (node && *node) *node = joined(**node);
    return node;
  }

  Result<std::vector<NodeId>> find_named(std::string_view name) const override {
    auto found = graph_->find_named(name);
    if (!found) return found;
    for (NodeId& node : *found) node = joined(node);
    if (const auto added = added_names_.find(fold_name(name)); added != added_names_.end()) {
      found->insert(found->end(), added->second.begin(), added->second.end());
    }
    return by_key(std::move(*found));
  }

  Result<std::vector<std::string>> folded_names(std::string_view prefix) const override {
    auto names = graph_->folded_names(prefix);
    if (!names) return names;
    for (const auto& [name, nodes] : added_names_) {
      if (name.starts_with(prefix)) names->push_back(name);
    }
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
    return names;
  }

  Result<Entity> entity(NodeId node) const override {
    auto entity = graph_->entity(node);
    if (!entity) return entity;
    std::set<std::string> aliases(entity->aliases.begin(), entity->aliases.end());
    if (const auto members = members_.find(node); members != members_.end()) {
      for (const NodeId member : members->second) {
        const auto other = graph_->entity(member);
        if (!other) return other;
        aliases.insert(other->name);
        aliases.insert(other->aliases.begin(), other->aliases.end());
        // Codes that only one of them has are those of both.
        for (std::string EntityCodes::*code : {&EntityCodes::iso3, &EntityCodes::cow, &EntityCodes::wikidata}) {
          if ((entity->codes.*code).empty()) entity->codes.*code = other->codes.*code;
        }
      }
    }
    if (const auto changed = changes_.find(node); changed != changes_.end()) {
      const EntityChanges& changes = changed->second;
      aliases.insert(changes.aliases.begin(), changes.aliases.end());
      if (!changes.name.empty()) {
        aliases.insert(entity->name);
        entity->name = changes.name;
      }
      if (changes.type) entity->type = *changes.type;
    }
    aliases.erase(entity->name);
    entity->aliases.assign(aliases.begin(), aliases.end());
    return entity;
  }

  Result<void> append_edges(NodeId node, Direction direction, const View& view,
                            std::vector<Edge>& edges) const override {
    const std::size_t begin = edges.size();
    if (rewritten_.empty()) {
      if (auto read = graph_->append_edges(node, direction, view, edges); !read) return read;
      drop_rejected(edges, begin);
      return {};
    }
    // Joining may turn a symmetric statement round, and make several of them one.
    std::vector<Edge> all;
    if (auto read = graph_->append_edges(node, Direction::either, view, all); !read) return read;
    if (const auto members = members_.find(node); members != members_.end()) {
      for (const NodeId member : members->second) {
        if (auto read = graph_->append_edges(member, Direction::either, view, all); !read) return read;
      }
    }
    std::unordered_set<StatementNumber, NumberHash> seen;
    for (const Direction wanted : {Direction::outgoing, Direction::incoming}) {
      if (direction != Direction::either && direction != wanted) continue;
      seen.clear();
      const std::size_t first = edges.size();
      for (Edge edge : all) {
        if (const auto rewritten = rewritten_.find(edge.statement); rewritten != rewritten_.end()) {
          if (rewritten->second.gone) continue;
          edge.statement = rewritten->second.first;
          edge.source = rewritten->second.source;
          edge.target = rewritten->second.target;
        }
        const NodeId end = wanted == Direction::outgoing ? edge.source : edge.target;
        if (end == node && seen.insert(edge.statement).second) edges.push_back(edge);
      }
      std::stable_sort(edges.begin() + static_cast<std::ptrdiff_t>(first), edges.end(),
                       [](const Edge& a, const Edge& b) { return a.relation < b.relation; });
    }
    drop_rejected(edges, begin);
    return {};
  }

  Result<std::vector<std::string>> relations() const override { return graph_->relations(); }
  Result<std::string> relation_name(RelationNumber relation) const override { return graph_->relation_name(relation); }

  Result<std::optional<StatementNumber>> find_statement(const StatementId& id) const override {
    auto number = found_statement(id);
    if (number && *number && rejected_.contains(**number)) *number = std::nullopt;
    return number;
  }

  Result<Statement> statement(StatementNumber number) const override {
    auto statement = graph_->statement(number);
    const auto rewritten = rewritten_.find(number);
    if (!statement || rewritten == rewritten_.end()) return statement;
    for (const auto& [key, node] : {std::pair(&statement->subject, rewritten->second.source),
                                    std::pair(&statement->object, rewritten->second.target)}) {
      auto entity = graph_->entity(node);
      if (!entity) return entity.error();
      *key = std::move(entity->key);
    }
    return statement;
  }

  Result<StatementSummary> summary(StatementNumber number, const BeliefParameters& belief) const override {
    Result<StatementSummary> summary = StatementSummary{};
    if (same_as_.contains(number)) {
      const auto pieces = evidence(number);
      if (!pieces) return pieces.error();
      summary = summarize(*this, *pieces, belief);
    } else {
      summary = graph_->summary(number, belief);
    }
    if (summary && accepted_.contains(number)) summary->confidence = 1.0;
    return summary;
  }

  Result<std::vector<StoredEvidence>> evidence(StatementNumber number) const override {
    auto evidence = graph_->evidence(number);
    const auto others = same_as_.find(number);
    if (!evidence || others == same_as_.end()) return evidence;
    for (const StatementNumber other : others->second) {
      auto more = graph_->evidence(other);
      if (!more) return more;
      evidence->insert(evidence->end(), more->begin(), more->end());
    }
    std::stable_sort(evidence->begin(), evidence->end(), [](const StoredEvidence& a, const StoredEvidence& b) {
      return std::tie(a.article.id, a.article.content_hash, a.evidence.sentence.begin_byte) <
             std::tie(b.article.id, b.article.content_hash, b.evidence.sentence.begin_byte);
    });
    return evidence;
  }

  Result<std::vector<EntityArticle>> articles_of(NodeId node) const override {
    auto articles = graph_->articles_of(node);
    const auto members = members_.find(node);
    if (!articles || members == members_.end()) return articles;
    std::map<ArticleNumber, std::uint32_t> mentions;
    for (const EntityArticle& own : *articles) mentions[own.article] += own.mentions;
    for (const NodeId member : members->second) {
      const auto more = graph_->articles_of(member);
      if (!more) return more;
      for (const EntityArticle& other : *more) mentions[other.article] += other.mentions;
    }
    std::map<std::pair<ArticleId, Hash128>, EntityArticle> ordered;
    for (const auto& [number, count] : mentions) {
      const auto summary = graph_->article(number);
      if (!summary) return summary.error();
      ordered.emplace(std::pair(summary->id, summary->content_hash), EntityArticle{number, count});
    }
    articles->clear();
    for (const auto& [key, article] : ordered) articles->push_back(article);
    return articles;
  }

  Result<std::vector<ArticleSummary>> articles() const override { return graph_->articles(); }
  Result<std::vector<ArticleSummary>> find_article(const ArticleId& id) const override {
    return graph_->find_article(id);
  }
  Result<ArticleSummary> article(ArticleNumber number) const override { return graph_->article(number); }
  Result<std::string> article_text(ArticleNumber number) const override { return graph_->article_text(number); }
  Result<ArticleNumber> report_of(ArticleNumber number) const override { return graph_->report_of(number); }

  Result<std::vector<StatementNumber>> statements_of(ArticleNumber number) const override {
    const auto all = graph_->statements_of(number);
    if (!all) return all;
    std::vector<StatementNumber> left;
    for (const StatementNumber statement : *all) {
      const auto rewritten = rewritten_.find(statement);
      if (rewritten != rewritten_.end() && rewritten->second.gone) continue;
      const StatementNumber first = rewritten == rewritten_.end() ? statement : rewritten->second.first;
      if (!rejected_.contains(first) && std::find(left.begin(), left.end(), first) == left.end()) left.push_back(first);
    }
    return left;
  }

  Result<GraphCounts> counts() const override { return counts_; }

 private:
  NodeId joined(NodeId node) const {
    const auto found = joined_to_.find(node);
    return found == joined_to_.end() ? node : found->second;
  }

  Result<std::vector<NodeId>> by_key(std::vector<NodeId> nodes) const {
    std::map<EntityKey, NodeId> ordered;
    for (const NodeId node : nodes) {
      auto entity = graph_->entity(node);
      if (!entity) return entity.error();
      ordered.emplace(std::move(entity->key), node);
    }
    nodes.clear();
    for (const auto& [key, node] : ordered) nodes.push_back(node);
    return nodes;
  }

  void drop_rejected(std::vector<Edge>& edges, std::size_t begin) const {
    if (rejected_.empty()) return;
    edges.erase(std::remove_if(edges.begin() + static_cast<std::ptrdiff_t>(begin), edges.end(),
                               [&](const Edge& edge) { return rejected_.contains(edge.statement); }),
                edges.end());
  }

  // Rejected or not.
  Result<std::optional<StatementNumber>> found_statement(const StatementId& id) const {
    if (const auto known = rewritten_ids_.find(id); known != rewritten_ids_.end()) return std::optional(known->second);
    auto number = graph_->find_statement(id);
    if (!number || !*number) return number;
    const auto rewritten = rewritten_.find(**number);
    if (rewritten == rewritten_.end()) return number;
    if (rewritten->second.gone) return std::optional<StatementNumber>();
    return std::optional(rewritten->second.first);
  }

  // Which entities are one. The one that was named first gives the key.
  Result<void> join(const std::vector<Judgement>& judgements) {
    for (const Judgement& judgement : judgements) {
      if (judgement.kind != JudgementKind::same) continue;
      const auto kept = graph_->find_node({judgement.subject});
      if (!kept) return kept.error();
      const auto other = graph_->find_node({judgement.object});
      if (!other) return other.error();
      if (!*kept || !*other) continue;
      const NodeId into = joined(**kept);
      const NodeId from = joined(**other);
      if (into == from) continue;
      std::vector<NodeId> moved = {from};
      if (const auto members = members_.find(from); members != members_.end()) {
        moved.insert(moved.end(), members->second.begin(), members->second.end());
        members_.erase(members);
      }
      for (const NodeId node : moved) joined_to_[node] = into;
      auto& members = members_[into];
      members.insert(members.end(), moved.begin(), moved.end());
    }
    return {};
  }

  // What statements about joined entities become.
  Result<void> rewrite(const Ontology& ontology) {
    const View everything{true, {}};
    std::map<std::tuple<NodeId, RelationNumber, NodeId, Factuality>, StatementNumber> first;
    for (const auto& [into, members] : members_) {
      std::vector<NodeId> all = members;
      all.push_back(into);
      for (const NodeId node : all) {
        auto edges = graph_->edges(node, Direction::either, everything);
        if (!edges) return edges.error();
        std::sort(edges->begin(), edges->end(), [](const Edge& a, const Edge& b) { return a.statement < b.statement; });
        for (const Edge& edge : *edges) {
          if (rewritten_.contains(edge.statement)) continue;
          Rewritten rewritten{edge.statement, joined(edge.source), joined(edge.target), false};
          rewritten.gone = rewritten.source == rewritten.target;
          if (auto ordered = order(edge, rewritten, ontology); !ordered) return ordered;
          if (!rewritten.gone) {
            const auto [place, is_new] = first.emplace(
                std::tuple(rewritten.source, edge.relation, rewritten.target, edge.factuality), edge.statement);
            rewritten.first = place->second;
            if (!is_new) same_as_[rewritten.first].push_back(edge.statement);
          }
          rewritten_.emplace(edge.statement, rewritten);
        }
      }
    }
    for (const auto& [number, rewritten] : rewritten_) {
      if (rewritten.gone || rewritten.first != number) continue;
      const auto now = statement(number);
      if (!now) return now.error();
      rewritten_ids_.emplace(now->id(), number);
    }
    return {};
  }

  // The arguments of symmetric relations are in the order of their keys.
  Result<void> order(const Edge& edge, Rewritten& rewritten, const Ontology& ontology) const {
    const auto name = graph_->relation_name(edge.relation);
    if (!name) return name.error();
    const Relation* const relation = ontology.find(*name);
    if (relation == nullptr || !relation->symmetric) return {};
    const auto source = graph_->entity(rewritten.source);
    if (!source) return source.error();
    const auto target = graph_->entity(rewritten.target);
    if (!target) return target.error();
    if (target->key < source->key) std::swap(rewritten.source, rewritten.target);
    return {};
  }

  Result<void> apply(const Judgement& judgement) {
    if (judgement.kind == JudgementKind::reject || judgement.kind == JudgementKind::accept) {
      const auto hash = Hash128::from_hex(judgement.subject);
      if (!hash) return {};
      const auto number = found_statement({*hash});
      if (!number) return number.error();
      if (*number) (judgement.kind == JudgementKind::reject ? rejected_ : accepted_).insert(**number);
      return {};
    }
    if (judgement.kind != JudgementKind::rename && judgement.kind != JudgementKind::alias &&
        judgement.kind != JudgementKind::type) {
      return {};
    }
    const auto node = find_node({judgement.subject});
    if (!node) return node.error();
    if (!*node) return {};
    EntityChanges& changes = changes_[**node];
    if (judgement.kind == JudgementKind::type) {
      changes.type = parse_entity_type(judgement.object);
      return {};
    }
    if (judgement.kind == JudgementKind::rename) {
      changes.name = judgement.object;
    } else {
      changes.aliases.insert(judgement.object);
    }
    added_names_[fold_name(judgement.object)].insert(**node);
    return {};
  }

  Result<void> count() {
    const auto counts = graph_->counts();
    if (!counts) return counts.error();
    counts_ = *counts;
    counts_.entities -= joined_to_.size();
    const auto take_away = [&](StatementNumber number) -> Result<void> {
      const auto pieces = graph_->evidence(number);
      if (!pieces) return pieces.error();
      --counts_.statements;
      counts_.evidence -= pieces->size();
      return {};
    };
    for (const auto& [number, rewritten] : rewritten_) {
      const bool rejected = !rewritten.gone && rejected_.contains(rewritten.first);
      if (rewritten.gone || rejected) {
        if (auto taken = take_away(number); !taken) return taken;
      } else if (rewritten.first != number) {
        --counts_.statements;
      }
    }
    for (const StatementNumber number : rejected_) {
      if (rewritten_.contains(number)) continue;
      if (auto taken = take_away(number); !taken) return taken;
    }
    return {};
  }

  std::unique_ptr<PropertyGraph> graph_;
  std::unordered_map<NodeId, NodeId, NumberHash> joined_to_;
  std::map<NodeId, std::vector<NodeId>> members_;  // Without the one that stands for them.
  std::unordered_map<StatementNumber, Rewritten, NumberHash> rewritten_;
  std::unordered_map<StatementNumber, std::vector<StatementNumber>, NumberHash> same_as_;  // Of the first.
  std::map<StatementId, StatementNumber> rewritten_ids_;
  std::map<NodeId, EntityChanges> changes_;
  std::map<std::string, std::set<NodeId>> added_names_;  // Folded.
  std::unordered_set<StatementNumber, NumberHash> rejected_;
  std::unordered_set<StatementNumber, NumberHash> accepted_;
  GraphCounts counts_;
};

}  // namespace

Result<std::unique_ptr<PropertyGraph>> curate(std::unique_ptr<PropertyGraph> graph, const std::vector<Judgement>& log,
                                              const Ontology& ontology) {
  const std::vector<Judgement> judgements = in_force(log);
  if (judgements.empty()) return graph;
  auto curated = std::make_unique<CuratedGraph>(std::move(graph));
  if (auto applied = curated->apply(judgements, ontology); !applied) return applied.error();
  return std::unique_ptr<PropertyGraph>(std::move(curated));
}

}  // namespace entente::graph
