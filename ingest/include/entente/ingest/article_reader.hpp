// Reads articles from files, folders and standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <entente/schemas/article.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

struct ReaderOptions {
  std::string default_source;  // For articles that name no source.
  Date default_date;           // For articles without a date.
  Date newest_date;            // Later dates are errors. Unknown: no limit.
  std::size_t max_article_bytes = std::size_t{16} << 20;
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

// Recognises the format by content: JSON lines when the first character is '{', otherwise plain text, one article a
// file. Names of JSON fields: id|url, title|headline, text|maintext|articleBody|event_text|body,
// date|date_publish|datePublished|pub_date, source|publisher|source_domain, language|lang; others are ignored.
// `name` stands for the stream in errors; `origin` is the file it came from, empty for standard input.
std::unique_ptr<ArticleReader> read_stream(std::unique_ptr<std::istream> stream, std::string name, std::string origin,
                                           const ReaderOptions& options);

// Reads each path in turn: a file, or a folder with all files below it in byte order of their paths (hidden ones
// left out), or "-" for standard input. What cannot be opened becomes an error in its place.
std::unique_ptr<ArticleReader> read_paths(const std::vector<std::string>& paths, const ReaderOptions& options);

// Size of all files below the paths in bytes; nothing if it cannot be known beforehand (standard input).
std::optional<std::uint64_t> total_bytes(const std::vector<std::string>& paths);

}  // namespace entente::ingest
