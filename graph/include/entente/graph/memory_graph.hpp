// A property graph in memory: the twin of the store, for tests and small graphs. Deliberately simple: it keeps the
// contributions and derives everything else from them.
#pragma once

#include <memory>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/contribution.hpp>

namespace entente::graph {

// Not thread-safe while it is being changed.
class MemoryGraph final : public PropertyGraph {
 public:
  MemoryGraph();
  MemoryGraph(MemoryGraph&&) noexcept;
  MemoryGraph& operator=(MemoryGraph&&) noexcept;
  ~MemoryGraph() override;

  // Adds an article, in place of an earlier one of the same id.
  void put(Contribution contribution);

  // False if there is no such article.
  bool remove(const ArticleId& id);

  Result<std::vector<NodeId>> nodes() const override;
  Result<std::optional<NodeId>> find_node(const EntityKey& key) const override;
  Result<std::vector<NodeId>> find_named(std::string_view name) const override;
  Result<std::vector<std::string>> folded_names(std::string_view prefix) const override;
  Result<Entity> entity(NodeId node) const override;
  Result<void> append_edges(NodeId node, Direction direction, const View& view,
                            std::vector<Edge>& edges) const override;
  Result<std::vector<std::string>> relations() const override;
  Result<std::string> relation_name(RelationNumber relation) const override;
  Result<std::optional<StatementNumber>> find_statement(const StatementId& id) const override;
  Result<Statement> statement(StatementNumber number) const override;
  Result<StatementSummary> summary(StatementNumber number, const BeliefParameters& belief) const override;
  Result<std::vector<StoredEvidence>> evidence(StatementNumber number) const override;
  Result<std::vector<EntityArticle>> articles_of(NodeId node) const override;
  Result<std::vector<ArticleSummary>> articles() const override;
  Result<std::vector<ArticleSummary>> find_article(const ArticleId& id) const override;
  Result<ArticleSummary> article(ArticleNumber number) const override;
  Result<std::string> article_text(ArticleNumber number) const override;
  Result<ArticleNumber> report_of(ArticleNumber number) const override;
  Result<std::vector<StatementNumber>> statements_of(ArticleNumber number) const override;
  Result<GraphCounts> counts() const override;

 private:
  struct Index;
  const Index& index() const;

  std::vector<Contribution> contributions_;  // By article id.
  mutable std::unique_ptr<Index> index_;     // Null after a change.
};

}  // namespace entente::graph
