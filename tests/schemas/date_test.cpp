#include "catch.hpp"

#include <entente/schemas/date.hpp>

namespace entente {
namespace {

TEST_CASE("dates are read in the forms that archives use") {
  const struct {
    const char* text;
    const char* expected;
  } cases[] = {
      {"2024-05-31", "2024-05-31"},
      {"2024-05", "2024-05"},
      {"1945", "1945"},
      {"2024-05-31T10:00:00Z", "2024-05-31"},
      {"2024-05-31 10:00:00", "2024-05-31"},
      {"20240531", "2024-05-31"},
      {"20240531120000", "2024-05-31"},
      {"2024/05/31", "2024-05-31"},
      {"31 May 2024", "2024-05-31"},
      {"May 31, 2024", "2024-05-31"},
      {"Fri, 31 May 2024 10:00:00 GMT", "2024-05-31"},
      {"sept 2001", "2001-09"},
      {"2024-02-29", "2024-02-29"},
      {" 2024 ", "2024"},
      {"", ""},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    const auto date = parse_date(text);
    REQUIRE(date.ok());
    CHECK(date->to_string() == expected);
  }
}

TEST_CASE("what is no date is refused with a mend") {
  for (const char* text : {"yesterday", "2024-13", "2024-02-30", "2023-02-29", "2024-00-10", "31/05/2024",
                           "2024-05-31x", "0000", "May", "123", "2024-5-311"}) {
    INFO(text);
    const auto date = parse_date(text);
    REQUIRE_FALSE(date.ok());
    CHECK_FALSE(date.error().mend.empty());
  }
}

TEST_CASE("dates order by their beginning") {
  CHECK(*parse_date("1991") < *parse_date("1991-12"));
  CHECK(*parse_date("1991-12") < *parse_date("1991-12-26"));
  CHECK(*parse_date("1991-12-26") < *parse_date("1992"));
}

TEST_CASE("dates are compared as precisely as both are known") {
  CHECK(surely_before({1991, 0, 0}, {1992, 0, 0}));
  CHECK(surely_before({1991, 5, 0}, {1991, 6, 0}));
  CHECK(surely_before({1991, 5, 1}, {1991, 5, 2}));
  CHECK_FALSE(surely_before({1991, 0, 0}, {1991, 12, 0}));
  CHECK_FALSE(surely_before({1991, 5, 0}, {1991, 5, 2}));
  CHECK_FALSE(surely_before({1991, 5, 2}, {1991, 5, 2}));
}

TEST_CASE("a day is followed by the next one, over the ends of months and years") {
  CHECK(days_after({2023, 12, 31}, 1).to_string() == "2024-01-01");
  CHECK(days_after({2024, 2, 28}, 1).to_string() == "2024-02-29");
  CHECK(days_after({2023, 3, 1}, -1).to_string() == "2023-02-28");
  CHECK(weekday_of({2026, 11, 26}) == 4);
}

}  // namespace
}  // namespace entente
