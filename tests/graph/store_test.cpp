#include "catch.hpp"
#include "database.hpp"
#include "fixtures.hpp"
#include "store_check.hpp"
#include "temporary_directory.hpp"

#include <fstream>

#include <entente/graph/store.hpp>

#include <rocksdb/db.h>
#include <sys/mount.h>
#include <unistd.h>

namespace entente::graph {
namespace {

using test::make_article;
using test::make_contribution;
using test::make_statement;
using test::TemporaryDirectory;

const Extraction kExtraction{{1, 1}, "test"};

Contribution attack(const std::string& id, const std::string& text, const std::string& object = "country/B") {
  return make_contribution(make_article(id, text), {make_statement("country/A", "attacks", object)});
}

Store create(const std::filesystem::path& path) {
  auto store = Store::open(path, OpenMode::create_if_missing);
  REQUIRE(store.ok());
  return std::move(*store);
}

void require_sound(const Store& store) {
  const auto report = store.check();
  REQUIRE(report.ok());
  for (const std::string& problem : report->problems) UNSCOPED_INFO(problem);
  REQUIRE(report->problems.empty());
}

GraphCounts counts(const Store& store) { return *store.snapshot()->counts(); }

TEST_CASE("an article is kept whole, and found by id, name and statement") {
  const TemporaryDirectory folder;
  Store store = create(folder / "db");
  const Contribution contribution = attack("one", "A attacked B.");
  IngestRun run = store.begin_ingest(kExtraction);
  CHECK_FALSE(run.is_known(contribution.article));
  CHECK(*run.put(contribution) == PutOutcome::added);
  CHECK(run.is_known(contribution.article));
  const auto snapshot = store.snapshot();
  const auto number = *snapshot->find_statement(contribution.statements.front().statement.id());
  REQUIRE(number);
  CHECK(*snapshot->statement(*number) == contribution.statements.front().statement);
  const auto evidence = *snapshot->evidence(*number);
  REQUIRE(evidence.size() == 1);
  CHECK(evidence.front().sentence == "A attacked B.");
  CHECK(evidence.front().article.id.value == "one");
  CHECK(evidence.front().evidence == contribution.statements.front().evidence);
  CHECK(snapshot->find_named("NAME of country/a")->size() == 1);
  CHECK(snapshot->find_named("alias of country/b")->size() == 1);
  CHECK(snapshot->find_named("nobody")->empty());
  CHECK_FALSE(*snapshot->find_node({"country/C"}));
  require_sound(store);
}

TEST_CASE("unchanged, changed and re-extracted articles") {
  const TemporaryDirectory folder;
  Store store = create(folder / "db");
  CHECK(*store.begin_ingest(kExtraction).put(attack("one", "A attacked B.")) == PutOutcome::added);
  CHECK(*store.begin_ingest(kExtraction).put(attack("one", "A attacked B.")) == PutOutcome::unchanged);
  CHECK(*store.begin_ingest(kExtraction).put(attack("one", "A attacked C.", "country/C")) == PutOutcome::replaced);
  CHECK_FALSE(*store.snapshot()->find_node({"country/B"}));
  CHECK(*store.begin_ingest({{2, 2}, "test"}).put(attack("one", "A attacked C.", "country/C")) == PutOutcome::replaced);
  CHECK(counts(store).articles == 1);
  require_sound(store);
}

TEST_CASE("two texts under one id in one run are both kept, and a second run finds both unchanged") {
  const TemporaryDirectory folder;
  Store store = create(folder / "db");
  const Contribution texts[] = {attack("one", "A attacked B."), attack("one", "A attacked C.", "country/C")};
  for (const bool reversed : {false, true, false}) {
    IngestRun run = store.begin_ingest(kExtraction);
    const auto first = *run.put(texts[reversed ? 1 : 0]);
    const auto second = *run.put(texts[reversed ? 0 : 1]);
    CHECK(first == second);
    CHECK(run.shared_ids() == std::vector<ArticleId>{{"one"}});
    CHECK(counts(store).articles == 2);
  }
  CHECK(store.snapshot()->find_article({"one"})->size() == 2);
  // A run that brings a third text replaces what it does not bring as well.
  IngestRun run = store.begin_ingest(kExtraction);
  CHECK(*run.put(attack("one", "A attacked D.", "country/D")) == PutOutcome::replaced);
  CHECK(counts(store).articles == 1);
  CHECK(*store.remove({"one"}));
  CHECK(counts(store).entities == 0);
  require_sound(store);
}

TEST_CASE("a changed file without an id replaces what it held before") {
  const TemporaryDirectory folder;
  Store store = create(folder / "db");
  const auto from_file = [](const std::string& text, const std::string& origin) {
    Contribution contribution = attack("", text);
    contribution.article.id = derive_article_id(text);
    contribution.article.origin = origin;
    return contribution;
  };
  const auto put = [&](const Contribution& contribution) { return *store.begin_ingest(kExtraction).put(contribution); };
  CHECK(put(from_file("First.", "/a.txt")) == PutOutcome::added);
  CHECK(put(from_file("First.", "/b.txt")) == PutOutcome::unchanged);  // A copy elsewhere.
  CHECK(put(from_file("Second.", "/a.txt")) == PutOutcome::added);     // The copy still holds the first.
  CHECK(counts(store).articles == 2);
  CHECK(put(from_file("Third.", "/b.txt")) == PutOutcome::replaced);
  CHECK(counts(store).articles == 2);
  CHECK(put(from_file("Third.", "/b.txt")) == PutOutcome::unchanged);
  require_sound(store);

  // By another extractor: the article stays that of all its files.
  CHECK(put(from_file("Second.", "/c.txt")) == PutOutcome::unchanged);
  CHECK(*store.begin_ingest({{2, 2}, "test"}).put(from_file("Second.", "/a.txt")) == PutOutcome::replaced);
  require_sound(store);
  CHECK(*store.begin_ingest({{2, 2}, "test"}).put(from_file("Fourth.", "/a.txt")) == PutOutcome::added);
  CHECK(*store.begin_ingest({{2, 2}, "test"}).put(from_file("Fifth.", "/c.txt")) == PutOutcome::replaced);
  // A file that goes back to a text that another file holds.
  CHECK(*store.begin_ingest({{2, 2}, "test"}).put(from_file("Fourth.", "/c.txt")) == PutOutcome::replaced);
  CHECK(counts(store).articles == 2);  // "Third." and "Fourth."
  require_sound(store);
}

TEST_CASE("contributions that contradict themselves are refused and leave the store as it was") {
  const TemporaryDirectory folder;
  Store store = create(folder / "db");
  Contribution contribution = attack("one", "A attacked B.");
  contribution.entities.pop_back();
  const auto put = store.begin_ingest(kExtraction).put(contribution);
  REQUIRE_FALSE(put.ok());
  CHECK(put.error().code == ErrorCode::invalid_input);
  CHECK_FALSE(store.begin_ingest(kExtraction).put(attack("", "x")).ok());
  CHECK_FALSE(store.begin_ingest(kExtraction).put(attack(std::string("a\0b", 3), "x")).ok());
  CHECK(counts(store).entities == 0);
  require_sound(store);
}

TEST_CASE("a snapshot does not see what is written after it") {
  const TemporaryDirectory folder;
  Store store = create(folder / "db");
  REQUIRE(store.begin_ingest(kExtraction).put(attack("one", "A attacked B.")).ok());
  const auto before = store.snapshot();
  REQUIRE(store.begin_ingest(kExtraction).put(attack("two", "A attacked C.", "country/C")).ok());
  CHECK(before->counts()->articles == 1);
  CHECK(store.snapshot()->counts()->articles == 2);
}

TEST_CASE("a store that is not there, is no store, or is something else") {
  const TemporaryDirectory folder;
  const auto missing = Store::open(folder / "none", OpenMode::read_only);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(missing.error().to_string().find("entente ingest") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "none"));

