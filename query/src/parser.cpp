#include "parser.hpp"

#include "parser_rules.hpp"

#include <array>

#include <fmt/format.h>

namespace entente::query {

Query parse(std::string_view text, Dialect dialect) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 24U;  // Positions are numbers of 32 bits, and memory is finite.
  if (text.size() > kMostBytes)
    fail(QueryFault::limit_reached, {}, "the query is longer than 16 MiB", "pass data as parameters");
  return Parser(text, dialect).whole_query();
}

Query Parser::whole_query() {
  const bool explains = tokens_.accept_word("EXPLAIN");
  const bool profiles = !explains && tokens_.accept_word("PROFILE");
  Name graph;
  if (tokens_.accept_word("USE")) graph = tokens_.name("the name of a graph");
  Query result = query(true);
  result.graph = std::move(graph);
  result.mode = explains ? Query::Mode::explain : profiles ? Query::Mode::profile : Query::Mode::run;
  tokens_.accept(";");
  if (!tokens_.at_end()) tokens_.unexpected();
  return result;
}

Query Parser::query(bool needs_return) {
  const std::size_t begin = tokens_.place();
  Query result;
  result.parts.push_back(single_query(needs_return));
  while (tokens_.accept_word("UNION")) {
    result.union_all.push_back(tokens_.accept_word("ALL"));
    if (!result.union_all.back()) tokens_.accept_word("DISTINCT");
    result.parts.push_back(single_query(needs_return));
  }
  result.at = tokens_.since(begin);
  return result;
}

SingleQuery Parser::single_query(bool needs_return) {
  SingleQuery result;
  while (auto next = clause()) {
    result.clauses.push_back(std::move(*next));
    check_size(result.clauses.size(), result.clauses.back().at);
    if (result.clauses.back().kind == ClauseKind::result) break;
  }
  refuse_clause();
  if (result.clauses.empty()) tokens_.unexpected();
  if (needs_return && result.clauses.size() == 1 && result.clauses[0].kind == ClauseKind::call) {
    // By itself, CALL gives what the procedure gives.
    Clause all;
    all.kind = ClauseKind::result;
    all.at = result.clauses[0].at;
    all.all_variables = true;
    result.clauses.push_back(std::move(all));
  }
  const ClauseKind last = result.clauses.back().kind;
  if (needs_return && last != ClauseKind::result && last != ClauseKind::create) {
    if (!tokens_.at_end()) tokens_.unexpected();
    fail(QueryFault::invalid_clause_composition, result.clauses.back().at, "the query ends without a RETURN",
         "say what it should give: RETURN …");
  }
  return result;
}

std::optional<Clause> Parser::clause() {
  if (tokens_.accept_words("OPTIONAL", "MATCH")) return match(true);
  if (tokens_.accept_word("MATCH")) return match(false);
  if (tokens_.accept_word("UNWIND")) return unwind();
  if (tokens_.sees_word("CALL") && !tokens_.sees("{", 1) && !tokens_.sees("(", 1)) return call();
  if (tokens_.accept_word("WITH")) return projection(ClauseKind::with);
  if (tokens_.accept_word("RETURN")) return projection(ClauseKind::result);
  if (dialect_ == Dialect::with_create && tokens_.accept_word("CREATE")) return create();
  return std::nullopt;
}

void Parser::refuse_clause() {
  static constexpr std::array<std::string_view, 9> kWrites = {"CREATE", "MERGE", "SET",     "DELETE", "DETACH",
                                                              "REMOVE", "DROP",  "FOREACH", "INSERT"};
  for (const std::string_view word : kWrites) {
    if (tokens_.sees_word(word)) {
      fail(QueryFault::writes, tokens_.peek().at, fmt::format("{} changes the graph, and queries only read", word),
           "the store is changed by 'entente ingest' and 'entente articles remove'");
    }
  }
  if (tokens_.sees_word("LOAD"))
    fail(QueryFault::unsupported, tokens_.peek().at, "LOAD CSV is not part of this language", "ingest the data");
  if (tokens_.sees_word("CALL")) {
    fail(QueryFault::unsupported, tokens_.peek().at, "CALL { } is not part of this language",
         "in place of CALL { … } use WITH, EXISTS { }, COUNT { } or COLLECT { }");
  }
}

