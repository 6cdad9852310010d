#include "database.hpp"

#include "adjacency.hpp"
#include "manifest_check.hpp"
#include "migration.hpp"

#include <chrono>
#include <fstream>
#include <system_error>
#include <thread>

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCacheBytes = std::size_t{256} << 20;
constexpr int kMostAttempts = 100;  // At opening the store beside a writer; five seconds.
constexpr std::size_t kTextBlockBytes = std::size_t{64} << 10;
constexpr std::size_t kAdjacencyBlockBytes = std::size_t{16} << 10;
constexpr std::size_t kEvidenceBlockBytes = std::size_t{16} << 10;

// RocksDB keeps a diary beside its data. Nobody reads it, readers would need the right to write it, and on a full
// disk writing it ends the process (Debian builds RocksDB with assertions).
class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// Shared by all families.
struct TableMemory {
  std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kCacheBytes);
  // Readers often ask but one question. It should not begin with reading the indexes of the whole store, nor with filters, which
  // are one block of a megabyte for a whole table.
  bool for_few_questions = false;
};

rocksdb::ColumnFamilyOptions family_options(Family family, const TableMemory& memory) {
  rocksdb::ColumnFamilyOptions options;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = memory.cache;
  table.cache_index_and_filter_blocks = memory.for_few_questions;
  if (!memory.for_few_questions) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  options.compression = rocksdb::kLZ4Compression;
  if (family == Family::adjacency) {
    options.merge_operator = make_adjacency_merge_operator();
    options.compression = rocksdb::kNoCompression;  // LZ4 saved 1 % and cost half the speed.
    table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
    table.cache_index_and_filter_blocks = false;  // Every question about edges needs the index,
    table.filter_policy.reset();                  // and asks of nodes that are there.
    table.block_size = kAdjacencyBlockBytes;
  }
  if (family == Family::article_text || family == Family::evidence || family == Family::mention ||
      family == Family::article) {
    options.compression = rocksdb::kZSTD;
    options.compression_opts.level = 1;
  }
  if (family == Family::article_text) table.block_size = kTextBlockBytes;
  if (family == Family::evidence) table.block_size = kEvidenceBlockBytes;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::DBOptions database_options(OpenMode mode) {
  rocksdb::DBOptions options;
  options.create_if_missing = mode == OpenMode::create_if_missing;
  options.create_missing_column_families = mode != OpenMode::read_only;  // Which older formats lack.
  // A torn last record is what a crash leaves; damage before that must not pass for the end.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.info_log = std::make_shared<NoLog>();
  options.db_host_id = "";  // Else every table would tell the name of the machine that wrote it.
  options.max_background_jobs = 2;
  options.skip_stats_update_on_db_open = true;
  options.max_file_opening_threads = 1;  // Of each family: starting sixteen takes longer than opening the files.
  return options;
}

bool holds_database(const fs::path& path) {
  std::error_code failure;
  return fs::exists(path / "CURRENT", failure);
}

Error no_store(const fs::path& path) {
  return {ErrorCode::not_found, "there is no store here", path.string(),
          fmt::format("make one with: entente ingest ARTICLES --db {}", path.string())};
}

// Which files make up the store: the manifest that counts, and how much is in it, since it is only ever added to. Empty if it
// cannot be read.
std::string manifest_state(const fs::path& path) {
  std::string name;
  std::getline(std::ifstream(path / "CURRENT"), name);
  std::error_code failure;
  const auto size = fs::file_size(path / name, failure);
  return failure ? "" : fmt::format("{} {}", name, size);
}

// Opens a store that a writer may be changing. Files that it needs no more go when the manifest has said so: who opens it meanwhile
// may miss some, and even miss what was in a log without noticing. So the manifest must be the same before and after.
template <typename Open>
auto open_steady(const fs::path& path, Open&& open) -> decltype(open()) {
  for (int attempt = 1;; ++attempt) {
    const std::string before = manifest_state(path);
    auto opened = open();
    if (manifest_state(path) == before) return opened;
    if (attempt == kMostAttempts) {
      return Error{ErrorCode::io, "the store is changing too fast to be opened", path.string(),
                   "try again when less is being written"};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
  }
}

// The format of an existing database, which is not touched.
Result<std::string> read_format(const fs::path& path) {
  rocksdb::DB* opened = nullptr;
  rocksdb::Options options;
  options.info_log = std::make_shared<NoLog>();
  const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(options, path.string(), &opened);
  const std::unique_ptr<rocksdb::DB> db(opened);
  if (!status.ok()) return to_error(status, path);
  std::string format;
  const rocksdb::Status read =
      db->Get(rocksdb::ReadOptions(), rocksdb::Slice(kFormatKey.data(), kFormatKey.size()), &format);
  if (read.IsNotFound()) {
    return Error{ErrorCode::unsupported_version, "this is a RocksDB database, but not an Entente store", path.string(),
                 "give another folder with --db"};
  }
  if (!read.ok()) return to_error(read, path);
  return format;
}

Error other_format(const std::string& format, const fs::path& path, bool can_migrate) {
  return {ErrorCode::unsupported_version,
          fmt::format("the store has format {}, and this version reads format {}", format, kStoreFormat), path.string(),
          can_migrate ? "open it for writing once, for example with 'entente compact': that brings it up to date"
                      : "use the version of entente that wrote it, or ingest the articles again into a new store"};
}

// Makes the place that a new store goes into. A folder that holds other files is left alone.
Result<void> prepare_folder(const fs::path& path) {
  std::error_code failure;
  if (holds_database(path)) {
    return Error{ErrorCode::io, "there is a store here already", path.string(), "give a new folder with --db"};
  }
  if (fs::exists(path, failure)) {
    if (!fs::is_directory(path, failure)) {
      return Error{ErrorCode::io, "this is a file, not a folder", path.string(), "give a folder with --db"};
    }
    if (!fs::is_empty(path, failure)) {
      return Error{ErrorCode::io, "the folder holds other files and no store", path.string(),
                   "give an empty or new folder with --db"};
    }
    return {};
  }
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), failure);
  if (failure) {
    return Error{ErrorCode::io, "the folder cannot be made: " + failure.message(), path.string(),
                 "check the path and your rights"};
  }
  return {};
}

