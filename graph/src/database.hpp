// RocksDB as the store uses it: one place where it is opened, and where its statuses become errors.
#pragma once

#include "keys.hpp"
#include "migration.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <entente/graph/store.hpp>
#include <entente/schemas/result.hpp>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

namespace entente::graph {

// What a failed RocksDB status means to the user.
Error to_error(const rocksdb::Status& status, const std::filesystem::path& path);

Error corrupt_record(const std::filesystem::path& path, Family family, std::string_view key);

inline rocksdb::Slice as_slice(std::string_view text) { return {text.data(), text.size()}; }

class Database {
 public:
  // A store of an older format from which the migrations lead here is brought up to date when it is opened for writing.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, OpenMode mode,
                                                std::span<const Migration> migrations = kMigrations);

  // Lets `make` make a store in a folder beside `path`, and moves it there when it is whole, so that a kill leaves none or a good
  // one. Requires nothing or an empty folder at `path`.
  static Result<void> put_in_place(const std::filesystem::path& path,
                                   const std::function<Result<void>(const std::filesystem::path&)>& make);

  // Makes a new store where there is none, and lets `fill` fill it.
  static Result<void> make(const std::filesystem::path& path, const std::function<Result<void>(Database&)>& fill);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::filesystem::path& path() const { return path_; }
  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(Family family) const { return families_[static_cast<std::size_t>(family)]; }

  // Nothing if the key does not exist. `snapshot` may be null: the latest state.
  Result<std::optional<std::string>> get(Family family, std::string_view key, const rocksdb::Snapshot* snapshot) const;

  // The same without a copy: false if the key does not exist. `value` may hold on to a block of the cache.
  Result<bool> get(Family family, std::string_view key, const rocksdb::Snapshot* snapshot,
                   rocksdb::PinnableSlice& value) const;

  // The same of several keys, in their order; `values` and `found` hold as many.
  Result<void> get_all(Family family, std::span<const std::string> keys, const rocksdb::Snapshot* snapshot,
                       rocksdb::PinnableSlice* values, bool* found) const;

  // Calls `visit` with each key that begins with `prefix` and its value, in key order, until it returns false or
  // fails. An iterator that stops at a damaged block looks like one at its end; the status is read here, so that it
  // is an error.
  using Visit = std::function<Result<bool>(std::string_view key, std::string_view value)>;
  Result<void> scan(Family family, std::string_view prefix, const rocksdb::Snapshot* snapshot,
                    const Visit& visit) const;

  // The first key from `at` on that begins with `prefix` and is not to be skipped; backwards, the last one up to `at`.
  // Nothing if there is none.
  Result<std::optional<std::string>> nearest_key(Family family, std::string_view prefix, std::string_view at,
                                                 bool backwards,
                                                 const std::function<bool(std::string_view)>& skip) const;

  // What a store of this format says of itself.
  Result<void> set_format(std::uint32_t format);

  // Writes all or nothing, and if `sync` returns when it and all before it is on the disk. After a failure nothing more is written until the
  // store is opened anew: what the failed write left in the log is then known.
  Result<void> write(rocksdb::WriteBatch& batch, bool sync = true);

  // Returns when all that was written is on the disk.
  Result<void> sync();

 private:
  static Result<std::unique_ptr<Database>> open_files(const std::filesystem::path& path, OpenMode mode);
  Database(std::filesystem::path path, std::unique_ptr<rocksdb::DB> db,
           std::vector<rocksdb::ColumnFamilyHandle*> families);

  std::filesystem::path path_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  bool written_ = false;
  std::optional<Error> failure_;  // Of the first write that failed.
};

}  // namespace entente::graph
