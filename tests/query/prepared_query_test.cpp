// Queries of a store from outside: prepared, bounded, cancelled, explained.
#include "catch.hpp"
#include "fixtures.hpp"

#include <atomic>
#include <string>
#include <vector>

#include <entente/graph/memory_graph.hpp>
#include <entente/query/query.hpp>

namespace entente::query {
namespace {

// Everybody attacks everybody.
const graph::MemoryGraph& quarrel() {
  static const graph::MemoryGraph made = [] {
    graph::MemoryGraph graph;
    std::vector<Statement> statements;
    for (char a = 'A'; a <= 'L'; ++a) {
      for (char b = 'A'; b <= 'L'; ++b) {
        if (a != b) statements.push_back(test::make_statement(std::string("c/") + a, "attacks", std::string("c/") + b));
      }
    }
    graph.put(test::make_contribution(test::make_article("one", "x"), statements));
    return graph;
  }();
  return made;
}

struct Rows final : ResultReader {
  std::vector<std::string> names;
  std::vector<std::string> rows;
  std::vector<std::string> notices;
  std::size_t most = 1'000'000;

  void columns(const std::vector<std::string>& given) override { names = given; }
  bool row(const std::vector<Value>& values, const QueryGraph& graph) override {
    std::string text;
    for (const Value& value : values) text += (text.empty() ? "" : " | ") + *value_text(value, graph, true);
    rows.push_back(text);
    return rows.size() < most;
  }
  void notice(const std::string& text) override { notices.push_back(text); }
};

Rows asked(const std::string& text, QueryOptions options = {}) {
  options.claims = true;
  Rows rows;
  const auto done = run_query(quarrel(), text, options, rows);
  INFO(text);
  REQUIRE(done.ok());
  return rows;
}

std::string failure_of(const std::string& text, QueryOptions options) {
  options.claims = true;
  Rows rows;
  const auto done = run_query(quarrel(), text, options, rows);
  return done.ok() ? "" : done.error().to_string();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("a prepared query runs with other parameters") {
  QueryOptions options;
  options.claims = true;
  const auto query = PreparedQuery::prepare(
      quarrel(), "MATCH ({key: $key})-->()-->(c) WHERE c.key <> $key RETURN count(DISTINCT c) AS n", options);
  REQUIRE(query.ok());
  for (const char* key : {"c/A", "c/L", "c/Z"}) {
    Rows rows;
    REQUIRE(query->run({{"key", key}}, rows).ok());
    CHECK(rows.names == std::vector<std::string>{"n"});
    CHECK(rows.rows == std::vector<std::string>{key == std::string("c/Z") ? "0" : "11"});
  }
  Rows rows;
  CHECK(has(query->run({}, rows).error().to_string(), "$key has no value"));
}

TEST_CASE("a query stays within its limits, or says which it reached") {
  const std::string endless = "MATCH p = (a)-[*]->(b) RETURN count(p)";
  QueryOptions options;
  options.limits.time = std::chrono::milliseconds(30);
  CHECK(has(failure_of(endless, options), "longer than its 30 ms [Q310]"));
  options = {};
  options.limits.rows = 5;
  CHECK(has(failure_of("MATCH (a)-->(b) RETURN a", options), "more than 5 rows [Q310]"));
  CHECK(asked("MATCH (a)-->(b) RETURN a LIMIT 5", options).rows.size() == 5);
  options = {};
  options.limits.memory = std::uint64_t{1} << 20U;
  for (const char* text : {"MATCH (a)-->(b)-->(c)-->(d)-->(e) RETURN a, b, c, d, e ORDER BY a.key",
                           "MATCH (a)-->(b)-->(c)-->(d)-->(e) RETURN DISTINCT a, b, c, d, e",
                           "MATCH (a)-->(b)-->(c)-->(d)-->(e) RETURN collect(e)",
                           "UNWIND range(1, 100000) AS i RETURN count(DISTINCT i)"}) {
    INFO(text);
    CHECK(has(failure_of(text, options), "keeps more than its 1 MB"));
  }
  std::atomic<bool> cancelled = true;
  options = {};
  options.cancelled = &cancelled;
  CHECK(has(failure_of(endless, options), "cancelled [Q311]"));
}

TEST_CASE("a reader that has enough ends the query") {
  Rows rows;
  rows.most = 3;
  QueryOptions options;
  options.claims = true;
  REQUIRE(run_query(quarrel(), "MATCH p = (a)-[*]->(b) RETURN p", options, rows).ok());
  CHECK(rows.rows.size() == 3);
}

TEST_CASE("where nothing is found, unknown names are told") {
  const auto notices = [](const std::string& text) { return asked(text).notices; };
  CHECK(notices("MATCH (a:Contry)-[:ATTAKS {confidenc: 1}]->(b) RETURN b.keey") ==
        std::vector<std::string>{"there is no label Contry; did you mean 'Country'?",
                                 "there is no type ATTAKS; did you mean 'ATTACKS'?",
                                 "there is no property confidenc; did you mean 'confidence'?",
                                 "there is no property keey; did you mean 'key'?"});
  CHECK(notices("MATCH (a {key: 'c/Z'}) RETURN a") == std::vector<std::string>{"no node has the key 'c/Z'"});
  CHECK(notices("MATCH (a:Contry) RETURN count(a)").empty());  // There is a row.
  CHECK(notices("MATCH (a:Person) RETURN a").empty());
  const std::vector<std::string> of_dates = {
      "first_seen is a text, which is neither before nor after a date; compare date(first_seen) or a text such as "
      "'2022-02-24'"};
  CHECK(notices("MATCH ()-[r]->() WHERE r.first_seen > date('2020-01-01') RETURN r") == of_dates);
  CHECK(notices("MATCH ()-[r]->() WHERE datetime() < r.first_seen RETURN r") == of_dates);
  CHECK(notices("MATCH ()-[r]->() WHERE date(r.first_seen) > date('2030-01-01') RETURN r").empty());
}

TEST_CASE("EXPLAIN shows how a query is run, PROFILE what that took") {
  const Rows plan = asked("EXPLAIN MATCH (a {key: 'c/A'})-->(b) WHERE b.key > 'c/B' RETURN b.key");
  CHECK(plan.names == std::vector<std::string>{"step", "details"});
  CHECK(plan.rows ==
        std::vector<std::string>{"'NodeByIndex' | '(a {key: \\'c/A\\'}) by key = \\'c/A\\' where {key: \\'c/A\\'}'",
                                 "'Expand' | '-->(b) where b.key > \\'c/B\\''", "'Project' | 'RETURN b.key'"});
  const Rows profile = asked("PROFILE MATCH (a {key: 'c/A'})-->(b) WHERE b.key > 'c/B' RETURN b.key");
  REQUIRE(profile.rows.size() == 3);
  CHECK(profile.rows[1].ends_with(" | 10 | 11"));
  const auto steps = [](const std::string& text) {
    std::string names;
    for (const std::string& row : asked("EXPLAIN " + text).rows) names += row.substr(1, row.find('\'', 1) - 1) + " ";
    return names;
  };
  // From the end that an index knows, conditions as soon as they can be checked, and no more than is asked for.
  CHECK(steps("MATCH (a)-->(b {key: 'c/A'}) RETURN a") == "NodeByIndex Expand Project ");
  CHECK(steps("MATCH (a)-->(b)-->(c {key: 'c/A'})-->(d {key: 'c/B'}) RETURN a") ==
        "NodeByIndex Expand Expand Expand Project ");
  // Of two ends that an index knows from the one with fewer relationships.
  for (const std::string text :
       {"(a {key: 'c/A'})--(m)<--(b {key: 'c/B'})", "(b {key: 'c/B'})-->(m)--(a {key: 'c/A'})"}) {
    CHECK(asked("EXPLAIN MATCH " + text + " RETURN m").rows.front().find("by key = \\'c/B\\'") != std::string::npos);
  }
  CHECK(steps("MATCH (a {key: 'c/A'})-[*1..3]-(b) RETURN DISTINCT b.name") == "NodeByIndex DistinctNodes Project ");
  CHECK(steps("MATCH (a {key: 'c/A'})-->()-->(c) RETURN count(DISTINCT c)") ==
        "NodeByIndex CountDistinctNodes Aggregate ");
  CHECK(steps("MATCH (a {key: 'c/A'})-->()-->(c) RETURN count(c)") == "NodeByIndex Expand Expand Aggregate ");
  CHECK(steps("MATCH (a:Country), (b:Country) WHERE a.cow = b.name RETURN a") == "NodesByLabel NodeByIndex Project ");
  CHECK(steps("MATCH (a:Country), (b:Country) WHERE a.iso3 = b.cow RETURN a") == "NodesByLabel NodeByHash Project ");
  CHECK(steps("MATCH (a {key: 'c/A'}), (b {key: 'c/B'}) MATCH p = shortestPath((a)-[*]-(b)) RETURN p") ==
        "NodeByIndex NodeByIndex KnownNode KnownNode ShortestPath Project ");
  CHECK(steps("MATCH p = ANY SHORTEST (a {key: 'c/A'})-[*]-(b) RETURN p") == "NodeByIndex ShortestPathToAll Project ");
}

}  // namespace
}  // namespace entente::query
