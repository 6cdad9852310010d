// What the readers of all formats do with an article before they give it.
#pragma once

#include <cstddef>
#include <string>

#include <entente/ingest/article_reader.hpp>

namespace entente::ingest {

// An article of more than `limit` bytes.
Error too_large(const std::string& place, std::size_t limit);

// A page that has navigation and no article.
Error no_article_text(const std::string& place);

// Fills in what the input left open, normalises the texts, and checks what all formats share.
Result<Article> finish(Article article, const std::string& place, const ReaderOptions& options);

}  // namespace entente::ingest
