// Judging from the command line.
#include "catch.hpp"
#include "command.hpp"
#include "temporary_directory.hpp"

#include <string>

namespace entente {
namespace {

using test::has;
using test::Outcome;
using test::run;
using test::TemporaryDirectory;

TEST_CASE("judgements show in every answer, survive reading anew, and can be taken back") {
  const TemporaryDirectory folder;
  folder.write("a.jsonl", "{\"id\": \"1\", \"text\": \"Iran attacked Iraq. Iran backs Hezbollah.\"}\n");
  REQUIRE(run(folder, "ingest a.jsonl --db world.db").status == 0);
  const std::string id =
      run(folder, "query 'MATCH ({name: \"Iran\"})-[r:ATTACKS]->() RETURN r.id' --format tsv --db world.db")
          .out.substr(5, 32);

  const Outcome rejected = run(folder, "judge reject " + id + " --reason wrong --user me --db world.db");
  CHECK(rejected.status == 0);
  CHECK(has(rejected.out, "reject " + id));
  CHECK_FALSE(has(run(folder, "neighbors Iran --db world.db").out, "attacks"));
  CHECK_FALSE(has(run(folder, "export --db world.db").out, "attacks"));
  CHECK_FALSE(has(run(folder, "query 'MATCH ()-[r]->() RETURN type(r)' --db world.db").out, "ATTACKS"));
  CHECK(run(folder, "judge rename Iran Persia --db world.db").status == 0);
  CHECK(has(run(folder, "neighbors Persia --db world.db").out, "Persia (Country, country/IRN)"));
  CHECK(run(folder, "judge same Iran Iraq --db world.db").status == 0);
  CHECK(has(run(folder, "show Iraq --db world.db").out, "Persia"));

  folder.write("a.jsonl", "{\"id\": \"1\", \"text\": \"Iran attacked Iraq. Iran backs Hezbollah. So it goes.\"}\n");
  REQUIRE(run(folder, "ingest a.jsonl --db world.db").status == 0);
  CHECK_FALSE(has(run(folder, "neighbors Persia --db world.db").out, "attacks"));
  const std::string log = run(folder, "judge export --db world.db").out;
  CHECK(has(log, "time,user,kind,subject,object,reason\n"));
  CHECK(has(log, ",me,reject," + id + ",,wrong\n"));

  CHECK(run(folder, "judge undo --db world.db").status == 0);
  CHECK(run(folder, "judge undo --db world.db").status == 0);
  CHECK(run(folder, "judge undo --db world.db").status == 0);
  CHECK(run(folder, "judge undo --db world.db").status == 3);
  CHECK(has(run(folder, "neighbors Iran --db world.db").out, "attacks"));
  CHECK(has(run(folder, "judge list --db world.db").out, "\tundo\t"));

  REQUIRE(run(folder, "ingest a.jsonl --db other.db").status == 0);
  folder.write("log.csv", log);
  CHECK(run(folder, "judge import log.csv --db other.db").out == "3 judgements, 3 of them new\n");
  CHECK(run(folder, "judge import log.csv --db other.db").out == "3 judgements, 0 of them new\n");
  CHECK_FALSE(has(run(folder, "neighbors Persia --db other.db").out, "attacks"));
}

TEST_CASE("judgements that say nothing, or nothing known, are refused") {
  const TemporaryDirectory folder;
  folder.write("a.txt", "Iran attacked Iraq.");
  REQUIRE(run(folder, "ingest a.txt --db world.db").status == 0);
  CHECK(run(folder, "judge same Iran Atlantis --db world.db").status == 3);
  CHECK(has(run(folder, "judge same Iran Persia --db world.db").err, "both names mean the same entity already"));
  CHECK(run(folder, "judge reject 00112233445566778899aabbccddeeff --db world.db").status == 3);
  CHECK(run(folder, "judge reject nonsense --db world.db").status == 3);
  CHECK(has(run(folder, "judge type Iran Planet --db world.db").err, "it is one of Country, Person"));
  CHECK(run(folder, "judge same Iran --db world.db").status == 2);
  for (const char* table : {"", "a,b\n1,2\n", "time,user,kind,subject,object,reason\nsoon,me,same,a,b,\n",
                            "time,user,kind,subject,object,reason\n2026-01-01T00:00:00.000000Z,me,guess,a,b,\n",
                            "time,user,kind,subject,object,reason\n2026-01-01T00:00:00.000000Z,me,same\n",
                            "time,user,kind,subject,object,reason\n\"2026"}) {
    folder.write("log.csv", table);
    const Outcome outcome = run(folder, "judge import log.csv --db world.db");
    INFO(table << outcome.err);
    CHECK(outcome.status != 0);
    CHECK(has(outcome.err, "log.csv"));
  }
  CHECK(run(folder, "judge list --db world.db").out.empty());
}

}  // namespace
}  // namespace entente
