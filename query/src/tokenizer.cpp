#include "query_failure.hpp"
#include "token.hpp"

#include <array>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace entente::query {
namespace {

constexpr std::array<std::string_view, 26> kSymbols = {  // Longer ones first.
    "<>", "<=", ">=", "=~", "..", "+", "-", "*", "/", "%", "^", "=", "<",
    ">",  "(",  ")",  "[",  "]",  "{", "}", ",", ".", ":", ";", "|", "&"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

void append_code_point(std::string& text, std::uint32_t code) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t length = 0;
  UBool failed = 0;
  U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes), length, U8_MAX_LENGTH, static_cast<UChar32>(code), failed);
  if (failed == 0) text.append(bytes, static_cast<std::size_t>(length));
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view query) : query_(query) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    for (;;) {
      skip_space();
      tokens.push_back(next());
      if (tokens.back().kind == TokenKind::end) return tokens;
    }
  }

 private:
  bool at_end() const { return at_ >= query_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < query_.size() ? query_[at_ + ahead] : '\0'; }
  bool looking_at(std::string_view text) const { return query_.substr(at_).starts_with(text); }

  Position from(std::size_t begin) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  }

  // The code point at `at_`, and its length. Bytes that are not UTF-8 are refused.
  UChar32 code_point(std::size_t* length) const {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(query_.data() + at_);
    std::int32_t size = 0;
    UChar32 code = 0;
    U8_NEXT(bytes, size, static_cast<std::int32_t>(std::min<std::size_t>(query_.size() - at_, 4)), code);
    *length = static_cast<std::size_t>(size);
    if (code < 0) fail(QueryFault::unexpected_syntax, from(at_), "the query is not UTF-8 here");
    return code;
  }

  void skip_space() {
    while (!at_end()) {
      std::size_t length = 0;
      if (looking_at("//")) {
        at_ = std::min(query_.find('\n', at_), query_.size());
      } else if (looking_at("/*")) {
        const std::size_t begin = at_;
        const std::size_t end = query_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
          at_ += 2;
          fail(QueryFault::unexpected_syntax, from(begin), "the comment has no end", "close it with */");
        }
        at_ = end + 2;
      } else if (u_isUWhiteSpace(code_point(&length)) != 0 || peek() == '\x1C' || peek() == '\x1D' ||
                 peek() == '\x1E' || peek() == '\x1F') {
        at_ += length;
      } else {
        return;
      }
    }
  }

  Token next() {
    const std::size_t begin = at_;
    if (at_end()) return {TokenKind::end, "", from(begin)};
    const char c = peek();
    if (c == '\'' || c == '"') return string();
    if (c == '`') return {TokenKind::quoted_name, quoted(), from(begin)};
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '$') return parameter();
    std::size_t length = 0;
    const UChar32 code = code_point(&length);
    if (code == '_' || u_isIDStart(code) != 0) return {TokenKind::name, name(), from(begin)};
    if (c == '!') {
      ++at_;
      return {TokenKind::symbol, "!", from(begin)};
    }
    for (const std::string_view symbol : kSymbols) {
      if (!looking_at(symbol)) continue;
      at_ += symbol.size();
      return {TokenKind::symbol, std::string(symbol), from(begin)};
    }
    at_ += length;
    fail(QueryFault::unexpected_syntax, from(begin),
         fmt::format("unexpected character '{}'", query_.substr(begin, length)));
  }

  std::string name() {
    const std::size_t begin = at_;
    while (!at_end()) {
      std::size_t length = 0;
      const UChar32 code = code_point(&length);
      if (code != '_' && (u_isIDPart(code) == 0 || u_isIDIgnorable(code) != 0)) break;
      at_ += length;
    }
    return std::string(query_.substr(begin, at_ - begin));
  }

  std::string quoted() {
    const std::size_t begin = at_++;
    std::string text;
    for (;;) {
      const std::size_t end = query_.find('`', at_);
      if (end == std::string_view::npos) {
        at_ = begin + 1;
        fail(QueryFault::unexpected_syntax, from(begin), "the quoted name has no end", "close it with a backtick");
      }
      text += query_.substr(at_, end - at_);
      at_ = end + 1;
      if (peek() != '`') return text;
      text += '`';  // Doubled: the character itself.
      ++at_;
    }
  }

  Token parameter() {
    const std::size_t begin = at_++;
    std::string text;
    if (peek() == '`') {
      text = quoted();
    } else if (is_digit(peek())) {
      while (is_digit(peek())) text += query_[at_++];
    } else {
      text = name();
    }
    if (text.empty()) fail(QueryFault::unexpected_syntax, from(begin), "a parameter needs a name", "write $name");
    return {TokenKind::parameter, std::move(text), from(begin)};
  }

  Token number() {
    const std::size_t begin = at_;
    bool real = false;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'o' || peek(1) == 'X' || peek(1) == 'O')) {
      at_ += 2;
      while (is_hexadecimal(peek())) ++at_;
    } else {
      while (is_digit(peek())) ++at_;
      if (peek() == '.' && is_digit(peek(1))) {
        real = true;
        ++at_;
        while (is_digit(peek())) ++at_;
      }
      const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
      if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
        real = true;
        at_ += 1 + sign;
        while (is_digit(peek())) ++at_;
      }
    }
    // "1a" is neither a number nor a name.
    if (!at_end()) {
      std::size_t length = 0;
      const UChar32 code = code_point(&length);
      if (code == '_' || u_isIDStart(code) != 0) {
        name();
        fail(QueryFault::invalid_number_literal, from(begin),
             fmt::format("'{}' is not a number", query_.substr(begin, at_ - begin)));
      }
    }
    return {real ? TokenKind::real : TokenKind::integer, std::string(query_.substr(begin, at_ - begin)), from(begin)};
  }

  Token string() {
    const std::size_t begin = at_;
    const char quote = query_[at_++];
    std::string text;
    while (!at_end() && peek() != quote) {
      if (peek() != '\\') {
        std::size_t length = 0;
        code_point(&length);
        text += query_.substr(at_, length);
        at_ += length;
      } else {
        escape(text);
      }
    }
    if (at_end()) {
      at_ = begin + 1;
      fail(QueryFault::unexpected_syntax, from(begin), "the string has no end",
           fmt::format("close it with {}, and write a {} within it as \\{}", quote, quote, quote));
    }
    ++at_;
    return {TokenKind::string, std::move(text), from(begin)};
  }

  void escape(std::string& text) {
    const std::size_t begin = at_++;
    const char c = peek();
    ++at_;
    switch (c) {
      case 'b':
        text += '\b';
        return;
      case 'f':
        text += '\f';
        return;
      case 'n':
        text += '\n';
        return;
      case 'r':
        text += '\r';
        return;
      case 't':
        text += '\t';
        return;
      case '\\':
      case '\'':
      case '"':
      case '`':
        text += c;
        return;
      case 'u':
      case 'U':
        append_code_point(text, unicode_escape(begin, c == 'u' ? 4 : 8));
        return;
      default:
        at_ = std::min(at_, query_.size());
        fail(QueryFault::unexpected_syntax, from(begin), "no such escape in a string",
             "there are \\n \\r \\t \\b \\f \\\\ \\' \\\" \\u0041; write a backslash as \\\\");
    }
  }

  std::uint32_t unicode_escape(std::size_t begin, std::size_t digits) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!is_hexadecimal(peek())) {
        fail(QueryFault::invalid_unicode_literal, from(begin),
             fmt::format("\\{} needs {} hexadecimal digits", digits == 4 ? 'u' : 'U', digits));
      }
      const char c = query_[at_++];
      code = code * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
      fail(QueryFault::invalid_unicode_literal, from(begin), "there is no such character");
    return code;
  }

  std::string_view query_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view query) { return Tokenizer(query).run(); }

}  // namespace entente::query
