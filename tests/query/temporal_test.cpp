// Dates, times and durations of the query language, beyond what the TCK asks.
#include "calendar.hpp"
#include "catch.hpp"
#include "memory_query_graph.hpp"
#include "query_failure.hpp"
#include "temporal_text.hpp"

#include <chrono>
#include <random>

namespace entente::query {
namespace {

using test::ask;
using test::MemoryQueryGraph;

std::string value_of(const std::string& expression) {
  const MemoryQueryGraph nothing;
  return ask(nothing, "RETURN toString(" + expression + ")").front();
}

// What is wrong with the expression.
QueryFault fault_of(const std::string& expression) {
  const MemoryQueryGraph nothing;
  try {
    ask(nothing, "RETURN " + expression);
  } catch (const QueryFailure& failure) {
    return failure.fault;
  }
  FAIL("answered: " << expression);
  return {};
}

TEST_CASE("days are those of the standard library's calendar") {
  using namespace std::chrono;
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const auto day = static_cast<std::int64_t>(random() % 4'000'000) - 2'000'000;
    const year_month_day expected{sys_days{days{static_cast<int>(day)}}};
    const CivilDate date = civil_date(day);
    CHECK(date.year == int{expected.year()});
    CHECK(date.month == unsigned{expected.month()});
    CHECK(date.day == unsigned{expected.day()});
    CHECK(day_of(date) == day);
    CHECK(week_date(day).weekday == weekday{sys_days{days{static_cast<int>(day)}}}.iso_encoding());
    CHECK(day_of(week_date(day)) == day);
  }
}

TEST_CASE("what is written of a time is read again as the same") {
  std::mt19937_64 random(4);
  for (int i = 0; i < 5'000; ++i) {
    for (const auto kind : {Temporal::Kind::date_time, Temporal::Kind::local_date_time, Temporal::Kind::date,
                            Temporal::Kind::time, Temporal::Kind::local_time}) {
      Temporal temporal{kind, 0, 0, 0, ""};
      if (temporal.has_date()) temporal.day = static_cast<std::int64_t>(random() % 700'000'000'000) - 350'000'000'000;
      if (temporal.has_time()) temporal.nanosecond = static_cast<std::int64_t>(random() % 86'400'000'000'000);
      if (temporal.has_zone()) temporal.offset = static_cast<std::int32_t>(random() % 129'600) - 64'800;
      CHECK(parse_temporal(kind, to_string(temporal)) == std::optional(temporal));
    }
    const auto part = [&] { return static_cast<std::int64_t>(random() % 20'000'000'000) - 10'000'000'000; };
    const Duration duration{part(), part(), part(), static_cast<std::int64_t>(random() % 1'000'000'000)};
    INFO(to_string(duration));
    CHECK(parse_duration(to_string(duration)) == std::optional(duration));
  }
}

TEST_CASE("clocks that are set forward or back are minded") {
  CHECK(value_of("datetime({year: 2023, month: 3, day: 26, hour: 2, minute: 30, timezone: 'Europe/Berlin'})") ==
        "'2023-03-26T03:30+02:00[Europe/Berlin]'");
  CHECK(value_of("datetime({year: 2023, month: 10, day: 29, hour: 2, minute: 30, timezone: 'Europe/Berlin'})") ==
        "'2023-10-29T02:30+02:00[Europe/Berlin]'");
  CHECK(value_of("datetime('2023-03-25T12:00[Europe/Berlin]') + duration('P1D')") ==
        "'2023-03-26T12:00+02:00[Europe/Berlin]'");
  CHECK(value_of("datetime('2023-03-25T12:00[Europe/Berlin]') + duration('PT24H')") ==
        "'2023-03-26T13:00+02:00[Europe/Berlin]'");
  CHECK(fault_of("datetime('2023-03-25T12:00+05:00[Europe/Berlin]')") == QueryFault::invalid_argument_value);
}

TEST_CASE("what dates a store tells of can be compared and counted with") {
  CHECK(value_of("date('2014-03') < date('2014-03-18')") == "'true'");
  CHECK(value_of("date('2016-01-31') + duration({months: 1})") == "'2016-02-29'");
  CHECK(value_of("duration.between(date('2014-03-18'), date('2022-02-24')).months") == "'95'");
  CHECK(value_of("date.truncate('decade', date('1989-11-09'))") == "'1980-01-01'");
  CHECK(value_of("date('2022-Q3')") == "'2022-07-01'");
  CHECK(value_of("date('2022-02-24').weekDay") == "'4'");
  const MemoryQueryGraph nothing;
  CHECK(ask(nothing, "UNWIND [date('2020-01-02'), date('2019-05-01'), null] AS d RETURN min(d), count(DISTINCT d)") ==
        std::vector<std::string>{"date('2019-05-01') | 2"});
  CHECK(ask(nothing, "UNWIND [duration('P1D'), duration('PT12H')] AS d RETURN sum(d), avg(d)") ==
        std::vector<std::string>{"duration('P1DT12H') | duration('PT18H')"});
  CHECK(
      ask(nothing, "RETURN duration('P1M') < duration('P1Y') AS unknown, date('2020-01-01') < localtime('10') AS no") ==
      std::vector<std::string>{"null | null"});
}

TEST_CASE("times that there are not are refused") {
  for (const char* text : {"date('2015-02-29')",
                           "date('2015-13-01')",
                           "date('15-01-01')",
                           "date('2015-W54')",
                           "date('')",
                           "date('2015-366')",
                           "localtime('25:00')",
                           "localtime('12:60')",
                           "time('12:00+19:00')",
                           "datetime('2015-01-01T12:00[Mars/Olympus]')",
                           "duration('P')",
                           "duration('P1DT')",
                           "duration('1D')",
                           "duration('P1D1Y')",
                           "duration('P1e5D')",
                           "date({year: 2015, day: 3})",
                           "date({month: 3})",
                           "date({year: 2015, month: 2, day: 30})",
                           "date({year: 2015, moon: 3})",
                           "localtime({minute: 3})",
                           "localtime({hour: 3, second: 3})",
                           "time({hour: 24})",
                           "date('2015-01-01').hour",
                           "date.truncate('hour', date('2015-01-01'))",
                           "date.truncate('fortnight', date('2015-01-01'))",
                           "duration({lightyears: 1})",
                           "datetime({year: 2015, timezone: 'nowhere'})"}) {
    INFO(text);
    CHECK(fault_of(text) == QueryFault::invalid_argument_value);
  }
  CHECK(fault_of("date('2015-01-01') - date('2014-01-01')") == QueryFault::invalid_argument_type);
  for (const char* text : {"date('+999999999-12-31') + duration('P1D')", "date('2015-01-01') + duration({years: 1e17})",
                           "duration({days: 9223372036854775807}) + duration({days: 1})", "duration({months: 1e300})",
                           "duration({seconds: 9223372036854775807}) * 2", "duration({years: 0.0/0.0})",
                           "localdatetime('2015-01-01') + duration({seconds: 9223372036854775807})"}) {
    INFO(text);
    CHECK(fault_of(text) == QueryFault::number_out_of_range);
  }
  CHECK(fault_of("duration('P1D') / 0") == QueryFault::division_by_zero);
}

TEST_CASE("any text in place of a time ends in a value or an error") {
  std::mt19937 random(5);
  const std::string characters = "0123456789-+:.TWQPYMDHSZ[]/aE";
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (std::size_t length = random() % 24; text.size() < length;) text += characters[random() % characters.size()];
    for (const auto kind : {Temporal::Kind::date_time, Temporal::Kind::date, Temporal::Kind::time}) {
      if (const auto parsed = parse_temporal(kind, text)) CHECK(parse_temporal(kind, to_string(*parsed)) == parsed);
    }
    if (const auto parsed = parse_duration("P" + text)) CHECK(parse_duration(to_string(*parsed)) == parsed);
  }
}

}  // namespace
}  // namespace entente::query