Clause Parser::match(bool optional) {
  Clause result;
  const std::size_t begin = tokens_.place() - 1;
  result.kind = ClauseKind::match;
  result.optional = optional;
  result.patterns = patterns();
  if (tokens_.accept_word("WHERE")) result.where = expression();
  result.at = tokens_.since(begin);
  return result;
}

Clause Parser::unwind() {
  Clause result;
  const std::size_t begin = tokens_.place() - 1;
  result.kind = ClauseKind::unwind;
  result.list = expression();
  tokens_.expect_word("AS");
  result.variable = tokens_.name("a variable");
  result.at = tokens_.since(begin);
  return result;
}

Clause Parser::call() {
  Clause result;
  const std::size_t begin = tokens_.place();
  tokens_.expect_word("CALL");
  result.kind = ClauseKind::call;
  const std::size_t name = tokens_.place();
  do {
    result.procedure.text += (result.procedure.given() ? "." : "") + tokens_.name("a procedure").text;
  } while (tokens_.accept("."));
  result.procedure.at = tokens_.since(name);
  if (tokens_.accept("(") && !tokens_.accept(")")) {
    do {
      result.arguments.push_back(expression());
    } while (tokens_.accept(","));
    tokens_.expect(")");
  }
  if (tokens_.accept_word("YIELD") && !tokens_.accept("*")) {
    do {
      YieldItem item;
      item.column = tokens_.name("a column");
      item.variable = tokens_.accept_word("AS") ? tokens_.name("a variable") : item.column;
      result.yields.push_back(std::move(item));
    } while (tokens_.accept(","));
  }
  if (tokens_.accept_word("WHERE")) result.where = expression();
  result.at = tokens_.since(begin);
  return result;
}

ProjectionItem Parser::projection_item() {
  ProjectionItem item;
  const std::size_t begin = tokens_.place();
  item.expression = expression();
  item.name = std::string(tokens_.text(tokens_.since(begin)));
  if (tokens_.accept_word("AS")) {
    item.name = tokens_.name("a variable").text;
    item.named = true;
  } else if (item.expression->kind == ExpressionKind::variable) {
    item.name = item.expression->name;
    item.named = true;
  }
  item.at = tokens_.since(begin);
  return item;
}

Clause Parser::projection(ClauseKind kind) {
  Clause result;
  const std::size_t begin = tokens_.place() - 1;
  result.kind = kind;
  result.distinct = tokens_.accept_word("DISTINCT");
  result.all_variables = tokens_.accept("*");
  if (!result.all_variables || tokens_.accept(",")) {
    do {
      result.items.push_back(projection_item());
    } while (tokens_.accept(","));
  }
  if (tokens_.accept_words("ORDER", "BY")) {
    do {
      SortItem item;
      item.expression = expression();
      item.descending = tokens_.accept_word("DESC") || tokens_.accept_word("DESCENDING");
      if (!item.descending && !tokens_.accept_word("ASC")) tokens_.accept_word("ASCENDING");
      result.order.push_back(std::move(item));
    } while (tokens_.accept(","));
  }
  if (tokens_.accept_word("SKIP") || tokens_.accept_word("OFFSET")) result.skip = expression();
  if (tokens_.accept_word("LIMIT")) result.limit = expression();
  if (kind == ClauseKind::with && tokens_.accept_word("WHERE")) result.where = expression();
  result.at = tokens_.since(begin);
  return result;
}

Clause Parser::create() {
  Clause result;
  const std::size_t begin = tokens_.place() - 1;
  result.kind = ClauseKind::create;
  result.patterns = patterns();
  result.at = tokens_.since(begin);
  return result;
}

}  // namespace entente::query
