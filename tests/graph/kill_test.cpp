// A process that writes to a store is killed at random moments, a hundred times.
#include "catch.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"

#include <array>
#include <chrono>
#include <random>
#include <set>
#include <thread>

#include <entente/graph/store.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace entente::graph {
namespace {

using test::describe;
using test::random_contribution;
using test::TemporaryDirectory;

constexpr int kKills = 100;
constexpr int kArticles = 400;

// Articles of this seed are what store_writer.cpp writes.
std::vector<Contribution> all_articles() {
  std::mt19937 random(41);
  std::vector<Contribution> articles;
  for (int i = 0; i < kArticles; ++i) articles.push_back(random_contribution(random, "article-" + std::to_string(i)));
  return articles;
}

// A process that writes all articles to the store and the number of each, once it is there, to the pipe. Not a mere fork: the
// threads of RocksDB would be missing in it.
pid_t start_writer(const std::filesystem::path& path, int acknowledged) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, acknowledged, 1);
  const std::string store = path.string();
  const std::string count = std::to_string(kArticles);
  const std::array<const char*, 4> arguments = {ENTENTE_STORE_WRITER, store.c_str(), count.c_str(), nullptr};
  pid_t child = 0;
  REQUIRE(posix_spawn(&child, ENTENTE_STORE_WRITER, &actions, nullptr, const_cast<char* const*>(arguments.data()),
                      environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  return child;
}

TEST_CASE("killed a hundred times, the store is sound after each, and loses no article that was acknowledged") {
  const TemporaryDirectory folder;
  const std::vector<Contribution> articles = all_articles();
  const auto begin = std::chrono::steady_clock::now();
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  int undisturbed_status = -1;
  waitpid(start_writer(folder / "whole", nowhere), &undisturbed_status, 0);
  close(nowhere);
  REQUIRE(undisturbed_status == 0);
  const auto whole = std::chrono::steady_clock::now() - begin;
  std::mt19937 random(42);
  std::set<std::uint32_t> acknowledged;
  bool was_acknowledged = false;
  int killed = 0;
  while (killed < kKills) {
    std::array<int, 2> ends{};
    REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
    const pid_t child = start_writer(folder / "db", ends[1]);
    close(ends[1]);
    std::this_thread::sleep_for(whole * (random() % 1000) / 1000);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status)) {  // It was done before: the next ones begin anew.
      REQUIRE(WEXITSTATUS(status) == 0);
      close(ends[0]);
      std::filesystem::remove_all(folder / "db");
      acknowledged.clear();
      continue;
    }
    ++killed;
    for (std::uint32_t number = 0; read(ends[0], &number, sizeof number) == sizeof number;) acknowledged.insert(number);
    close(ends[0]);
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
  IngestRun run = resumed->begin_ingest({1, 1});
  for (const Contribution& article : articles) REQUIRE(run.put(article).ok());
  const auto undisturbed = Store::open(folder / "whole", OpenMode::read_only);
  REQUIRE(undisturbed.ok());
  CHECK(describe(*resumed->snapshot()) == describe(*undisturbed->snapshot()));
}

}  // namespace
}  // namespace entente::graph
