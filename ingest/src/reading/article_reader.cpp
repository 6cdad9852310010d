#include "container.hpp"
#include "file_reader.hpp"
#include "format.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <entente/ingest/article_reader.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <glob.h>
#include <unistd.h>

namespace entente::ingest {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDeepestPacking = 4;

std::unique_ptr<FileReader> failed(Error error) {
  std::vector<ReadArticle> one;
  std::string place = error.place;
  one.push_back({std::move(error), std::move(place)});
  return read_known(std::move(one));
}

Error cannot_read(const std::string& path, const std::string& reason) {
  return {ErrorCode::io, "cannot be read: " + reason, path, "check that it exists and that you may read it"};
}

std::unique_ptr<FileReader> read_as(ArticleFormat format, InputFile file, const ReaderOptions& options) {
  switch (format) {
    case ArticleFormat::html:
      return read_html(std::move(file), options);
    case ArticleFormat::json_lines:
      return read_json_lines(std::move(file), options);
    case ArticleFormat::json:
      return read_json(std::move(file), options);
    case ArticleFormat::csv:
      return read_csv(std::move(file), options);
    case ArticleFormat::xml:
      return read_xml(std::move(file), options);
    case ArticleFormat::warc:
      return read_warc(std::move(file), options);
    default:
      return read_plain_text(std::move(file), options);
  }
}

// One file with all that is packed in it.
class UnpackingReader final : public FileReader {
 public:
  UnpackingReader(InputFile file, const ReaderOptions& options) : options_(options) {
    levels_.push_back({open_container(std::move(file.source), file.name), file.name, file.origin});
  }

  std::optional<ReadArticle> next() override {
    while (true) {
      if (reader_) {
        if (auto article = reader_->next()) return article;
        reader_.reset();
      }
      if (levels_.empty()) return std::nullopt;
      const Level& level = levels_.back();
      auto contained = level.container->next();
      if (!contained) {
        reader_ = failed(contained.error());
        levels_.pop_back();
      } else if (!*contained) {
        levels_.pop_back();
      } else {
        open(std::move(**contained), level.name, level.origin);
      }
    }
  }

 private:
  struct Level {
    std::unique_ptr<Container> container;
    std::string name;
    std::string origin;
  };

  // Takes copies: it changes the levels.
  void open(ContainedFile contained, std::string name, std::string origin) {
    if (!contained.path.empty()) {
      name += "/" + contained.path;
      if (!origin.empty()) origin += "/" + contained.path;
    }
    if (is_packed(contained.source->head())) {
      if (levels_.size() == kDeepestPacking) {
        reader_ = failed({ErrorCode::invalid_input, fmt::format("it is packed more than {} times", kDeepestPacking),
                          name, "unpack it first"});
        return;
      }
      auto container = open_container(std::move(contained.source), name);
      levels_.push_back({std::move(container), std::move(name), std::move(origin)});
      return;
    }
    const ArticleFormat format =
        options_.format == ArticleFormat::automatic ? recognize_format(contained.source->head()) : options_.format;
    reader_ = read_as(format, {std::move(contained.source), std::move(name), std::move(origin)}, options_);
  }

  const ReaderOptions& options_;
  std::vector<Level> levels_;  // The outermost first; a file within is read before its container goes on.
  std::unique_ptr<FileReader> reader_;
};

class StreamReader final : public ArticleReader {
 public:
  StreamReader(std::unique_ptr<std::istream> stream, std::string name, std::string origin, ReaderOptions options)
      : options_(std::move(options)) {
    auto source = open_istream(std::move(stream), name, bytes_read_);
    reader_ =
        std::make_unique<UnpackingReader>(InputFile{std::move(source), std::move(name), std::move(origin)}, options_);
  }

  std::optional<ReadArticle> next() override { return reader_->next(); }
  std::uint64_t bytes_read() const override { return bytes_read_; }

