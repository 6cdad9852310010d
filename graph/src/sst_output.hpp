// Sorted table files made beside a store and taken in by it whole: the fast way in for many records.
#pragma once

#include "database.hpp"

#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <entente/schemas/result.hpp>

#include <rocksdb/sst_file_writer.h>

namespace entente::graph {

// One family's records. Files are built in the background while the next records come in. Not thread-safe.
class SstOutput {
 public:
  SstOutput(Database& database, Family family);
  ~SstOutput();
  SstOutput(const SstOutput&) = delete;
  SstOutput& operator=(const SstOutput&) = delete;

  // Keys must come in their order, without repetition.
  Result<void> put(std::string_view key, std::string_view value);

  // Hands the files over to the database.
  Result<void> ingest();

 private:
  // Records one behind the other, and the sizes of their keys and values.
  struct Batch {
    std::string bytes;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sizes;
  };

  Result<void> hand_over();
  Result<void> wait();
  Result<void> build(const Batch& batch);
  Result<void> finish_file();

  Database& database_;
  Family family_;
  Batch filling_;
  Batch building_;
  std::future<Result<void>> built_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;  // Of the background, as are the files.
  std::vector<std::string> files_;
};

}  // namespace entente::graph
