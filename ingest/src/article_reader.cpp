#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <utility>

#include <entente/ingest/article_reader.hpp>
#include <entente/ingest/text.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::ingest {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kMostLineBytes = std::size_t{64} << 20;  // JSON escapes can make a line longer than its article.

Error too_large(const std::string& place, std::size_t limit) {
  return {ErrorCode::invalid_input, fmt::format("the article is larger than {} MiB", limit >> 20), place,
          "split it into articles of its own"};
}

// Fills in what the input left open and checks what all formats share.
Result<Article> finish(Article article, const std::string& place, const ReaderOptions& options) {
  for (std::string* field : {&article.text, &article.title, &article.source, &article.url, &article.id.value}) {
    auto normalized = normalize_text(*field);
    if (!normalized) return normalized.error().at(place);
    *field = std::move(*normalized);
  }
  if (article.text.find_first_not_of(" \t\n") == std::string::npos) {
    return Error{ErrorCode::invalid_input, "the article has no text", place, "give it a text or leave it out"};
  }
  if (article.text.size() > options.max_article_bytes) return too_large(place, options.max_article_bytes);
  if (article.source.empty()) article.source = options.default_source;
  if (!article.date.known()) article.date = options.default_date;
  if (options.newest_date.known() && article.date > options.newest_date) {
    return Error{ErrorCode::invalid_input, fmt::format("the date {} lies in the future", article.date.to_string()),
                 place, "correct the date"};
  }
  if (article.id.value.empty()) {
    article.id = derive_article_id(article.text);
  } else {
    article.origin.clear();
  }
  return article;
}

// The first line, if it reads like a headline: short, alone, and no sentence.
std::string headline_of(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return "";
  const std::size_t end = text.find('\n', begin);
  if (end == std::string_view::npos || end - begin > kLongestTitle) return "";
  const std::size_t next = text.find_first_not_of(" \t", end + 1);
  if (next == std::string_view::npos || text[next] != '\n') return "";
  std::string_view line = text.substr(begin, end - begin);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line.ends_with('.') ? "" : std::string(line);
}

// Gives the lines of a stream, bounded in length.
class LineReader {
 public:
  explicit LineReader(std::istream& stream) : stream_(stream) {}

  // False at the end. A line longer than the limit is read over and `too_long` set.
  bool next(std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    std::array<char, 1 << 16> buffer{};
    bool any = false;
    while (stream_.good()) {
      stream_.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      const auto count = static_cast<std::size_t>(stream_.gcount());
      if (count == 0 && stream_.eof()) break;
      any = true;
      const bool chunk_full = stream_.fail() && !stream_.eof() && count + 1 == buffer.size();
      const bool line_ended = !stream_.eof() && !chunk_full;
      bytes_ += count;
      const std::size_t payload = line_ended ? count - 1 : count;
      if (line.size() + payload > kMostLineBytes) {
        too_long = true;
        line.clear();
        line.shrink_to_fit();
      }
      if (!too_long) line.append(buffer.data(), payload);
      if (chunk_full) {
        stream_.clear();
        continue;
      }
      break;
    }
    return any;
  }

  std::uint64_t bytes() const { return bytes_; }

 private:
  std::istream& stream_;
  std::uint64_t bytes_ = 0;
};

// The first of the fields that is there. Numbers are taken for ids and dates; null counts as absent.
Result<std::string> field(const json& object, std::initializer_list<const char*> names, const std::string& place) {
  for (const char* name : names) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) continue;
    if (found->is_string()) {
      if (!found->get_ref<const std::string&>().empty()) return found->get<std::string>();
    } else if (found->is_number_integer()) {
      return found->dump();
    } else {
      return Error{ErrorCode::invalid_input, fmt::format("the field '{}' is not a string", name), place,
                   "write it as a string"};
    }
  }
  return std::string{};
}

Result<Article> article_from_json(const json& object, const std::string& place) {
  if (!object.is_object()) {
    return Error{ErrorCode::invalid_input, "the line is not a JSON object", place, "write one {…} a line"};
  }
  Article article;
  const struct {
    std::initializer_list<const char*> names;
    std::string* target;
  } fields[] = {{{"id", "url"}, &article.id.value},
                {{"url"}, &article.url},
                {{"title", "headline"}, &article.title},
                {{"text", "maintext", "articleBody", "event_text", "body"}, &article.text},
                {{"source", "publisher", "source_domain"}, &article.source},
                {{"language", "lang"}, &article.language}};
  for (const auto& [names, target] : fields) {
    auto value = field(object, names, place);
    if (!value) return value.error();
    if (!value->empty()) *target = std::move(*value);
  }
  if (article.text.empty()) {
    return Error{ErrorCode::invalid_input, "the article has no text", place,
                 "give it one of the fields text, maintext, articleBody, event_text, body"};
  }
  const auto written = field(object, {"date", "date_publish", "datePublished", "pub_date"}, place);
  if (!written) return written.error();
  const auto date = parse_date(*written);
  if (!date) return date.error().at(place);
  article.date = *date;
  return article;
}

