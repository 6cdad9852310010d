// The property graph: entities as nodes, statements as relationships. The narrow interface that queries, paths and
// exports read; the store and an in-memory twin implement it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/article.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>
#include <entente/schemas/statement.hpp>

namespace entente::graph {

// Numbers that stand for a node, a statement, an article and a relation within one graph. They depend on the order of ingestion
// and must never be shown, exported or compared between graphs: keys and ids are for that.
struct NodeId {
  std::uint32_t value = 0;
  auto operator<=>(const NodeId&) const = default;
};
struct StatementNumber {
  std::uint32_t value = 0;
  auto operator<=>(const StatementNumber&) const = default;
};
struct ArticleNumber {
  std::uint32_t value = 0;
  auto operator<=>(const ArticleNumber&) const = default;
};

struct RelationNumber {
  std::uint32_t value = 0;
  auto operator<=>(const RelationNumber&) const = default;
};

enum class Direction : std::uint8_t { outgoing, incoming, either };

// A statement seen as a relationship from its subject to its object.
struct Edge {
  NodeId source;
  NodeId target;
  RelationNumber relation;
  StatementNumber statement;
  Factuality factuality;

  bool operator==(const Edge&) const = default;
};

// Which statements a question sees.
struct View {
  bool claims = false;                 // False: only facts (affirmed, actual, holding). True: everything.
  std::vector<std::string> relations;  // Empty: all.

  bool admits(std::string_view relation, const Factuality& factuality) const;
};

// An article without its text.
struct ArticleSummary {
  ArticleNumber number;
  ArticleId id;
  std::string url;
  std::string title;
  std::string source;
  std::string author;
  Date date;
  std::string date_origin;
  std::string language;
  Hash128 content_hash;
  std::uint32_t statements = 0;  // Pieces of evidence in it.
};

// What the evidence of a statement comes to.
struct StatementSummary {
  std::uint32_t articles = 0;  // Distinct ones.
  std::uint32_t reports = 0;   // The same, of which those that are nearly the same count once.
  Date first_seen;             // Unknown if no article is dated.
  Date last_seen;
  double confidence = 0.0;  // See combine_readings and combined_confidence.
};

struct StoredEvidence {
  ArticleSummary article;
  Evidence evidence;
  std::string sentence;  // Its words.
};

struct EntityArticle {
  ArticleNumber article;
  std::uint32_t mentions = 0;
};

struct GraphCounts {
  std::uint64_t articles = 0;
  std::uint64_t entities = 0;
  std::uint64_t statements = 0;
  std::uint64_t evidence = 0;
};

// A consistent state: what is written after it was taken does not show. Every function fails with `corruption` or
// `io` when the data behind it cannot be read, and never returns part of an answer. Thread-safe.
class PropertyGraph {
 public:
  virtual ~PropertyGraph() = default;

  // All nodes in the order of their keys.
  virtual Result<std::vector<NodeId>> nodes() const = 0;

  // Nothing if there is no such node.
  virtual Result<std::optional<NodeId>> find_node(const EntityKey& key) const = 0;

  // Nodes with a name or alias that is the same after fold_name, in key order.
  virtual Result<std::vector<NodeId>> find_named(std::string_view name) const = 0;

  // All folded names that begin with `prefix`, in byte order, without repetition.
  virtual Result<std::vector<std::string>> folded_names(std::string_view prefix) const = 0;

  // Requires: the node exists.
  virtual Result<Entity> entity(NodeId node) const = 0;

  // Appends the edges at a node that the view admits, those of a relation together, in an order of the graph's own. With
  // Direction::either, outgoing ones come first.
  virtual Result<void> append_edges(NodeId node, Direction direction, const View& view,
                                    std::vector<Edge>& edges) const = 0;

  // The same, by themselves.
  Result<std::vector<Edge>> edges(NodeId node, Direction direction, const View& view) const {
    std::vector<Edge> found;
    if (auto appended = append_edges(node, direction, view, found); !appended) return appended.error();
    return found;
  }

  // Names of all relations that statements have or had, in byte order.
  virtual Result<std::vector<std::string>> relations() const = 0;

  // Requires: an edge of this graph has it.
  virtual Result<std::string> relation_name(RelationNumber relation) const = 0;

  // Nothing if there is no such statement.
  virtual Result<std::optional<StatementNumber>> find_statement(const StatementId& id) const = 0;

  // Requires: the statement exists.
  virtual Result<Statement> statement(StatementNumber number) const = 0;

  // The same as summarize() of its evidence, without reading that. Requires: the statement exists.
  virtual Result<StatementSummary> summary(StatementNumber number, const BeliefParameters& belief) const = 0;

  // Ordered by article id, content hash and place in the article: the same in every store of the same articles.
  virtual Result<std::vector<StoredEvidence>> evidence(StatementNumber number) const = 0;

  // Articles that mention the entity, by id and content hash.
  virtual Result<std::vector<EntityArticle>> articles_of(NodeId node) const = 0;

  // All articles by id and content hash.
  virtual Result<std::vector<ArticleSummary>> articles() const = 0;

  // Articles with this id; more than one if one run brought several texts under it.
  virtual Result<std::vector<ArticleSummary>> find_article(const ArticleId& id) const = 0;

  // Requires: the article exists.
  virtual Result<ArticleSummary> article(ArticleNumber number) const = 0;
  virtual Result<std::string> article_text(ArticleNumber number) const = 0;

  // The article that stands for all that are one report with it, since their texts are nearly the same; itself if there is none. Which one
  // it is says nothing. Requires: the article exists.
  virtual Result<ArticleNumber> report_of(ArticleNumber number) const = 0;

  // The statements that the article makes, without repetition. Requires: the article exists.
  virtual Result<std::vector<StatementNumber>> statements_of(ArticleNumber number) const = 0;

  virtual Result<GraphCounts> counts() const = 0;
};

}  // namespace entente::graph
