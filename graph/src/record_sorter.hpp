// Sorts records that may not fit into memory: sorted runs in files, merged when they are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/result.hpp>

namespace entente::graph {

// Records in the byte order of their keys, one after the other.
class SortedRecords {
 public:
  virtual ~SortedRecords() = default;

  // Goes on to the first or next record; false at the end.
  virtual Result<bool> next() = 0;

  // Of the record at hand; valid until next().
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
};

// Not thread-safe. Uses up to twice `memory` bytes: one half is filled while the other is sorted and written.
class RecordSorter {
 public:
  // Runs are files in `folder` whose names begin with `name`; they go with the sorter.
  RecordSorter(std::filesystem::path folder, std::string name, std::size_t memory);
  ~RecordSorter();
  RecordSorter(const RecordSorter&) = delete;
  RecordSorter& operator=(const RecordSorter&) = delete;

  // Keys beyond 65,535 bytes are refused as invalid_input. Records of equal keys keep no order.
  Result<void> add(std::string_view key, std::string_view value);

  // All that was added, in order. Nothing may be added afterwards; the sorter must outlive what it returns.
  Result<std::unique_ptr<SortedRecords>> sorted();

 private:
  struct Buffer;

  Result<void> finish_writing();
  Result<void> spill();

  std::filesystem::path folder_;
  std::string name_;
  std::size_t memory_;
  std::unique_ptr<Buffer> filling_;
  std::unique_ptr<Buffer> writing_;
  std::future<Result<void>> written_;
  std::vector<std::filesystem::path> runs_;
};

}  // namespace entente::graph
