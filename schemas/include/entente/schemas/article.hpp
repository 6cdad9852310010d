// Articles: the texts that statements come from.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include <entente/schemas/date.hpp>
#include <entente/schemas/hash.hpp>

namespace entente {

// The id under which an article is known: given by the input, else "text:" and a hash of the text.
struct ArticleId {
  std::string value;

  auto operator<=>(const ArticleId&) const = default;
};

struct Article {
  ArticleId id;
  std::string url;
  std::string title;
  std::string source;  // The outlet or archive, as the input names it.
  std::string author;  // As the article names them; several are separated by semicolons.
  Date date;           // Of publication.
  std::string
      date_origin;  // Where the date was found: "datePublished", "URL", "default". No part of what the article says.
  std::string language = "en";
  std::string text;    // UTF-8 in Normalization Form C; all spans are offsets into it.
  std::string origin;  // For articles without an id of their own: the file they were read from. Not exported.

  // Hash of all that the article says (not of where it was read from): equal hashes, equal contribution.
  Hash128 content_hash() const;
};

// The id of an article that came without one.
ArticleId derive_article_id(std::string_view text);

}  // namespace entente
