// Characters as the language model sees them. tools/train/features.py computes the same.
#pragma once

#include <cstdint>
#include <string_view>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace entente::ingest::language {

struct Character {
  UChar32 code = 0;
  std::uint32_t size = 1;  // In bytes.
};

// The character at `offset`, which is within the text. Ill-formed bytes are U+FFFD, one at a time or as UTF-8 prescribes.
inline Character character_at(std::string_view text, std::size_t offset) {
  const auto first = static_cast<unsigned char>(text[offset]);
  if (first < 0x80) return {first, 1};
  std::size_t next = offset;
  UChar32 code = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT_OR_FFFD(bytes, next, text.size(), code);
  return {code, static_cast<std::uint32_t>(next - offset)};
}

// Simple case mapping. U+0130 has none to one character.
inline UChar32 lower(UChar32 c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  return c == 0x130 ? c : u_tolower(c);
}

// Quotation marks, apostrophes and dashes as a keyboard writes them; 0 for all else.
inline char plain_variant(UChar32 c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x00B4:
    case '`':
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    default:
      return 0;
  }
}

inline bool is_digit(UChar32 c) { return c >= '0' && c <= '9'; }

// 'X' upper case, 'x' another letter, 'd' digit; signs stand for themselves, foreign ones are 'o'.
inline char classify(UChar32 c) {
  if (is_digit(c)) return 'd';
  if (lower(c) != c) return 'X';
  if (c < 0x80 ? c >= 'a' && c <= 'z' : u_isalpha(c)) return 'x';
  if (const char plain = plain_variant(c)) return plain;
  return c < 0x80 ? static_cast<char>(c) : 'o';
}

// Lower case, plain variants, every ASCII digit a zero.
inline UChar32 normalise(UChar32 c) {
  if (is_digit(c)) return '0';
  if (const char plain = plain_variant(c)) return plain;
  return lower(c);
}

inline bool is_space(UChar32 c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF;
}

// FNV-1a with the finaliser of MurmurHash3, over bytes given one after the other.
class Hasher {
 public:
  explicit Hasher(std::uint64_t seed = 0) : value_(0xCBF29CE484222325ULL ^ seed) {}
  Hasher& add(char byte) {
    value_ = (value_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
    return *this;
  }
  Hasher& add(std::string_view bytes) {
    for (const char byte : bytes) add(byte);
    return *this;
  }
  std::uint64_t finish() const {
    std::uint64_t value = value_;
    value ^= value >> 33;
    value *= 0xFF51AFD7ED558CCDULL;
    value ^= value >> 33;
    value *= 0xC4CEB9FE1A85EC53ULL;
    return value ^ (value >> 33);
  }

 private:
  std::uint64_t value_;
};

// Writes a character as UTF-8, at most four bytes.
template <typename Text>
void append_utf8(Text& text, UChar32 c) {
  if (c < 0x80) {
    text.push_back(static_cast<char>(c));
    return;
  }
  char bytes[4];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  text.append(bytes, static_cast<std::size_t>(size));
}

}  // namespace entente::ingest::language