// Held while a store is made, so that nobody takes the unfinished one for a leftover.
class MakingLock {
 public:
  static Result<std::unique_ptr<MakingLock>> take(const fs::path& unfinished) {
    auto lock = std::unique_ptr<MakingLock>(new MakingLock(unfinished.string() + ".lock"));
    const rocksdb::Status status = rocksdb::Env::Default()->LockFile(lock->file_, &lock->held_);
    if (status.ok()) return lock;
    if (status.ToString().find("lock") != std::string::npos) {
      return Error{ErrorCode::locked, "another process is making a store here", unfinished.string(),
                   "wait until it ends, or give another store with --db"};
    }
    return to_error(status, unfinished);
  }
  ~MakingLock() {
    if (!held_) return;
    std::error_code ignored;
    fs::remove(file_, ignored);
    rocksdb::Env::Default()->UnlockFile(held_).PermitUncheckedError();
  }
  MakingLock(const MakingLock&) = delete;
  MakingLock& operator=(const MakingLock&) = delete;

 private:
  explicit MakingLock(std::string file) : file_(std::move(file)) {}

  std::string file_;
  rocksdb::FileLock* held_ = nullptr;
};

// The first key after all that begin with `prefix`; empty if there is none.
std::string prefix_end(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xFF) end.pop_back();
  if (!end.empty()) ++end.back();
  return end;
}

}  // namespace

Error to_error(const rocksdb::Status& status, const fs::path& path) {
  const std::string text = status.ToString();
  if (status.IsNoSpace() || text.find("No space left") != std::string::npos) {
    return {ErrorCode::no_space, "the disk is full; what was committed before is safe", path.string(),
            "make room and run the command again: it goes on where it stopped"};
  }
  if (status.IsIOError() && (text.find("LOCK") != std::string::npos || text.find("lock hold") != std::string::npos)) {
    return {ErrorCode::locked, "another process has the store open for writing", path.string(),
            "wait until it ends, or give another store with --db"};
  }
  if (status.IsCorruption()) {
    return {ErrorCode::corruption, "the store is damaged: " + text, path.string(),
            "run 'entente check', and restore a backup or ingest the articles again"};
  }
  return {ErrorCode::io, "the store cannot be read or written: " + text, path.string(), "check disk and rights"};
}

