#include "entity_names.hpp"
#include "near_duplicates.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/memory_graph.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::graph {

// Everything that is derived from the contributions. Numbers are positions in the vectors.
struct MemoryGraph::Index {
  std::vector<Entity> entities;  // By key.
  std::map<EntityKey, std::uint32_t> node_of;
  std::map<std::string, std::set<std::uint32_t>> named;  // By folded name; nodes in key order.
  std::vector<Statement> statements;
  std::map<StatementId, std::uint32_t> statement_of;
  std::vector<std::string> relations;                   // In their order.
  std::vector<std::vector<StoredEvidence>> evidence;    // By statement.
  std::vector<std::vector<EntityArticle>> articles_of;  // By node.
  std::vector<ArticleSummary> articles;
  Reports reports;
  std::uint64_t evidence_count = 0;

  explicit Index(const std::vector<Contribution>& contributions) {
    std::map<EntityKey, std::shared_ptr<const Entity>> by_key;
    for (const Contribution& contribution : contributions) {
      for (const EntityMentions& mentions : contribution.entities) by_key[mentions.entity->key] = mentions.entity;
    }
    for (const auto& [key, entity] : by_key) add_entity(*entity);
    articles_of.resize(entities.size());
    std::vector<std::pair<ArticleNumber, Signature>> signatures;
    for (const Contribution& contribution : contributions) {
      signatures.emplace_back(ArticleNumber{static_cast<std::uint32_t>(articles.size())},
                              signature_of(contribution.article.text));
      add_article(contribution);
    }
    reports = group_reports(signatures);
    std::set<std::string> names;
    for (const Statement& statement : statements) names.insert(statement.relation);
    relations.assign(names.begin(), names.end());
  }

  void add_entity(const Entity& entity) {
    const auto node = static_cast<std::uint32_t>(entities.size());
    node_of.emplace(entity.key, node);
    entities.push_back(entity);
    for (const std::string& name : folded_names_of(entity)) named[name].insert(node);
  }

  void add_article(const Contribution& contribution) {
    const Article& article = contribution.article;
    ArticleSummary summary;
    summary.number = {static_cast<std::uint32_t>(articles.size())};
    summary.id = article.id;
    summary.url = article.url;
    summary.title = article.title;
    summary.source = article.source;
    summary.author = article.author;
    summary.date = article.date;
    summary.date_origin = article.date_origin;
    summary.language = article.language;
    summary.content_hash = article.content_hash();
    summary.statements = static_cast<std::uint32_t>(contribution.statements.size());
    articles.push_back(summary);
    for (const EntityMentions& mentions : contribution.entities) {
      articles_of[node_of.at(mentions.entity->key)].push_back({summary.number, mentions.count});
    }
    for (const ExtractedStatement& extracted : contribution.statements) {
      const auto [position, is_new] =
          statement_of.emplace(extracted.statement.id(), static_cast<std::uint32_t>(statements.size()));
      if (is_new) {
        statements.push_back(extracted.statement);
        evidence.emplace_back();
      }
      evidence[position->second].push_back(
          {summary, extracted.evidence, std::string(extracted.evidence.sentence.of(article.text))});
      ++evidence_count;
    }
  }

  Edge edge(std::uint32_t number) const {
    const Statement& statement = statements[number];
    const auto relation = std::lower_bound(relations.begin(), relations.end(), statement.relation);
    return {{node_of.at(statement.subject)},
            {node_of.at(statement.object)},
            {static_cast<std::uint32_t>(relation - relations.begin())},
            {number},
            statement.factuality};
  }
};

MemoryGraph::MemoryGraph() = default;
MemoryGraph::MemoryGraph(MemoryGraph&&) noexcept = default;
MemoryGraph& MemoryGraph::operator=(MemoryGraph&&) noexcept = default;
MemoryGraph::~MemoryGraph() = default;

const MemoryGraph::Index& MemoryGraph::index() const {
  if (!index_) index_ = std::make_unique<Index>(contributions_);
  return *index_;
}

void MemoryGraph::put(Contribution contribution) {
  remove(contribution.article.id);
  const auto position = std::lower_bound(contributions_.begin(), contributions_.end(), contribution.article.id,
                                         [](const Contribution& c, const ArticleId& id) { return c.article.id < id; });
  contributions_.insert(position, std::move(contribution));
  index_.reset();
}

bool MemoryGraph::remove(const ArticleId& id) {
  index_.reset();
  return std::erase_if(contributions_, [&](const Contribution& c) { return c.article.id == id; }) > 0;
}

