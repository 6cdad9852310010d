#include "parser_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace entente::query {

ExpressionPtr Parser::made(ExpressionKind kind, std::size_t begin) const {
  auto result = std::make_unique<Expression>();
  result->kind = kind;
  result->at = tokens_.since(begin);
  return result;
}

ExpressionPtr Parser::joined(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right) const {
  auto result = std::make_unique<Expression>();
  result->kind = kind;
  result->at = {left->at.begin, right->at.end};
  result->height = std::max(left->height, right->height) + 1;
  check_size(result->height, result->at);
  result->operands.push_back(std::move(left));
  result->operands.push_back(std::move(right));
  return result;
}

ExpressionPtr Parser::expression() {
  const Depth depth(depth_, tokens_.peek().at);
  return disjunction();
}

ExpressionPtr Parser::disjunction() {
  ExpressionPtr left = exclusive_disjunction();
  while (tokens_.accept_word("OR")) left = joined(ExpressionKind::logical_or, std::move(left), exclusive_disjunction());
  return left;
}

ExpressionPtr Parser::exclusive_disjunction() {
  ExpressionPtr left = conjunction();
  while (tokens_.accept_word("XOR")) left = joined(ExpressionKind::logical_xor, std::move(left), conjunction());
  return left;
}

ExpressionPtr Parser::conjunction() {
  ExpressionPtr left = negation();
  while (tokens_.accept_word("AND")) left = joined(ExpressionKind::logical_and, std::move(left), negation());
  return left;
}

ExpressionPtr Parser::negation() {
  const std::size_t begin = tokens_.place();
  if (!tokens_.accept_word("NOT")) return comparison();
  const Depth depth(depth_, tokens_.peek().at);
  ExpressionPtr operand = negation();
  ExpressionPtr result = made(ExpressionKind::logical_not, begin);
  result->operands.push_back(std::move(operand));
  return result;
}

ExpressionPtr Parser::comparison() {
  static constexpr std::array<std::pair<std::string_view, Comparison>, 6> kComparisons = {
      {{"=", Comparison::equal},
       {"<>", Comparison::not_equal},
       {"<=", Comparison::less_or_equal},
       {">=", Comparison::greater_or_equal},
       {"<", Comparison::less},
       {">", Comparison::greater}}};
  ExpressionPtr first = predicate();
  const auto found = [&] {
    return std::find_if(kComparisons.begin(), kComparisons.end(),
                        [&](const auto& c) { return tokens_.accept(c.first); });
  };
  auto comparison = found();
  if (comparison == kComparisons.end()) {
    return first;
  }
  auto chain = std::make_unique<Expression>();
  chain->kind = ExpressionKind::comparison;
  chain->at.begin = first->at.begin;
  chain->operands.push_back(std::move(first));
  for (; comparison != kComparisons.end(); comparison = found()) {
    chain->comparisons.push_back(comparison->second);
    chain->operands.push_back(predicate());
    chain->at.end = chain->operands.back()->at.end;
  }
  return chain;
}

ExpressionPtr Parser::predicate() {
  ExpressionPtr left = sum();
  for (;;) {
    if (tokens_.accept_word("IN")) {
      left = joined(ExpressionKind::in, std::move(left), sum());
    } else if (tokens_.accept_words("STARTS", "WITH")) {
      left = joined(ExpressionKind::starts_with, std::move(left), sum());
    } else if (tokens_.accept_words("ENDS", "WITH")) {
      left = joined(ExpressionKind::ends_with, std::move(left), sum());
    } else if (tokens_.accept_word("CONTAINS")) {
      left = joined(ExpressionKind::contains, std::move(left), sum());
    } else if (tokens_.accept("=~")) {
      left = joined(ExpressionKind::matches, std::move(left), sum());
    } else if (tokens_.accept_word("IS")) {
      const bool negated = tokens_.accept_word("NOT");
      tokens_.expect_word("NULL");
      auto result = std::make_unique<Expression>();
      result->kind = negated ? ExpressionKind::is_not_null : ExpressionKind::is_null;
      result->height = left->height + 1;
      check_size(result->height, left->at);
      result->at = {left->at.begin, tokens_.since(tokens_.place() - 1).end};
      result->operands.push_back(std::move(left));
      left = std::move(result);
    } else {
      return left;
    }
  }
}

