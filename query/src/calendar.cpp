#include "calendar.hpp"

#include <algorithm>

namespace entente::query {
namespace {

constexpr std::int64_t kDaysOfEra = 146'097;  // Of 400 years.
constexpr std::int64_t kDaysToEpoch = 719'468;

}  // namespace

std::int64_t day_of(const CivilDate& date) {
  // Years begin with March, so that the odd day comes last.
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_divided(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * kDaysOfEra + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - kDaysToEpoch;
}

CivilDate civil_date(std::int64_t day) {
  const std::int64_t shifted = day + kDaysToEpoch;
  const std::int64_t era = floor_divided(shifted, kDaysOfEra);
  const std::int64_t day_of_era = shifted - era * kDaysOfEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / (kDaysOfEra - 1)) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  const CivilDate next = month == 12 ? CivilDate{year + 1, 1, 1} : CivilDate{year, month + 1, 1};
  return day_of(next) - day_of(CivilDate{year, month, 1});
}

std::int64_t day_of(const WeekDate& date) {
  const std::int64_t fourth = day_of(CivilDate{date.year, 1, 4});  // In the first week.
  return fourth - week_date(fourth).weekday + 1 + (date.week - 1) * 7 + date.weekday - 1;
}

WeekDate week_date(std::int64_t day) {
  const std::int64_t weekday = day + 3 - floor_divided(day + 3, 7) * 7 + 1;  // 1970-01-01 was a Thursday.
  const std::int64_t thursday = day - weekday + 4;
  const std::int64_t year = civil_date(thursday).year;
  return {year, (thursday - day_of(CivilDate{year, 1, 1})) / 7 + 1, weekday};
}

std::int64_t weeks_in_year(std::int64_t week_year) { return week_date(day_of(CivilDate{week_year, 12, 28})).week; }

std::int64_t quarter_of(std::int64_t day) { return (civil_date(day).month - 1) / 3 + 1; }

std::int64_t quarter_start(std::int64_t year, std::int64_t quarter) {
  return day_of(CivilDate{year, (quarter - 1) * 3 + 1, 1});
}

std::int64_t add_months(std::int64_t day, std::int64_t months) {
  const CivilDate date = civil_date(day);
  const std::int64_t month = date.year * 12 + date.month - 1 + months;
  CivilDate later{floor_divided(month, 12), month - floor_divided(month, 12) * 12 + 1, date.day};
  later.day = std::min(later.day, days_in_month(later.year, later.month));
  return day_of(later);
}

}  // namespace entente::query
