// One suite for every property graph: the store and its in-memory twin must answer alike, after any history.
#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <map>
#include <random>

#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/graphml.hpp>
#include <entente/graph/memory_graph.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::make_article;
using test::make_contribution;
using test::make_statement;
using test::TemporaryDirectory;

const Hash128 kExtraction{1, 1};

// What a graph holds, in words: nothing in it depends on numbers or order.
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
  return make_contribution(make_article(id, "Text number " + std::to_string(random() % 1000) + "."), statements);
}

TEST_CASE("after any sequence of ingestion, change and removal the store equals its twin") {
  std::mt19937 random(11);
  for (int round = 0; round < 12; ++round) {
    const TemporaryDirectory folder;
    auto store = Store::open(folder / "db", OpenMode::create_if_missing);
    REQUIRE(store.ok());
    MemoryGraph twin;
    std::map<std::string, Contribution> articles;
    for (int step = 0; step < 40; ++step) {
      const std::string id = "article-" + std::to_string(random() % 8);
      if (random() % 4 == 0) {
        CHECK(*store->remove({id}) == twin.remove({id}));
        articles.erase(id);
        continue;
      }
      const bool again = random() % 3 == 0 && articles.contains(id);
      const Contribution contribution = again ? articles.at(id) : random_contribution(random, id);
      IngestRun run = store->begin_ingest(kExtraction);
      const auto outcome = run.put(contribution);
      REQUIRE(outcome.ok());
      CHECK((*outcome == PutOutcome::unchanged) ==
            (articles.contains(id) && articles.at(id).article.content_hash() == contribution.article.content_hash()));
      if (*outcome != PutOutcome::unchanged) {
        twin.put(contribution);
        articles[id] = contribution;
      }
      if (step % 10 == 9) REQUIRE(describe(*store->snapshot()) == describe(twin));
      if (step == 20) {  // What was written is there after reopening.
        { const Store closed = std::move(*store); }
        store = Store::open(folder / "db", OpenMode::read_write);
        REQUIRE(store.ok());
      }
    }
    REQUIRE(describe(*store->snapshot()) == describe(twin));
    const auto report = store->check();
    REQUIRE(report.ok());
    for (const std::string& problem : report->problems) UNSCOPED_INFO(problem);
    CHECK(report->problems.empty());
  }
}

TEST_CASE("what the evidence of a statement comes to") {
  MemoryGraph graph;
  Contribution first =
      make_contribution(make_article("a", "One.", "2020-05"), {make_statement("c/A", "attacks", "c/B")});
  first.statements.front().evidence.attribution = {{"Somebody", "said", Stance::reports}};
  graph.put(first);
  graph.put(make_contribution(make_article("b", "Two.", "2019"), {make_statement("c/A", "attacks", "c/B")}));
  graph.put(make_contribution(make_article("c", "Three.", ""), {make_statement("c/A", "attacks", "c/B")}));
  const auto evidence = *graph.evidence({0});
  const EvidenceSummary summary = summarize(evidence, {0.0});
  CHECK(summary.articles == 3);
  CHECK(summary.first_seen.to_string() == "2019");
  CHECK(summary.last_seen.to_string() == "2020-05");
  CHECK(summary.confidence == Approx(1.0 - 0.125));
  CHECK(evidence[summary.best].sentence == "Two.");  // The author's word before a report, then by id.
}

TEST_CASE("the order of ingestion does not show") {
  std::mt19937 random(12);
  std::vector<Contribution> contributions;
  for (int i = 0; i < 30; ++i) contributions.push_back(random_contribution(random, "article-" + std::to_string(i)));
  std::string first;
  for (int round = 0; round < 3; ++round) {
    const TemporaryDirectory folder;
    auto store = Store::open(folder / "db", OpenMode::create_if_missing);
    REQUIRE(store.ok());
    IngestRun run = store->begin_ingest(kExtraction);
    for (const Contribution& contribution : contributions) REQUIRE(run.put(contribution).ok());
    const std::string text = describe(*store->snapshot());
    if (round == 0) first = text;
    CHECK(text == first);
    std::shuffle(contributions.begin(), contributions.end(), random);
  }
}

}  // namespace
}  // namespace entente::graph
