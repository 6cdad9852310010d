// Calendar dates as precise as the source gives them: a year, a month, or a day.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <entente/schemas/result.hpp>

namespace entente {

// A date of the proleptic Gregorian calendar. Month and day are 0 where the source does not give them, so dates
// order by their beginning and "1991" comes before "1991-12".
struct Date {
  std::int16_t year = 0;   // 0 = no date at all.
  std::uint8_t month = 0;  // 1..12, 0 = unknown.
  std::uint8_t day = 0;    // 1..31, 0 = unknown.

  auto operator<=>(const Date&) const = default;
  bool known() const { return year != 0; }

  // "1991", "1991-12", "1991-12-26", or "" when nothing is known (ISO 8601 reduced precision).
  std::string to_string() const;
};

// From the first to the last day that it may mean, where both are known; without a beginning or an end where one is not: "since 2014".
struct DateRange {
  Date from;
  Date until;

  auto operator<=>(const DateRange&) const = default;
  bool known() const { return from.known() || until.known(); }
};

// Whether `a` is before `b`, compared as precisely as both are known: "1991" is not surely before "1991-12".
bool surely_before(const Date& a, const Date& b);

// Reads ISO 8601 dates and date-times ("2021", "2021-05", "2021-05-17T10:00:00Z", "20210517"), the same with
// slashes, and English forms ("17 May 2019", "May 17, 2019", "Fri, 17 May 2019 10:00:00 GMT"). The time of day is
// dropped. An empty string is no date. Fails on anything else and on impossible dates.
Result<Date> parse_date(std::string_view text);

// The current day in UTC.
Date today();

// So many days later, or earlier. Requires: a date with its day.
Date days_after(const Date& date, int days);

// 1 for Monday to 7 for Sunday. Requires: a date with its day.
int weekday_of(const Date& date);

}  // namespace entente
