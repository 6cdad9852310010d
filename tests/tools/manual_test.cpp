// The manual of the query language: what it shows can be asked.
#include "catch.hpp"
#include "command.hpp"
#include "temporary_directory.hpp"

#include <fstream>
#include <sstream>
#include <string>

namespace entente {
namespace {

using test::Outcome;
using test::run;
using test::TemporaryDirectory;

TEST_CASE("every query of the manual runs on the example articles") {
  const TemporaryDirectory folder;
  REQUIRE(run(folder, "ingest '" ENTENTE_SOURCE_DIR "/tests/articles' --db world.db").status == 0);
  std::istringstream manual(test::read_file(ENTENTE_SOURCE_DIR "/query/README.md"));
  int queries = 0;
  int answered = 0;
  for (std::string line; std::getline(manual, line);) {
    if (line.find("```cypher") == std::string::npos) continue;
    std::string parameters;
    std::string text;
    while (std::getline(manual, line) && line.find("```") == std::string::npos) {
      const std::size_t comment = line.find("// ");
      if (comment != std::string::npos) {
        // a=Qatar b='Soviet Union', in which spaces separate outside of quotes.
        bool quoted = false;
        std::string parameter;
        for (const char c : line.substr(comment + 3) + " ") {
          quoted = quoted != (c == '\'');
          if (c != ' ' || quoted) {
            parameter += c;
            continue;
          }
          parameters += " -p \"" + parameter + "\"";
          parameter.clear();
        }
      } else {
        text += line + "\n";
      }
    }
    std::ofstream(folder / "query") << text;
    INFO(text);
    const Outcome outcome = run(folder, "query -f query --format jsonl --db world.db" + parameters);
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    ++queries;
    answered += outcome.out.empty() ? 0 : 1;
  }
  CHECK(queries == 25);
  CHECK(answered >= 20);  // The articles say nothing of some.
}

}  // namespace
}  // namespace entente
