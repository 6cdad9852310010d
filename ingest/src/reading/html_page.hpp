// Pages of the web: the text of the article in them, and what they say of it.
#pragma once

#include <string>
#include <string_view>

#include <entente/schemas/article.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// The article of a page. Text: the main text without navigation, comments, captions and scripts, a paragraph apart from the next by
// an empty line; if there is none, what JSON-LD holds of it. Title, author, date, source, canonical URL and language: from JSON-LD
// (https://schema.org/NewsArticle), Open Graph and other meta elements, and from <time>, <title> and the URL at last. `encoding` and
// `url` are what is known of them from elsewhere, or empty. The article's id is its URL, if it is known. An empty text where the page
// has none.
Article read_html_page(std::string_view bytes, std::string_view encoding, const std::string& url);

// All text of a piece of HTML, such as the content of a feed's entry.
std::string text_of_html(std::string_view html);

}  // namespace entente::ingest
