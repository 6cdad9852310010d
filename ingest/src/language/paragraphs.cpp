#include "paragraphs.hpp"

#include "characters.hpp"

#include <algorithm>
#include <cstdint>

namespace entente::ingest::language {
namespace {

constexpr std::size_t kWidest = 120;
constexpr std::size_t kNarrowest = 40;

struct Line {
  Span span;                   // Without white space at its ends.
  std::size_t width = 0;       // In characters, up to the last that is no white space.
  std::size_t first_word = 0;  // The width of it.
  bool begins_small = false;
  bool ends_final = false;
  bool breaks = false;  // A paragraph separator stands before it, whatever the lines say.

  bool blank() const { return span.size() == 0; }
};

std::vector<Line> find_lines(std::string_view text) {
  std::vector<Line> lines(1);
  bool in_first_word = true;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    const auto at = static_cast<std::uint32_t>(i);
    i += c.size;
    if (c.code == '\n' || c.code == 0x2028 || c.code == 0x2029 || c.code == 0x0C || c.code == 0x0B) {
      lines.emplace_back();
      lines.back().breaks = c.code == 0x2029 || c.code == 0x0C;
      in_first_word = true;
      column = 0;
      continue;
    }
    Line& line = lines.back();
    if (is_space(c.code)) {
      if (line.blank()) continue;
      in_first_word = false;
      ++column;
      continue;
    }
    ++column;
    if (line.blank()) {
      line.span.begin_byte = at;
      line.begins_small = c.code < 0x80 ? c.code >= 'a' && c.code <= 'z' : u_islower(c.code) != 0;
    }
    line.span.end_byte = at + c.size;
    line.width = column;
    if (in_first_word) line.first_word = column;
    line.ends_final = c.code == '.' || c.code == '!' || c.code == '?' || c.code == ':' || c.code == ';';
  }
  return lines;
}

}  // namespace

void find_paragraphs(std::string_view text, std::vector<Span>& paragraphs) {
  paragraphs.clear();
  const std::vector<Line> lines = find_lines(text);
  const auto inner = [&](std::size_t i) { return !lines[i].blank() && !lines[i + 1].blank() && !lines[i + 1].breaks; };
  // A word that is longer than the lines says nothing of how long they may be.
  std::size_t width = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (!inner(i)) continue;
    for (const Line& line : {lines[i], lines[i + 1]}) {
      if (line.first_word < line.width) width = std::max(width, line.width);
    }
  }
  const auto filled = [&](std::size_t i) { return lines[i].width + 1 + lines[i + 1].first_word > width; };
  std::size_t ends = 0;
  std::size_t filled_ends = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (!inner(i)) continue;
    ++ends;
    filled_ends += filled(i) ? 1 : 0;
  }
  const bool wrapped = width >= kNarrowest && width <= kWidest && filled_ends * 3 >= ends * 2;
  bool continues = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].blank()) {
      continues = false;
      continue;
    }
    if (continues) {
      paragraphs.back().end_byte = lines[i].span.end_byte;
    } else {
      paragraphs.push_back(lines[i].span);
    }
    continues = i + 1 < lines.size() && inner(i) &&
                ((wrapped && filled(i)) || (lines[i + 1].begins_small && !lines[i].ends_final));
  }
}

}  // namespace entente::ingest::language
