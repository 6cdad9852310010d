#include "graph_fixtures.hpp"

#include "catch.hpp"
#include "fixtures.hpp"

#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/export.hpp>

namespace entente::test {

using namespace graph;  // NOLINT(google-build-using-namespace)

std::string describe(const PropertyGraph& graph) {
  const Ontology& ontology = test::shipped_knowledge().ontology;
  SelectionScope claims;
  claims.view.claims = true;
  std::string text = *export_text(graph, *select(graph, claims, ontology.belief()), ontology, {});
  const auto articles = *graph.articles();
  for (const ArticleSummary& article : articles) {
    text += article.id.value + " " + article.content_hash.hex() + " " + std::to_string(article.statements) + " " +
            std::to_string(graph.statements_of(article.number)->size()) + " " + article.author + "/" +
            article.date_origin + " " + *graph.article_text(article.number) + "\n";
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
      const StatementSummary read = *summarize(graph, *graph.evidence(edge.statement), {0.05});
      CHECK(kept.articles == read.articles);
      CHECK(kept.reports == read.reports);
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

}  // namespace entente::test
