#include "parser_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace entente::query {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

double real_value(const Token& token) {
  double value = 0;
  const auto [end, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  if (error == std::errc::result_out_of_range && token.text.find("e-") == std::string::npos &&
      token.text.find("E-") == std::string::npos)
    fail(QueryFault::floating_point_overflow, token.at, fmt::format("{} is too large for a number", token.text));
  return value;
}

}  // namespace

Value integer_value(const Token& token, bool negative) {
  std::string_view digits = token.text;
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0' &&
      (digits[1] == 'x' || digits[1] == 'X' || digits[1] == 'o' || digits[1] == 'O')) {
    base = digits[1] == 'x' || digits[1] == 'X' ? 16 : 8;
    digits.remove_prefix(2);
  }
  std::uint64_t magnitude = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  if (digits.empty() || end != digits.data() + digits.size())
    fail(QueryFault::invalid_number_literal, token.at, fmt::format("'{}' is not a number", token.text));
  const std::uint64_t most = std::uint64_t{1} << 63U;
  if (error != std::errc() || magnitude > most || (magnitude == most && !negative)) {
    fail(QueryFault::integer_overflow, token.at, fmt::format("{} is too large for an integer", token.text),
         "integers have 64 bits; write a decimal point for a floating-point number");
  }
  return negative ? static_cast<std::int64_t>(0 - magnitude) : static_cast<std::int64_t>(magnitude);
}

ExpressionPtr Parser::number() {
  const std::size_t begin = tokens_.place();
  const Token& token = tokens_.next();
  ExpressionPtr result = made(ExpressionKind::literal, begin);
  result->value = token.kind == TokenKind::integer ? integer_value(token, false) : Value(real_value(token));
  return result;
}

ExpressionPtr Parser::atom() {
  const std::size_t begin = tokens_.place();
  switch (tokens_.peek().kind) {
    case TokenKind::integer:
    case TokenKind::real:
      return number();
    case TokenKind::string: {
      std::string text = tokens_.next().text;
      ExpressionPtr result = made(ExpressionKind::literal, begin);
      result->value = std::move(text);
      return result;
    }
    case TokenKind::parameter: {
      std::string name = tokens_.next().text;
      ExpressionPtr result = made(ExpressionKind::parameter, begin);
      result->name = std::move(name);
      return result;
    }
    case TokenKind::symbol:
      if (tokens_.sees("(")) return parentheses();
      if (tokens_.sees("[")) return brackets();
      if (tokens_.sees("{")) return map_literal();
      break;
    case TokenKind::name:
    case TokenKind::quoted_name:
      return name_or_call();
    case TokenKind::end:
      break;
  }
  tokens_.unexpected("an expression");
}

// An expression, or a pattern as a predicate: (a)-->(b). Some expressions begin like one: (a)-[1] is a difference.
ExpressionPtr Parser::parentheses() {
  const std::size_t begin = tokens_.place();
  if (sees_relationship(tokens_.behind_closing())) {
    const int depth = depth_;
    try {
      auto pattern = std::make_unique<PathPattern>(path_pattern(false));
      ExpressionPtr result = made(ExpressionKind::pattern_predicate, begin);
      result->pattern = std::move(pattern);
      return result;
    } catch (const QueryFailure& failure) {
      if (failure.fault != QueryFault::unexpected_syntax) throw;
      depth_ = depth;
      tokens_.go_back_to(begin);
    }
  }
  tokens_.expect("(");
  ExpressionPtr inner = expression();
  tokens_.expect(")");
  return inner;
}

ExpressionPtr Parser::brackets() {
  const std::size_t begin = tokens_.place();
  if (tokens_.sees_name(1) && tokens_.sees_word("IN", 2)) {
    // [x IN xs] is a comprehension, as it is in Neo4j.
    return list_comprehension(begin);
  }
  const bool names_path = tokens_.sees_name(1) && tokens_.sees("=", 2) && tokens_.sees("(", 3);
  const std::size_t node = names_path ? 3 : 1;
  if (names_path || (tokens_.sees("(", node) && sees_relationship(tokens_.behind_closing(node)))) {
    const int depth = depth_;
    try {
      return pattern_comprehension(begin);
    } catch (const QueryFailure& failure) {
      if (failure.fault != QueryFault::unexpected_syntax || names_path) throw;
      depth_ = depth;
      tokens_.go_back_to(begin);
    }
  }
  tokens_.expect("[");
  std::vector<ExpressionPtr> elements;
  if (!tokens_.accept("]")) {
    do {
      elements.push_back(expression());
    } while (tokens_.accept(","));
    tokens_.expect("]");
  }
  ExpressionPtr result = made(ExpressionKind::list, begin);
  result->operands = std::move(elements);
  return result;
}

