#include "record_sorter.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>
#include <queue>
#include <system_error>
#include <utility>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestKey = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kFileBuffer = std::size_t{512} << 10;

struct Header {
  std::uint32_t value = 0;  // Bytes.
  std::uint16_t key = 0;
};
constexpr std::size_t kHeaderBytes = 6;

void append_header(std::string& out, const Header& header) {
  char bytes[kHeaderBytes];
  std::memcpy(bytes, &header.value, 4);
  std::memcpy(bytes + 4, &header.key, 2);
  out.append(bytes, kHeaderBytes);
}

Header read_header(const char* bytes) {
  Header header;
  std::memcpy(&header.value, bytes, 4);
  std::memcpy(&header.key, bytes + 4, 2);
  return header;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Error file_error(const fs::path& path, const char* what) {
  const int reason = errno;
  return {reason == ENOSPC ? ErrorCode::no_space : ErrorCode::io,
          std::string(what) + ": " + std::generic_category().message(reason), path.string(),
          "check disk, rights and free space"};
}

Result<File> open_file(const fs::path& path, const char* mode) {
  File file(std::fopen(path.c_str(), mode));
  if (!file) return file_error(path, "a temporary file cannot be opened");
  std::setvbuf(file.get(), nullptr, _IOFBF, kFileBuffer);
  return file;
}

// The first eight bytes of a key as a number: most comparisons end there.
std::uint64_t prefix_of(std::string_view key) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    prefix = prefix << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  }
  return prefix;
}

}  // namespace

struct RecordSorter::Buffer {
  struct Item {
    std::uint64_t prefix = 0;
    std::uint32_t offset = 0;
  };
  std::string bytes;
  std::vector<Item> items;

  std::string_view key(const Item& item) const {
    const char* at = bytes.data() + item.offset;
    return {at + kHeaderBytes, read_header(at).key};
  }
  std::string_view record(const Item& item) const {
    const Header header = read_header(bytes.data() + item.offset);
    return std::string_view(bytes).substr(item.offset, kHeaderBytes + header.key + header.value);
  }
  void sort() {
    std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
      return a.prefix != b.prefix ? a.prefix < b.prefix : key(a) < key(b);
    });
  }
  Result<void> write(const fs::path& path) {
    sort();
    auto file = open_file(path, "wb");
    if (!file) return file.error();
    for (const Item& item : items) {
      const std::string_view all = record(item);
      if (std::fwrite(all.data(), 1, all.size(), file->get()) != all.size())
        return file_error(path, "a temporary file cannot be written");
    }
    if (std::fflush(file->get()) != 0) return file_error(path, "a temporary file cannot be written");
    return {};
  }
};

namespace {

// A run in a file, read from its beginning.
class RunReader {
 public:
  RunReader(File file, fs::path path) : file_(std::move(file)), path_(std::move(path)) {}

  Result<bool> next() {
    char bytes[kHeaderBytes];
    const std::size_t got = std::fread(bytes, 1, kHeaderBytes, file_.get());
    if (got == 0 && std::feof(file_.get())) return false;
    if (got != kHeaderBytes) return file_error(path_, "a temporary file cannot be read");
    header_ = read_header(bytes);
    record_.resize(header_.key + std::size_t{header_.value});
    if (std::fread(record_.data(), 1, record_.size(), file_.get()) != record_.size())
      return file_error(path_, "a temporary file cannot be read");
    return true;
  }
  std::string_view key() const { return std::string_view(record_).substr(0, header_.key); }
  std::string_view value() const { return std::string_view(record_).substr(header_.key); }

 private:
  File file_;
  fs::path path_;
  Header header_;
  std::string record_;
};

class MergedRuns final : public SortedRecords {
 public:
  Result<void> add(RunReader run) {
    runs_.push_back(std::move(run));
    const auto more = runs_.back().next();
    if (!more) return more.error();
    if (*more) heap_.push_back(runs_.size() - 1);
    return {};
  }
  void start() { std::make_heap(heap_.begin(), heap_.end(), later()); }

