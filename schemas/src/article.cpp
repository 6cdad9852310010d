#include <entente/schemas/article.hpp>

namespace entente {

Hash128 Article::content_hash() const {
  // Articles without an author have the hash that they had before authors were read.
  if (author.empty()) return hash_fields({url, title, source, date.to_string(), language, text});
  return hash_fields({url, title, source, date.to_string(), language, text, author});
}

ArticleId derive_article_id(std::string_view text) { return {"text:" + hash_fields({text}).hex()}; }

}  // namespace entente
