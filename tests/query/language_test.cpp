// The query language: what it means beyond the TCK, and what it says of wrong queries.
#include "binder.hpp"
#include "catch.hpp"
#include "executor.hpp"
#include "memory_query_graph.hpp"
#include "parser.hpp"
#include "planner.hpp"
#include "query_failure.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <entente/query/query.hpp>

namespace entente::query {
namespace {

using test::ask;
using test::MemoryQueryGraph;

// What is said of a query that is refused.
std::string refusal(const std::string& text) {
  const MemoryQueryGraph nothing;
  try {
    ask(nothing, text);
  } catch (const QueryFailure& failure) {
    return to_error(failure, text).to_string();
  }
  return "";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("wrong queries are told with their place and what to write instead") {
  CHECK(has(refusal("MACTH (n) RETURN n"), "query:1:1: unexpected 'MACTH'"));
  CHECK(has(refusal("MACTH (n) RETURN n"), "did you mean MATCH?"));
  CHECK(has(refusal("MATCH (n)\nRETURN nn"), "query:2:8: there is no variable 'nn' [Q200]\n  RETURN nn\n         ^^"));
  CHECK(has(refusal("MATCH (n RETURN n"), "expected"));
  CHECK(has(refusal("RETURN 'Zürich' + bern"), "query:1:19"));  // Characters are counted, not bytes.
  CHECK(has(refusal("RETURN 'open"), "the string has no end"));
  CHECK(has(refusal("MATCH (n) DELETE n"), "queries only read"));
  CHECK(has(refusal("MATCH (n) RETURN lenth(n)"), "did you mean length()?"));
  CHECK(has(refusal("MATCH (a)-[* BFS]-(b) RETURN a"), "spelling of another database"));
  CHECK(has(refusal("MATCH (a) RETURN (a)--()"), "COUNT"));
  CHECK(has(refusal("MATCH (a) WHERE count(a) > 1 RETURN a"), "aggregat"));
  CHECK(has(refusal("MATCH (a)"), "without a RETURN"));
  CHECK(has(refusal("RETURN $x"), "-p x="));
  CHECK(has(refusal("RETURN 1 / 0"), "division by zero"));
  CHECK(has(refusal("RETURN 9223372036854775807 + 1"), "does not fit"));
  CHECK(has(refusal("RETURN 9223372036854775808"), "too large"));
  CHECK(has(refusal("RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' =~ '(a+)+c'"), "takes too long"));
  CHECK(has(refusal("RETURN range(0, 100000000000)"), "Q310"));
}

TEST_CASE("whatever is asked ends in an answer or an error") {
  const auto repeated = [](const std::string& part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
  };
  for (const char* opening :
       {"(", "[", "{a:", "NOT ", "-", "CASE WHEN ", "(a)-[", "all(x IN ", "EXISTS {", "[(a)--(", "size("})
    CHECK_FALSE(refusal("RETURN " + repeated(opening, 10000)).empty());
  for (const char* part : {"1 + ", "a.", "true OR ", "'x' IN "})
    CHECK_FALSE(refusal("RETURN " + repeated(part, 100000) + "1").empty());
  CHECK_FALSE(refusal("MATCH (a" + repeated(":B", 100000) + ") RETURN a").empty());
  CHECK_FALSE(refusal("MATCH (a)" + repeated("--()", 100000) + " RETURN a").empty());
  CHECK_FALSE(refusal(repeated("UNWIND [1] AS x ", 100000) + " RETURN 1").empty());
  CHECK_FALSE(refusal(std::string(1 << 20, '(')).empty());
  std::mt19937 random(81);
  const std::string words[] = {
      "MATCH ", "(a)",    "-[r:T*1..2]->", "(b {x: 1})", " WHERE ", "RETURN ", "a.x", " + ",    "'s'",
      "1",      " WITH ", " AS ",          "c",          "[",       "]",       "(",   ")",      "{",
      "}",      "|",      " IN ",          "count(*)",   ", ",      "$p",      "..",  "UNION ", "CASE ",
      "WHEN ",  "THEN ",  "END ",          "not ",       "null",    "*",       "`q`", "\xff",   "//",
      "\n"};
  const MemoryQueryGraph nothing;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t i = random() % 12; i > 0; --i) text += words[random() % std::size(words)];
    try {
      ask(nothing, text);
    } catch (const QueryFailure& failure) {
      CHECK_FALSE(to_error(failure, text).message.empty());
    }
  }
}

TEST_CASE("no relationship is used twice in one MATCH, but may be in two") {
  MemoryQueryGraph graph;
  graph.create("CREATE (a {n: 1})-[:T]->(b {n: 2})-[:T]->(c {n: 3})");
  CHECK(ask(graph, "MATCH (a)--(b)--(c) RETURN a.n, b.n, c.n") == std::vector<std::string>{"1 | 2 | 3", "3 | 2 | 1"});
  CHECK(ask(graph, "MATCH (a)--(b) MATCH (b)--(c) RETURN count(*)") == std::vector<std::string>{"6"});
  CHECK(ask(graph, "MATCH (a {n: 1})-[*]-(b) RETURN b.n") == std::vector<std::string>{"2", "3"});
  CHECK(ask(graph, "MATCH (a {n: 1})-[:T]->{0,2}(b) RETURN b.n") == std::vector<std::string>{"1", "2", "3"});
}

TEST_CASE("filters come before the shortest path") {
  MemoryQueryGraph graph;
  graph.create(
      "CREATE (a {n: 'a'})-[:T]->(x {n: 'x'})-[:T]->(b {n: 'b'}), (a)-[:T]->(y {n: 'y'})-[:T]->(z {n: 'z'})-[:T]->(b)");
  const std::string ends = "MATCH (a {n: 'a'}), (b {n: 'b'}) MATCH p = ";
  CHECK(ask(graph, ends + "shortestPath((a)-[*]-(b)) RETURN [n IN nodes(p) | n.n]") ==
        std::vector<std::string>{"['a', 'x', 'b']"});
  CHECK(
      ask(graph,
          ends + "shortestPath((a)-[*]-(b)) WHERE none(n IN nodes(p) WHERE n.n = 'x') RETURN [n IN nodes(p) | n.n]") ==
      std::vector<std::string>{"['a', 'y', 'z', 'b']"});
  CHECK(ask(graph, ends + "shortestPath((a)-[*..2]-(b)) WHERE none(n IN nodes(p) WHERE n.n = 'x') RETURN p").empty());
}

TEST_CASE("path searches of GQL choose first and filter afterwards, but for conditions within the parentheses") {
  MemoryQueryGraph graph;
  graph.create(
      "CREATE (a {n: 'a'})-[:T]->(x {n: 'x'})-[:T]->(b {n: 'b'}), (a)-[:T]->(y {n: 'y'})-[:T]->(b),"
      " (a)-[:T]->(z {n: 'z'})-[:T]->(w {n: 'w'})-[:T]->(b)");
  const std::string path = " (a {n: 'a'})-[r]-{1,5}(b {n: 'b'})";
  const std::string nodes = " RETURN reduce(s = '', n IN nodes(p) | s + n.n)";
  CHECK(ask(graph, "MATCH p = ALL SHORTEST" + path + nodes) == std::vector<std::string>{"'axb'", "'ayb'"});
  CHECK(ask(graph, "MATCH p = SHORTEST 2 GROUPS" + path + nodes) ==
        std::vector<std::string>{"'axb'", "'ayb'", "'azwb'"});
  CHECK(ask(graph, "MATCH p = SHORTEST 3" + path + " RETURN length(p), size(r)", true) ==
        std::vector<std::string>{"2 | 2", "2 | 2", "3 | 3"});
  CHECK(ask(graph, "MATCH p = ANY SHORTEST" + path + " RETURN length(p)") == std::vector<std::string>{"2"});
  CHECK(ask(graph, "MATCH p = ANY 2 PATHS" + path + " RETURN count(p)") == std::vector<std::string>{"2"});
  CHECK(ask(graph, "MATCH p = SHORTEST 1" + path + " WHERE length(p) = 3" + nodes).empty());
  CHECK(ask(graph, "MATCH SHORTEST 1 (p =" + path + " WHERE length(p) = 3)" + nodes) ==
        std::vector<std::string>{"'azwb'"});
  CHECK(ask(graph, "MATCH SHORTEST $k (p =" + path + ") RETURN count(p)", false, {{"k", std::int64_t{2}}}) ==
        std::vector<std::string>{"2"});
  CHECK(has(refusal("MATCH p = SHORTEST 0 (a)-[r]-(b) RETURN p"), "at least 1"));
  CHECK(ask(graph, "MATCH p = SHORTEST 1 (a {n: 'a'})--()-[:T]-{2,4}(b {n: 'b'}) RETURN length(p)") ==
        std::vector<std::string>{"3"});
}

TEST_CASE("what cannot be answered as it is meant is refused") {
  CHECK(has(refusal("USE claims RETURN EXISTS { USE facts MATCH (a) }"), "unexpected"));
  CHECK(has(refusal("RETURN COLLECT { MATCH (a) RETURN a.x, a.y }"), "one column"));
  CHECK(has(refusal("CALL { MATCH (n) RETURN n }"), "EXISTS { }"));
  CHECK(has(refusal("CALL db.label()"), "did you mean db.labels()?"));
  CHECK(has(refusal("CALL db.labels() YIELD name RETURN name"), "its column is 'label'"));
  CHECK(has(refusal("MATCH (a)--(b), p = shortestPath((a)-[*]-(c)) RETURN p"), "a MATCH of its own"));
  CHECK(has(refusal("MATCH (a)-[r:T*1..2 WHERE r.x = 2]->(b) RETURN b"), "variable length"));
  CHECK(has(refusal("RETURN 'a' + [true][0]"), "a String or a number"));
  MemoryQueryGraph graph;
  graph.create("CREATE ({n: 1})-[:T {x: 2}]->({n: 2})");
  CHECK(ask(graph, "MATCH (a {n: 1})-[:T* {x: b.n}]->(b) RETURN b.n") == std::vector<std::string>{"2"});
  CHECK(ask(graph, "MATCH (a {n: 1}), (b {n: 2}) MATCH (a)-[:T* {x: b.n}]->(b) RETURN b.n") ==
        std::vector<std::string>{"2"});
  CHECK(ask(graph, "MATCH (a {n: 1})-[r:T WHERE r.x = 2]->{1,2}(b) RETURN b.n") == std::vector<std::string>{"2"});
}

TEST_CASE("names of comprehensions hide columns, and grouped values may be looked into") {
  MemoryQueryGraph graph;
  graph.create("CREATE ({k: 1, l: [{k: 3}]}), ({k: 2, l: [{k: 1}]})");
  CHECK(ask(graph, "MATCH (n) RETURN DISTINCT n.k AS k, n.l AS l ORDER BY [n IN l | n.k][0]", true)
            .front()
            .starts_with("2"));
  CHECK(ask(graph, "MATCH (n) RETURN [x IN collect(n) | x.k] AS ks") == std::vector<std::string>{"[1, 2]"});
  CHECK(ask(graph, "MATCH (n) RETURN n.k AS k, n.k + count(*) AS more") == std::vector<std::string>{"1 | 2", "2 | 3"});
  CHECK(has(refusal("MATCH (n) RETURN n.k + count(*)"), "grouped by"));
}

TEST_CASE("maps, comprehensions, subqueries and reduce") {
  MemoryQueryGraph graph;
  graph.create("CREATE (:A {n: 1, m: 2})-[:T]->(:B {n: 3}), (:A {n: 4})");
  CHECK(ask(graph, "MATCH (a:A {n: 1}) RETURN a {.n, .*, k: 5}") == std::vector<std::string>{"{k: 5, m: 2, n: 1}"});
  CHECK(ask(graph, "MATCH (a:A) RETURN a.n, COUNT { (a)-->() }, EXISTS { MATCH (a)-->(b:B) WHERE b.n = 3 }") ==
        std::vector<std::string>{"1 | 1 | true", "4 | 0 | false"});
  CHECK(ask(graph, "MATCH (a:A) RETURN COLLECT { MATCH (a)-->(b) RETURN b.n }") ==
        std::vector<std::string>{"[3]", "[]"});
  CHECK(ask(graph, "RETURN reduce(s = 0, x IN [1, 2, 3] | s + x)") == std::vector<std::string>{"6"});
  CHECK(ask(graph, "MATCH (a:A|B) WHERE a:!B RETURN a.n") == std::vector<std::string>{"1", "4"});
  CHECK(ask(graph, "UNWIND [3, 1, 2] AS x RETURN x ORDER BY x DESC LIMIT 2", true) ==
        std::vector<std::string>{"3", "2"});
  CHECK(ask(graph, "MATCH (a) WHERE a.n = $n RETURN a.m", false, {{"n", std::int64_t{1}}}) ==
        std::vector<std::string>{"2"});
  CHECK(ask(graph, "RETURN 'Straße' =~ 'Str.*e', size('ä'), toUpper('ä'), round(-1.5), substring('häb', 1, 1)") ==
        std::vector<std::string>{"true | 1 | 'Ä' | -1.0 | 'ä'"});
}

TEST_CASE("conditions on the way count also where only its end is asked for") {
  MemoryQueryGraph graph;
  graph.create("CREATE (a {n: 1})-[:T {x: 2}]->(b {n: 2})-[:T {x: 3}]->(c {n: 3}), (a)-[:T {x: 3}]->(c)");
  CHECK(ask(graph, "MATCH ({n: 1})-[r:T*1..3]->(b) WHERE size(r) = 2 RETURN DISTINCT b.n") ==
        std::vector<std::string>{"3"});
  CHECK(ask(graph, "MATCH ({n: 1})-[:T* {x: b.n}]->(b) RETURN DISTINCT b.n") == std::vector<std::string>{"2", "3"});
  CHECK(ask(graph, "MATCH ({n: 1})-[:T* {x: 3}]->(b) RETURN DISTINCT b.n") == std::vector<std::string>{"3"});
  CHECK(ask(graph, "MATCH ({n: 1})-[r:T WHERE r.x = 2]->{1,3}(b) RETURN count(DISTINCT b)") ==
        std::vector<std::string>{"1"});
  CHECK(ask(graph, "MATCH ({n: 1})-[r]->(m)-[s]->(c) WHERE r.x < s.x RETURN DISTINCT c.n") ==
        std::vector<std::string>{"3"});
  CHECK(ask(graph, "MATCH ({n: 1})-[r]->(m)-[s]->(c) WHERE r.x > s.x RETURN DISTINCT c.n").empty());
}

TEST_CASE("what grows without bound is refused before it is too large") {
  const MemoryQueryGraph nothing;
  for (const char* text :
       {"RETURN reduce(s = 'a', x IN range(1, 100) | s + s)", "RETURN reduce(l = [1], x IN range(1, 100) | [l, l])",
        "RETURN reduce(l = [], x IN range(1, 1000000) | [l])", "RETURN reduce(m = {}, x IN range(1, 1000) | {a: m})",
        "RETURN range(1, 100000000)", "RETURN replace(reduce(s = 'a', x IN range(1, 25) | s + s), 'a', 'bbbb')",
        "RETURN reduce(l = 1, x IN range(1, 100) | [y IN [1, 2] | l])"}) {
    INFO(text);
    CHECK(has(refusal(text), "[Q310]"));
  }
}

TEST_CASE("functions that give null in place of an error") {
  const MemoryQueryGraph nothing;
  CHECK(ask(nothing,
            "RETURN toIntegerOrNull([1]), toFloatOrNull(true), toBooleanOrNull({}), toStringOrNull([]), "
            "toIntegerOrNull('7')") == std::vector<std::string>{"null | null | null | null | 7"});
  CHECK(ask(nothing, "RETURN isNaN(0.0 / 0.0), isNaN(1), nullIf(1, 1.0), nullIf('a', 1), nullIf(null, 2)") ==
        std::vector<std::string>{"true | false | null | 'a' | null"});
}

TEST_CASE("procedures give the names that a graph uses") {
  MemoryQueryGraph graph;
  graph.create("CREATE (:A {n: 1})-[:T {m: 1}]->(:B:A)");
  CHECK(ask(graph, "CALL db.labels()") == std::vector<std::string>{"'A'", "'B'"});
  CHECK(ask(graph, "CALL db.relationshipTypes") == std::vector<std::string>{"'T'"});
  CHECK(ask(graph, "CALL db.propertyKeys() YIELD propertyKey AS k WHERE k > 'm' RETURN k") ==
        std::vector<std::string>{"'n'"});
  CHECK(ask(graph, "CALL db.labels() YIELD label MATCH (x) WHERE label IN labels(x) RETURN label, count(x)") ==
        std::vector<std::string>{"'A' | 2", "'B' | 1"});
}

}  // namespace
}  // namespace entente::query