  Result<bool> next() override {
    if (begun_ && !heap_.empty()) {
      const auto more = runs_[heap_.back()].next();
      if (!more) return more.error();
      if (*more) {
        std::push_heap(heap_.begin(), heap_.end(), later());
      } else {
        heap_.pop_back();
      }
    }
    begun_ = true;
    if (heap_.empty()) return false;
    std::pop_heap(heap_.begin(), heap_.end(), later());  // The record at hand is that of the last.
    return true;
  }
  std::string_view key() const override { return runs_[heap_.back()].key(); }
  std::string_view value() const override { return runs_[heap_.back()].value(); }

 private:
  std::function<bool(std::size_t, std::size_t)> later() const {
    return [this](std::size_t a, std::size_t b) { return runs_[b].key() < runs_[a].key(); };
  }

  std::vector<RunReader> runs_;
  std::vector<std::size_t> heap_;  // Of runs that are not at their end.
  bool begun_ = false;
};

}  // namespace

RecordSorter::RecordSorter(fs::path folder, std::string name, std::size_t memory)
    : folder_(std::move(folder)),
      name_(std::move(name)),
      memory_(std::min<std::size_t>(memory, std::numeric_limits<std::uint32_t>::max() / 2)),
      filling_(std::make_unique<Buffer>()) {}

RecordSorter::~RecordSorter() {
  if (written_.valid()) written_.wait();
  std::error_code ignored;
  for (const fs::path& run : runs_) fs::remove(run, ignored);
}

Result<void> RecordSorter::finish_writing() {
  if (!written_.valid()) return {};
  return written_.get();
}

Result<void> RecordSorter::spill() {
  if (auto finished = finish_writing(); !finished) return finished;
  std::swap(filling_, writing_);
  if (!filling_) filling_ = std::make_unique<Buffer>();
  filling_->bytes.reserve(writing_->bytes.size());
  filling_->bytes.clear();
  filling_->items.clear();
  runs_.push_back(folder_ / (name_ + "-" + std::to_string(runs_.size()) + ".run"));
  written_ = std::async(std::launch::async, [this, path = runs_.back()] { return writing_->write(path); });
  return {};
}

Result<void> RecordSorter::add(std::string_view key, std::string_view value) {
  if (key.size() > kLongestKey) {
    return Error{ErrorCode::invalid_input, "an id, a name or a path is longer than 65,535 bytes",
                 std::string(key.substr(0, 60)) + "…", "shorten it"};
  }
  if (!filling_->items.empty() &&
      filling_->bytes.size() + filling_->items.size() * sizeof(Buffer::Item) + key.size() + value.size() > memory_) {
    if (auto spilled = spill(); !spilled) return spilled;
  }
  filling_->items.push_back({prefix_of(key), static_cast<std::uint32_t>(filling_->bytes.size())});
  append_header(filling_->bytes, {static_cast<std::uint32_t>(value.size()), static_cast<std::uint16_t>(key.size())});
  filling_->bytes += key;
  filling_->bytes += value;
  return {};
}

Result<std::unique_ptr<SortedRecords>> RecordSorter::sorted() {
  if (!filling_->items.empty()) {
    if (auto spilled = spill(); !spilled) return spilled.error();
  }
  if (auto finished = finish_writing(); !finished) return finished.error();
  filling_.reset();
  writing_.reset();
  auto merged = std::make_unique<MergedRuns>();
  for (const fs::path& run : runs_) {
    auto file = open_file(run, "rb");
    if (!file) return file.error();
    if (auto added = merged->add(RunReader(std::move(*file), run)); !added) return added.error();
  }
  merged->start();
  return std::unique_ptr<SortedRecords>(std::move(merged));
}

}  // namespace entente::graph
