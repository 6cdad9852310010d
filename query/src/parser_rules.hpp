// The rules of the grammar, one function each; parser.cpp has clauses, pattern_parser.cpp
// patterns, expression_parser.cpp operators, atom_parser.cpp what they stand between.
#pragma once

#include "ast.hpp"
#include "parser.hpp"
#include "token_stream.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente::query {

// How deep expressions may be nested: deeper ones would use up the stack.
inline constexpr int kMostDepth = 400;

// Counts while it lives, and refuses to be the one too many.
class Depth {
 public:
  Depth(int& depth, Position at) : depth_(depth) {
    if (++depth_ > kMostDepth)
      fail(QueryFault::nested_too_deep, at, "the expression is nested too deep", "split it with WITH");
  }
  ~Depth() { --depth_; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

 private:
  int& depth_;
};

// What is repeated without nesting is walked over by functions that call themselves as well.
inline void check_size(std::size_t size, Position at) {
  constexpr std::size_t kMostParts = 2000;
  if (size > kMostParts)
    fail(QueryFault::nested_too_deep, at, "the query has too many parts here",
         "pass a list as a parameter, or split the query");
}

// The value of a token that is an integer, with a minus before it or not.
Value integer_value(const Token& token, bool negative);

class Parser {
 public:
  Parser(std::string_view text, Dialect dialect) : tokens_(text), dialect_(dialect) {}

  Query whole_query();

 private:
  // Clauses.
  // What stands in EXISTS { } or COUNT { } needs no RETURN.
  Query query(bool needs_return);
  SingleQuery single_query(bool needs_return);
  std::optional<Clause> clause();
  Clause match(bool optional);
  Clause unwind();
  Clause call();
  Clause projection(ClauseKind kind);
  Clause create();
  ProjectionItem projection_item();
  // Says why a clause of openCypher is none here, if there is one.
  void refuse_clause();

  // Patterns.
  std::vector<PathPattern> patterns();
  PathPattern path_pattern(bool selectors);
  PathPattern path_function(PathSelector selector);
  std::vector<PathPart> path_parts();
  PathPart group_or_node();
  std::unique_ptr<NodePattern> node_pattern();
  std::unique_ptr<RelationshipPattern> relationship_pattern();
  void relationship_detail(RelationshipPattern& relationship);
  Repetition length();
  std::optional<Repetition> quantifier();
  ExpressionPtr properties();
  LabelExpression label_expression(bool types);
  LabelExpression label_conjunction(bool types);
  LabelExpression label_atom(bool types);
  bool sees_relationship(std::size_t place) const;
  std::uint32_t count();

  // Expressions, from the loosest to the tightest.
  ExpressionPtr expression();
  ExpressionPtr disjunction();
  ExpressionPtr exclusive_disjunction();
  ExpressionPtr conjunction();
  ExpressionPtr negation();
  ExpressionPtr comparison();
  ExpressionPtr predicate();
  ExpressionPtr sum();
  ExpressionPtr product();
  ExpressionPtr power();
  ExpressionPtr sign();
  ExpressionPtr postfix();
  ExpressionPtr atom();
  ExpressionPtr number();
  ExpressionPtr parentheses();
  ExpressionPtr brackets();
  ExpressionPtr list_comprehension(std::size_t begin);
  ExpressionPtr pattern_comprehension(std::size_t begin);
  ExpressionPtr map_literal();
  ExpressionPtr map_projection();
  ExpressionPtr case_expression();
  ExpressionPtr subquery(ExpressionKind kind);
  ExpressionPtr quantified(ExpressionKind kind);
  ExpressionPtr reduction();
  ExpressionPtr name_or_call();

  ExpressionPtr made(ExpressionKind kind, std::size_t begin) const;
  ExpressionPtr joined(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right) const;

  TokenStream tokens_;
  Dialect dialect_;
  int depth_ = 0;
};

}  // namespace entente::query
