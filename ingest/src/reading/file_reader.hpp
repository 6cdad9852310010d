// Readers of one file each: what the formats have in common.
#pragma once

#include "byte_source.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <entente/ingest/article_reader.hpp>

namespace entente::ingest {

// A file to be read. `name` stands for it in errors; `origin` is where it lies, empty for standard input.
struct InputFile {
  std::unique_ptr<ByteSource> source;
  std::string name;
  std::string origin;
};

class FileReader {
 public:
  virtual ~FileReader() = default;

  // The next article or failure, or nothing at the end.
  virtual std::optional<ReadArticle> next() = 0;
};

// One reader for each format that ArticleReader documents. The options must outlive the reader.
std::unique_ptr<FileReader> read_plain_text(InputFile file, const ReaderOptions& options);
std::unique_ptr<FileReader> read_html(InputFile file, const ReaderOptions& options);
std::unique_ptr<FileReader> read_json_lines(InputFile file, const ReaderOptions& options);
std::unique_ptr<FileReader> read_json(InputFile file, const ReaderOptions& options);
std::unique_ptr<FileReader> read_csv(InputFile file, const ReaderOptions& options);
std::unique_ptr<FileReader> read_xml(InputFile file, const ReaderOptions& options);
std::unique_ptr<FileReader> read_warc(InputFile file, const ReaderOptions& options);

// Articles that are known already, one after the other.
std::unique_ptr<FileReader> read_known(std::vector<ReadArticle> articles);

}  // namespace entente::ingest