ExpressionPtr Parser::sum() {
  ExpressionPtr left = product();
  for (;;) {
    if (tokens_.accept("+")) {
      left = joined(ExpressionKind::add, std::move(left), product());
    } else if (tokens_.accept("-")) {
      left = joined(ExpressionKind::subtract, std::move(left), product());
    } else {
      return left;
    }
  }
}

ExpressionPtr Parser::product() {
  ExpressionPtr left = power();
  for (;;) {
    if (tokens_.accept("*")) {
      left = joined(ExpressionKind::multiply, std::move(left), power());
    } else if (tokens_.accept("/")) {
      left = joined(ExpressionKind::divide, std::move(left), power());
    } else if (tokens_.accept("%")) {
      left = joined(ExpressionKind::modulo, std::move(left), power());
    } else {
      return left;
    }
  }
}

ExpressionPtr Parser::power() {
  ExpressionPtr left = sign();
  while (tokens_.accept("^")) left = joined(ExpressionKind::power, std::move(left), sign());
  return left;
}

ExpressionPtr Parser::sign() {
  const std::size_t begin = tokens_.place();
  const bool minus = tokens_.accept("-");
  if (!minus && !tokens_.accept("+")) return postfix();
  const Depth depth(depth_, tokens_.peek().at);
  if (minus && tokens_.peek().kind == TokenKind::integer) {
    // The least integer is not the negative of one.
    const Token& token = tokens_.next();
    ExpressionPtr result = made(ExpressionKind::literal, begin);
    result->value = integer_value(token, true);
    return result;
  }
  ExpressionPtr operand = sign();
  ExpressionPtr result = made(minus ? ExpressionKind::negate : ExpressionKind::plus, begin);
  result->operands.push_back(std::move(operand));
  return result;
}

ExpressionPtr Parser::postfix() {
  const std::size_t begin = tokens_.place();
  ExpressionPtr left = atom();
  for (;;) {
    if (tokens_.sees(".") && tokens_.sees_name(1)) {
      tokens_.expect(".");
      std::string key = tokens_.name("the name of a property").text;
      ExpressionPtr result = made(ExpressionKind::property, begin);
      result->name = std::move(key);
      result->height = left->height + 1;
      check_size(result->height, result->at);
      result->operands.push_back(std::move(left));
      left = std::move(result);
    } else if (tokens_.accept("[")) {
      ExpressionPtr from = tokens_.sees("..") ? nullptr : expression();
      const bool slice = tokens_.accept("..");
      ExpressionPtr to = slice && !tokens_.sees("]") ? expression() : nullptr;
      tokens_.expect("]");
      ExpressionPtr result = made(slice ? ExpressionKind::slice : ExpressionKind::element, begin);
      result->height = left->height + 1;
      check_size(result->height, result->at);
      result->operands.push_back(std::move(left));
      result->operands.push_back(std::move(from));
      if (slice) result->operands.push_back(std::move(to));
      left = std::move(result);
    } else if (tokens_.sees(":") &&
               (tokens_.sees_name(1) || tokens_.sees("!", 1) || tokens_.sees("(", 1) || tokens_.sees("%", 1))) {
      tokens_.expect(":");
      auto labels = std::make_unique<LabelExpression>(label_expression(false));
      ExpressionPtr result = made(ExpressionKind::has_labels, begin);
      result->labels = std::move(labels);
      result->height = left->height + 1;
      check_size(result->height, result->at);
      result->operands.push_back(std::move(left));
      left = std::move(result);
    } else {
      return left;
    }
  }
}

}  // namespace entente::query