  folder.write("files/letter.txt", "mine");
  const auto other = Store::open(folder / "files", OpenMode::create_if_missing);
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().message.find("holds other files") != std::string::npos);
  CHECK(test::read_file(folder / "files/letter.txt") == "mine");

  const auto file = Store::open(folder.write("file", "x"), OpenMode::create_if_missing);
  REQUIRE_FALSE(file.ok());

  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  REQUIRE(rocksdb::DB::Open(options, (folder / "rocks").string(), &db).ok());
  delete db;
  const auto foreign = Store::open(folder / "rocks", OpenMode::create_if_missing);
  REQUIRE_FALSE(foreign.ok());
  CHECK(foreign.error().message.find("not an Entente store") != std::string::npos);
}

TEST_CASE("a store of another format is refused, whatever its layout, and untouched") {
  const TemporaryDirectory folder;
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  REQUIRE(rocksdb::DB::Open(options, (folder / "db").string(), &db).ok());
  REQUIRE(db->Put({}, "format", "7").ok());
  delete db;
  for (const OpenMode mode : {OpenMode::read_only, OpenMode::read_write, OpenMode::create_if_missing}) {
    const auto store = Store::open(folder / "db", mode);
    REQUIRE_FALSE(store.ok());
    CHECK(store.error().code == ErrorCode::unsupported_version);
    CHECK(store.error().to_string().find("format 7") != std::string::npos);
    CHECK_FALSE(store.error().mend.empty());
  }
}

TEST_CASE("a second writer is refused; readers are not") {
  const TemporaryDirectory folder;
  Store store = create(folder / "db");
  REQUIRE(store.begin_ingest(kExtraction).put(attack("one", "A attacked B.")).ok());
  const auto second = Store::open(folder / "db", OpenMode::read_write);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().code == ErrorCode::locked);
  const auto reader = Store::open(folder / "db", OpenMode::read_only);
  REQUIRE(reader.ok());
  CHECK(counts(*reader).articles == 1);
}

