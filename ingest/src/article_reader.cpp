#include "json_lines_reader.hpp"
#include "plain_text_reader.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <utility>

#include <entente/ingest/article_reader.hpp>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

namespace fs = std::filesystem;

// Reports one failure.
class FailedReader final : public ArticleReader {
 public:
  explicit FailedReader(Error error) : error_(std::move(error)) {}

  std::optional<ReadArticle> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    return ReadArticle{error_, error_.place};
  }
  std::uint64_t bytes_read() const override { return 0; }

 private:
  Error error_;
  bool done_ = false;
};

Error cannot_read(const std::string& path, const std::string& reason) {
  return {ErrorCode::io, "cannot be read: " + reason, path, "check that it exists and that you may read it"};
}

struct Opening {
  int first = 0;          // The first character that is no white space.
  std::size_t lines = 0;  // Line ends before it.
};

// Consumes white space and a byte-order mark.
Opening skip_to_text(std::istream& stream) {
  static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  Opening opening;
  for (opening.first = stream.peek(); opening.first == 0xEF; opening.first = stream.peek()) {
    std::array<char, 3> mark{};
    stream.read(mark.data(), mark.size());
    if (std::string_view(mark.data(), mark.size()) == kByteOrderMark) continue;
    stream.clear();
    for (std::streamsize i = stream.gcount(); i > 0; --i) stream.unget();
    break;
  }
  for (; opening.first == ' ' || opening.first == '\t' || opening.first == '\r' || opening.first == '\n';
       opening.first = stream.peek()) {
    opening.lines += opening.first == '\n' ? 1 : 0;
    stream.get();
  }
  return opening;
}

struct Listing {
  std::vector<fs::path> files;
  std::vector<Error> errors;
};

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

// Files below a folder in byte order of their paths. A folder that may not be entered is an error of its own.
void list_folder(const fs::path& folder, Listing& listing) {
  std::error_code failure;
  std::vector<fs::path> entries;
  fs::directory_iterator iterator(folder, failure);
  for (; !failure && iterator != fs::directory_iterator(); iterator.increment(failure))
    entries.push_back(iterator->path());
  if (failure) {
    listing.errors.push_back(cannot_read(folder.string(), failure.message()));
    return;
  }
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) {
    if (is_hidden(entry)) continue;
    if (fs::is_directory(entry, failure) && !fs::is_symlink(entry, failure)) {
      list_folder(entry, listing);
    } else if (fs::is_regular_file(entry, failure)) {
      listing.files.push_back(entry);
    }
  }
}

// Opens one path after the other, so that only one file is open at a time.
class PathsReader final : public ArticleReader {
 public:
  PathsReader(const std::vector<std::string>& paths, ReaderOptions options)
      : paths_(paths), options_(std::move(options)) {}

  std::optional<ReadArticle> next() override {
    while (true) {
      if (current_) {
        if (auto article = current_->next()) return article;
        bytes_before_ += current_->bytes_read();
        current_.reset();
      }
      if (!open_next()) return std::nullopt;
    }
  }

  std::uint64_t bytes_read() const override { return bytes_before_ + (current_ ? current_->bytes_read() : 0); }

 private:
  bool open_next() {
    if (next_error_ < listing_.errors.size()) {
      current_ = std::make_unique<FailedReader>(listing_.errors[next_error_++]);
      return true;
    }
    if (next_file_ < listing_.files.size()) {
      current_ = open_file(listing_.files[next_file_++]);
      return true;
    }
    if (next_path_ == paths_.size()) return false;
    listing_ = {};
    next_file_ = 0;
    next_error_ = 0;
    const std::string& path = paths_[next_path_++];
    if (path == "-") {
      current_ = read_stream(std::make_unique<std::istream>(std::cin.rdbuf()), "standard input", "", options_);
      return true;
    }
    std::error_code failure;
    const auto status = fs::status(path, failure);
    if (fs::is_directory(status)) {
      list_folder(path, listing_);
      if (listing_.files.empty() && listing_.errors.empty()) {
        listing_.errors.push_back({ErrorCode::not_found, "the folder holds no files", path, "check the path"});
      }
    } else if (fs::exists(status)) {
      listing_.files.emplace_back(path);
    } else {
      listing_.errors.push_back(cannot_read(path, failure ? failure.message() : "no such file or folder"));
    }
    return true;
  }

  std::unique_ptr<ArticleReader> open_file(const fs::path& path) const {
    auto stream = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (!*stream) return std::make_unique<FailedReader>(cannot_read(path.string(), "it cannot be opened"));
    std::error_code failure;
    const fs::path absolute = fs::weakly_canonical(path, failure);
    return read_stream(std::move(stream), path.string(), failure ? path.string() : absolute.string(), options_);
  }

  std::vector<std::string> paths_;
  ReaderOptions options_;
  Listing listing_;
  std::size_t next_path_ = 0;
  std::size_t next_file_ = 0;
  std::size_t next_error_ = 0;
  std::unique_ptr<ArticleReader> current_;
  std::uint64_t bytes_before_ = 0;
};

}  // namespace

std::unique_ptr<ArticleReader> read_stream(std::unique_ptr<std::istream> stream, std::string name, std::string origin,
                                           const ReaderOptions& options) {
  const Opening opening = skip_to_text(*stream);
  if (opening.first == '{') {
    return read_json_lines(std::move(stream), std::move(name), opening.lines, options);
  }
  if (opening.first == '[' && name.ends_with(".json")) {
    return std::make_unique<FailedReader>(Error{ErrorCode::invalid_input, "this is one JSON list, not JSON lines", name,
                                                fmt::format("write one object a line: jq -c '.[]' {}", name)});
  }
  return read_plain_text(std::move(stream), std::move(name), std::move(origin), options);
}

std::unique_ptr<ArticleReader> read_paths(const std::vector<std::string>& paths, const ReaderOptions& options) {
  return std::make_unique<PathsReader>(paths, options);
}

std::optional<std::uint64_t> total_bytes(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  for (const std::string& path : paths) {
    if (path == "-") return std::nullopt;
    std::error_code failure;
    Listing listing;
    if (fs::is_directory(path, failure)) {
      list_folder(path, listing);
    } else {
      listing.files.emplace_back(path);
    }
    for (const fs::path& file : listing.files) {
      const auto size = fs::file_size(file, failure);
      if (!failure) total += size;
    }
  }
  return total;
}

}  // namespace entente::ingest
