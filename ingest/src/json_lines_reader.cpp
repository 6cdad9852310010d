#include "json_lines_reader.hpp"

#include "article_finish.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kMostLineBytes = std::size_t{64} << 20;  // JSON escapes can make a line longer than its article.

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

}  // namespace

std::unique_ptr<ArticleReader> read_json_lines(std::unique_ptr<std::istream> stream, std::string name,
                                               std::size_t lines_before, const ReaderOptions& options) {
  return std::make_unique<JsonLinesReader>(std::move(stream), std::move(name), lines_before, options);
}

}  // namespace entente::ingest