TEST_CASE("articles may share a wait for the disk") {
  const TemporaryDirectory folder;
  {
    Store store = create(folder / "db");
    IngestRun run = store.begin_ingest(kExtraction, 3);
    for (int i = 0; i < 7; ++i) REQUIRE(run.put(attack("article-" + std::to_string(i), "A attacked B.")).ok());
    REQUIRE(run.finish().ok());
    REQUIRE(run.finish().ok());  // Nothing is left to do.
  }
  const auto store = Store::open(folder / "db", OpenMode::read_only);
  REQUIRE(store.ok());
  CHECK(counts(*store).articles == 7);
  require_sound(*store);
}

TEST_CASE("a quick check counts, a deep one compares") {
  const TemporaryDirectory folder;
  {
    Store store = create(folder / "db");
    REQUIRE(store.begin_ingest(kExtraction).put(attack("one", "A attacked B.")).ok());
    const auto report = store.check(CheckDepth::quick);
    REQUIRE(report.ok());
    CHECK(report->problems.empty());
    CHECK(report->counts.articles == 1);
    CHECK(report->counts.entities == 2);
    CHECK(report->counts.evidence == 1);
  }
  const auto database = Database::open(folder / "db", OpenMode::read_write);
  REQUIRE(database.ok());
  rocksdb::WriteBatch batch;
  batch.Delete((*database)->family(Family::node_key), "country/A");
  REQUIRE((*database)->write(batch).ok());
  CHECK(check_store(**database, CheckDepth::quick)->problems.size() == 1);
  CHECK(check_store(**database, CheckDepth::deep)->problems.size() >= 1);
}

TEST_CASE("records that contradict each other are found by check") {
  const TemporaryDirectory folder;
  {
    Store store = create(folder / "db");
    REQUIRE(store.begin_ingest(kExtraction).put(attack("one", "A attacked B.")).ok());
  }
  // Delete one key of each family in turn, as a defect might.
  for (const char* family : {"node", "node_key", "name", "mention", "article", "article_id", "article_text",
                             "statement", "statement_id", "evidence"}) {
    INFO(family);
    const TemporaryDirectory copy;
    std::filesystem::copy(folder / "db", copy / "db", std::filesystem::copy_options::recursive);
    std::vector<std::string> names;
    REQUIRE(rocksdb::DB::ListColumnFamilies({}, (copy / "db").string(), &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const std::string& name : names) descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open(rocksdb::DBOptions(), (copy / "db").string(), descriptors, &handles, &opened).ok());
    const std::unique_ptr<rocksdb::DB> db(opened);
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      if (handle->GetName() == family) {
        std::string key;
        {
          const std::unique_ptr<rocksdb::Iterator> iterator(db->NewIterator({}, handle));
          iterator->SeekToFirst();
          REQUIRE(iterator->Valid());
          key = iterator->key().ToString();
        }
        REQUIRE(db->Delete({}, handle, key).ok());
      }
      REQUIRE(db->DestroyColumnFamilyHandle(handle).ok());
    }
    REQUIRE(db->Close().ok());
    const auto store = Store::open(copy / "db", OpenMode::read_only);
    REQUIRE(store.ok());
    const auto report = store->check();
    REQUIRE(report.ok());
    CHECK_FALSE(report->problems.empty());
  }
}

TEST_CASE("a full disk is told, loses nothing, and is over when there is space") {
  const TemporaryDirectory folder;
  std::filesystem::create_directory(folder / "disk");
  if (geteuid() != 0 || mount("tmpfs", (folder / "disk").c_str(), "tmpfs", 0, "size=6m") != 0) {
    WARN("skipped: making a small disk needs the right to mount");
    return;
  }
  {
    Store store = create(folder / "disk/db");
    std::uint64_t kept = 0;
    std::optional<Error> error;
    {
      IngestRun run = store.begin_ingest(kExtraction);
      std::string text(100000, 'x');
      for (int i = 0; i < 200 && !error; ++i) {
        for (std::size_t j = 0; j < text.size(); ++j)
          text[j] = static_cast<char>('a' + (j * 7919 + static_cast<std::size_t>(i) * j) % 26);
        const auto put = run.put(attack("article-" + std::to_string(i), text));
        if (put.ok()) {
          ++kept;
        } else {
          error = put.error();
        }
      }
    }
    REQUIRE(error);
    CHECK(error->code == ErrorCode::no_space);
    CHECK(error->to_string().find("the disk is full") != std::string::npos);
    CHECK(kept > 0);
    CHECK(counts(store).articles == kept);
  }
  REQUIRE(mount("tmpfs", (folder / "disk").c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0);
  {
    const auto store = Store::open(folder / "disk/db", OpenMode::read_write);
    REQUIRE(store.ok());
    require_sound(*store);
  }
  REQUIRE(umount((folder / "disk").c_str()) == 0);
}

}  // namespace
}  // namespace entente::graph