 private:
  ReaderOptions options_;
  std::uint64_t bytes_read_ = 0;
  std::unique_ptr<FileReader> reader_;
};

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

std::vector<std::string> matches(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0)
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  std::sort(paths.begin(), paths.end());
  return paths;
}

// What a path given by the user stands for: itself, what is below it, or, where there is no such file, what it matches as a pattern.
Listing list(const std::string& path) {
  Listing listing;
  std::error_code failure;
  const auto status = fs::status(path, failure);
  if (fs::is_directory(status)) {
    list_folder(path, listing);
    if (listing.files.empty() && listing.errors.empty()) {
      listing.errors.push_back({ErrorCode::not_found, "the folder holds no files", path, "check the path"});
    }
  } else if (fs::exists(status)) {
    listing.files.emplace_back(path);
  } else if (path.find_first_of("*?[") != std::string::npos) {
    for (const std::string& match : matches(path)) {
      if (fs::is_directory(match, failure)) {
        list_folder(match, listing);
      } else {
        listing.files.emplace_back(match);
      }
    }
    if (listing.files.empty() && listing.errors.empty()) {
      listing.errors.push_back({ErrorCode::not_found, "no file matches the pattern", path, "check the pattern"});
    }
  } else {
    listing.errors.push_back(cannot_read(path, failure ? failure.message() : "no such file or folder"));
  }
  return listing;
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
        current_.reset();
      }
      if (!open_next()) return std::nullopt;
    }
  }

  std::uint64_t bytes_read() const override { return bytes_read_; }

 private:
  bool open_next() {
    if (next_error_ < listing_.errors.size()) {
      current_ = failed(listing_.errors[next_error_++]);
      return true;
    }
    if (next_file_ < listing_.files.size()) {
      current_ = open_file(listing_.files[next_file_++]);
      return true;
    }
    if (next_path_ == paths_.size()) return false;
    next_file_ = 0;
    next_error_ = 0;
    const std::string& path = paths_[next_path_++];
    if (path == "-") {
      listing_ = {};
      current_ = unpack(STDIN_FILENO, "standard input", "");
      return true;
    }
    listing_ = list(path);
    return true;
  }

  std::unique_ptr<FileReader> open_file(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return failed(cannot_read(path.string(), std::system_category().message(errno)));
    std::error_code failure;
    const fs::path absolute = fs::weakly_canonical(path, failure);
    return unpack(descriptor, path.string(), failure ? path.string() : absolute.string());
  }

  std::unique_ptr<FileReader> unpack(int descriptor, const std::string& name, const std::string& origin) {
    const bool follow = options_.follow && descriptor != STDIN_FILENO;
    auto source = open_descriptor(descriptor, name, bytes_read_, follow);
    return std::make_unique<UnpackingReader>(InputFile{std::move(source), name, origin}, options_);
  }

  std::vector<std::string> paths_;
  ReaderOptions options_;
  Listing listing_;
  std::size_t next_path_ = 0;
  std::size_t next_file_ = 0;
  std::size_t next_error_ = 0;
  std::unique_ptr<FileReader> current_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace

std::unique_ptr<ArticleReader> read_stream(std::unique_ptr<std::istream> stream, std::string name, std::string origin,
                                           const ReaderOptions& options) {
  return std::make_unique<StreamReader>(std::move(stream), std::move(name), std::move(origin), options);
}

std::unique_ptr<ArticleReader> read_paths(const std::vector<std::string>& paths, const ReaderOptions& options) {
  return std::make_unique<PathsReader>(paths, options);
}

std::optional<std::uint64_t> total_bytes(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  for (const std::string& path : paths) {
    if (path == "-") return std::nullopt;
    for (const fs::path& file : list(path).files) {
      std::error_code failure;
      const auto size = fs::file_size(file, failure);
      if (!failure) total += size;
    }
  }
  return total;
}

}  // namespace entente::ingest
