// The view in memory holds what its source holds.
#include "catch.hpp"
#include "fixtures.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <random>

#include <entente/graph/graph_view.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::random_contribution;
using test::TemporaryDirectory;

GraphView load(const PropertyGraph& graph, const View& view, bool with_confidence = false) {
  Scope scope;
  scope.view = view;
  scope.belief = {0.05};
  auto loaded = GraphView::load(graph, scope, with_confidence);
  REQUIRE(loaded.ok());
  return std::move(*loaded);
}

// All that the view says, with keys and names in place of numbers.
std::string describe(const PropertyGraph& graph, const GraphView& view) {
  std::string text;
  for (Arc arc = 0; arc < view.arc_count(); ++arc) {
    const Edge edge = view.edge(arc);
    CHECK(edge.source == view.node(view.source(arc)));
    CHECK(edge.target == view.node(view.target(arc)));
    CHECK(edge.statement == view.statement(arc));
    CHECK(*graph.relation_name(edge.relation) == view.relations()[view.relation(arc)]);
    text += std::to_string(view.source(arc)) + graph.entity(edge.source)->key.value + " " +
            view.relations()[view.relation(arc)] + " " + graph.entity(edge.target)->key.value + " " +
            graph.statement(edge.statement)->id().hash.hex() + " " + std::to_string(view.confidence(arc)) + "\n";
  }
  return text;
}

TEST_CASE("a view has the edges of its source, both ways, and does not tell the order of ingestion") {
  std::mt19937 random(51);
  std::vector<Contribution> contributions;
  for (int i = 0; i < 25; ++i) contributions.push_back(random_contribution(random, "article-" + std::to_string(i)));
  std::string first;
  for (int round = 0; round < 3; ++round) {
    const TemporaryDirectory folder;
    auto store = Store::open(folder / "db", OpenMode::create_if_missing);
    REQUIRE(store.ok());
    IngestRun run = store->begin_ingest({{1, 1}, "test"});
    for (const Contribution& contribution : contributions) REQUIRE(run.put(contribution).ok());
    const auto snapshot = store->snapshot();
    for (const View& view : {View{}, View{true, {}}, View{true, {"attacks", "supports"}}}) {
      const GraphView loaded = load(*snapshot, view);
      CHECK_FALSE(loaded.has_confidence());
      std::size_t arcs = 0;
      const auto nodes = *snapshot->nodes();
      for (const NodeId node : nodes) {
        const auto vertex = loaded.find(node);
        for (const Direction direction : {Direction::outgoing, Direction::incoming}) {
          auto edges = *snapshot->edges(node, direction, view);
          CHECK((vertex || edges.empty()));
          if (!vertex) continue;
          std::vector<Edge> in_view;
          if (direction == Direction::outgoing) {
            const auto range = loaded.outgoing(*vertex);
            arcs += range.size();
            for (Arc arc = range.first; arc < range.end; ++arc) {
              in_view.push_back(loaded.edge(arc));
              CHECK(loaded.targets(range)[arc - range.first] == loaded.target(arc));
              const auto of_relation = loaded.outgoing(*vertex, loaded.relation(arc));
              CHECK((of_relation.first <= arc && arc < of_relation.end));
              for (const Arc end : {of_relation.first, of_relation.end - 1})
                CHECK(loaded.relation(end) == loaded.relation(arc));
            }
          } else {
            const auto incoming = loaded.incoming(*vertex);
            for (std::size_t i = 0; i < incoming.size(); ++i) {
              in_view.push_back(loaded.edge(incoming[i]));
              CHECK(loaded.sources(*vertex)[i] == loaded.source(incoming[i]));
            }
          }
          const auto by_statement = [](const Edge& a, const Edge& b) { return a.statement < b.statement; };
          std::sort(edges.begin(), edges.end(), by_statement);
          std::sort(in_view.begin(), in_view.end(), by_statement);
          CHECK(edges == in_view);
        }
      }
      CHECK(arcs == loaded.arc_count());
    }
    const GraphView all = load(*snapshot, {true, {}}, true);
    for (Arc arc = 0; arc < all.arc_count(); ++arc)
      CHECK(all.confidence(arc) == Approx(snapshot->summary(all.statement(arc), {0.05})->confidence));
    const std::string text = describe(*snapshot, all);
    if (round == 0) first = text;
    CHECK(text == first);
    std::shuffle(contributions.begin(), contributions.end(), random);
  }
}

TEST_CASE("loading tells how far it is") {
  const TemporaryDirectory folder;
  auto store = Store::open(folder / "db", OpenMode::create_if_missing);
  REQUIRE(store.ok());
  std::mt19937 random(52);
  IngestRun run = store->begin_ingest({{1, 1}, "test"});
  while (store->snapshot()->nodes()->empty()) REQUIRE(run.put(random_contribution(random, "article")).ok());
  std::vector<std::pair<std::size_t, std::size_t>> told;
  const auto snapshot = store->snapshot();
  REQUIRE(GraphView::load(*snapshot, {}, false, [&](std::size_t done, std::size_t all) {
            told.emplace_back(done, all);
          }).ok());
  const std::size_t all = snapshot->nodes()->size();
  CHECK(told.front() == std::pair(std::size_t{0}, all));
  CHECK(told.back() == std::pair(all, all));
}

}  // namespace
}  // namespace entente::graph
