// Loading many articles at once, and the union of stores.
#include "catch.hpp"
#include "graph_fixtures.hpp"
#include "record_sorter.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include <entente/graph/bulk.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::describe;
using test::random_contribution;
using test::TemporaryDirectory;

const Hash128 kExtraction{1, 1};

std::vector<Contribution> some_contributions(std::uint32_t seed, int count) {
  std::mt19937 random(seed);
  std::vector<Contribution> contributions;
  for (int i = 0; i < count; ++i) contributions.push_back(random_contribution(random, "article-" + std::to_string(i)));
  return contributions;
}

void ingest(const std::filesystem::path& path, const std::vector<Contribution>& contributions) {
  auto store = Store::open(path, OpenMode::create_if_missing);
  REQUIRE(store.ok());
  IngestRun run = store->begin_ingest({kExtraction, "test"});
  for (const Contribution& contribution : contributions) REQUIRE(run.put(contribution).ok());
}

// What the store holds, after a check.
std::string content(const std::filesystem::path& path) {
  const auto store = Store::open(path, OpenMode::read_only);
  REQUIRE(store.ok());
  const auto report = store->check();
  REQUIRE(report.ok());
  for (const std::string& problem : report->problems) UNSCOPED_INFO(problem);
  CHECK(report->problems.empty());
  return describe(*store->snapshot());
}

ArticleStream stream(const std::vector<Contribution>& contributions) {
  return [&contributions, next = std::size_t{0}]() mutable -> Result<std::optional<LoadedArticle>> {
    if (next == contributions.size()) return std::optional<LoadedArticle>{};
    return std::optional<LoadedArticle>({contributions[next++], kExtraction, {}});
  };
}

TEST_CASE("a store loaded at once holds what ingestion would have put there, and goes on like any other") {
  const auto contributions = some_contributions(21, 60);
  const TemporaryDirectory folder;
  ingest(folder / "one-by-one", contributions);
  REQUIRE(bulk_load(folder / "at-once", stream(contributions)).ok());
  CHECK(content(folder / "at-once") == content(folder / "one-by-one"));
  for (const auto& file : std::filesystem::directory_iterator(folder / "at-once")) {
    const std::string extension = file.path().extension().string();
    CHECK(extension != ".run");
    CHECK(extension != ".load");
  }
  const auto later = some_contributions(22, 80);  // The same ids, other texts.
  ingest(folder / "at-once", later);
  ingest(folder / "one-by-one", later);
  CHECK(content(folder / "at-once") == content(folder / "one-by-one"));
}

TEST_CASE("an article that comes twice is loaded once") {
  auto contributions = some_contributions(23, 10);
  const TemporaryDirectory folder;
  REQUIRE(bulk_load(folder / "once", stream(contributions)).ok());
  contributions.insert(contributions.end(), contributions.begin(), contributions.begin() + 5);
  REQUIRE(bulk_load(folder / "twice", stream(contributions)).ok());
  CHECK(content(folder / "once") == content(folder / "twice"));
}

TEST_CASE("stores made of shards merge into the store of all articles, in any order") {
  const auto contributions = some_contributions(24, 90);
  const TemporaryDirectory folder;
  ingest(folder / "all", contributions);
  std::mt19937 random(25);
  std::vector<std::vector<Contribution>> shards(3);
  for (const Contribution& contribution : contributions) {
    shards[random() % 3].push_back(contribution);
    if (random() % 4 == 0) shards[random() % 3].push_back(contribution);  // Held by two.
  }
  std::vector<std::filesystem::path> paths;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    paths.push_back(folder / ("shard-" + std::to_string(i)));
    ingest(paths.back(), shards[i]);
  }
  REQUIRE(merge_stores(paths, folder / "merged").ok());
  std::reverse(paths.begin(), paths.end());
  REQUIRE(merge_stores(paths, folder / "merged-back").ok());
  const std::string expected = content(folder / "all");
  CHECK(content(folder / "merged") == expected);
  CHECK(content(folder / "merged-back") == expected);
}

TEST_CASE("loading leaves nothing behind when it fails, and never writes over a store") {
  const auto contributions = some_contributions(26, 5);
  const TemporaryDirectory folder;
  int given = 0;
  const auto failed = bulk_load(folder / "db", [&]() -> Result<std::optional<LoadedArticle>> {
    if (given == 3) return Error{ErrorCode::io, "the stream broke", "", ""};
    return std::optional<LoadedArticle>({contributions[static_cast<std::size_t>(given++)], kExtraction, {}});
  });
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().message == "the stream broke");
  CHECK(std::filesystem::is_empty(folder.path()));
  ingest(folder / "db", contributions);
  const std::string before = content(folder / "db");
  CHECK_FALSE(bulk_load(folder / "db", stream(contributions)).ok());
  CHECK_FALSE(merge_stores({folder / "db"}, folder / "db").ok());
  CHECK(merge_stores({folder / "nowhere"}, folder / "other").error().code == ErrorCode::not_found);
  CHECK(content(folder / "db") == before);
}

TEST_CASE("two that make a store in one place do not take each other's for a leftover") {
  const auto contributions = some_contributions(28, 6);
  const TemporaryDirectory folder;
  std::size_t next = 0;
  const auto made = bulk_load(folder / "db", [&]() -> Result<std::optional<LoadedArticle>> {
    CHECK(bulk_load(folder / "db", stream(contributions)).error().code == ErrorCode::locked);
    if (next == contributions.size()) return std::optional<LoadedArticle>{};
    return std::optional<LoadedArticle>({contributions[next++], kExtraction, {}});
  });
  REQUIRE(made.ok());
  REQUIRE(bulk_load(folder / "alone", stream(contributions)).ok());
  CHECK(content(folder / "db") == content(folder / "alone"));
}

TEST_CASE("ids that cannot be part of a key are refused") {
  for (const std::string& id : {std::string(), std::string("a\0b", 3), std::string(70000, 'x')}) {
    const TemporaryDirectory folder;
    auto contributions = some_contributions(29, 1);
    contributions.front().article.id = {id};
    const auto loaded = bulk_load(folder / "db", stream(contributions));
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.error().code == ErrorCode::invalid_input);
    CHECK(std::filesystem::is_empty(folder.path()));
  }
}

TEST_CASE("a sorter of little memory sorts much") {
  const TemporaryDirectory folder;
  std::mt19937 random(27);
  std::multimap<std::string, std::string> expected;
  {
    RecordSorter sorter(folder.path(), "records", 4096);
    for (int i = 0; i < 5000; ++i) {
      std::string key(random() % 12, 'a');
      for (char& c : key) c = static_cast<char>(random() % 4);
      const std::string value(random() % 40, static_cast<char>(random()));
      REQUIRE(sorter.add(key, value).ok());
      expected.emplace(key, value);
    }
    const auto sorted = sorter.sorted();
    REQUIRE(sorted.ok());
    std::multimap<std::string, std::string> seen;
    std::string last;
    while (*(*sorted)->next()) {
      CHECK(last <= (*sorted)->key());
      last = (*sorted)->key();
      seen.emplace(last, (*sorted)->value());
    }
    const auto values = [](const std::multimap<std::string, std::string>& map) {
      std::vector<std::pair<std::string, std::string>> all(map.begin(), map.end());
      std::sort(all.begin(), all.end());
      return all;
    };
    CHECK(values(seen) == values(expected));
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace entente::graph
