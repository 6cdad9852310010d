// What the fields of an article are called in JSON and in tables.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include <entente/schemas/article.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// A part of an article and the names that it has, the first one that is there counts.
struct ArticleField {
  std::string Article::*part;
  std::span<const std::string_view> names;
};

// All parts that are texts but for the id, which is one of kIdNames.
std::span<const ArticleField> article_fields();

inline constexpr std::array<std::string_view, 4> kIdNames = {"id", "guid", "uri", "url"};
inline constexpr std::array<std::string_view, 9> kDateNames = {"date",         "date_publish",   "datePublished",
                                                               "pub_date",     "published",      "published_at",
                                                               "publish_date", "firstpublished", "versioncreated"};
inline constexpr std::array<std::string_view, 3> kHtmlNames = {"body_html", "body_xhtml",
                                                               "content_html"};  // Text with tags.

// Whether a column of that name holds the text of articles.
bool is_text_field(std::string_view name);

// Sets the date from the value of the field `name`.
Result<void> set_date(Article& article, std::string_view value, std::string_view name, const std::string& place);

}  // namespace entente::ingest
