#include "catch.hpp"
#include "fixtures.hpp"

#include <sstream>

#include <entente/ingest/pipeline.hpp>

namespace entente::ingest {
namespace {

std::string many_articles() {
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    lines += "{\"id\": \"" + std::to_string(i) + "\", \"text\": \"" +
             (i % 3 == 0 ? "Iran attacked Iraq. " : "Nothing. ") +
             std::string(static_cast<std::size_t>(i * 7 % 50), 'x') + "\"}\n";
    if (i % 50 == 49) lines += "{broken\n";
  }
  return lines;
}

std::vector<std::string> run(std::size_t jobs, const std::function<bool(const Article&)>& is_known = {},
                             std::size_t stop_after = 1000) {
  const auto reader = read_stream(std::make_unique<std::istringstream>(many_articles()), "in", "", {});
  std::vector<std::string> seen;
  process_articles(*reader, test::shipped_extractor(), {jobs, is_known}, [&](const ProcessedArticle& processed) {
    std::string line = processed.place;
    if (processed.contribution) {
      line += " " + processed.contribution->article.id.value + " " +
              std::to_string(processed.contribution->statements.size()) + (processed.extracted ? "" : " known");
    }
    seen.push_back(line);
    return seen.size() < stop_after;
  });
  return seen;
}

TEST_CASE("articles leave in the order of the input, whatever the number of jobs") {
  const auto one = run(1);
  CHECK(one.size() == 204);
  CHECK(one.front() == "in:1 0 1");
  CHECK(run(2) == one);
  CHECK(run(8) == one);
}

TEST_CASE("known articles are not extracted") {
  const auto seen = run(2, [](const Article& article) { return article.id.value == "3"; });
  CHECK(seen[3] == "in:4 3 0 known");
  CHECK(seen[6] == "in:7 6 1");
}

TEST_CASE("the run ends when the sink has had enough") { CHECK(run(4, {}, 10).size() == 10); }

}  // namespace
}  // namespace entente::ingest