Error corrupt_record(const fs::path& path, Family family, std::string_view key) {
  std::string hex;
  for (const char c : key.substr(0, 32)) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return {ErrorCode::corruption,
          fmt::format("the store is damaged: bad record in '{}', key {}",
                      kFamilyNames[static_cast<std::size_t>(family)], hex),
          path.string(), "run 'entente check', and restore a backup or ingest the articles again"};
}

Result<std::unique_ptr<Database>> Database::open_files(const fs::path& path, OpenMode mode) {
  if (auto checked = check_manifest(path); !checked) return checked.error();
  TableMemory memory;
  memory.for_few_questions = mode == OpenMode::read_only;
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    descriptors.emplace_back(kFamilyNames[i], family_options(static_cast<Family>(i), memory));
  }
  rocksdb::DB* opened = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  const rocksdb::DBOptions options = database_options(mode);
  const rocksdb::Status status =
      mode == OpenMode::read_only
          ? rocksdb::DB::OpenForReadOnly(options, path.string(), descriptors, &families, &opened)
          : rocksdb::DB::Open(options, path.string(), descriptors, &families, &opened);
  if (!status.ok()) return to_error(status, path);
  return std::unique_ptr<Database>(new Database(path, std::unique_ptr<rocksdb::DB>(opened), std::move(families)));
}

Result<void> Database::put_in_place(const fs::path& path, const std::function<Result<void>(const fs::path&)>& make) {
  if (auto prepared = prepare_folder(path); !prepared) return prepared;
  fs::path unfinished = path.has_filename() ? path : path.parent_path();
  unfinished += ".unfinished";
  const auto making = MakingLock::take(unfinished);
  if (!making) return making.error();
  std::error_code failure;
  fs::remove_all(unfinished, failure);  // Of a run that was killed: nobody holds the lock.
  if (auto made = make(unfinished); !made) {
    fs::remove_all(unfinished, failure);
    return made;
  }
  fs::rename(unfinished, path, failure);
  if (failure) {
    return Error{ErrorCode::io, "the folder cannot be made: " + failure.message(), path.string(),
                 "check the path and your rights"};
  }
  return {};
}

Result<void> Database::make(const fs::path& path, const std::function<Result<void>(Database&)>& fill) {
  return put_in_place(path, [&](const fs::path& unfinished) -> Result<void> {
    const auto database = open_files(unfinished, OpenMode::create_if_missing);
    if (!database) return database.error();
    if (auto filled = fill(**database); !filled) return filled;
    return (*database)->set_format(kStoreFormat);
  });
}

Result<std::unique_ptr<Database>> Database::open(const fs::path& path, OpenMode mode,
                                                 std::span<const Migration> migrations) {
  if (!holds_database(path)) {
    if (mode != OpenMode::create_if_missing) return no_store(path);
    if (auto made = make(path, [](Database&) { return Result<void>{}; }); !made) return made.error();
  }
  const std::string current = std::to_string(kStoreFormat);
  // A reader changes nothing, so it may look at the format afterwards and open but once.
  if (mode == OpenMode::read_only) {
    auto database = open_steady(path, [&] { return open_files(path, mode); });
    if (database) {
      const auto format = (*database)->get(Family::meta, kFormatKey, nullptr);
      if (!format) return format.error();
      if (*format == current) return database;
    }
    const auto format = open_steady(path, [&] { return read_format(path); });
    if (!format) return format.error();
    if (*format != current) return other_format(*format, path, leads_to(kStoreFormat, *format, migrations));
    return database;
  }
  const auto format = open_steady(path, [&] { return read_format(path); });
  if (!format) return format.error();
  if (*format != current && !leads_to(kStoreFormat, *format, migrations)) return other_format(*format, path, false);
  auto database = open_files(path, mode);
  if (!database || *format == current) return database;
  if (auto migrated = migrate(**database, *format, migrations); !migrated) return migrated.error();
  return database;
}

Result<void> Database::set_format(std::uint32_t format) {
  rocksdb::WriteBatch batch;
  batch.Put(as_slice(kFormatKey), std::to_string(format));
  return write(batch);
}

