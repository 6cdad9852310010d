#include "sst_output.hpp"

#include <rocksdb/options.h>

namespace entente::graph {
namespace {

constexpr std::uint64_t kFileBytes = std::uint64_t{256} << 20;

}  // namespace

SstOutput::SstOutput(Database& database, Family family) : database_(database), family_(family) {}

Result<void> SstOutput::put(std::string_view key, std::string_view value) {
  if (!writer_) {
    rocksdb::ColumnFamilyHandle* handle = database_.family(family_);
    writer_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), database_.db().GetOptions(handle), handle);
    files_.push_back((database_.path() / (std::string(kFamilyNames[static_cast<std::size_t>(family_)]) + "-" +
                                          std::to_string(files_.size()) + ".load"))
                         .string());
    if (const auto status = writer_->Open(files_.back()); !status.ok()) return to_error(status, database_.path());
  }
  const auto status = writer_->Put(rocksdb::Slice(key.data(), key.size()), rocksdb::Slice(value.data(), value.size()));
  if (!status.ok()) return to_error(status, database_.path());
  return writer_->FileSize() < kFileBytes ? Result<void>{} : finish_file();
}

Result<void> SstOutput::finish_file() {
  if (!writer_) return {};
  const auto status = writer_->Finish();
  writer_.reset();
  return status.ok() ? Result<void>{} : to_error(status, database_.path());
}

Result<void> SstOutput::ingest() {
  if (auto finished = finish_file(); !finished) return finished;
  if (files_.empty()) return {};
  rocksdb::IngestExternalFileOptions options;
  options.move_files = true;
  const auto status = database_.db().IngestExternalFile(database_.family(family_), files_, options);
  return status.ok() ? Result<void>{} : to_error(status, database_.path());
}

}  // namespace entente::graph
