// Reads articles from files, folders and standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/article.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

enum class ArticleFormat : std::uint8_t {
  automatic,   // Recognised by content.
  text,        // Plain text, one article a file.
  html,        // A page of the web with one article.
  json_lines,  // One JSON object a line.
  json,        // A list of objects, or objects over several lines.
  csv,  // A table, with commas, semicolons or tabs (RFC 4180), whose first row names the columns as JSON names the fields.
  xml,   // RSS, Atom, NewsML-G2, NITF.
  warc,  // Archives of the web (ISO 28500): pages that were answered, or texts taken from them (WET).
};

// "auto", "text", "html", "jsonl", "json", "csv", "xml", "warc".
std::vector<std::string> article_format_names();
std::optional<ArticleFormat> parse_article_format(std::string_view name);

struct ReaderOptions {
  ArticleFormat format = ArticleFormat::automatic;
  std::string default_source;  // For articles that name no source.
  Date default_date;           // For articles without a date.
  Date newest_date;            // Later dates are errors. Unknown: no limit.
  std::size_t max_article_bytes = std::size_t{16} << 20;
  bool follow = false;  // Wait for more at the end of a file, for ever.
};

// One article, or what was wrong with it. Errors name file and line, and the reader goes on after them.
struct ReadArticle {
  Result<Article> article;
  std::string place;  // "news.jsonl:17" or "notes/a.txt"
};

class ArticleReader {
 public:
  virtual ~ArticleReader() = default;

  // The next article, or nothing at the end. Uses bounded memory whatever the input.
  virtual std::optional<ReadArticle> next() = 0;

  // Bytes read so far, for progress.
  virtual std::uint64_t bytes_read() const = 0;
};

// Reads files of any ArticleFormat, and what is in them if they are compressed (gzip, zstd, xz, bzip2, lz4) or archives (tar, zip), as
// deep as they are packed, up to four times.
//
// Names of the fields in JSON and tables, the first that is there counts: id|guid|uri|url, url|link|canonical_url, title|headline,
// text|maintext|articleBody|event_text|body_text|content_text|body|content, else with tags body_html|body_xhtml|content_html,
// author|authors|byline|creator, source|publisher|source_domain|sitename|infosource|outlet|provider, language|lang|inLanguage,
// date|date_publish|datePublished|pub_date|published|published_at|publish_date|firstpublished|versioncreated. These are the names that
// news-please, trafilatura (whose "source" is understood as the address), schema.org and ninjs use.
//
// `name` stands for the stream in errors; `origin` is the file it came from, empty for standard input.
std::unique_ptr<ArticleReader> read_stream(std::unique_ptr<std::istream> stream, std::string name, std::string origin,
                                           const ReaderOptions& options);

// Reads each path in turn: a file, or a folder with all files below it in byte order of their paths (hidden ones
// left out), or "-" for standard input, or, where there is no such file, a pattern with *, ? or [ ] (POSIX glob) for all of these.
// What cannot be opened becomes an error in its place.
std::unique_ptr<ArticleReader> read_paths(const std::vector<std::string>& paths, const ReaderOptions& options);

// Size of all files below the paths in bytes; nothing if it cannot be known beforehand (standard input).
std::optional<std::uint64_t> total_bytes(const std::vector<std::string>& paths);

}  // namespace entente::ingest
