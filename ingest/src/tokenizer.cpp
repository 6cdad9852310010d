#include <entente/ingest/tokenizer.hpp>
#include <entente/schemas/fold.hpp>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace entente::ingest {
namespace {

constexpr UChar32 kCurlyApostrophe = 0x2019;

struct Character {
  UChar32 code = -1;  // -1 at the end of the text.
  std::int32_t next = 0;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text)
      : bytes_(reinterpret_cast<const std::uint8_t*>(text.data())), size_(static_cast<std::int32_t>(text.size())) {}

  Character at(std::int32_t offset) const {
    if (offset >= size_) return {-1, offset};
    Character character{-1, offset};
    U8_NEXT_OR_FFFD(bytes_, character.next, size_, character.code);
    return character;
  }
  std::int32_t size() const { return size_; }

 private:
  const std::uint8_t* bytes_;
  std::int32_t size_;
};

bool is_apostrophe(UChar32 c) { return c == '\'' || c == kCurlyApostrophe; }

bool is_word_character(UChar32 c) {
  if (c < 0) return false;
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const auto type = u_charType(c);
  return u_isalnum(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

bool is_digit(UChar32 c) { return c >= '0' && c <= '9'; }
bool is_space(UChar32 c) { return c >= 0 && (u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF); }

// Length in bytes of a clitic that begins with the apostrophe at `offset`; 0 if there is none.
std::int32_t clitic_length(const Scanner& scanner, std::int32_t offset) {
  const Character apostrophe = scanner.at(offset);
  std::int32_t at = apostrophe.next;
  std::string letters;
  while (letters.size() < 3) {
    const Character c = scanner.at(at);
    if (!is_word_character(c.code) || c.code > 0x7F) break;
    letters += static_cast<char>(c.code | 0x20);
    at = c.next;
  }
  if (is_word_character(scanner.at(at).code)) return 0;
  const bool known =
      letters == "s" || letters == "re" || letters == "ve" || letters == "ll" || letters == "d" || letters == "m";
  return known ? at - offset : 0;
}

// End of the run of word characters from `offset`, with apostrophes inside names and separators inside numbers.
std::int32_t word_end(const Scanner& scanner, std::int32_t offset) {
  std::int32_t at = offset;
  UChar32 previous = -1;
  while (true) {
    const Character c = scanner.at(at);
    if (is_word_character(c.code)) {
      previous = c.code;
      at = c.next;
      continue;
    }
    const Character after = scanner.at(c.next);
    const bool joins_name = is_apostrophe(c.code) && is_word_character(after.code) && clitic_length(scanner, at) == 0;
    const bool joins_number = (c.code == '.' || c.code == ',') && is_digit(previous) && is_digit(after.code);
    if (!joins_name && !joins_number) return at;
    previous = c.code;
    at = c.next;
  }
}

}  // namespace

Tokenizer::Tokenizer(const EnglishWords& words) {
  abbreviations_.insert(words.title_abbreviations.begin(), words.title_abbreviations.end());
  abbreviations_.insert(words.abbreviations.begin(), words.abbreviations.end());
}

std::vector<Token> Tokenizer::tokenize(std::string_view text) const {
  const Scanner scanner(text);
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 5);
  bool space_before = false;
  int newlines = 0;
  std::int32_t at = 0;
  const auto emit = [&](std::int32_t end, bool word) {
    Token token;
    token.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    const std::string_view surface = token.span.of(text);
    token.folded = fold(surface);
    token.word = word;
    token.space_before = space_before;
    token.paragraph_before = newlines >= 2 || tokens.empty();
    if (word) {
      int upper = 0;
      int lower = 0;
      for (std::int32_t i = at; i < end;) {
        const Character c = scanner.at(i);
        const bool is_upper = u_isupper(c.code) != 0;
        if (i == at) token.capitalized = is_upper;
        upper += is_upper ? 1 : 0;
        lower += u_islower(c.code) ? 1 : 0;
        i = c.next;
      }
      token.all_caps = upper >= 2 && lower == 0;
    }
    tokens.push_back(std::move(token));
    space_before = false;
    newlines = 0;
    at = end;
  };

  while (at < scanner.size()) {
    const Character c = scanner.at(at);
    if (is_space(c.code)) {
      space_before = true;
      newlines += c.code == '\n' ? 1 : 0;
      if (c.code == 0x2029) newlines = 2;
      at = c.next;
      continue;
    }
    if (is_apostrophe(c.code) && !space_before && !tokens.empty()) {
      if (const auto length = clitic_length(scanner, at)) {
        emit(at + length, true);
        continue;
      }
    }
    if (!is_word_character(c.code)) {
      std::int32_t end = c.next;
      if (c.code == '.') {
        while (scanner.at(end).code == '.') ++end;
      }
      emit(end, false);
      continue;
    }
    std::int32_t end = word_end(scanner, at);
    // "doesn't" -> "does", "n't"
    const std::string_view word = text.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(end - at));
    const std::string folded = fold(word);
    if (folded.size() > 3 && folded.ends_with("n't")) {
      // The apostrophe may be three bytes long; n and t are one each.
      const std::int32_t tail = word.ends_with("'t") || word.ends_with("'T") ? 3 : 5;
      const std::int32_t whole = end;
      emit(end - tail, true);
      emit(whole, true);
      continue;
    }
    // "U.S.", "J.", "p.m.": letters each followed by a period. "Gen.": a known abbreviation.
    if (scanner.at(end).code == '.') {
      std::int32_t period = end;
      std::int32_t letters_end = end;
      bool acronym = scanner.at(at).next == end && u_isalpha(c.code) &&
                     (u_isupper(c.code) || is_word_character(scanner.at(end + 1).code));
      while (acronym) {
        letters_end = period + 1;
        const Character letter = scanner.at(letters_end);
        if (!u_isalpha(letter.code) || scanner.at(letter.next).code != '.') break;
        period = letter.next;
      }
      const Character after = scanner.at(letters_end);
      if (acronym && is_word_character(after.code) && letters_end - at <= 2) acronym = false;
      if (acronym) {
        end = letters_end;
      } else if (abbreviations_.contains(folded) && !is_word_character(scanner.at(end + 1).code)) {
        end = end + 1;
      }
    }
    emit(end, true);
  }
  return tokens;
}

}  // namespace entente::ingest
