// Which articles are one report.
#include "catch.hpp"
#include "fixtures.hpp"
#include "graph_fixtures.hpp"
#include "near_duplicates.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <entente/graph/bulk.hpp>
#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/memory_graph.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;
using test::make_article;
using test::make_contribution;
using test::make_statement;
using test::TemporaryDirectory;

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

std::vector<std::string> example_texts() {
  std::vector<std::string> texts;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "tests/articles")) {
    if (entry.path().extension() == ".txt") texts.push_back(test::read_file(entry.path()));
  }
  return texts;
}

// What an outlet does with wire copy: its own dateline, some words changed, some left out, the end cut.
std::string reprinted(const std::string& text, std::mt19937& random) {
  std::vector<std::string> words = words_of(text);
  words.resize(words.size() - words.size() * (random() % 16) / 100);
  for (std::string& word : words) {
    if (random() % 100 < 4) word = "changed" + std::to_string(random() % 50);
  }
  std::erase_if(words, [&](const std::string&) { return random() % 100 < 2; });
  words.insert(words.begin(), {"CITY", "(Agency)", "-"});
  return joined(words);
}

TEST_CASE("reprints with changes are one report, other articles are not") {
  std::mt19937 random(3);
  const std::vector<std::string> texts = example_texts();
  REQUIRE(texts.size() >= 10);
  std::vector<std::pair<ArticleNumber, Signature>> articles;
  constexpr std::size_t kCopies = 20;
  for (const std::string& text : texts) {
    for (std::size_t copy = 0; copy < kCopies; ++copy) {
      articles.emplace_back(ArticleNumber{static_cast<std::uint32_t>(articles.size())},
                            signature_of(copy == 0 ? text : reprinted(text, random)));
    }
  }
  const Reports reports = group_reports(articles);
  std::size_t found = 0;
  std::size_t right = 0;
  std::size_t wanted = 0;
  for (std::uint32_t a = 0; a < articles.size(); ++a) {
    for (std::uint32_t b = a + 1; b < articles.size(); ++b) {
      const bool same = a / kCopies == b / kCopies;
      const bool grouped = report_in(reports, {a}) == report_in(reports, {b});
      wanted += same ? 1 : 0;
      found += grouped ? 1 : 0;
      right += same && grouped ? 1 : 0;
    }
  }
  INFO(right << " of " << found << " pairs right, " << wanted << " wanted");
  CHECK(static_cast<double>(right) >= 0.95 * static_cast<double>(found));
  CHECK(static_cast<double>(right) >= 0.95 * static_cast<double>(wanted));
}

TEST_CASE("the estimate of what texts have in common is near what they have") {
  const std::string text = example_texts().front();
  std::vector<std::string> words = words_of(text);
  CHECK(similarity(signature_of(text), signature_of("  " + text + "\n")) == 1.0);
  const std::size_t half = words.size() / 2;
  const std::string first = joined({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(half)});
  CHECK(similarity(signature_of(text), signature_of(first)) == Approx(0.5).margin(0.15));
  CHECK(similarity(signature_of(text), signature_of("Nothing of this was ever written in that other text.")) < 0.1);
  CHECK(similarity(signature_of(""), signature_of("")) == 1.0);
  CHECK(similarity(signature_of("one"), signature_of("one two")) < 0.2);
}

TEST_CASE("groups do not depend on the order of the articles") {
  std::mt19937 random(9);
  std::vector<Signature> signatures;
  for (const std::string& text : example_texts()) {
    for (int copy = 0; copy < 4; ++copy) signatures.push_back(signature_of(reprinted(text, random)));
  }
  const auto same_report = [&](const std::vector<std::size_t>& order) {
    std::vector<std::pair<ArticleNumber, Signature>> articles;
    for (std::size_t i = 0; i < order.size(); ++i)
      articles.emplace_back(ArticleNumber{static_cast<std::uint32_t>(i)}, signatures[order[i]]);
    const Reports reports = group_reports(articles);
    std::vector<std::vector<bool>> same(order.size(), std::vector<bool>(order.size()));
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      for (std::uint32_t j = 0; j < order.size(); ++j) {
        same[order[i]][order[j]] = report_in(reports, {i}) == report_in(reports, {j});
      }
    }
    return same;
  };
  std::vector<std::size_t> order(signatures.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto expected = same_report(order);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    CHECK(same_report(order) == expected);
  }
}

