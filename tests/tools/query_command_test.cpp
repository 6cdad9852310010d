// `entente query` and `entente shell` as users type them.
#include "catch.hpp"
#include "command.hpp"
#include "temporary_directory.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace entente {
namespace {

using test::has;
using test::Outcome;
using test::run;
using test::TemporaryDirectory;

// A folder with a store of the example articles, made once.
const TemporaryDirectory& world() {
  static const TemporaryDirectory folder;
  static const Outcome made = run(folder, "ingest " ENTENTE_SOURCE_DIR "/tests/articles --db world.db");
  REQUIRE(made.status == 0);
  return folder;
}

Outcome ask(const std::string& query, const std::string& options = "") {
  return run(world(), "query \"" + query + "\" --db world.db " + options);
}

Outcome shell(const std::string& input, const std::string& options = "") {
  std::ofstream(world().path() / "input") << input;
  return run(world(), "shell --db world.db " + options + " <input");
}

TEST_CASE("answers come in the format that is asked for") {
  const std::string query =
      "MATCH p = (a {name: 'Hamas'})-[r:ATTACKS]->(b) RETURN a.name AS name, r, p, date('2023-10-07') AS d";
  CHECK(has(ask(query).out,
            "name\tr\tp\td\nHamas\t[:ATTACKS]\t(:ArmedGroup {name: 'Hamas'})-[:ATTACKS]->(:Country {name: "
            "'Israel'})\t2023-10-07\n"));
  CHECK(has(ask(query, "--format csv").out, "name,r,p,d\nHamas,[:ATTACKS],"));
  CHECK(has(ask(query, "--format jsonl").out, "\"start\":\"group/hamas\""));
  CHECK(has(ask(query, "--format markdown").out, "| --- | --- | --- | --- |"));
  CHECK(has(ask(query, "--format table").out, "│ 2023-10-07\n1 row\n"));
  const Outcome graphml = ask(query, "--format graphml");
  CHECK(has(graphml.out, "<data key=\"name\">Hamas</data>"));
  CHECK(has(graphml.out, "<data key=\"sentence\">"));
  const Outcome dot = ask(query, "--format dot");
  CHECK(has(dot.out, "digraph entente {"));
  CHECK(has(dot.out, "\"group/hamas\" -> \"country/ISR\" [label=\"attacks\""));
  const Outcome nothing = ask("RETURN 1 AS n", "--format dot");
  CHECK(nothing.status == 2);
  CHECK(has(nothing.err, "no node, relationship or path"));
}

TEST_CASE("what bounds a query is told") {
  const Outcome slow = ask("MATCH p = (a)-[*]-(b), q = (c)-[*]-(d) RETURN count(*)", "--timeout 0.05");
  CHECK(slow.status == 2);
  CHECK(has(slow.err, "longer than its 50 ms [Q310]"));
  CHECK(has(ask("MATCH (n) RETURN n", "--max-rows 3").err, "more than 3 rows"));
  CHECK(has(ask("UNWIND range(1, 1000000) AS i RETURN DISTINCT i", "--max-memory 1").err, "more than its 1 MB"));
  CHECK(run(world(), "query 'RETURN 1' --timeout -3 --db world.db").status == 2);
}

TEST_CASE("unknown names are told with what may be meant") {
  const Outcome outcome = ask("MATCH (a:Contry {name: 'Irann'}) RETURN a");
  CHECK(outcome.status == 0);
  CHECK(has(outcome.err, "warning: there is no label Contry; did you mean 'Country'?"));
  CHECK(has(outcome.err, "warning: no node has the name 'Irann'; did you mean 'Iran'?"));
}

TEST_CASE("short commands print the query that they stand for") {
  const Outcome neighbors =
      run(world(), "neighbors Israel --relation mediates --view claims --show-query --db world.db");
  CHECK(has(neighbors.out, "USE claims\nMATCH (a {key: 'country/ISR'})-[r:MEDIATES]-(b)\n"));
  const Outcome path = run(world(), "path Qatar Egypt --show-query --db world.db");
  CHECK(has(path.out, "MATCH p = shortestPath((a)-[*..6]-(b))"));
  std::ofstream(world().path() / "shown") << path.out;
  const Outcome answer = run(world(), "query -f shown --db world.db");
  CHECK(answer.status == 0);
  CHECK(has(answer.out, "(:Country {name: 'Qatar'})-[:MEDIATES]->"));
  CHECK(run(world(), "path Qatar Egypt --show-query --best sure --db world.db").status == 2);
}

TEST_CASE("a shell reads queries of several lines and commands") {
  const Outcome outcome = shell(
      ":help\n:schema\n:param name=Israel\n:param\n\nMATCH (a {name: $name})\nRETURN a.iso3;\n"
      ":mode jsonl\n:view claims\nRETURN $name AS n; RETURN 2\n");
  CHECK(outcome.status == 2);  // Two queries in a line are none.
  CHECK(has(outcome.out, ":reload"));
  CHECK(has(outcome.out, "types: ALLIED_WITH "));
  CHECK(has(outcome.out, "name = 'Israel'\n"));
  CHECK(has(outcome.out, "a.iso3\nISR\n"));
  const Outcome last = shell(":mode csv\nRETURN 1 AS n");
  CHECK(last.status == 0);
  CHECK(last.out == "n\n1\n");
  const Outcome wrong =
      shell("RETURN nothing;\n:mode picture\n:view all\n:dance\n:param x\nRETURN 'still here' AS s;\n");
  CHECK(wrong.status == 2);
  for (const char* part : {"no variable 'nothing'", "no such format", "facts or claims", ":dance", "NAME=VALUE"})
    CHECK(has(wrong.err, part));
  CHECK(has(wrong.out, "still here"));
  CHECK(shell(":quit\nRETURN 1;\n").out.empty());
  CHECK(run(world(), "shell --db none.db").status == 3);
}

}  // namespace
}  // namespace entente
