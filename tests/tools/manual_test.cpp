// The manual of the query language: what it shows can be asked.
#include "catch.hpp"
#include "command.hpp"
#include "temporary_directory.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace entente {
namespace {

using test::Outcome;
using test::run;
using test::TemporaryDirectory;

// The code spans of a cell of a table, in which "\\|" stands for "|".
std::vector<std::string> code_spans(const std::string& cell) {
  std::vector<std::string> spans;
  std::string span;
  bool inside = false;
  for (const char c : cell) {
    if (c != '`') {
      if (inside) span += c;
      continue;
    }
    if (inside) spans.push_back(span);
    span.clear();
    inside = !inside;
  }
  return spans;
}

struct Row {
  std::string heading;  // First cell of the table's head.
  std::vector<std::string> shown;
  std::vector<std::string> values;
};

// The rows of the manual's tables of two columns.
std::vector<Row> rows_of_tables(const std::string& manual) {
  std::vector<Row> rows;
  std::istringstream lines(manual);
  std::string heading;
  std::string before;
  for (std::string line; std::getline(lines, line); before = line) {
    if (!line.starts_with("| ")) continue;
    std::vector<std::string> cells;
    std::string cell;
    for (std::size_t i = 1; i < line.size(); ++i) {
      if (line[i] == '|' && line[i - 1] != '\\') {
        cells.push_back(cell);
        cell.clear();
      } else if (line[i] != '\\' || i + 1 == line.size() || line[i + 1] != '|') {
        cell += line[i];
      }
    }
    if (!before.starts_with("|")) {
      heading = cells.at(0);
    } else if (cells.size() == 2 && !cells[0].starts_with(" ---")) {
      rows.push_back({heading, code_spans(cells[0]), code_spans(cells[1])});
    }
  }
  return rows;
}

TEST_CASE("what the tables of the manual show is so") {
  const TemporaryDirectory folder;
  REQUIRE(run(folder, "ingest '" ENTENTE_SOURCE_DIR "/tests/articles' --db world.db").status == 0);
  const auto ask = [&](const std::string& text) {
    std::ofstream(folder / "query") << text;
    return run(folder, "query -f query --format jsonl --db world.db");
  };
  int patterns = 0;
  int expressions = 0;
  for (const Row& row : rows_of_tables(test::read_file(ENTENTE_SOURCE_DIR "/query/README.md"))) {
    const bool aggregation = row.heading.find("aggregation") != std::string::npos;
    if (row.heading.find("MATCH") != std::string::npos) {
      for (const std::string& pattern : row.shown) {
        const Outcome outcome = ask("MATCH " + pattern + " RETURN count(*)");
        INFO(pattern << "\n" << outcome.err);
        CHECK(outcome.status == 0);
        ++patterns;
      }
    } else if (row.heading.find("of nodes, ") != std::string::npos) {
      for (const std::string& call : row.shown) {
        const Outcome outcome = ask("MATCH p = (a)-[r]->() RETURN " + call + " LIMIT 1");
        INFO(call << "\n" << outcome.err);
        CHECK(outcome.status == 0);
      }
    } else if (aggregation || row.heading.find(" expression ") == 0 || row.heading.find(" function ") == 0) {
      REQUIRE(row.shown.size() >= row.values.size());
      REQUIRE(!row.values.empty());
      for (std::size_t i = 0; i < row.values.size(); ++i) {
        const std::string& shown = row.shown[i];
        const std::string& value = row.values[i];
        INFO(shown << " should be " << value);
        const Outcome outcome =
            ask(aggregation ? "UNWIND [1, 2, 3, 4] AS x WITH " + shown + " AS is RETURN is = " + value + " AS so, is"
                            : "WITH " + shown + " AS is RETURN is = " + value + " AS so, is");
        INFO(outcome.out << outcome.err);
        CHECK(outcome.out.find("\"so\":true") != std::string::npos);
        ++expressions;
      }
    }
  }
  CHECK(patterns >= 20);
  CHECK(expressions >= 100);
}

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
