#include <entente/schemas/article.hpp>

namespace entente {

Hash128 Article::content_hash() const { return hash_fields({url, title, source, date.to_string(), language, text}); }

ArticleId derive_article_id(std::string_view text) { return {"text:" + hash_fields({text}).hex()}; }

}  // namespace entente
