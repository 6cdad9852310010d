// Texts on a terminal: how wide they are, how they are cut and wrapped, and in which colours they stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente::tools {

// Columns that a text takes (UAX #11).
std::size_t columns_of(std::string_view text);

// A text that is too wide ends in an ellipsis.
std::string cut(const std::string& text, std::size_t width);

// Lines of at most `width` columns, broken at blanks, each after the first begun with `indent` blanks. Width 0: as it is.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);

enum class Style { bold, dim, good, bad, link };

// The text in the style, if standard output shows colours; else as it is.
std::string styled(Style style, const std::string& text);

}  // namespace entente::tools
