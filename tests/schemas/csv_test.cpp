#include "catch.hpp"

#include <entente/schemas/csv.hpp>

namespace entente {
namespace {

TEST_CASE("what is written as a table is read back alike") {
  const std::vector<std::vector<std::string>> rows = {
      {"a", "b", ""}, {"x,y", "say \"no\"", "two\nlines"}, {"", "tab\t", "end\r"}};
  std::string text;
  for (const auto& row : rows) text += csv_row(row);
  const auto read = parse_csv(text, "table");
  REQUIRE(read.ok());
  CHECK(*read == rows);
  CHECK(*parse_csv("\xEF\xBB\xBF"
                   "a,b\r\n\r\n1,2",
                   "table") == std::vector<std::vector<std::string>>{{"a", "b"}, {"1", "2"}});
  CHECK(parse_csv("", "table")->empty());
}

TEST_CASE("broken tables are told with their line") {
  CHECK(parse_csv("a,b\n1\n", "t").error().to_string().find("t:2: the row has 1 fields, but the first row has 2") == 0);
  CHECK(parse_csv("a\n\"x\ny", "t").error().to_string().find("t:3: the table ends within quotes") == 0);
}

}  // namespace
}  // namespace entente
