// One suite for every property graph: the store and its in-memory twin must answer alike, after any history.
#include "catch.hpp"
#include "fixtures.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"

#include <map>
#include <random>

#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/memory_graph.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::describe;
using test::make_article;
using test::make_contribution;
using test::make_statement;
using test::random_contribution;
using test::TemporaryDirectory;

const Extraction kExtraction{{1, 1}, "test"};

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

// An article that says of one country that it attacks those with numbers from `begin` to before `end`.
Contribution many_attacks(const std::string& id, int begin, int end) {
  std::vector<Statement> statements;
  for (int i = begin; i < end; ++i) {
    statements.push_back(make_statement("country/hub", "attacks", "country/" + std::to_string(i),
                                        {static_cast<Polarity>(i % 2), Modality::actual, Phase::holds}));
  }
  return make_contribution(make_article(id, "Text of " + id + "."), statements);
}

TEST_CASE("a hub is split, grows, shrinks and answers like its twin") {
  const TemporaryDirectory folder;
  auto store = Store::open(folder / "db", OpenMode::create_if_missing);
  REQUIRE(store.ok());
  MemoryGraph twin;
  const auto compare = [&] {
    const auto snapshot = store->snapshot();
    const auto keys_of = [](const PropertyGraph& graph, Direction direction, const View& view) {
      std::vector<std::string> keys;
      const auto node = *graph.find_node({"country/hub"});
      if (!node) return keys;
      const auto edges = *graph.edges(*node, direction, view);
      for (const Edge& edge : edges) keys.push_back(graph.statement(edge.statement)->id().hash.hex());
      std::sort(keys.begin(), keys.end());
      return keys;
    };
    for (const View& view : {View{}, View{true, {}}, View{true, {"attacks"}}, View{true, {"supports"}}}) {
      CHECK(keys_of(*snapshot, Direction::outgoing, view) == keys_of(twin, Direction::outgoing, view));
      CHECK(keys_of(*snapshot, Direction::incoming, view) == keys_of(twin, Direction::incoming, view));
    }
    const auto report = store->check();
    REQUIRE(report.ok());
    for (const std::string& problem : report->problems) UNSCOPED_INFO(problem);
    CHECK(report->problems.empty());
  };
  const auto put = [&](const Contribution& contribution) {
    IngestRun run = store->begin_ingest(kExtraction);
    REQUIRE(run.put(contribution).ok());
    twin.put(contribution);
  };
  put(many_attacks("a", 0, 3000));
  put(many_attacks("b", 2000, 9000));
  for (int i = 0; i < 20; ++i) put(many_attacks("small-" + std::to_string(i), 9000 + 40 * i, 9040 + 40 * i));
  compare();
  for (const std::string id : {"b", "small-7"}) {
    REQUIRE(*store->remove({id}));
    twin.remove({id});
  }
  compare();
  put(many_attacks("c", 500, 12000));
  compare();
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
  const StatementSummary summary = *summarize(graph, evidence, {0.0});
  CHECK(summary.articles == 3);
  CHECK(summary.reports == 3);
  CHECK(summary.first_seen.to_string() == "2019");
  CHECK(summary.last_seen.to_string() == "2020-05");
  CHECK(summary.confidence == Approx(1.0 - 0.125));
  CHECK(evidence[most_reliable(evidence)].sentence == "Two.");  // The author's word before a report, then by id.
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