Database::Database(fs::path path, std::unique_ptr<rocksdb::DB> db, std::vector<rocksdb::ColumnFamilyHandle*> families)
    : path_(std::move(path)), db_(std::move(db)), families_(std::move(families)) {}

Database::~Database() {
  // What is in the log is safe; flushing only makes the next opening fast, so a failure here loses nothing.
  if (written_ && !failure_) db_->Flush(rocksdb::FlushOptions(), families_).PermitUncheckedError();
  for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
}

Result<std::optional<std::string>> Database::get(Family family, std::string_view key,
                                                 const rocksdb::Snapshot* snapshot) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  std::string value;
  const rocksdb::Status status = db_->Get(options, this->family(family), as_slice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>{};
  if (!status.ok()) return to_error(status, path_);
  return std::optional<std::string>(std::move(value));
}

Result<bool> Database::get(Family family, std::string_view key, const rocksdb::Snapshot* snapshot,
                           rocksdb::PinnableSlice& value) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  const rocksdb::Status status = db_->Get(options, this->family(family), as_slice(key), &value);
  if (status.IsNotFound()) return false;
  if (!status.ok()) return to_error(status, path_);
  return true;
}

Result<void> Database::get_all(Family family, std::span<const std::string> keys, const rocksdb::Snapshot* snapshot,
                               rocksdb::PinnableSlice* values, bool* found) const {
  if (keys.size() == 1) {
    const auto one = get(family, keys[0], snapshot, values[0]);
    if (!one) return one.error();
    found[0] = *one;
    return {};
  }
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::Status> statuses(keys.size());
  db_->MultiGet(options, this->family(family), keys.size(), slices.data(), values, statuses.data(), true);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!statuses[i].ok() && !statuses[i].IsNotFound()) return to_error(statuses[i], path_);
    found[i] = statuses[i].ok();
  }
  return {};
}

Result<void> Database::scan(Family family, std::string_view prefix, const rocksdb::Snapshot* snapshot,
                            const Visit& visit) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  const std::string end = prefix_end(prefix);
  const rocksdb::Slice end_slice(end);
  if (!end.empty()) options.iterate_upper_bound = &end_slice;
  const std::unique_ptr<rocksdb::Iterator> iterator(db_->NewIterator(options, this->family(family)));
  for (iterator->Seek(as_slice(prefix)); iterator->Valid(); iterator->Next()) {
    const auto go_on =
        visit({iterator->key().data(), iterator->key().size()}, {iterator->value().data(), iterator->value().size()});
    if (!go_on) return go_on.error();
    if (!*go_on) return {};
  }
  if (!iterator->status().ok()) return to_error(iterator->status(), path_);
  return {};
}

Result<std::optional<std::string>> Database::nearest_key(Family family, std::string_view prefix, std::string_view at,
                                                         bool backwards,
                                                         const std::function<bool(std::string_view)>& skip) const {
  const std::unique_ptr<rocksdb::Iterator> iterator(db_->NewIterator(rocksdb::ReadOptions(), this->family(family)));
  backwards ? iterator->SeekForPrev(as_slice(at)) : iterator->Seek(as_slice(at));
  for (; iterator->Valid(); backwards ? iterator->Prev() : iterator->Next()) {
    const std::string_view key(iterator->key().data(), iterator->key().size());
    if (!key.starts_with(prefix)) break;
    if (!skip(key)) return std::optional<std::string>(key);
  }
  if (!iterator->status().ok()) return to_error(iterator->status(), path_);
  return std::optional<std::string>{};
}

Result<void> Database::write(rocksdb::WriteBatch& batch, bool sync) {
  if (failure_) return *failure_;
  rocksdb::WriteOptions options;
  options.sync = sync;
  written_ = true;
  const rocksdb::Status status = db_->Write(options, &batch);
  if (status.ok()) return {};
  failure_ = to_error(status, path_);
  return *failure_;
}

Result<void> Database::sync() {
  if (failure_) return *failure_;
  const rocksdb::Status status = db_->SyncWAL();
  if (status.ok()) return {};
  failure_ = to_error(status, path_);
  return *failure_;
}

}  // namespace entente::graph
