#include "name_cursor.hpp"

#include <algorithm>

#include <entente/schemas/fold.hpp>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace entente::lexicon {
namespace {

constexpr UChar32 kTableEnd = 0x250;  // Latin with its extensions; everything else is rare in names.
constexpr std::ptrdiff_t kLongestParticle = 3;

CharacterClass class_of(UChar32 c) {
  if (u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212) return CharacterClass::separator;
  switch (c) {
    case '\'':
    case '`':
    case 0x2018:
    case 0x2019:
    case 0x02BB:
    case 0x02BC:
    case 0x02BE:
    case 0x02BF:
    case 0x2032:
      return CharacterClass::apostrophe;
    default:
      break;
  }
  const auto type = u_charType(c);
  const bool word = u_isalnum(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
  return word ? CharacterClass::word : CharacterClass::sign;
}

FoldedCharacter fold_character(std::string_view bytes, UChar32 c) {
  FoldedCharacter folded;
  folded.kind = class_of(c);
  const std::string plain = fold(bytes);
  folded.size = static_cast<std::uint8_t>(std::min(plain.size(), folded.bytes.size()));
  std::copy_n(plain.begin(), folded.size, folded.bytes.begin());
  return folded;
}

const std::array<FoldedCharacter, kTableEnd>& table() {
  static const auto filled = [] {
    std::array<FoldedCharacter, kTableEnd> characters;
    for (UChar32 c = 0; c < kTableEnd; ++c) {
      std::array<char, 4> bytes{};
      std::size_t size = 0;
      U8_APPEND_UNSAFE(bytes.data(), size, c);
      characters[static_cast<std::size_t>(c)] = fold_character({bytes.data(), size}, c);
    }
    return characters;
  }();
  return filled;
}

UChar32 character_at(std::string_view text, std::size_t& at) {
  UChar32 c = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT_OR_FFFD(bytes, at, text.size(), c);
  return c;
}

bool is_upper(UChar32 c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(c) != 0; }

// The next word from `at`, apostrophes within it included; `at` moves behind it. Empty at the end.
std::string_view next_word(std::string_view text, std::size_t& at) {
  while (at < text.size() && classify(text, at).kind != CharacterClass::word) at += classify(text, at).size;
  const std::size_t begin = at;
  std::size_t end = at;
  while (at < text.size()) {
    const auto [kind, size] = classify(text, at);
    if (kind != CharacterClass::word && kind != CharacterClass::apostrophe) break;
    at += size;
    if (kind == CharacterClass::word) end = at;
  }
  return text.substr(begin, end - begin);
}

struct WordCase {
  bool capitalized = false;
  bool all_capitals = false;  // Two letters at least, and no other.
  std::ptrdiff_t letters = 0;
};

WordCase case_of(std::string_view word) {
  WordCase result;
  std::ptrdiff_t upper = 0;
  for (std::size_t at = 0; at < word.size();) {
    const bool first = at == 0;
    const UChar32 c = character_at(word, at);
    if (is_upper(c)) {
      ++upper;
      result.capitalized = result.capitalized || first;
    }
    if (u_isalpha(c)) ++result.letters;
  }
  result.all_capitals = upper >= 2 && upper == result.letters;
  return result;
}

// "Al-Shabaab" may be written "al-Shabaab", "Ash-Sharq" "ash-Sharq".
bool is_particle(std::string_view name, std::size_t word_end, const WordCase& word) {
  return word_end < name.size() && name[word_end] == '-' && !word.all_capitals && word.letters <= kLongestParticle;
}

}  // namespace

Classified classify_unicode(std::string_view text, std::size_t at) {
  std::size_t next = at;
  const UChar32 c = character_at(text, next);
  return {c < kTableEnd ? table()[static_cast<std::size_t>(c)].kind : class_of(c), next - at};
}

FoldedCharacter NameCursor::fold_next() {
  const std::size_t begin = at_;
  const UChar32 c = character_at(text_, at_);
  return c < kTableEnd ? table()[static_cast<std::size_t>(c)] : fold_character(text_.substr(begin, at_ - begin), c);
}

std::string comparison_form(std::string_view name) {
  std::string form;
  NameCursor cursor(name, 0);
  const auto append = [&](char byte) {
    form += byte;
    return true;
  };
  while (cursor.next(append)) continue;
  return form;
}

bool case_agrees(std::string_view name, std::string_view text, bool as_written) {
  if (name == text) return true;
  std::size_t in_name = 0;
  std::size_t in_text = 0;
  while (true) {
    const std::string_view wanted = next_word(name, in_name);
    const std::string_view found = next_word(text, in_text);
    if (wanted.empty() || found.empty()) return wanted.empty() == found.empty();
    const WordCase word = case_of(wanted);
    if (as_written || word.all_capitals) {
      if (wanted != found) return false;
    } else if (word.capitalized && !is_particle(name, in_name, word) && !case_of(found).capitalized) {
      return false;
    }
  }
}

bool is_capital(std::string_view text, std::size_t at) { return is_upper(character_at(text, at)); }

bool begins_with_capital(std::string_view name) {
  std::size_t at = 0;
  const std::string_view first = next_word(name, at);
  const WordCase word = case_of(first);
  return word.capitalized && !is_particle(name, at, word);
}

}  // namespace entente::lexicon
