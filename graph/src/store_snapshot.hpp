// The property graph as the store had it at one moment.
#pragma once

#include "adjacency_lists.hpp"
#include "database.hpp"
#include "records.hpp"
#include "report_index.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/contribution.hpp>

#include <rocksdb/snapshot.h>

namespace entente::graph {

class StoreSnapshot final : public PropertyGraph {
 public:
  // `database` must outlive the snapshot.
  explicit StoreSnapshot(const Database& database);
  ~StoreSnapshot() override;

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

  // Requires: the article exists.
  Result<ArticleRecord> article_record(ArticleNumber number) const;

  // What the article contributed; statements in an order of the store's own. Requires: the article exists.
  Result<Contribution> contribution(const ArticleRecord& article) const;

 private:
  Result<NodeRecord> node_record(NodeId node) const;
  Result<StatementRecord> statement_record(StatementNumber number) const;
  Result<const std::map<std::uint32_t, std::string>*> relation_names() const;
  Result<EdgeFilter> filter_of(const View& view) const;
  Result<std::uint64_t> count(Family family) const;
  const Result<ReportIndex>& reports() const;

  const Database& database_;
  const rocksdb::Snapshot* snapshot_;
  mutable std::once_flag reports_once_;
  mutable Result<ReportIndex> reports_ = ReportIndex{};  // Read when first needed.
  mutable std::once_flag relations_once_;
  mutable std::map<std::uint32_t, std::string> relations_;  // Names by number, read when first needed.
  mutable std::optional<Error> relations_error_;
};

}  // namespace entente::graph
