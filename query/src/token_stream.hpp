// The tokens of a query as a parser walks over them. Remembers what was looked for at each place, so that a message can say what
// was expected there.
#pragma once

#include "query_failure.hpp"
#include "token.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::query {

class TokenStream {
 public:
  explicit TokenStream(std::string_view text);

  const Token& peek(std::size_t ahead = 0) const;
  const Token& next();
  std::size_t place() const { return at_; }
  void go_back_to(std::size_t place) { at_ = place; }

  bool at_end() const { return peek().kind == TokenKind::end; }

  // Whether a keyword or symbol is `ahead` of here, without remembering that it was looked for.
  bool sees_word(std::string_view keyword, std::size_t ahead = 0) const;
  bool sees(std::string_view symbol, std::size_t ahead = 0) const;

  // Goes past it, if it is here; else it counts as expected.
  bool accept_word(std::string_view keyword);
  bool accept(std::string_view symbol);
  // Several keywords in a row, or none of them.
  bool accept_words(std::string_view first, std::string_view second);
  void expect_word(std::string_view keyword);
  void expect(std::string_view symbol);

  // A name as an identifier, quoted or not. `what` names it in messages.
  Name name(std::string_view what);
  // The same of a map's key, which may be empty.
  Name key(std::string_view what);
  bool sees_name(std::size_t ahead = 0) const;

  // Says what is here, and what was expected instead.
  [[noreturn]] void unexpected(std::string_view also_expected = "");

  // The place behind the parenthesis, bracket or brace that closes the one `ahead` of here; the end if there is none.
  std::size_t behind_closing(std::size_t ahead = 0) const;
  const Token& at_place(std::size_t place) const { return tokens_[std::min(place, tokens_.size() - 1)]; }

  // From the token at `begin` up to the one before this place.
  Position since(std::size_t begin) const;
  std::string_view text(Position at) const { return text_.substr(at.begin, at.end - at.begin); }

 private:
  // What was looked for at expected_at_. The texts are literals of the parser.
  struct Expectation {
    std::string_view first;
    std::string_view second;  // Of two keywords in a row.
    bool symbol = false;
  };
  void looked_for(Expectation what);

  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> behind_closing_;  // By place of an opening token.
  std::size_t at_ = 0;
  std::size_t expected_at_ = 0;
  std::vector<Expectation> expected_;
};

}  // namespace entente::query
