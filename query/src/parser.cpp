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
  Query::Mode mode = Query::Mode::run;
  if (tokens_.accept_word("EXPLAIN")) mode = Query::Mode::explain;
  if (mode == Query::Mode::run && tokens_.accept_word("PROFILE")) mode = Query::Mode::profile;
  Query result = query(false);
  result.mode = mode;
  tokens_.accept(";");
  if (!tokens_.at_end()) tokens_.unexpected();
  return result;
}

Query Parser::query(bool nested) {
  const std::size_t begin = tokens_.place();
  Query result;
  if (tokens_.accept_word("USE")) result.graph = tokens_.name("the name of a graph").text;
  result.parts.push_back(single_query(nested));
  while (tokens_.accept_word("UNION")) {
    result.union_all.push_back(tokens_.accept_word("ALL"));
    if (!result.union_all.back()) tokens_.accept_word("DISTINCT");
    result.parts.push_back(single_query(nested));
  }
  result.at = tokens_.since(begin);
  return result;
}

SingleQuery Parser::single_query(bool nested) {
  SingleQuery result;
  while (auto next = clause()) {
    result.clauses.push_back(std::move(*next));
    check_size(result.clauses.size(), result.clauses.back().at);
    if (result.clauses.back().kind == ClauseKind::result) break;
  }
  refuse_writes();
  if (result.clauses.empty()) tokens_.unexpected();
  const ClauseKind last = result.clauses.back().kind;
  const bool complete = last == ClauseKind::result || last == ClauseKind::create ||
                        (last == ClauseKind::call && result.clauses.size() == 1) || nested;
  if (!complete) {
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
  if (tokens_.accept_word("WITH")) return projection(ClauseKind::with);
  if (tokens_.accept_word("RETURN")) return projection(ClauseKind::result);
  if (tokens_.accept_word("CALL")) return call();
  if (dialect_ == Dialect::with_create && tokens_.accept_word("CREATE")) return create();
  return std::nullopt;
}

void Parser::refuse_writes() {
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

Clause Parser::call() {
  Clause result;
  const std::size_t begin = tokens_.place() - 1;
  if (tokens_.sees("{"))
    fail(QueryFault::unsupported, tokens_.since(begin), "CALL { … } is not part of this language",
         "use WITH, EXISTS { }, COUNT { } or COLLECT { }");
  result.kind = ClauseKind::call;
  result.procedure = tokens_.name("the name of a procedure").text;
  while (tokens_.accept(".")) result.procedure += "." + tokens_.name("a name").text;
  if (tokens_.accept("(") && !tokens_.accept(")")) {
    do {
      result.arguments.push_back(expression());
    } while (tokens_.accept(","));
    tokens_.expect(")");
  }
  if (tokens_.accept_word("YIELD")) {
    do {
      YieldItem item;
      item.variable = tokens_.name("the name of a result");
      item.field = item.variable.text;
      if (tokens_.accept_word("AS")) item.variable = tokens_.name("a variable");
      result.yields.push_back(std::move(item));
    } while (tokens_.accept(","));
    if (tokens_.accept_word("WHERE")) result.where = expression();
  }
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
