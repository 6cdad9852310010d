#include "article_finish.hpp"

#include "dateline.hpp"

#include <utility>

#include <entente/ingest/text.hpp>

#include <fmt/format.h>

namespace entente::ingest {

Error too_large(const std::string& place, std::size_t limit) {
  return {ErrorCode::invalid_input, fmt::format("the article is larger than {} MiB", limit >> 20), place,
          "split it into articles of its own"};
}

Error no_article_text(const std::string& place) {
  return {ErrorCode::invalid_input, "the page has no text of an article", place,
          "give pages with one article each; for another text of it, save it as plain text"};
}

Result<Article> finish(Article article, const std::string& place, const ReaderOptions& options) {
  for (std::string* field : {&article.text, &article.title, &article.source, &article.author, &article.url,
                             &article.language, &article.id.value}) {
    auto normalized = normalize_text(*field);
    if (!normalized) return normalized.error().at(place);
    *field = std::move(*normalized);
  }
  if (article.text.find_first_not_of(" \t\n") == std::string::npos) {
    return Error{ErrorCode::invalid_input, "the article has no text", place, "give it a text or leave it out"};
  }
  if (article.text.size() > options.max_article_bytes) return too_large(place, options.max_article_bytes);
  if (article.source.empty()) article.source = options.default_source;
  read_dateline(article, options.newest_date);
  if (!article.date.known() && options.default_date.known()) {
    article.date = options.default_date;
    article.date_origin = "default";
  }
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

}  // namespace entente::ingest
