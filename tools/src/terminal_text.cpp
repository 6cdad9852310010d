#include "terminal_text.hpp"

#include "console.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace entente::tools {
namespace {

std::size_t columns_of_character(UChar32 code) {
  if (code < 0 || u_getCombiningClass(code) != 0 || u_charType(code) == U_NON_SPACING_MARK) return 0;
  const auto wide = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

// The beginning of a text that takes at most so many columns, and how many it takes.
std::pair<std::string_view, std::size_t> beginning(std::string_view text, std::size_t most) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t columns = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size());) {
    const std::int32_t before = at;
    UChar32 code = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(text.size()), code);
    if (columns + columns_of_character(code) > most) return {text.substr(0, static_cast<std::size_t>(before)), columns};
    columns += columns_of_character(code);
  }
  return {text, columns};
}

const char* code_of(Style style) {
  switch (style) {
    case Style::bold:
      return "1";
    case Style::dim:
      return "2";
    case Style::good:
      return "32";
    case Style::bad:
      return "31";
    case Style::link:
      return "36";
  }
  return "0";
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  return beginning(text, std::numeric_limits<std::size_t>::max()).second;
}

std::string cut(const std::string& text, std::size_t width) {
  return columns_of(text) <= width ? text : std::string(beginning(text, width - 1).first) + "…";
}

std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  if (width <= indent + 20) return text;
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  std::string out = text.substr(0, begin);
  std::size_t column = begin;
  std::string_view rest = std::string_view(text).substr(begin);
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    const std::size_t wide = columns_of(word);
    if (!first && column + 1 + wide > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += wide;
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return out;
}

std::string styled(Style style, const std::string& text) {
  return shows_colors() ? "\x1b[" + std::string(code_of(style)) + "m" + text + "\x1b[0m" : text;
}

}  // namespace entente::tools
