// The form in which names are compared, read one character at a time: folded, with each run of spaces and dashes between
// words made one space, none beside other signs, and without apostrophes. "Al-Qa’ida" and "al Qaida" are the same, "U.S."
// and "US" are not.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente::lexicon {

enum class CharacterClass : std::uint8_t { word, separator, apostrophe, sign };

// A character's class and its folded form of at most six bytes; longer forms are cut.
struct FoldedCharacter {
  std::array<char, 6> bytes{};
  std::uint8_t size = 0;
  CharacterClass kind = CharacterClass::sign;
};

// Class of the character at `at`, and its size in bytes.
struct Classified {
  CharacterClass kind = CharacterClass::sign;
  std::size_t size = 1;
};
Classified classify_unicode(std::string_view text, std::size_t at);

// Most of a text is ASCII, which needs no decoding.
inline constexpr auto kAsciiClasses = [] {
  std::array<CharacterClass, 0x80> classes{};
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool space = c <= ' ' || c == '-' || c == 0x7F;  // Control characters, too.
    classes[c] = letter                    ? CharacterClass::word
                 : space                   ? CharacterClass::separator
                 : (c == '\'' || c == '`') ? CharacterClass::apostrophe
                                           : CharacterClass::sign;
  }
  return classes;
}();

inline Classified classify(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return first < 0x80 ? Classified{kAsciiClasses[first], 1} : classify_unicode(text, at);
}

class NameCursor {
 public:
  // `begin` is at the beginning of a character.
  NameCursor(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}

  // Calls `take(byte)` for each byte of what comes next: the folded form of one character, a space before it included.
  // Returns false at the end of the text, or when `take` does.
  template <typename Take>
  bool next(Take take) {
    bool separated = false;
    while (at_ < text_.size()) {
      const auto first = static_cast<unsigned char>(text_[at_]);
      FoldedCharacter folded;
      CharacterClass kind = CharacterClass::word;
      if (first < 0x80) {
        kind = kAsciiClasses[first];
        ++at_;
      } else {
        folded = fold_next();
        kind = folded.kind;
      }
      if (kind == CharacterClass::apostrophe) continue;
      if (kind == CharacterClass::separator) {
        separated = true;
        continue;
      }
      const bool space = separated && after_word_ && kind == CharacterClass::word;
      after_word_ = kind == CharacterClass::word;
      if (space && !take(' ')) return false;
      if (first < 0x80) return take(static_cast<char>(first >= 'A' && first <= 'Z' ? first | 0x20 : first));
      for (std::size_t i = 0; i < folded.size; ++i) {
        if (!take(folded.bytes[i])) return false;
      }
      if (folded.size > 0) return true;
    }
    return false;
  }

  // Whether a name may end after what was read: at the end of a word, or after a sign.
  bool can_end() const {
    return !after_word_ || at_ == text_.size() || classify(text_, at_).kind != CharacterClass::word;
  }

  // Where what was read so far ends, in bytes of the text.
  std::size_t end() const { return at_; }

 private:
  FoldedCharacter fold_next();

  std::string_view text_;
  std::size_t at_;
  bool after_word_ = false;
};

// The whole of a name in that form.
std::string comparison_form(std::string_view name);

// Whether `text`, a place where the comparison forms agree, is also written as the name asks: upper case stays upper
// case, and words of capitals, or all words of a name taken `as_written`, agree letter by letter.
bool case_agrees(std::string_view name, std::string_view text, bool as_written);

// Whether the name's first word must begin with a capital letter. "Al-" and the like need not.
bool begins_with_capital(std::string_view name);

// Whether the character at `at` is a capital letter.
bool is_capital(std::string_view text, std::size_t at);

}  // namespace entente::lexicon