ExpressionPtr Parser::list_comprehension(std::size_t begin) {
  tokens_.expect("[");
  std::string name = tokens_.name("a variable").text;
  tokens_.expect_word("IN");
  ExpressionPtr list = expression();
  ExpressionPtr condition = tokens_.accept_word("WHERE") ? expression() : nullptr;
  ExpressionPtr value = tokens_.accept("|") ? expression() : nullptr;
  tokens_.expect("]");
  ExpressionPtr result = made(ExpressionKind::list_comprehension, begin);
  result->name = std::move(name);
  result->operands.push_back(std::move(list));
  result->operands.push_back(std::move(condition));
  result->operands.push_back(std::move(value));
  return result;
}

ExpressionPtr Parser::pattern_comprehension(std::size_t begin) {
  tokens_.expect("[");
  auto pattern = std::make_unique<PathPattern>(path_pattern(false));
  ExpressionPtr condition = tokens_.accept_word("WHERE") ? expression() : nullptr;
  tokens_.expect("|");
  ExpressionPtr value = expression();
  tokens_.expect("]");
  ExpressionPtr result = made(ExpressionKind::pattern_comprehension, begin);
  result->pattern = std::move(pattern);
  result->operands.push_back(std::move(condition));
  result->operands.push_back(std::move(value));
  return result;
}

ExpressionPtr Parser::map_literal() {
  const std::size_t begin = tokens_.place();
  tokens_.expect("{");
  std::vector<std::string> names;
  std::vector<ExpressionPtr> values;
  if (!tokens_.accept("}")) {
    do {
      names.push_back(tokens_.key("the name of a property").text);
      tokens_.expect(":");
      values.push_back(expression());
    } while (tokens_.accept(","));
    tokens_.expect("}");
  }
  ExpressionPtr result = made(ExpressionKind::map, begin);
  result->names = std::move(names);
  result->operands = std::move(values);
  return result;
}

// variable {.key, .*, name: value, other}. A null operand stands for .*, under the name "*".
ExpressionPtr Parser::map_projection() {
  const std::size_t begin = tokens_.place();
  std::string variable = tokens_.name("a variable").text;
  const auto reference = [&](std::string name) {
    ExpressionPtr result = made(ExpressionKind::variable, begin);
    result->name = std::move(name);
    return result;
  };
  std::vector<std::string> names = {""};
  std::vector<ExpressionPtr> operands;
  operands.push_back(reference(variable));
  tokens_.expect("{");
  if (!tokens_.accept("}")) {
    do {
      if (tokens_.accept(".")) {
        if (tokens_.accept("*")) {
          names.emplace_back("*");
          operands.push_back(nullptr);
          continue;
        }
        names.push_back(tokens_.name("the name of a property").text);
        ExpressionPtr value = made(ExpressionKind::property, begin);
        value->name = names.back();
        value->operands.push_back(reference(variable));
        operands.push_back(std::move(value));
        continue;
      }
      names.push_back(tokens_.name("a name").text);
      operands.push_back(tokens_.accept(":") ? expression() : reference(names.back()));
    } while (tokens_.accept(","));
    tokens_.expect("}");
  }
  ExpressionPtr result = made(ExpressionKind::map_projection, begin);
  result->names = std::move(names);
  result->operands = std::move(operands);
  return result;
}

ExpressionPtr Parser::case_expression() {
  const std::size_t begin = tokens_.place();
  tokens_.expect_word("CASE");
  std::vector<ExpressionPtr> operands;
  operands.push_back(tokens_.sees_word("WHEN") ? nullptr : expression());
  tokens_.expect_word("WHEN");
  do {
    operands.push_back(expression());
    tokens_.expect_word("THEN");
    operands.push_back(expression());
  } while (tokens_.accept_word("WHEN"));
  operands.push_back(tokens_.accept_word("ELSE") ? expression() : nullptr);
  tokens_.expect_word("END");
  ExpressionPtr result = made(ExpressionKind::case_of, begin);
  result->operands = std::move(operands);
  return result;
}

// EXISTS, COUNT or COLLECT { query }, or { patterns [WHERE condition] }.
ExpressionPtr Parser::subquery(ExpressionKind kind) {
  const std::size_t begin = tokens_.place();
  tokens_.next();
  tokens_.expect("{");
  auto inner = std::make_unique<Query>();
  if (tokens_.sees("(") || (tokens_.sees_name() && tokens_.sees("=", 1))) {
    SingleQuery part;
    part.clauses.push_back(match(false));
    inner->parts.push_back(std::move(part));
  } else {
    *inner = query(kind == ExpressionKind::collect_subquery);
  }
  tokens_.expect("}");
  ExpressionPtr result = made(kind, begin);
  result->subquery = std::move(inner);
  return result;
}

