// Paragraphs of plain text.
#pragma once

#include <string_view>
#include <vector>

#include <entente/schemas/span.hpp>

namespace entente::ingest::language {

// The paragraphs of a text, without the white space around them. Blank lines and paragraph separators end one. A single
// line feed ends one too, unless the text is wrapped: then it is a space. A text is wrapped if its lines are at most 120
// characters long (but for longer words) and two of three line feeds stand where the next word would not have fitted;
// and whatever the width, a line goes on that ends without a final sign before a small letter.
void find_paragraphs(std::string_view text, std::vector<Span>& paragraphs);

}  // namespace entente::ingest::language
