#include "parser_rules.hpp"

#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace entente::query {

std::vector<PathPattern> Parser::patterns() {
  std::vector<PathPattern> result;
  do {
    result.push_back(path_pattern(true));
    check_size(result.size(), result.back().at);
  } while (tokens_.accept(","));
  return result;
}

PathPattern Parser::path_pattern(bool selectors) {
  const std::size_t begin = tokens_.place();
  Name variable;
  if (tokens_.sees_name() && tokens_.sees("=", 1)) {
    variable = tokens_.name("a variable");
    tokens_.expect("=");
  }
  PathPattern result;
  const bool before_parenthesis = tokens_.sees("(", 1);
  if (selectors && before_parenthesis && tokens_.sees_word("SHORTESTPATH")) {
    result = path_function(PathSelector::shortest_path_function);
  } else if (selectors && before_parenthesis && tokens_.sees_word("ALLSHORTESTPATHS")) {
    result = path_function(PathSelector::all_shortest_paths_function);
  } else {
    if (selectors && tokens_.accept_word("ANY")) {
      result.selector = tokens_.accept_word("SHORTEST") ? PathSelector::any_shortest : PathSelector::any;
    } else if (selectors && tokens_.accept_words("ALL", "SHORTEST")) {
      result.selector = PathSelector::all_shortest;
    } else if (selectors && tokens_.accept_word("SHORTEST")) {
      result.selector = PathSelector::shortest_paths;
    }
    if (result.selector == PathSelector::any || result.selector == PathSelector::shortest_paths) {
      if (!tokens_.sees("(")) result.count = atom();
    }
    if (result.selector != PathSelector::all && !tokens_.accept_word("PATHS")) tokens_.accept_word("PATH");
    if (result.selector == PathSelector::shortest_paths &&
        (tokens_.accept_word("GROUPS") || tokens_.accept_word("GROUP")))
      result.selector = PathSelector::shortest_groups;
    result.parts = path_parts();
  }
  result.variable = std::move(variable);
  result.at = tokens_.since(begin);
  return result;
}

PathPattern Parser::path_function(PathSelector selector) {
  PathPattern result;
  result.selector = selector;
  const std::size_t begin = tokens_.place();
  tokens_.next();
  tokens_.expect("(");
  result.parts = path_parts();
  tokens_.expect(")");
  if (result.parts.size() != 3 || result.parts[1].relationship == nullptr) {
    fail(QueryFault::unexpected_syntax, tokens_.since(begin),
         "a shortest path runs between two nodes over one relationship", "write shortestPath((a)-[*..6]-(b))");
  }
  return result;
}

// Whether a relationship begins at the token: - or <-, then - or [.
bool Parser::sees_relationship(std::size_t place) const {
  const auto is = [&](std::size_t at, std::string_view symbol) {
    return tokens_.at_place(at).kind == TokenKind::symbol && tokens_.at_place(at).text == symbol;
  };
  if (is(place, "<")) ++place;
  return is(place, "-") && (is(place + 1, "-") || is(place + 1, "["));
}

std::vector<PathPart> Parser::path_parts() {
  std::vector<PathPart> parts;
  parts.push_back(group_or_node());
  for (;;) {
    check_size(parts.size(), tokens_.peek().at);
    if (tokens_.sees("(") && (parts.back().group || parts.back().node)) {
      // Nodes beside a group join it: ((a)-->(b)){1,3}(c).
      PathPart next = group_or_node();
      if (!next.group && !parts.back().group) {
        fail(QueryFault::unexpected_syntax, next.node->at, "two nodes without a relationship between them",
             "write (a)--(b), or (a), (b)");
      }
      parts.push_back(std::move(next));
      continue;
    }
    if (!tokens_.sees("-") && !tokens_.sees("<")) return parts;
    PathPart step;
    step.relationship = relationship_pattern();
    parts.push_back(std::move(step));
    parts.push_back(group_or_node());
  }
}