TEST_CASE("a page that stands there a hundred thousand times is one report, found without comparing all with all") {
  const Signature page =
      signature_of("Please switch on what you have switched off, and come back to this page afterwards.");
  const Signature other = signature_of("Nothing of this was ever written in that other text.");
  std::vector<std::pair<ArticleNumber, Signature>> articles;
  for (std::uint32_t i = 0; i < 100'000; ++i) articles.emplace_back(ArticleNumber{i}, page);
  articles.emplace_back(ArticleNumber{100'000}, other);
  const Reports reports = group_reports(articles);
  CHECK(reports.size() == 100'000);
  CHECK(report_in(reports, {99'999}) == ArticleNumber{0});
  CHECK(report_in(reports, {100'000}) == ArticleNumber{100'000});
}

StatementSummary summary_of_attack(const PropertyGraph& graph) {
  const auto number = graph.find_statement(make_statement("country/A", "attacks", "country/B").id());
  REQUIRE(number->has_value());
  return *graph.summary(**number, {0.05});
}

TEST_CASE("a store counts reports as its twin does, after every change and before they are kept") {
  const TemporaryDirectory folder;
  std::mt19937 random(4);
  const auto texts = example_texts();
  auto store = Store::open(folder / "db", OpenMode::create_if_missing);
  REQUIRE(store.ok());
  MemoryGraph twin;
  for (int i = 0; i < 30; ++i) {
    const std::string id = "article-" + std::to_string(random() % 12);
    if (random() % 4 == 0) {
      twin.remove({id});
      REQUIRE(store->remove({id}).ok());
    } else {
      const std::string outlet = "outlet-" + std::to_string(random() % 4);
      auto contribution = make_contribution(
          make_article(id, reprinted(texts[random() % 3], random), "2024-01-01", outlet),
          {make_statement("country/A", "attacks", "country/B"), make_statement("country/A", "attacks", "country/B")});
      for (ExtractedStatement& extracted : contribution.statements)
        extracted.evidence.confidence = static_cast<double>(1 + random() % 3) / 5;
      twin.put(contribution);
      IngestRun run = store->begin_ingest({{1, 1}, "test"});
      REQUIRE(run.put(contribution).ok());
      if (random() % 2 == 0) REQUIRE(run.finish().ok());
    }
    if (twin.counts()->articles == 0) continue;
    const StatementSummary kept = summary_of_attack(*store->snapshot());
    const StatementSummary expected = summary_of_attack(twin);
    CHECK(kept.articles == expected.articles);
    CHECK(kept.reports == expected.reports);
    CHECK(kept.confidence == expected.confidence);
    CHECK(store->check()->problems.empty());
  }
}

TEST_CASE("merged stores find reports across them") {
  const TemporaryDirectory folder;
  std::mt19937 random(4);
  const std::string text = example_texts().front();
  for (const char* name : {"a", "b"}) {
    auto store = Store::open(folder / name, OpenMode::create_if_missing);
    REQUIRE(store.ok());
    IngestRun run = store->begin_ingest({{1, 1}, "test"});
    REQUIRE(run.put(make_contribution(make_article(name, name[0] == 'a' ? text : reprinted(text, random)),
                                      {make_statement("country/A", "attacks", "country/B")}))
                .ok());
    REQUIRE(run.finish().ok());
  }
  REQUIRE(merge_stores({folder / "a", folder / "b"}, folder / "both").ok());
  const auto both = Store::open(folder / "both", OpenMode::read_only);
  REQUIRE(both.ok());
  CHECK(both->snapshot()->counts()->articles == 2);
  CHECK(summary_of_attack(*both->snapshot()).reports == 1);
  CHECK(both->check()->problems.empty());
}

}  // namespace
}  // namespace entente::graph