Result<std::vector<NodeId>> MemoryGraph::nodes() const {
  std::vector<NodeId> all;
  for (std::uint32_t i = 0; i < index().entities.size(); ++i) all.push_back({i});
  return all;
}

Result<std::optional<NodeId>> MemoryGraph::find_node(const EntityKey& key) const {
  const auto found = index().node_of.find(key);
  if (found == index().node_of.end()) return std::optional<NodeId>{};
  return std::optional<NodeId>(NodeId{found->second});
}

Result<std::vector<NodeId>> MemoryGraph::find_named(std::string_view name) const {
  std::vector<NodeId> found;
  const auto named = index().named.find(fold_name(name));
  if (named == index().named.end()) return found;
  for (const std::uint32_t node : named->second) found.push_back({node});
  return found;
}

Result<std::vector<std::string>> MemoryGraph::folded_names(std::string_view prefix) const {
  std::vector<std::string> names;
  for (const auto& [name, nodes] : index().named) {
    if (name.starts_with(prefix)) names.push_back(name);
  }
  return names;
}

Result<Entity> MemoryGraph::entity(NodeId node) const { return index().entities.at(node.value); }

Result<void> MemoryGraph::append_edges(NodeId node, Direction direction, const View& view,
                                       std::vector<Edge>& edges) const {
  std::vector<Edge> outgoing;
  std::vector<Edge> incoming;
  for (std::uint32_t number = 0; number < index().statements.size(); ++number) {
    const Edge edge = index().edge(number);
    if (!view.admits(index().relations[edge.relation.value], edge.factuality)) continue;
    if (edge.source == node && direction != Direction::incoming) outgoing.push_back(edge);
    if (edge.target == node && direction != Direction::outgoing) incoming.push_back(edge);
  }
  const auto append = [&](std::vector<Edge>& found, NodeId Edge::*other) {
    std::sort(found.begin(), found.end(), [&](const Edge& a, const Edge& b) {
      return std::tie(a.relation, a.*other, a.statement) < std::tie(b.relation, b.*other, b.statement);
    });
    edges.insert(edges.end(), found.begin(), found.end());
  };
  append(outgoing, &Edge::target);
  append(incoming, &Edge::source);
  return {};
}

Result<std::vector<std::string>> MemoryGraph::relations() const { return index().relations; }

Result<std::string> MemoryGraph::relation_name(RelationNumber relation) const {
  return index().relations.at(relation.value);
}

Result<std::optional<StatementNumber>> MemoryGraph::find_statement(const StatementId& id) const {
  const auto found = index().statement_of.find(id);
  if (found == index().statement_of.end()) return std::optional<StatementNumber>{};
  return std::optional<StatementNumber>(StatementNumber{found->second});
}

Result<Statement> MemoryGraph::statement(StatementNumber number) const { return index().statements.at(number.value); }

Result<StatementSummary> MemoryGraph::summary(StatementNumber number, const BeliefParameters& belief) const {
  return summarize(*this, index().evidence.at(number.value), belief);
}

Result<std::vector<StoredEvidence>> MemoryGraph::evidence(StatementNumber number) const {
  return index().evidence.at(number.value);
}

Result<std::vector<EntityArticle>> MemoryGraph::articles_of(NodeId node) const {
  return index().articles_of.at(node.value);
}

Result<std::vector<ArticleSummary>> MemoryGraph::articles() const { return index().articles; }

Result<std::vector<ArticleSummary>> MemoryGraph::find_article(const ArticleId& id) const {
  std::vector<ArticleSummary> found;
  for (const ArticleSummary& summary : index().articles) {
    if (summary.id == id) found.push_back(summary);
  }
  return found;
}

Result<ArticleSummary> MemoryGraph::article(ArticleNumber number) const { return index().articles.at(number.value); }

Result<ArticleNumber> MemoryGraph::report_of(ArticleNumber number) const { return report_in(index().reports, number); }

Result<std::string> MemoryGraph::article_text(ArticleNumber number) const {
  return contributions_.at(number.value).article.text;
}

Result<std::vector<StatementNumber>> MemoryGraph::statements_of(ArticleNumber number) const {
  std::set<StatementNumber> numbers;
  for (const ExtractedStatement& extracted : contributions_.at(number.value).statements) {
    numbers.insert({index().statement_of.at(extracted.statement.id())});
  }
  return std::vector<StatementNumber>(numbers.begin(), numbers.end());
}

Result<GraphCounts> MemoryGraph::counts() const {
  return GraphCounts{index().articles.size(), index().entities.size(), index().statements.size(),
                     index().evidence_count};
}

}  // namespace entente::graph
