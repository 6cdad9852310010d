#include "article_finish.hpp"
#include "charset.hpp"
#include "container.hpp"
#include "dateline.hpp"
#include "file_reader.hpp"
#include "html_page.hpp"
#include "line_reader.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestHeader = std::size_t{64} << 10;
constexpr std::size_t kMostHeaders = 1000;

// Names in lower case.
using Headers = std::map<std::string, std::string>;

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

void add_header(std::string_view line, Headers& headers) {
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) headers[lower(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
}

std::string_view value(const Headers& headers, const std::string& name) {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

// What a header says before its first ";".
std::string_view media_type(std::string_view header) { return trimmed(header.substr(0, header.find(';'))); }

// A body that was sent in chunks (RFC 9112, 7.1); what is not whole is left out.
std::string without_chunks(std::string_view body) {
  std::string whole;
  while (!body.empty()) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), size, 16);
    const std::size_t line_end = body.find('\n');
    if (error != std::errc() || line_end == std::string_view::npos || size == 0) break;
    whole += body.substr(line_end + 1, size);
    if (size >= body.size() - line_end - 1) break;
    body.remove_prefix(line_end + 1 + size);
    body.remove_prefix(
        std::min(body.size(), body.find('\n') == std::string_view::npos ? body.size() : body.find('\n') + 1));
  }
  return whole;
}

// Of a record.
struct Body {
  std::string bytes;
  bool too_long = false;  // Only the beginning is there: it is longer than an article may be.
};

// Archives of the web (ISO 28500): pages that were answered, and texts that were taken from pages.
class WarcReader final : public FileReader {
 public:
  WarcReader(InputFile file, const ReaderOptions& options)
      : file_(std::move(file)), options_(options), lines_(*file_.source, kLongestHeader) {}

  std::optional<ReadArticle> next() override {
    while (!done_) {
      Headers headers;
      if (auto problem = read_headers(headers)) return problem;
      if (done_) break;
      ++record_;
      auto body = read_body(headers);
      if (!body) return failed(body.error());
      if (auto article = article_of(headers, *body)) return article;
    }
    return std::nullopt;
  }

 private:
  std::string place() const { return fmt::format("{}, record {}", file_.name, record_); }
  ReadArticle failed(const Error& error) const { return {error, place()}; }

  // The headers of the next record, whose beginning is sought where it should not be.
  std::optional<ReadArticle> read_headers(Headers& headers) {
    if (pending_) {
      headers = std::move(*std::exchange(pending_, std::nullopt));
      return std::nullopt;
    }
    std::string line;
    bool too_long = false;
    bool astray = false;
    do {
      if (!lines_.next(line, too_long)) {
        done_ = true;
        if (file_.source->failure()) return ReadArticle{*file_.source->failure(), file_.name};
        return std::nullopt;
      }
      astray = astray || (!line.starts_with("WARC/") && !trimmed(line).empty());
    } while (!line.starts_with("WARC/"));
    while (lines_.next(line, too_long) && !trimmed(line).empty() && headers.size() < kMostHeaders)
      add_header(line, headers);
    if (!astray) return std::nullopt;
    pending_ = std::move(headers);
    return failed({ErrorCode::invalid_input, "the record is longer or shorter than its Content-Length says", place(),
                   "make the archive anew; reading goes on with the next record"});
  }

  // What is longer than an article may be is read over.
  Result<Body> read_body(const Headers& headers) {
    std::size_t left = 0;
    const std::string_view length = value(headers, "content-length");
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), left);
    if (error != std::errc() || end != length.data() + length.size() || length.empty()) {
      return Error{ErrorCode::invalid_input, "the record has no Content-Length", place(), "make the archive anew"};
    }
    Body body;
    while (left > 0) {
      const std::string_view more = file_.source->available();
      if (more.empty()) {
        done_ = true;
        if (file_.source->failure()) return *file_.source->failure();
        return Error{ErrorCode::invalid_input, "the archive breaks off within the record", place(),
                     "complete the file; a transfer may have been cut short"};
      }
      const std::size_t count = std::min(left, more.size());
      body.too_long = body.too_long || body.bytes.size() + count > options_.max_article_bytes;
      if (!body.too_long) body.bytes += more.substr(0, count);
      file_.source->consume(count);
      left -= count;
    }
    return body;
  }

  // Nothing for records that are no articles: requests, images, answers that were no success, metadata.
  std::optional<ReadArticle> article_of(const Headers& headers, const Body& whole) const {
    std::string_view body = whole.bytes;
    const std::string_view type = value(headers, "warc-type");
    const std::string url(value(headers, "warc-target-uri"));
    if (type == "conversion") {
      if (media_type(value(headers, "content-type")) != "text/plain") return std::nullopt;
      if (whole.too_long) return failed(too_large(place(), options_.max_article_bytes));
      Article article;
      article.url = url;
      article.text = to_utf8(body, "utf-8");
      return finished(std::move(article), headers);
    }
    if (type != "response" && type != "resource") return std::nullopt;
    Headers answer;
    if (type == "response") {
      const std::size_t status_end = body.find('\n');
      const std::string_view status = body.substr(0, status_end);
      if (!status.starts_with("HTTP/") || status.find(" 200") == std::string_view::npos) return std::nullopt;
      body.remove_prefix(std::min(body.size(), status_end + 1));
      while (!body.empty()) {
        const std::string_view line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(body.size(), line.size() + 1));
        if (trimmed(line).empty()) break;
        add_header(line, answer);
      }
    } else {
      answer["content-type"] = value(headers, "content-type");
    }
    const std::string media = lower(media_type(value(answer, "content-type")));
    if (media != "text/html" && media != "application/xhtml+xml") return std::nullopt;
    if (whole.too_long) return failed(too_large(place(), options_.max_article_bytes));
    std::string page(body);
    if (lower(value(answer, "transfer-encoding")) == "chunked") {
      // Some crawlers keep the header and take the chunks away.
      if (std::string joined = without_chunks(page); !joined.empty()) page = std::move(joined);
    }
    if (value(answer, "content-encoding").find("gzip") != std::string_view::npos && page.starts_with("\x1F\x8B")) {
      auto unpacked = unpack(std::move(page));
      if (!unpacked) return failed(unpacked.error());
      page = std::move(*unpacked);
    }
    Article article = read_html_page(page, charset_in(value(answer, "content-type")), url);
    if (article.text.empty()) return failed(no_article_text(fmt::format("{} ({})", place(), url)));
    return finished(std::move(article), headers);
  }

  Result<std::string> unpack(std::string page) const {
    const auto container = open_container(open_text(std::move(page)), place());
    const auto file = container->next();
    if (!file) return file.error();
    return *file ? read_all(*(*file)->source, options_.max_article_bytes, place()) : std::string();
  }

  ReadArticle finished(Article article, const Headers& headers) const {
    article.id.value = article.url;
    read_dateline(article, options_.newest_date);
    if (!article.date.known()) {
      if (const auto crawled = parse_date(value(headers, "warc-date")); crawled && crawled->known()) {
        article.date = *crawled;
        article.date_origin = "WARC-Date (when it was crawled)";
      }
    }
    return {finish(std::move(article), place(), options_), place()};
  }

  InputFile file_;
  const ReaderOptions& options_;
  LineReader lines_;
  std::size_t record_ = 0;
  std::optional<Headers> pending_;  // Of the record that was found after one with a wrong length.
  bool done_ = false;
};

}  // namespace

std::unique_ptr<FileReader> read_warc(InputFile file, const ReaderOptions& options) {
  return std::make_unique<WarcReader>(std::move(file), options);
}

}  // namespace entente::ingest