ExpressionPtr Parser::quantified(ExpressionKind kind) {
  const std::size_t begin = tokens_.place();
  tokens_.next();
  tokens_.expect("(");
  std::string name = tokens_.name("a variable").text;
  tokens_.expect_word("IN");
  ExpressionPtr list = expression();
  tokens_.expect_word("WHERE");
  ExpressionPtr condition = expression();
  tokens_.expect(")");
  ExpressionPtr result = made(kind, begin);
  result->name = std::move(name);
  result->operands.push_back(std::move(list));
  result->operands.push_back(std::move(condition));
  return result;
}

ExpressionPtr Parser::reduction() {
  const std::size_t begin = tokens_.place();
  tokens_.next();
  tokens_.expect("(");
  std::string sum = tokens_.name("a variable").text;
  tokens_.expect("=");
  ExpressionPtr first = expression();
  tokens_.expect(",");
  std::string name = tokens_.name("a variable").text;
  tokens_.expect_word("IN");
  ExpressionPtr list = expression();
  tokens_.expect("|");
  ExpressionPtr step = expression();
  tokens_.expect(")");
  ExpressionPtr result = made(ExpressionKind::reduce, begin);
  result->name = std::move(sum);
  result->second_name = std::move(name);
  result->operands.push_back(std::move(first));
  result->operands.push_back(std::move(list));
  result->operands.push_back(std::move(step));
  return result;
}

ExpressionPtr Parser::name_or_call() {
  const std::size_t begin = tokens_.place();
  static constexpr std::array<std::pair<std::string_view, ExpressionKind>, 4> kQuantifiers = {
      {{"ALL", ExpressionKind::all_of},
       {"ANY", ExpressionKind::any_of},
       {"NONE", ExpressionKind::none_of},
       {"SINGLE", ExpressionKind::single_of}}};
  static constexpr std::array<std::pair<std::string_view, ExpressionKind>, 3> kSubqueries = {
      {{"EXISTS", ExpressionKind::exists_subquery},
       {"COUNT", ExpressionKind::count_subquery},
       {"COLLECT", ExpressionKind::collect_subquery}}};
  for (const auto& [word, kind] : kSubqueries) {
    if (tokens_.sees_word(word) && tokens_.sees("{", 1)) return subquery(kind);
  }
  if (tokens_.sees("(", 1)) {
    for (const auto& [word, kind] : kQuantifiers) {
      if (tokens_.sees_word(word) && tokens_.sees_name(2) && tokens_.sees_word("IN", 3)) return quantified(kind);
    }
    if (tokens_.sees_word("REDUCE") && tokens_.sees_name(2) && tokens_.sees("=", 3)) return reduction();
    for (const std::string_view function : {"SHORTESTPATH", "ALLSHORTESTPATHS"}) {
      if (tokens_.sees_word(function)) {
        fail(QueryFault::unsupported, tokens_.peek().at, "a shortest path is a pattern, not a value, here",
             "write MATCH p = shortestPath((a)-[*]-(b))");
      }
    }
  }
  if (tokens_.sees_word("CASE") && !tokens_.sees("(", 1) && !tokens_.sees(".", 1)) return case_expression();
  const bool is_null = tokens_.accept_word("NULL");
  const bool is_true = !is_null && tokens_.accept_word("TRUE");
  if (is_null || is_true || tokens_.accept_word("FALSE")) {
    ExpressionPtr result = made(ExpressionKind::literal, begin);
    if (!is_null) result->value = is_true;
    return result;
  }
  if (tokens_.sees("{", 1)) return map_projection();
  // A function may have a name of several parts: date.truncate(…).
  std::size_t parts = 0;
  while (tokens_.sees(".", 2 * parts + 1) && tokens_.sees_name(2 * parts + 2)) ++parts;
  if (!tokens_.sees("(", 2 * parts + 1)) {
    std::string name = tokens_.name("a variable").text;
    ExpressionPtr result = made(ExpressionKind::variable, begin);
    result->name = std::move(name);
    return result;
  }
  std::string function = lower(tokens_.name("a function").text);
  for (; parts > 0; --parts) {
    tokens_.expect(".");
    function += "." + lower(tokens_.name("a function").text);
  }
  tokens_.expect("(");
  if (function == "count" && tokens_.sees("*") && tokens_.sees(")", 1)) {
    tokens_.expect("*");
    tokens_.expect(")");
    return made(ExpressionKind::count_all, begin);
  }
  const bool distinct = tokens_.accept_word("DISTINCT");
  std::vector<ExpressionPtr> arguments;
  if (!tokens_.accept(")")) {
    do {
      arguments.push_back(expression());
    } while (tokens_.accept(","));
    tokens_.expect(")");
  }
  ExpressionPtr result = made(ExpressionKind::call, begin);
  result->name = std::move(function);
  result->distinct = distinct;
  result->operands = std::move(arguments);
  return result;
}

}  // namespace entente::query