// One JSON object a line.
class JsonLinesReader final : public ArticleReader {
 public:
  JsonLinesReader(std::unique_ptr<std::istream> stream, std::string name, std::size_t lines_before,
                  ReaderOptions options)
      : stream_(std::move(stream)),
        lines_(*stream_),
        name_(std::move(name)),
        options_(std::move(options)),
        number_(lines_before) {}

  std::optional<ReadArticle> next() override {
    std::string line;
    bool too_long = false;
    while (lines_.next(line, too_long)) {
      ++number_;
      const std::string place = fmt::format("{}:{}", name_, number_);
      if (too_long) {
        return ReadArticle{
            Error{ErrorCode::invalid_input, fmt::format("the line is longer than {} MiB", kMostLineBytes >> 20), place,
                  "write one article a line, and no article so long"},
            place};
      }
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      return ReadArticle{parse(line, place), place};
    }
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return lines_.bytes(); }

 private:
  Result<Article> parse(const std::string& line, const std::string& place) const {
    try {
      auto article = article_from_json(json::parse(line), place);
      if (!article) return article.error();
      return finish(std::move(*article), place, options_);
    } catch (const json::parse_error& error) {
      const bool cut_off = error.byte > line.size();
      return Error{ErrorCode::invalid_input,
                   cut_off ? "the JSON breaks off in the middle"
                           : fmt::format("the line is not valid JSON at column {}", error.byte),
                   place,
                   cut_off ? "complete the file; a transfer may have been cut short" : "write one JSON object a line"};
    } catch (const json::exception& error) {
      return Error{ErrorCode::invalid_input, fmt::format("the JSON cannot be read: {}", error.what()), place, ""};
    }
  }

  std::unique_ptr<std::istream> stream_;
  LineReader lines_;
  std::string name_;
  ReaderOptions options_;
  std::size_t number_;
};

// The whole stream is one article.
class PlainTextReader final : public ArticleReader {
 public:
  PlainTextReader(std::unique_ptr<std::istream> stream, std::string name, std::string origin, ReaderOptions options)
      : stream_(std::move(stream)), name_(std::move(name)), origin_(std::move(origin)), options_(std::move(options)) {}

  std::optional<ReadArticle> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    return ReadArticle{read(), name_};
  }

  std::uint64_t bytes_read() const override { return bytes_; }

 private:
  Result<Article> read() {
    Article article;
    std::array<char, 1 << 16> buffer{};
    while (stream_->good()) {
      stream_->read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      const auto count = static_cast<std::size_t>(stream_->gcount());
      bytes_ += count;
      article.text.append(buffer.data(), count);
      if (article.text.size() > options_.max_article_bytes) return too_large(name_, options_.max_article_bytes);
    }
    if (stream_->bad()) {
      return Error{ErrorCode::io, "reading failed half-way", name_, "check the disk and try again"};
    }
    if (article.text.empty()) {
      return Error{ErrorCode::invalid_input, "the file is empty", name_, "remove it or give it a text"};
    }
    article.origin = origin_;
    auto finished = finish(std::move(article), name_, options_);
    if (finished) finished->title = headline_of(finished->text);
    return finished;
  }

  std::unique_ptr<std::istream> stream_;
  std::string name_;
  std::string origin_;
  ReaderOptions options_;
  std::uint64_t bytes_ = 0;
  bool done_ = false;
};

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
    return std::make_unique<JsonLinesReader>(std::move(stream), std::move(name), opening.lines, options);
  }
  if (opening.first == '[' && name.ends_with(".json")) {
    return std::make_unique<FailedReader>(Error{ErrorCode::invalid_input, "this is one JSON list, not JSON lines", name,
                                                fmt::format("write one object a line: jq -c '.[]' {}", name)});
  }
  return std::make_unique<PlainTextReader>(std::move(stream), std::move(name), std::move(origin), options);
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
