// Backups, restoring and compaction.
#include "catch.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"

#include <filesystem>
#include <fstream>
#include <random>

#include <entente/graph/maintenance.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;
using test::describe;
using test::random_contribution;
using test::TemporaryDirectory;

void ingest(const fs::path& path, std::uint32_t seed, int count) {
  auto store = Store::open(path, OpenMode::create_if_missing);
  REQUIRE(store.ok());
  std::mt19937 random(seed);
  IngestRun run = store->begin_ingest({{1, 1}, "test"});
  for (int i = 0; i < count; ++i) REQUIRE(run.put(random_contribution(random, "article-" + std::to_string(i))).ok());
}

std::string content(const fs::path& path) {
  const auto store = Store::open(path, OpenMode::read_only);
  REQUIRE(store.ok());
  const auto report = store->check();
  REQUIRE(report.ok());
  CHECK(report->problems.empty());
  return describe(*store->snapshot());
}

TEST_CASE("a backup is restored as the store was, and later ones as it became") {
  const TemporaryDirectory folder;
  ingest(folder / "db", 31, 30);
  const std::string first = content(folder / "db");
  const auto report = backup_store(folder / "db", folder / "backups");
  REQUIRE(report.ok());
  CHECK(report->backups == 1);
  REQUIRE(restore_store(folder / "backups", folder / "first").ok());
  CHECK(content(folder / "first") == first);
  ingest(folder / "db", 32, 40);
  const std::string second = content(folder / "db");
  REQUIRE(backup_store(folder / "db", folder / "backups").ok());
  fs::remove_all(folder / "db");
  REQUIRE(restore_store(folder / "backups", folder / "db").ok());
  CHECK(content(folder / "db") == second);
  ingest(folder / "db", 31, 40);  // A restored store goes on like any other.
  const auto kept = backup_store(folder / "db", folder / "backups", 2);
  REQUIRE(kept.ok());
  CHECK(kept->backups == 2);
}

TEST_CASE("a damaged backup, or none, is refused and leaves nothing") {
  const TemporaryDirectory folder;
  CHECK(restore_store(folder / "nowhere", folder / "db").error().code == ErrorCode::not_found);
  CHECK(backup_store(folder / "nowhere", folder / "backups").error().code == ErrorCode::not_found);
  ingest(folder / "db", 33, 10);
  REQUIRE(backup_store(folder / "db", folder / "backups").ok());
  const std::string before = content(folder / "db");
  CHECK_FALSE(restore_store(folder / "backups", folder / "db").ok());  // There is a store already.
  CHECK(content(folder / "db") == before);
  for (const auto& file : fs::directory_iterator(folder / "backups" / "shared_checksum")) {
    std::fstream(file.path(), std::ios::in | std::ios::out | std::ios::binary).seekp(60).put('\x55');
  }
  CHECK_FALSE(restore_store(folder / "backups", folder / "other").ok());
  CHECK_FALSE(fs::exists(folder / "other"));
  CHECK_FALSE(fs::exists(folder / "other.unfinished"));
  CHECK_FALSE(fs::exists(folder / "other.unfinished.lock"));
}

TEST_CASE("compaction changes nothing that is read, and a writer is not disturbed by it") {
  const TemporaryDirectory folder;
  ingest(folder / "db", 34, 40);
  ingest(folder / "db", 35, 40);
  const std::string before = content(folder / "db");
  REQUIRE(compact_store(folder / "db").ok());
  CHECK(content(folder / "db") == before);
  const auto writer = Store::open(folder / "db", OpenMode::read_write);
  REQUIRE(writer.ok());
  CHECK(compact_store(folder / "db").error().code == ErrorCode::locked);
  CHECK(backup_store(folder / "db", folder / "backups").error().code == ErrorCode::locked);
}

}  // namespace
}  // namespace entente::graph
