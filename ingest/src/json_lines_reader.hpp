// Articles as JSON lines: one object a line.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <string>

#include <entente/ingest/article_reader.hpp>

namespace entente::ingest {

// `lines_before` were read from the stream already.
std::unique_ptr<ArticleReader> read_json_lines(std::unique_ptr<std::istream> stream, std::string name,
                                               std::size_t lines_before, const ReaderOptions& options);

}  // namespace entente::ingest
