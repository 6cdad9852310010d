#include "sst_output.hpp"

#include <rocksdb/options.h>

namespace entente::graph {
namespace {

constexpr std::uint64_t kFileBytes = std::uint64_t{256} << 20;
constexpr std::size_t kBatchBytes = std::size_t{1} << 20;

}  // namespace

SstOutput::SstOutput(Database& database, Family family) : database_(database), family_(family) {}

SstOutput::~SstOutput() {
  if (built_.valid()) built_.wait();
}

Result<void> SstOutput::put(std::string_view key, std::string_view value) {
  filling_.bytes += key;
  filling_.bytes += value;
  filling_.sizes.emplace_back(static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(value.size()));
  return filling_.bytes.size() < kBatchBytes ? Result<void>{} : hand_over();
}

Result<void> SstOutput::wait() { return built_.valid() ? built_.get() : Result<void>{}; }

Result<void> SstOutput::hand_over() {
  if (auto done = wait(); !done) return done;
  std::swap(filling_, building_);
  filling_.bytes.clear();
  filling_.sizes.clear();
  built_ = std::async(std::launch::async, [this] { return build(building_); });
  return {};
}

Result<void> SstOutput::build(const Batch& batch) {
  const char* at = batch.bytes.data();
  for (const auto& [key_size, value_size] : batch.sizes) {
    if (!writer_) {
      rocksdb::ColumnFamilyHandle* handle = database_.family(family_);
      writer_ =
          std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), database_.db().GetOptions(handle), handle);
      files_.push_back((database_.path() / (std::string(kFamilyNames[static_cast<std::size_t>(family_)]) + "-" +
                                            std::to_string(files_.size()) + ".load"))
                           .string());
      if (const auto status = writer_->Open(files_.back()); !status.ok()) return to_error(status, database_.path());
    }
    const rocksdb::Slice key(at, key_size);
    const auto status = writer_->Put(key, rocksdb::Slice(at + key_size, value_size));
    if (!status.ok()) return to_error(status, database_.path());
    at += key_size + value_size;
    if (writer_->FileSize() < kFileBytes) continue;
    if (auto finished = finish_file(); !finished) return finished;
  }
  return {};
}

Result<void> SstOutput::finish_file() {
  if (!writer_) return {};
  const auto status = writer_->Finish();
  writer_.reset();
  return status.ok() ? Result<void>{} : to_error(status, database_.path());
}

Result<void> SstOutput::ingest() {
  if (auto handed = hand_over(); !handed) return handed;
  if (auto built = wait(); !built) return built;
  if (auto finished = finish_file(); !finished) return finished;
  if (files_.empty()) return {};
  rocksdb::IngestExternalFileOptions options;
  options.move_files = true;
  const auto status = database_.db().IngestExternalFile(database_.family(family_), files_, options);
  return status.ok() ? Result<void>{} : to_error(status, database_.path());
}

}  // namespace entente::graph
