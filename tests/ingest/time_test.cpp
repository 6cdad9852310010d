// When sentences say that something was so.
#include "catch.hpp"
#include "fixtures.hpp"

#include <string>

namespace entente::ingest {
namespace {

// The time of the statement of that relation in the text, "from..until"; "-" if the statement is not found.
std::string time_in(const std::string& text, const std::string& relation = "attacks",
                    const std::string& date = "2023-11-24") {
  const Contribution contribution = test::shipped_extractor().extract(test::make_article("test", text, date));
  for (const ExtractedStatement& extracted : contribution.statements) {
    if (extracted.statement.relation != relation) continue;
    const DateRange& time = extracted.evidence.time;
    return time.from.to_string() + ".." + time.until.to_string();
  }
  return "-";
}

TEST_CASE("times are as precise as their words") {
  CHECK(time_in("Iran attacked Iraq in 1980.") == "1980..1980");
  CHECK(time_in("Iran attacked Iraq in May 1982.") == "1982-05..1982-05");
  CHECK(time_in("On May 17, 1982, Iran attacked Iraq.") == "1982-05-17..1982-05-17");
  CHECK(time_in("Iran attacked Iraq on 17 May 1982.") == "1982-05-17..1982-05-17");
  CHECK(time_in("Iran attacked Iraq in the 1980s.") == "1980..1989");
  CHECK(time_in("Iran attacked Iraq.") == "..");
  CHECK(time_in("Iran attacked Iraq with 1980 soldiers.") == "..");
}

TEST_CASE("times are told from the day of publication, a Friday in November") {
  CHECK(time_in("Iran attacked Iraq yesterday.") == "2023-11-23..2023-11-23");
  CHECK(time_in("Iran attacked Iraq on Monday.") == "2023-11-20..2023-11-20");
  CHECK(time_in("Iran attacked Iraq on Friday.") == "2023-11-24..2023-11-24");
  CHECK(time_in("Iran attacked Iraq last week.") == "2023-11-13..2023-11-19");
  CHECK(time_in("Iran attacked Iraq last month.") == "2023-10..2023-10");
  CHECK(time_in("Iran attacked Iraq last year.") == "2022..2022");
  CHECK(time_in("Iran attacked Iraq two years ago.") == "2021..2021");
  CHECK(time_in("Iran attacked Iraq three months ago.") == "2023-08..2023-08");
  CHECK(time_in("Iran attacked Iraq in May.") == "2023-05..2023-05");
  CHECK(time_in("Iran attacked Iraq on Dec. 7.") == "2022-12-07..2022-12-07");
  // Less is said where less is known.
  CHECK(time_in("Iran attacked Iraq yesterday.", "attacks", "2023-11") == "..");
  CHECK(time_in("Iran attacked Iraq last month.", "attacks", "2024-01") == "2023-12..2023-12");
  CHECK(time_in("Iran attacked Iraq last year.", "attacks", "") == "..");
}

TEST_CASE("times may be without a beginning or an end") {
  CHECK(time_in("The United States has sanctioned Iran since 1979.", "sanctions") == "1979..");
  CHECK(time_in("The United States has sanctioned Iran since late 2015.", "sanctions") == "2015..");
  CHECK(time_in("The United States sanctioned Iran until 2015.", "sanctions") == "..2015");
  CHECK(time_in("The United States did not sanction Iran until May 2015.", "sanctions") == "2015-05..");
  CHECK(time_in("Iran attacked Iraq from 1980 to 1988.") == "1980..1988");
  CHECK(time_in("Iran attacked Iraq between May and July.") == "2023-05..2023-07");
}

TEST_CASE("a time is that of the clause in which it stands") {
  CHECK(time_in("Officials said on Monday that Iran had attacked Iraq in 1980.") == "1980..1980");
  CHECK(time_in("Officials said on Monday that Iran had attacked Iraq.") == "..");
  CHECK(time_in("In 2014, Russia attacked Ukraine and annexed Crimea.") == "2014..2014");
}

}  // namespace
}  // namespace entente::ingest
