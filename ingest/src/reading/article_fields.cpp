#include "article_fields.hpp"

#include <algorithm>

namespace entente::ingest {
namespace {

constexpr std::array<std::string_view, 3> kUrl = {"url", "link", "canonical_url"};
constexpr std::array<std::string_view, 2> kTitle = {"title", "headline"};
constexpr std::array<std::string_view, 8> kText = {"text",      "maintext",     "articleBody", "event_text",
                                                   "body_text", "content_text", "body",        "content"};
constexpr std::array<std::string_view, 7> kSource = {"source",     "publisher", "source_domain", "sitename",
                                                     "infosource", "outlet",    "provider"};
constexpr std::array<std::string_view, 3> kLanguage = {"language", "lang", "inLanguage"};
constexpr std::array<std::string_view, 4> kAuthor = {"author", "authors", "byline", "creator"};

constexpr std::array<ArticleField, 6> kFields = {{{&Article::url, kUrl},
                                                  {&Article::title, kTitle},
                                                  {&Article::text, kText},
                                                  {&Article::source, kSource},
                                                  {&Article::language, kLanguage},
                                                  {&Article::author, kAuthor}}};

}  // namespace

std::span<const ArticleField> article_fields() { return kFields; }

bool is_text_field(std::string_view name) {
  const auto among = [&](const auto& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
  return among(kText) || among(kHtmlNames);
}

Result<void> set_date(Article& article, std::string_view value, std::string_view name, const std::string& place) {
  const auto date = parse_date(value);
  if (!date) return date.error().at(place);
  article.date = *date;
  if (date->known()) article.date_origin = name;
  return {};
}

}  // namespace entente::ingest
