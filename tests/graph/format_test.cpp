// Stores of this format and of others: what later versions must open, and how older ones are brought up to date.
#include "catch.hpp"
#include "database.hpp"
#include "fixtures.hpp"
#include "graph_fixtures.hpp"
#include "migration.hpp"
#include "temporary_directory.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>

#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;
using test::describe;
using test::make_article;
using test::make_contribution;
using test::make_statement;
using test::TemporaryDirectory;

// What is in format-2 and format-3; authors, times and reports are new in format 3.
void ingest_fixture(const fs::path& path, std::uint32_t format = 3) {
  auto store = Store::open(path, OpenMode::create_if_missing);
  REQUIRE(store.ok());
  IngestRun run = store->begin_ingest({{1, 2}, "test"});
  Contribution first = make_contribution(
      make_article("first", "Northland attacked Southland in May.", "2021-05-17", "Wire"),
      {make_statement("country/N", "attacks", "country/S"),
       make_statement("country/S", "supports", "org/o", {Polarity::negated, Modality::intended, Phase::holds})});
  first.statements.front().evidence.attribution = {{"Somebody", "said", Stance::distances}};
  first.statements.front().evidence.confidence = 0.7;
  if (format == 3) {
    first.article.author = "A. Writer";
    first.article.date_origin = "datePublished";
    first.statements.front().evidence.time = {*parse_date("1999"), *parse_date("2001-05")};
  }
  REQUIRE(run.put(first).ok());
  REQUIRE(run.put(make_contribution(make_article("second", "Northland attacked Southland again.", "2022", "Daily"),
                                    {make_statement("country/N", "attacks", "country/S"),
                                     make_statement("person/p", "leads", "country/N",
                                                    {Polarity::affirmed, Modality::actual, Phase::ended})}))
              .ok());
  REQUIRE(run.put(make_contribution(make_article("third", "Nothing was said.", "", ""), {})).ok());
  if (format == 2) return;
  first.article.id.value = "copy";
  first.article.source = "Daily";
  REQUIRE(run.put(first).ok());
  REQUIRE(run.finish().ok());
}

fs::path fixture(std::uint32_t format) {
  return fs::path(ENTENTE_SOURCE_DIR) / "tests/graph" / ("format-" + std::to_string(format));
}
const fs::path kFixture = fixture(kStoreFormat);

// Written once, by this: never again for the same format.
//   ENTENTE_FIXTURE=tests/graph/format-3 graph_test "write a store for later versions"
TEST_CASE("write a store for later versions", "[.]") {
  const char* const path = std::getenv("ENTENTE_FIXTURE");
  REQUIRE(path != nullptr);
  ingest_fixture(path);
}

// That the store is sound, and says what the fresh one says.
void check_same(const fs::path& path, OpenMode mode, const fs::path& fresh_path) {
  const auto store = Store::open(path, mode);
  REQUIRE(store.ok());
  const auto report = store->check();
  REQUIRE(report.ok());
  CHECK(report->problems.empty());
  const auto fresh = Store::open(fresh_path, OpenMode::read_only);
  REQUIRE(fresh.ok());
  CHECK(describe(*store->snapshot()) == describe(*fresh->snapshot()));
}

TEST_CASE("a store that an earlier build of this format wrote opens and says the same") {
  const TemporaryDirectory folder;
  fs::copy(kFixture, folder / "db");
  ingest_fixture(folder / "new");
  for (const OpenMode mode : {OpenMode::read_only, OpenMode::read_write}) {
    check_same(folder / "db", mode, folder / "new");
  }
}

TEST_CASE("a store of format 2 is brought up to date, and says the same") {
  const TemporaryDirectory folder;
  fs::copy(fixture(2), folder / "db");
  ingest_fixture(folder / "new", 2);
  CHECK(Store::open(folder / "db", OpenMode::read_only).error().code == ErrorCode::unsupported_version);
  check_same(folder / "db", OpenMode::read_write, folder / "new");
  CHECK(Store::open(folder / "db", OpenMode::read_only).ok());
}

TEST_CASE("steps lead from an older format to this one, or it is refused") {
  constexpr Migration kFromOld{kStoreFormat - 1, nullptr};
  constexpr Migration kFromOlder{kStoreFormat - 2, nullptr};
  const std::string old = std::to_string(kStoreFormat - 1);
  CHECK(leads_to(kStoreFormat, old, std::array{kFromOld}));
  CHECK(leads_to(kStoreFormat + 1, old, std::array{Migration{kStoreFormat, nullptr}, kFromOld}));
  CHECK_FALSE(leads_to(kStoreFormat, old, std::array{kFromOlder}));
  CHECK_FALSE(leads_to(kStoreFormat, old, {}));
  CHECK_FALSE(leads_to(kStoreFormat, std::to_string(kStoreFormat + 1), std::array{kFromOld}));
  CHECK_FALSE(leads_to(kStoreFormat, "1x", std::array{kFromOld}));
  CHECK_FALSE(leads_to(kStoreFormat, "", std::array{kFromOld}));
}

TEST_CASE("a store of an older format is brought up to date by who opens it for writing") {
  const TemporaryDirectory folder;
  fs::copy(kFixture, folder / "db");
  {
    const auto database = Database::open(folder / "db", OpenMode::read_write);
    REQUIRE(database.ok());
    REQUIRE((*database)->set_format(kStoreFormat - 1).ok());
  }
  const auto failing = std::array{Migration{kStoreFormat - 1, [](Database&) -> Result<void> {
                                              return Error{ErrorCode::io, "the step failed", "", ""};
                                            }}};
  const auto working = std::array{Migration{kStoreFormat - 1, [](Database& database) -> Result<void> {
                                              rocksdb::WriteBatch batch;
                                              batch.Put("migrated", "yes");
                                              return database.write(batch);
                                            }}};
  const auto reader = Database::open(folder / "db", OpenMode::read_only, working);
  REQUIRE_FALSE(reader.ok());
  CHECK(reader.error().code == ErrorCode::unsupported_version);
  CHECK(reader.error().mend.find("for writing") != std::string::npos);
  CHECK_FALSE(Database::open(folder / "db", OpenMode::read_write, {}).ok());
  CHECK(Database::open(folder / "db", OpenMode::read_write, failing).error().message == "the step failed");
  CHECK_FALSE(Database::open(folder / "db", OpenMode::read_only).ok());
  {
    const auto migrated = Database::open(folder / "db", OpenMode::read_write, working);
    REQUIRE(migrated.ok());
    CHECK(*(*migrated)->get(Family::meta, "migrated", nullptr) == "yes");
  }
  CHECK(Database::open(folder / "db", OpenMode::read_only).ok());
}

}  // namespace
}  // namespace entente::graph
