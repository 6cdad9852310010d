// Every call that writes to a file fails once, and every third one with all that follow.
#include "catch.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"
#include "writer_process.hpp"

#include <cstdlib>
#include <fstream>

#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::describe;
using test::TemporaryDirectory;
using test::WriterProcess;

constexpr int kArticles = 6;
#ifdef __SANITIZE_ADDRESS__
constexpr int kEvery =
    7;  // The sanitizers look for errors of memory, which a part of the calls shows; all would take minutes.
#else
constexpr int kEvery = 1;
#endif

TEST_CASE("whichever write fails, once or from then on, the store is sound, holds what was acknowledged, and goes on") {
  const TemporaryDirectory folder;
  const std::vector<Contribution> articles = WriterProcess::articles(kArticles);
  const std::string counts = (folder / "counts").string();
  setenv("ENTENTE_COUNTED_WRITES", counts.c_str(), 1);
  REQUIRE(WriterProcess(folder / "whole", kArticles).wait().status == 0);
  unsetenv("ENTENTE_COUNTED_WRITES");
  int calls = 0;
  std::ifstream(counts) >> calls;
  REQUIRE(calls > kArticles);
  std::string whole;
  {
    const auto undisturbed = Store::open(folder / "whole", OpenMode::read_only);
    REQUIRE(undisturbed.ok());
    whole = describe(*undisturbed->snapshot());
  }
  int failures = 0;
  for (int call = 1; call <= calls; call += kEvery) {
    for (const char* later : {"", "+"}) {
      if (*later != 0 && call % 3 != 0) continue;
      const std::string plan = std::to_string(call) + later;
      INFO("failing write " << plan);
      setenv("ENTENTE_FAILING_WRITE", plan.c_str(), 1);
      const auto ended = WriterProcess(folder / "db", kArticles).wait();
      unsetenv("ENTENTE_FAILING_WRITE");
      REQUIRE((ended.status == 0 || ended.status == 2));  // Never a crash.
      failures += ended.status == 2 ? 1 : 0;
      {
        const auto store = Store::open(folder / "db", OpenMode::read_only);
        if (!store) {
          REQUIRE(store.error().code == ErrorCode::not_found);
          CHECK(ended.acknowledged.empty());
        } else {
          const auto report = store->check();
          REQUIRE(report.ok());
          for (const std::string& problem : report->problems) UNSCOPED_INFO(problem);
          REQUIRE(report->problems.empty());
          const auto snapshot = store->snapshot();
          for (const std::uint32_t number : ended.acknowledged)
            CHECK_FALSE(snapshot->find_article(articles[number].article.id)->empty());
        }
      }
      if (ended.status != 0) REQUIRE(WriterProcess(folder / "db", kArticles).wait().status == 0);
      {
        const auto resumed = Store::open(folder / "db", OpenMode::read_only);
        REQUIRE(resumed.ok());
        REQUIRE(describe(*resumed->snapshot()) == whole);
      }
      std::filesystem::remove_all(folder / "db");
    }
  }
  CHECK(failures > kArticles);
}

}  // namespace
}  // namespace entente::graph
