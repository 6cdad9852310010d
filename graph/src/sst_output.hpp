// Sorted table files made beside a store and taken in by it whole: the fast way in for many records.
#pragma once

#include "database.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/result.hpp>

#include <rocksdb/sst_file_writer.h>

namespace entente::graph {

// One family's records. Not thread-safe.
class SstOutput {
 public:
  SstOutput(Database& database, Family family);

  // Keys must come in their order, without repetition.
  Result<void> put(std::string_view key, std::string_view value);

  // Hands the files over to the database.
  Result<void> ingest();

 private:
  Result<void> finish_file();

  Database& database_;
  Family family_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  std::vector<std::string> files_;
};

}  // namespace entente::graph
