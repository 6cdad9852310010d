#include "graph_fixtures.hpp"

#include "catch.hpp"
#include "fixtures.hpp"

#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/graphml.hpp>

namespace entente::test {

using namespace graph;  // NOLINT(google-build-using-namespace)

std::string describe(const PropertyGraph& graph) {
  std::string text = *to_graphml(graph, {true, {}}, test::shipped_knowledge().ontology);
  const auto articles = *graph.articles();
  for (const ArticleSummary& article : articles) {
    text += article.id.value + " " + article.content_hash.hex() + " " + std::to_string(article.statements) + " " +
            std::to_string(graph.statements_of(article.number)->size()) + " " + *graph.article_text(article.number) +
            "\n";
  }
  const auto nodes = *graph.nodes();
  for (const NodeId node : nodes) {
    const Entity entity = *graph.entity(node);
    text += entity.key.value + " " + std::to_string(graph.find_named(entity.name)->size());
    CHECK(*graph.find_node(entity.key) == node);
    const auto mentions = *graph.articles_of(node);
    for (const EntityArticle& mention : mentions) {
      text += " " + graph.article(mention.article)->id.value + ":" + std::to_string(mention.mentions);
    }
    for (const Direction direction : {Direction::outgoing, Direction::incoming, Direction::either}) {
      text += " " + std::to_string(graph.edges(node, direction, {true, {}})->size()) + "/" +
              std::to_string(graph.edges(node, direction, {})->size()) + "/" +
              std::to_string(graph.edges(node, direction, {true, {"attacks"}})->size());
    }
    text += "\n";
    const auto edges = *graph.edges(node, Direction::outgoing, {true, {}});
    for (const Edge& edge : edges) {
      const StatementSummary kept = *graph.summary(edge.statement, {0.05});
      const StatementSummary read = summarize(*graph.evidence(edge.statement), {0.05});
      CHECK(kept.articles == read.articles);
      CHECK(kept.first_seen == read.first_seen);
      CHECK(kept.last_seen == read.last_seen);
      CHECK(kept.confidence == read.confidence);  // To the last bit.
      CHECK(*graph.relation_name(edge.relation) == graph.statement(edge.statement)->relation);
    }
  }
  const auto names = *graph.folded_names("");
  for (const std::string& name : names) text += name + "\n";
  const GraphCounts counts = *graph.counts();
  return text + std::to_string(counts.articles) + " " + std::to_string(counts.entities) + " " +
         std::to_string(counts.statements) + " " + std::to_string(counts.evidence);
}

Contribution random_contribution(std::mt19937& random, const std::string& id) {
  static const char* const kRelations[] = {"attacks", "supports", "sanctions"};
  std::vector<Statement> statements;
  const std::size_t count = random() % 5;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t a = random() % 5;
    const std::size_t b = (a + 1 + random() % 4) % 5;
    const Factuality factuality{static_cast<Polarity>(random() % 2), static_cast<Modality>(random() % 2), Phase::holds};
    statements.push_back(make_statement("country/" + std::to_string(a), kRelations[random() % 3],
                                        "country/" + std::to_string(b), factuality));
  }
  static const char* const kDates[] = {"", "1999", "2020-05", "2020-05-17", "2024-01-01"};
  static const char* const kSources[] = {"", "wire", "daily"};
  Article article = make_article(id, "Text number " + std::to_string(random() % 1000) + ".", kDates[random() % 5],
                                 kSources[random() % 3]);
  Contribution contribution = make_contribution(std::move(article), statements);
  for (ExtractedStatement& extracted : contribution.statements) {
    extracted.evidence.confidence = static_cast<double>(random() % 11) / 10;
  }
  return contribution;
}

}  // namespace entente::test
