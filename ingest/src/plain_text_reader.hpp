// Articles as plain text: one a file.
#pragma once

#include <istream>
#include <memory>
#include <string>

#include <entente/ingest/article_reader.hpp>

namespace entente::ingest {

// `origin` is the file that the stream came from; empty for standard input.
std::unique_ptr<ArticleReader> read_plain_text(std::unique_ptr<std::istream> stream, std::string name,
                                               std::string origin, const ReaderOptions& options);

}  // namespace entente::ingest
