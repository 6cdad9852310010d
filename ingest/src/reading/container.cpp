#include "container.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

namespace entente::ingest {
namespace {

// Texts shrink to a tenth; a file of nothing but zeros to a thousandth.
constexpr std::uint64_t kMostSwelling = 250;
constexpr std::uint64_t kUnsuspiciousBytes = std::uint64_t{64} << 20;

// Files that systems put beside others, which no user wants read.
bool is_hidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos || path.starts_with("__MACOSX/");
}

class PlainContainer final : public Container {
 public:
  explicit PlainContainer(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  Result<std::optional<ContainedFile>> next() override {
    if (!source_) return std::optional<ContainedFile>{};
    return std::optional<ContainedFile>(ContainedFile{std::move(source_), ""});
  }

 private:
  std::unique_ptr<ByteSource> source_;
};

class ArchiveContainer final : public Container {
 public:
  ArchiveContainer(std::unique_ptr<ByteSource> source, std::string name)
      : source_(std::move(source)), name_(std::move(name)), archive_(archive_read_new(), archive_read_free) {
    archive_read_support_filter_all(archive_.get());
    archive_read_support_format_raw(archive_.get());
    archive_read_support_format_empty(archive_.get());
    archive_read_support_format_tar(archive_.get());
    archive_read_support_format_zip_streamable(archive_.get());
    opened_ = archive_read_open(archive_.get(), this, nullptr, read_packed, nullptr) == ARCHIVE_OK;
  }

  Result<std::optional<ContainedFile>> next() override {
    if (!opened_) return broken();
    archive_entry* entry = nullptr;
    while (true) {
      const int status = archive_read_next_header(archive_.get(), &entry);
      if (status == ARCHIVE_EOF) {
        if (entries_++ > 0) return std::optional<ContainedFile>{};
        return Error{ErrorCode::invalid_input, "it is packed and holds nothing", name_, "leave it out"};
      }
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
        opened_ = false;
        if (reported_) return std::optional<ContainedFile>{};
        return broken();
      }
      if (archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW &&
          archive_filter_code(archive_.get(), 0) == ARCHIVE_FILTER_NONE) {  // Handed on as it is.
        opened_ = false;
        return Error{ErrorCode::invalid_input, "it begins as a packed file does, but cannot be unpacked", name_,
                     "get it anew; a transfer may have damaged it"};
      }
      ++entries_;
      if (archive_entry_filetype(entry) != AE_IFREG && archive_format(archive_.get()) != ARCHIVE_FORMAT_RAW) continue;
      const std::string path = path_of(entry);
      if (!is_hidden(path)) return std::optional<ContainedFile>(ContainedFile{std::make_unique<Unpacked>(*this), path});
    }
  }

 private:
  // What libarchive unpacks of the current entry.
  class Unpacked final : public ByteSource {
   public:
    explicit Unpacked(ArchiveContainer& container) : container_(container) {}

   private:
    Result<std::size_t> fetch(char* to, std::size_t size) override { return container_.unpack(to, size); }

    ArchiveContainer& container_;
  };

  static la_ssize_t read_packed(archive* reader, void* self, const void** block) {
    auto& container = *static_cast<ArchiveContainer*>(self);
    container.source_->consume(container.handed_out_);
    const std::string_view bytes = container.source_->available();
    container.handed_out_ = bytes.size();
    container.packed_ += bytes.size();
    *block = bytes.data();
    if (!bytes.empty() || !container.source_->failure()) return static_cast<la_ssize_t>(bytes.size());
    archive_set_error(reader, EIO, "%s", container.source_->failure()->message.c_str());
    return -1;
  }

  Result<std::size_t> unpack(char* to, std::size_t size) {
    const la_ssize_t count = archive_read_data(archive_.get(), to, size);
    if (count < 0) {
      reported_ = true;
      return broken();
    }
    unpacked_ += static_cast<std::uint64_t>(count);
    if (unpacked_ > kUnsuspiciousBytes && unpacked_ / kMostSwelling > packed_) {
      reported_ = true;
      return Error{ErrorCode::invalid_input, fmt::format("it swells to more than {} times its size", kMostSwelling),
                   name_, "no articles do; unpack it yourself if they should"};
    }
    return static_cast<std::size_t>(count);
  }

  std::string path_of(archive_entry* entry) const {
    if (archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW ||
        archive_format(archive_.get()) == ARCHIVE_FORMAT_EMPTY) {
      return "";
    }
    const char* path = archive_entry_pathname_utf8(entry);
    return path != nullptr ? path : fmt::format("file {}", entries_);
  }

  Error broken() const {
    const char* reason = archive_error_string(archive_.get());
    return {ErrorCode::invalid_input,
            fmt::format("it cannot be unpacked: {}", reason != nullptr ? reason : "it is damaged or cut off"), name_,
            "get it anew; a transfer may have been cut short"};
  }

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  std::unique_ptr<archive, int (*)(archive*)> archive_;
  bool opened_ = false;
  bool reported_ = false;  // A failure that reached the reader of an entry needs not be told again.
  std::size_t handed_out_ = 0;
  std::size_t entries_ = 0;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

}  // namespace

bool is_packed(std::string_view head) {
  using namespace std::string_view_literals;
  static constexpr std::array kBeginnings = {"\x1F\x8B"sv,   "\x28\xB5\x2F\xFD"sv, "\xFD\x37zXZ\0"sv,   "BZh"sv,
                                             "PK\x03\x04"sv, "PK\x05\x06"sv,       "\x04\x22\x4D\x18"sv};
  for (const std::string_view beginning : kBeginnings) {
    if (head.starts_with(beginning)) return true;
  }
  return head.size() > 262 && head.substr(257, 5) == "ustar";
}

std::unique_ptr<Container> open_container(std::unique_ptr<ByteSource> source, std::string name) {
  if (!is_packed(source->head())) return std::make_unique<PlainContainer>(std::move(source));
  return std::make_unique<ArchiveContainer>(std::move(source), std::move(name));
}

}  // namespace entente::ingest
