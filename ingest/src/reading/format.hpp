// Which format a file has.
#pragma once

#include <string_view>

#include <entente/ingest/article_reader.hpp>

namespace entente::ingest {

// By its beginning. What is none of the others is plain text.
ArticleFormat recognize_format(std::string_view head);

}  // namespace entente::ingest
