// A thousand readers beside a writer: each sees a consistent state.
#include "catch.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <entente/graph/maintenance.hpp>
#include <entente/graph/memory_graph.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::random_contribution;
using test::TemporaryDirectory;

constexpr int kArticles = 120;
constexpr int kReaders = 1000;
constexpr int kThreads = 4;

// What a graph of the first so many articles counts.
std::vector<GraphCounts> counts_after(const std::vector<Contribution>& contributions) {
  MemoryGraph twin;
  std::vector<GraphCounts> counts = {*twin.counts()};
  for (const Contribution& contribution : contributions) {
    twin.put(contribution);
    counts.push_back(*twin.counts());
  }
  return counts;
}

// What is wrong with what a reader sees; empty if it is the state after some article, through every index that it asks.
std::string problem_in(const PropertyGraph& graph, const std::vector<GraphCounts>& expected) {
  const auto counts = graph.counts();
  if (!counts) return counts.error().to_string();
  if (counts->articles >= expected.size()) return "more articles than were written";
  const GraphCounts& state = expected[counts->articles];
  if (counts->entities != state.entities || counts->statements != state.statements ||
      counts->evidence != state.evidence)
    return "counts of no state, after " + std::to_string(counts->articles) + " articles";
  const auto nodes = graph.nodes();
  if (!nodes) return nodes.error().to_string();
  std::size_t edges = 0;
  std::size_t evidence = 0;
  for (const NodeId node : *nodes) {
    const auto outgoing = graph.edges(node, Direction::outgoing, {true, {}});
    if (!outgoing) return outgoing.error().to_string();
    edges += outgoing->size();
    for (const Edge& edge : *outgoing) {
      const auto sentences = graph.evidence(edge.statement);
      if (!sentences) return sentences.error().to_string();
      evidence += sentences->size();
    }
  }
  if (edges != state.statements || evidence != state.evidence) return "edges or evidence of another state";
  return "";
}

TEST_CASE("a thousand readers beside a writer that comes and goes") {
  const TemporaryDirectory folder;
  std::mt19937 random(71);
  std::vector<Contribution> contributions;
  for (int i = 0; i < kArticles; ++i)
    contributions.push_back(random_contribution(random, "article-" + std::to_string(i)));
  const std::vector<GraphCounts> expected = counts_after(contributions);
  REQUIRE(Store::open(folder / "db", OpenMode::create_if_missing).ok());

  std::atomic<int> readers{0};
  std::vector<std::string> problems(kThreads + 1);
  std::vector<std::thread> threads;
  // Opens the store for a few articles at a time, reads snapshots of its own, and compacts now and then: logs and tables come
  // and go under the readers.
  threads.emplace_back([&] {
    std::size_t next = 0;
    for (int round = 0; readers < kReaders || next < contributions.size(); ++round) {
      if (const auto compacted = round % 8 == 7 ? compact_store(folder / "db") : Result<void>{}; !compacted)
        problems[kThreads] = compacted.error().to_string();
      auto store = Store::open(folder / "db", OpenMode::read_write);
      if (!store) {
        problems[kThreads] = store.error().to_string();
        return;
      }
      IngestRun run = store->begin_ingest({{1, 1}, "test"});
      for (int i = 0; i < 4; ++i) {
        const auto put = run.put(contributions[std::min(next, contributions.size() - 1)]);
        if (!put) problems[kThreads] = put.error().to_string();
        if (next < contributions.size()) ++next;
        if (std::string found = problem_in(*store->snapshot(), expected); !found.empty()) problems[kThreads] = found;
      }
    }
  });
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      while (readers++ < kReaders) {
        const auto store = Store::open(folder / "db", OpenMode::read_only);
        std::string found = store ? problem_in(*store->snapshot(), expected) : store.error().to_string();
        if (!found.empty()) problems[static_cast<std::size_t>(thread)] = std::move(found);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& problem : problems) CHECK(problem == "");
  const auto store = Store::open(folder / "db", OpenMode::read_only);
  REQUIRE(store.ok());
  CHECK(store->snapshot()->counts()->articles == contributions.size());
}

}  // namespace
}  // namespace entente::graph
