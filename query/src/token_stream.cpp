#include "token_stream.hpp"

#include <algorithm>

#include <entente/schemas/similar.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entente::query {
namespace {

bool same_word(std::string_view a, std::string_view keyword) {
  return a.size() == keyword.size() && std::equal(a.begin(), a.end(), keyword.begin(), [](char x, char y) {
           return (x >= 'a' && x <= 'z' ? static_cast<char>(x - 'a' + 'A') : x) == y;
         });
}

}  // namespace

TokenStream::TokenStream(std::string_view text) : text_(text), tokens_(tokenize(text)) {
  behind_closing_.assign(tokens_.size(), tokens_.size() - 1);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].kind != TokenKind::symbol) continue;
    const std::string& symbol = tokens_[i].text;
    if (symbol == "(" || symbol == "[" || symbol == "{") open.push_back(i);
    if ((symbol == ")" || symbol == "]" || symbol == "}") && !open.empty()) {
      behind_closing_[open.back()] = i + 1;
      open.pop_back();
    }
  }
}

const Token& TokenStream::peek(std::size_t ahead) const { return at_place(at_ + ahead); }

const Token& TokenStream::next() {
  const Token& token = peek();
  if (token.kind != TokenKind::end) ++at_;
  return token;
}

bool TokenStream::sees_word(std::string_view keyword, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::name && same_word(peek(ahead).text, keyword);
}

bool TokenStream::sees(std::string_view symbol, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::symbol && peek(ahead).text == symbol;
}

void TokenStream::looked_for(Expectation what) {
  if (expected_at_ != at_) expected_.clear();
  expected_at_ = at_;
  expected_.push_back(what);
}

bool TokenStream::accept_word(std::string_view keyword) {
  if (sees_word(keyword)) {
    ++at_;
    return true;
  }
  looked_for({keyword, {}, false});
  return false;
}

bool TokenStream::accept(std::string_view symbol) {
  if (sees(symbol)) {
    ++at_;
    return true;
  }
  looked_for({symbol, {}, true});
  return false;
}

bool TokenStream::accept_words(std::string_view first, std::string_view second) {
  if (sees_word(first) && sees_word(second, 1)) {
    at_ += 2;
    return true;
  }
  looked_for({first, second, false});
  return false;
}

void TokenStream::expect_word(std::string_view keyword) {
  if (!accept_word(keyword)) unexpected();
}

void TokenStream::expect(std::string_view symbol) {
  if (!accept(symbol)) unexpected();
}

bool TokenStream::sees_name(std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::name || peek(ahead).kind == TokenKind::quoted_name;
}

Name TokenStream::name(std::string_view what) {
  if (sees_name() && peek().text.empty()) unexpected(what);
  return key(what);
}

Name TokenStream::key(std::string_view what) {
  if (!sees_name()) unexpected(what);
  const Token& token = next();
  return {token.text, token.at};
}

void TokenStream::unexpected(std::string_view also_expected) {
  if (!also_expected.empty()) looked_for({also_expected, {}, false});
  const Token& token = peek();
  std::vector<std::string> expected;
  for (std::size_t i = 0; expected_at_ == at_ && i < expected_.size(); ++i) {
    const auto& [first, second, symbol] = expected_[i];
    std::string text = symbol ? fmt::format("'{}'", first) : std::string(first);
    if (!second.empty()) text += fmt::format(" {}", second);
    if (std::find(expected.begin(), expected.end(), text) == expected.end()) expected.push_back(std::move(text));
  }
  std::string message =
      token.kind == TokenKind::end ? "the query ends too early" : fmt::format("unexpected '{}'", text(token.at));
  if (!expected.empty()) {
    constexpr std::size_t kShown = 8;
    const bool more = expected.size() > kShown;
    std::vector<std::string> shown(expected.begin(),
                                   expected.begin() + static_cast<std::ptrdiff_t>(std::min(expected.size(), kShown)));
    message += fmt::format(": expected {}{}", fmt::join(shown, ", "), more ? " or more" : "");
  }
  std::string hint;
  if (token.kind == TokenKind::name) {
    std::string word = token.text;
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const auto similar = most_similar(word, expected, 1);
    if (!similar.empty() && similar.front() != word) hint = fmt::format("did you mean {}?", similar.front());
  }
  fail(QueryFault::unexpected_syntax, token.at, std::move(message), std::move(hint));
}

std::size_t TokenStream::behind_closing(std::size_t ahead) const {
  return behind_closing_[std::min(at_ + ahead, tokens_.size() - 1)];
}

Position TokenStream::since(std::size_t begin) const {
  const std::size_t last = at_ > begin ? at_ - 1 : begin;
  return {at_place(begin).at.begin, at_place(last).at.end};
}

}  // namespace entente::query
