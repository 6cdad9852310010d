// The proleptic Gregorian calendar, in days since 1970-01-01. Howard Hinnant, chrono-Compatible Low-Level Date Algorithms
// (https://howardhinnant.github.io/date_algorithms.html): the standard library's years end at 32,767.
#pragma once

#include <cstdint>

namespace entente::query {

// Towards minus infinity.
inline std::int64_t floor_divided(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

inline constexpr std::int64_t kGreatestYear = 999'999'999;  // And its negative; as in Neo4j.

struct CivilDate {
  std::int64_t year = 1970;
  std::int64_t month = 1;
  std::int64_t day = 1;
};

// Requires: the month is from 1 to 12. Days beyond the month's lie in the next ones.
std::int64_t day_of(const CivilDate& date);
CivilDate civil_date(std::int64_t day);

std::int64_t days_in_month(std::int64_t year, std::int64_t month);

// Weeks begin on Monday, and belong to the year in which their Thursday lies.
struct WeekDate {
  std::int64_t year = 1970;
  std::int64_t week = 1;
  std::int64_t weekday = 1;  // Monday is 1.
};
std::int64_t day_of(const WeekDate& date);
WeekDate week_date(std::int64_t day);
std::int64_t weeks_in_year(std::int64_t week_year);

// Quarters, from 1 to 4, and the first day of one.
std::int64_t quarter_of(std::int64_t day);
std::int64_t quarter_start(std::int64_t year, std::int64_t quarter);

// So many months later; the last day of the month where there is no such day.
std::int64_t add_months(std::int64_t day, std::int64_t months);

}  // namespace entente::query
