// Flipped bytes in the files of a store are detected: never a wrong answer.
#include "catch.hpp"
#include "fixtures.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <utility>

#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;
using test::describe;
using test::random_contribution;
using test::TemporaryDirectory;

const Extraction kExtraction{{1, 1}, "test"};

// The largest file of the folder whose name begins or ends so.
fs::path file_in(const fs::path& folder, const std::string& part) {
  std::pair<std::uintmax_t, fs::path> largest;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(part) || name.ends_with(part)) largest = std::max(largest, {entry.file_size(), entry.path()});
  }
  REQUIRE(largest.first > 0);
  return largest.second;
}

// What a store says, or nothing if it is refused as damaged.
std::optional<std::string> content(const fs::path& path) {
  const auto store = Store::open(path, OpenMode::read_only);
  if (!store) {
    CHECK((store.error().code == ErrorCode::corruption || store.error().code == ErrorCode::io));
    return std::nullopt;
  }
  const auto report = store->check();
  if (!report || !report->problems.empty()) return std::nullopt;
  return describe(*store->snapshot());
}

// Puts articles and tells what the store held after each.
std::vector<std::string> ingest(Store& store, int count) {
  std::mt19937 random(61);
  std::vector<std::string> states = {describe(*store.snapshot())};
  IngestRun run = store.begin_ingest(kExtraction);
  for (int i = 0; i < count; ++i) {
    REQUIRE(run.put(random_contribution(random, "article-" + std::to_string(i))).ok());
    states.push_back(describe(*store.snapshot()));
  }
  return states;
}

TEST_CASE("damage in tables is reported, never read over") {
  const TemporaryDirectory folder;
  std::string whole;
  {
    auto store = Store::open(folder / "db", OpenMode::create_if_missing);
    REQUIRE(store.ok());
    whole = ingest(*store, 100).back();
  }
  std::size_t tables = 0;
  for (const auto& entry : fs::directory_iterator(folder / "db")) {
    if (entry.path().extension() != ".sst") continue;
    ++tables;
    const std::string original = test::read_file(entry.path());
    for (const std::size_t part : {3, 7, 20}) {
      std::string damaged = original;
      damaged[damaged.size() / part] = static_cast<char>(damaged[damaged.size() / part] ^ 0x10);
      std::ofstream(entry.path(), std::ios::binary) << damaged;
      INFO(entry.path() << " at 1/" << part);
      CHECK_FALSE(content(folder / "db"));
    }
    std::ofstream(entry.path(), std::ios::binary) << original;
  }
  CHECK(tables > 0);
  CHECK(content(folder / "db") == whole);
}

TEST_CASE("damage in the log is refused, or takes the last article at most") {
  const TemporaryDirectory folder;
  std::vector<std::string> states;
  {
    auto store = Store::open(folder / "db", OpenMode::create_if_missing);
    REQUIRE(store.ok());
    states = ingest(*store, 6);
    fs::copy(folder / "db", folder / "copy", fs::copy_options::recursive);  // As a crash would leave it.
  }
  REQUIRE(content(folder / "copy") == states.back());
  const fs::path log = file_in(folder / "copy", ".log");
  const std::string original = test::read_file(log);
  std::mt19937 random(62);
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string damaged = original;
    const std::size_t at = random() % damaged.size();
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
    std::ofstream(log, std::ios::binary) << damaged;
    INFO("byte " << at << " of " << damaged.size());
    const auto found = content(folder / "copy");
    refused += found ? 0 : 1;
    if (found && *found != states.back()) CHECK(*found == states[states.size() - 2]);
  }
  CHECK(refused > 250);
  // A torn tail is what a crash leaves.
  for (std::size_t length = 0; length < original.size(); length += 1 + length / 50) {
    std::ofstream(log, std::ios::binary) << original.substr(0, length);
    INFO("first " << length << " bytes of " << original.size());
    const auto found = content(folder / "copy");
    REQUIRE(found);
    CHECK(std::find(states.begin(), states.end(), *found) != states.end());
  }
}

TEST_CASE("damage in the manifest is refused") {
  const TemporaryDirectory folder;
  std::string whole;
  {
    auto store = Store::open(folder / "db", OpenMode::create_if_missing);
    REQUIRE(store.ok());
    whole = ingest(*store, 6).back();
  }
  for (const std::string name : {"MANIFEST", "CURRENT"}) {
    const fs::path file = file_in(folder / "db", name);
    const std::string original = test::read_file(file);
    std::mt19937 random(63);
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
      std::string damaged = original;
      const std::size_t at = random() % damaged.size();
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
      std::ofstream(file, std::ios::binary) << damaged;
      INFO(name << ", byte " << at << " of " << damaged.size());
      const auto found = content(folder / "db");
      refused += found ? 0 : 1;
      if (found) CHECK(*found == whole);
    }
    CHECK(refused > 300);
    std::ofstream(file, std::ios::binary) << original;
  }
  CHECK(content(folder / "db") == whole);
}

}  // namespace
}  // namespace entente::graph
