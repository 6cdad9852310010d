// A process that writes to a store is killed at random moments, a hundred times.
#include "catch.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"
#include "writer_process.hpp"

#include <chrono>
#include <random>
#include <set>
#include <thread>

#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::describe;
using test::TemporaryDirectory;
using test::WriterProcess;

constexpr int kKills = 100;
constexpr int kArticles = 400;

TEST_CASE("killed a hundred times, the store is sound after each, and loses no article that was acknowledged") {
  const TemporaryDirectory folder;
  const std::vector<Contribution> articles = WriterProcess::articles(kArticles);
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(WriterProcess(folder / "whole", kArticles).wait().status == 0);
  const auto whole = std::chrono::steady_clock::now() - begin;
  std::mt19937 random(42);
  std::set<std::uint32_t> acknowledged;
  bool was_acknowledged = false;
  int killed = 0;
  while (killed < kKills) {
    WriterProcess writer(folder / "db", kArticles);
    std::this_thread::sleep_for(whole * (random() % 1000) / 1000);
    writer.kill();
    const auto end = writer.wait();
    if (end.status >= 0) {  // It was done before: the next ones begin anew.
      REQUIRE(end.status == 0);
      std::filesystem::remove_all(folder / "db");
      acknowledged.clear();
      continue;
    }
    ++killed;
    acknowledged.insert(end.acknowledged.begin(), end.acknowledged.end());
    was_acknowledged = was_acknowledged || !acknowledged.empty();
    const auto store = Store::open(folder / "db", OpenMode::read_only);
    if (!store && store.error().code == ErrorCode::not_found) {  // Killed before the store was made.
      CHECK(acknowledged.empty());
      continue;
    }
    REQUIRE(store.ok());
    const auto report = store->check();
    REQUIRE(report.ok());
    for (const std::string& problem : report->problems) UNSCOPED_INFO(problem);
    REQUIRE(report->problems.empty());
    const auto snapshot = store->snapshot();
    for (const std::uint32_t number : acknowledged)
      CHECK_FALSE(snapshot->find_article(articles[number].article.id)->empty());
  }
  CHECK(was_acknowledged);
  auto resumed = Store::open(folder / "db", OpenMode::create_if_missing);
  REQUIRE(resumed.ok());
  IngestRun run = resumed->begin_ingest({{1, 1}, "test"});
  for (const Contribution& article : articles) REQUIRE(run.put(article).ok());
  const auto undisturbed = Store::open(folder / "whole", OpenMode::read_only);
  REQUIRE(undisturbed.ok());
  CHECK(describe(*resumed->snapshot()) == describe(*undisturbed->snapshot()));
}

}  // namespace
}  // namespace entente::graph