PathPart Parser::group_or_node() {
  PathPart result;
  const bool names_path = tokens_.sees("(") && tokens_.sees_name(1) && tokens_.sees("=", 2);
  if (!names_path && !tokens_.sees("(", 1)) {
    result.node = node_pattern();
    return result;
  }
  const std::size_t begin = tokens_.place();
  tokens_.expect("(");
  result.group = std::make_unique<GroupPattern>();
  if (++depth_ > 100) fail(QueryFault::nested_too_deep, tokens_.peek().at, "the pattern is nested too deep");
  result.group->path = std::make_unique<PathPattern>(path_pattern(false));
  --depth_;
  if (tokens_.accept_word("WHERE")) result.group->where = expression();
  tokens_.expect(")");
  result.group->quantifier = quantifier();
  result.group->at = tokens_.since(begin);
  return result;
}

std::unique_ptr<NodePattern> Parser::node_pattern() {
  auto node = std::make_unique<NodePattern>();
  const std::size_t begin = tokens_.place();
  tokens_.expect("(");
  const bool where_first = tokens_.sees_word("WHERE") && !tokens_.sees(")", 1) && !tokens_.sees(":", 1);
  if (tokens_.sees_name() && !where_first && !(tokens_.sees_word("IS") && tokens_.sees_name(1)))
    node->variable = tokens_.name("a variable");
  if (tokens_.accept(":") || tokens_.accept_word("IS"))
    node->labels = std::make_unique<LabelExpression>(label_expression(false));
  node->properties = properties();
  if (tokens_.accept_word("WHERE")) node->where = expression();
  tokens_.expect(")");
  node->at = tokens_.since(begin);
  return node;
}

ExpressionPtr Parser::properties() {
  if (tokens_.sees("{")) return map_literal();
  if (tokens_.peek().kind == TokenKind::parameter) return atom();
  return nullptr;
}

std::unique_ptr<RelationshipPattern> Parser::relationship_pattern() {
  auto relationship = std::make_unique<RelationshipPattern>();
  const std::size_t begin = tokens_.place();
  const bool left = tokens_.accept("<");
  tokens_.expect("-");
  if (tokens_.accept("[")) {
    relationship_detail(*relationship);
    tokens_.expect("]");
  }
  tokens_.expect("-");
  const bool right = tokens_.accept(">");
  relationship->direction = left == right ? PatternDirection::either
                            : left        ? PatternDirection::left
                                          : PatternDirection::right;
  relationship->quantifier = quantifier();
  relationship->at = tokens_.since(begin);
  if (relationship->length && relationship->quantifier) {
    fail(QueryFault::unexpected_syntax, relationship->at, "a relationship repeats in one way only",
         "write either -[*1..3]- or -[]-{1,3}");
  }
  return relationship;
}

void Parser::relationship_detail(RelationshipPattern& relationship) {
  const bool where_first = tokens_.sees_word("WHERE") && !tokens_.sees("]", 1) && !tokens_.sees(":", 1);
  if (tokens_.sees_name() && !where_first) relationship.variable = tokens_.name("a variable");
  if (tokens_.accept(":") || tokens_.accept_word("IS"))
    relationship.types = std::make_unique<LabelExpression>(label_expression(true));
  if (tokens_.accept("*")) {
    for (const std::string_view word :
         {"SHORTEST", "BFS", "ALL", "WSHORTEST", "ALLSHORTEST", "KSHORTEST", "TRAIL", "ACYCLIC"}) {
      if (tokens_.sees_word(word)) {
        fail(QueryFault::unsupported, tokens_.peek().at,
             fmt::format("'* {}' is the spelling of another database", word),
             "write MATCH p = SHORTEST 1 (a)-[r]-{1,6}(b), or shortestPath((a)-[*..6]-(b))");
      }
    }
    relationship.length = length();
  }
  relationship.properties = properties();
  if (tokens_.accept_word("WHERE")) relationship.where = expression();
}

