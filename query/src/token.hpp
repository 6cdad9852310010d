// The words of a query.
#pragma once

#include "ast.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::query {

enum class TokenKind : std::uint8_t {
  end,
  name,         // As written. Keywords are names: no word is reserved.
  quoted_name,  // Without its backticks. Never a keyword.
  string,       // With escapes resolved.
  integer,      // As written, also 0x and 0o.
  real,         // As written.
  parameter,    // The name behind $.
  symbol,       // One of + - * / % ^ = <> < > <= >= =~ ( ) [ ] { } , . .. : ; | & !
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
  Position at;
};

// All tokens, with `end` as the last one. Comments (// and /* */) and white space are left out. Throws QueryFailure.
std::vector<Token> tokenize(std::string_view query);

}  // namespace entente::query