std::uint32_t Parser::count() {
  if (tokens_.peek().kind != TokenKind::integer) tokens_.unexpected("a whole number");
  const Token& token = tokens_.next();
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  if (error != std::errc() || end != token.text.data() + token.text.size())
    fail(QueryFault::integer_overflow, token.at, fmt::format("{} steps are too many", token.text));
  return value;
}

// Behind the star: nothing, 2, 2.., ..3 or 2..3.
Repetition Parser::length() {
  Repetition result;
  const std::size_t begin = tokens_.place() - 1;
  if (tokens_.peek().kind == TokenKind::integer) {
    result.least = count();
    result.most = result.least;
    if (tokens_.accept("..")) {
      result.most.reset();
      if (tokens_.peek().kind == TokenKind::integer) result.most = count();
    }
  } else if (tokens_.accept("..")) {
    if (tokens_.peek().kind == TokenKind::integer) result.most = count();
  }
  result.at = tokens_.since(begin);
  return result;
}

// *, +, {2}, {2,}, {,3} or {2,3}.
std::optional<Repetition> Parser::quantifier() {
  Repetition result;
  const std::size_t begin = tokens_.place();
  if (tokens_.accept("*")) {
    result.least = 0;
  } else if (tokens_.accept("+")) {
    result.least = 1;
  } else if (tokens_.sees("{") && (tokens_.peek(1).kind == TokenKind::integer || tokens_.sees(",", 1))) {
    tokens_.expect("{");
    result.least = tokens_.sees(",") ? 0 : count();
    result.most = result.least;
    if (tokens_.accept(",")) {
      result.most.reset();
      if (!tokens_.sees("}")) result.most = count();
    }
    tokens_.expect("}");
  } else {
    return std::nullopt;
  }
  result.at = tokens_.since(begin);
  if (result.most && *result.most < result.least)
    fail(QueryFault::invalid_argument_value, result.at, "the least number of repetitions is greater than the most");
  return result;
}

LabelExpression Parser::label_expression(bool types) {
  if (++depth_ > 100) fail(QueryFault::nested_too_deep, tokens_.peek().at, "the labels are nested too deep");
  LabelExpression left = label_conjunction(types);
  for (std::size_t count = 1; tokens_.accept("|"); ++count) {
    check_size(count, tokens_.peek().at);
    tokens_.accept(":");  // :A|:B, as older queries have it.
    LabelExpression both;
    both.kind = LabelExpression::Kind::disjunction;
    both.at = left.at;
    both.operands.push_back(std::move(left));
    both.operands.push_back(label_conjunction(types));
    left = std::move(both);
  }
  --depth_;
  return left;
}

LabelExpression Parser::label_conjunction(bool types) {
  LabelExpression left = label_atom(types);
  for (std::size_t count = 1; tokens_.accept("&") || (!types && tokens_.accept(":")); ++count) {
    check_size(count, tokens_.peek().at);
    LabelExpression both;
    both.kind = LabelExpression::Kind::conjunction;
    both.at = left.at;
    both.operands.push_back(std::move(left));
    both.operands.push_back(label_atom(types));
    left = std::move(both);
  }
  return left;
}

LabelExpression Parser::label_atom(bool types) {
  LabelExpression result;
  const std::size_t begin = tokens_.place();
  if (tokens_.accept("!")) {
    result.kind = LabelExpression::Kind::negation;
    if (++depth_ > 100) fail(QueryFault::nested_too_deep, tokens_.peek().at, "the labels are nested too deep");
    result.operands.push_back(label_atom(types));
    --depth_;
  } else if (tokens_.accept("%")) {
    result.kind = LabelExpression::Kind::any;
  } else if (tokens_.accept("(")) {
    result = label_expression(types);
    tokens_.expect(")");
  } else {
    result.name = tokens_.name(types ? "a type" : "a label").text;
  }
  result.at = tokens_.since(begin);
  return result;
}

}  // namespace entente::query
