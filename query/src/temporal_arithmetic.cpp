#include "temporal_arithmetic.hpp"

#include "calendar.hpp"
#include "query_failure.hpp"
#include "time_zone.hpp"

#include <cmath>
#include <tuple>

namespace entente::query {
namespace {

constexpr long double kDaysOfMonth = 30.436875L;  // The mean of the Gregorian calendar.
constexpr std::int64_t kSecondsOfMonth = 2'629'746;

[[noreturn]] void out_of_range(Position at, const char* what) {
  fail(QueryFault::number_out_of_range, at, std::string(what) + " is out of range");
}

std::int64_t checked_sum(std::int64_t a, std::int64_t b, Position at) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) out_of_range(at, "the duration");
  return sum;
}

// Seconds since 1970 UTC, and nanoseconds.
std::pair<std::int64_t, std::int64_t> instant(const Temporal& t) {
  return {t.day * kSecondsOfDay + t.nanosecond / kNanosOfSecond - t.offset, t.nanosecond % kNanosOfSecond};
}

Zone zone_of(const Temporal& temporal) { return {temporal.offset, temporal.zone}; }

void require_day(std::int64_t day, Position at) {
  const std::int64_t year = civil_date(day).year;
  if (year > kGreatestYear || year < -kGreatestYear) out_of_range(at, "the date");
}

// A point in time with everything, from one that may lack date or zone.
Temporal completed(const Temporal& temporal, const Temporal& other) {
  const std::int64_t day = temporal.has_date() ? temporal.day : other.day;
  // A time keeps its offset, and where it has a date, its zone.
  if (temporal.has_zone()) return {Temporal::Kind::date_time, day, temporal.nanosecond, temporal.offset, temporal.zone};
  return at_local_time(day, temporal.nanosecond, zone_of(other));
}

// Whole months from one local time to the other.
std::int64_t months_between(const Temporal& from, const Temporal& to) {
  const CivilDate a = civil_date(from.day);
  const CivilDate b = civil_date(to.day);
  std::int64_t months = (b.year - a.year) * 12 + b.month - a.month;
  const auto rest_a = std::tuple(a.day, from.nanosecond);
  const auto rest_b = std::tuple(b.day, to.nanosecond);
  if (months > 0 && rest_b < rest_a) --months;
  if (months < 0 && rest_b > rest_a) ++months;
  return months;
}

std::int64_t days_between(const Temporal& from, const Temporal& to) {
  std::int64_t days = to.day - from.day;
  if (days > 0 && to.nanosecond < from.nanosecond) --days;
  if (days < 0 && to.nanosecond > from.nanosecond) ++days;
  return days;
}

}  // namespace

std::strong_ordering order(const Temporal& a, const Temporal& b) {
  if (const auto kinds = a.kind <=> b.kind; kinds != 0) return kinds;
  if (const auto instants = instant(a) <=> instant(b); instants != 0) return instants;
  if (const auto offsets = a.offset <=> b.offset; offsets != 0) return offsets;
  return a.zone <=> b.zone;
}

std::strong_ordering order(const Duration& a, const Duration& b) {
  const auto length = [](const Duration& d) {
    return static_cast<long double>(d.months) * kSecondsOfMonth + static_cast<long double>(d.days) * kSecondsOfDay +
           static_cast<long double>(d.seconds);
  };
  if (const long double difference = length(a) - length(b); difference != 0)
    return difference < 0 ? std::strong_ordering::less : std::strong_ordering::greater;
  return std::tie(a.nanoseconds, a.months, a.days, a.seconds) <=> std::tie(b.nanoseconds, b.months, b.days, b.seconds);
}

Temporal shifted(const Temporal& temporal, std::int64_t seconds) {
  Temporal result = temporal;
  const std::int64_t second = temporal.nanosecond / kNanosOfSecond + seconds;
  const std::int64_t days = floor_divided(second, kSecondsOfDay);
  result.nanosecond = (second - days * kSecondsOfDay) * kNanosOfSecond + temporal.nanosecond % kNanosOfSecond;
  if (temporal.has_date()) result.day += days;
  return result;
}

void DurationBuilder::Sum::add(long double value) {
  const long double part = std::trunc(value);
  if (!(std::abs(part) < 0x1p63L)) {
    overflow = true;
    return;
  }
  overflow = __builtin_add_overflow(whole, static_cast<std::int64_t>(part), &whole) || overflow;
  rest += value - part;
}

void DurationBuilder::add_months(long double value) { months_.add(value); }
void DurationBuilder::add_days(long double value) { days_.add(value); }
void DurationBuilder::add_seconds(long double value) { seconds_.add(value); }
void DurationBuilder::add_nanoseconds(long double value) { nanoseconds_.add(value); }

Duration DurationBuilder::result(Position at) const {
  const auto settled = [](Sum sum) {
    const long double rest = std::exchange(sum.rest, 0);
    sum.add(rest);
    return sum;
  };
  const Sum months = settled(months_);
  Sum days = days_;
  days.add(months.rest * kDaysOfMonth);
  days = settled(days);
  Sum seconds = seconds_;
  seconds.add(days.rest * kSecondsOfDay);
  seconds = settled(seconds);
  Sum nanoseconds = nanoseconds_;
  nanoseconds.add(std::nearbyint(seconds.rest * kNanosOfSecond + nanoseconds_.rest));
  nanoseconds.rest = 0;
  if (months.overflow || days.overflow || seconds.overflow || nanoseconds.overflow) out_of_range(at, "the duration");
  const std::int64_t carried = floor_divided(nanoseconds.whole, kNanosOfSecond);
  return {months.whole, days.whole, checked_sum(seconds.whole, carried, at),
          nanoseconds.whole - carried * kNanosOfSecond};
}

Duration add(const Duration& a, const Duration& b, Position at) {
  const std::int64_t nanoseconds = a.nanoseconds + b.nanoseconds;
  return {checked_sum(a.months, b.months, at), checked_sum(a.days, b.days, at),
          checked_sum(checked_sum(a.seconds, b.seconds, at), nanoseconds / kNanosOfSecond, at),
          nanoseconds % kNanosOfSecond};
}

Duration scaled(const Duration& duration, double factor, Position at) {
  DurationBuilder builder;
  builder.add_months(static_cast<long double>(duration.months) * factor);
  builder.add_days(static_cast<long double>(duration.days) * factor);
  builder.add_seconds(static_cast<long double>(duration.seconds) * factor);
  builder.add_nanoseconds(static_cast<long double>(duration.nanoseconds) * factor);
  return builder.result(at);
}

Temporal add(const Temporal& temporal, const Duration& duration, Position at) {
  // Beyond this, dates are out of range whatever they are.
  constexpr std::int64_t kMostMonths = 24 * kGreatestYear;
  constexpr std::int64_t kMostSeconds = kMostMonths / 12 * 366 * kSecondsOfDay;
  const auto is_too_long = [](std::int64_t value, std::int64_t most) { return value > most || value < -most; };
  Temporal result = temporal;
  if (temporal.has_date()) {
    if (is_too_long(duration.months, kMostMonths) || is_too_long(duration.days, kMostMonths / 12 * 366) ||
        is_too_long(duration.seconds, kMostSeconds))
      out_of_range(at, "the date");
    result.day = add_months(result.day, duration.months) + duration.days;
    require_day(result.day, at);
    if (temporal.kind == Temporal::Kind::date_time)
      result = at_local_time(result.day, result.nanosecond, zone_of(temporal));
  }
  // A date has no seconds: whole days of them count.
  const std::int64_t seconds = temporal.has_time()
                                   ? duration.seconds % (temporal.has_date() ? kMostSeconds : kSecondsOfDay)
                                   : duration.seconds / kSecondsOfDay * kSecondsOfDay;
  if (temporal.has_time()) {
    result.nanosecond += duration.nanoseconds;
    if (result.nanosecond >= kNanosOfDay) {
      result.nanosecond -= kNanosOfDay;
      if (temporal.has_date()) ++result.day;
    }
  }
  result = shifted(result, seconds);
  if (temporal.kind == Temporal::Kind::date_time) result = in_zone(result, zone_of(temporal));
  if (temporal.has_date()) require_day(result.day, at);
  return result;
}

Duration between(const Temporal& from, const Temporal& to, DurationUnit unit, Position at) {
  const Temporal a = completed(from, to);
  Temporal b = completed(to, from);
  const bool dates = from.has_date() && to.has_date();
  Duration result;
  Temporal reached = a;
  if (dates && unit != DurationUnit::seconds) {
    const Temporal seen = in_zone(b, zone_of(a));
    if (unit != DurationUnit::days) result.months = months_between(a, seen);
    reached = at_local_time(add_months(a.day, result.months), a.nanosecond, zone_of(a));
    if (unit != DurationUnit::months) result.days = days_between(reached, seen);
    reached = at_local_time(reached.day + result.days, a.nanosecond, zone_of(a));
  }
  if (unit == DurationUnit::months || unit == DurationUnit::days) return result;
  const auto [from_second, from_nano] = instant(reached);
  const auto [to_second, to_nano] = instant(b);
  const std::int64_t nanoseconds = to_nano - from_nano;
  result.seconds = checked_sum(to_second - from_second, nanoseconds < 0 ? -1 : 0, at);
  result.nanoseconds = nanoseconds + (nanoseconds < 0 ? kNanosOfSecond : 0);
  return result;
}

std::optional<Value> component(const Temporal& temporal, std::string_view name) {
  if (temporal.has_date()) {
    const CivilDate date = civil_date(temporal.day);
    const WeekDate week = week_date(temporal.day);
    const std::int64_t quarter = quarter_of(temporal.day);
    if (name == "year") return date.year;
    if (name == "quarter") return quarter;
    if (name == "month") return date.month;
    if (name == "week") return week.week;
    if (name == "weekYear") return week.year;
    if (name == "day") return date.day;
    if (name == "ordinalDay") return temporal.day - day_of(CivilDate{date.year, 1, 1}) + 1;
    if (name == "weekDay" || name == "dayOfWeek") return week.weekday;
    if (name == "dayOfQuarter") return temporal.day - quarter_start(date.year, quarter) + 1;
  }
  if (temporal.has_time()) {
    const std::int64_t second = temporal.nanosecond / kNanosOfSecond;
    const std::int64_t nano = temporal.nanosecond % kNanosOfSecond;
    if (name == "hour") return second / 3600;
    if (name == "minute") return second / 60 % 60;
    if (name == "second") return second % 60;
    if (name == "millisecond") return nano / 1'000'000;
    if (name == "microsecond") return nano / 1000;
    if (name == "nanosecond") return nano;
  }
  if (temporal.has_zone()) {
    if (name == "timezone") return temporal.zone.empty() ? offset_text(temporal.offset) : temporal.zone;
    if (name == "offset") return offset_text(temporal.offset);
    if (name == "offsetMinutes") return std::int64_t{temporal.offset / 60};
    if (name == "offsetSeconds") return std::int64_t{temporal.offset};
  }
  if (temporal.kind == Temporal::Kind::date_time) {
    const auto [second, nano] = instant(temporal);
    if (name == "epochSeconds") return second;
    if (name == "epochMillis") return second * 1000 + nano / 1'000'000;
  }
  return std::nullopt;
}

std::optional<Value> component(const Duration& d, std::string_view name) {
  const auto nanos = [&](std::int64_t unit) -> Value {
    // Of the whole time; where it does not fit, it is told as a Float.
    const long double value =
        (static_cast<long double>(d.seconds) * kNanosOfSecond + static_cast<long double>(d.nanoseconds)) /
        static_cast<long double>(unit);
    if (std::abs(value) >= 0x1p63L) return static_cast<double>(value);
    return static_cast<std::int64_t>(std::floor(value));
  };
  if (name == "years") return d.months / 12;
  if (name == "quarters") return d.months / 3;
  if (name == "months") return d.months;
  if (name == "weeks") return d.days / 7;
  if (name == "days") return d.days;
  if (name == "hours") return d.seconds / 3600;
  if (name == "minutes") return d.seconds / 60;
  if (name == "seconds") return d.seconds;
  if (name == "milliseconds") return nanos(1'000'000);
  if (name == "microseconds") return nanos(1000);
  if (name == "nanoseconds") return nanos(1);
  if (name == "quartersOfYear") return d.months / 3 % 4;
  if (name == "monthsOfQuarter") return d.months % 3;
  if (name == "monthsOfYear") return d.months % 12;
  if (name == "daysOfWeek") return d.days % 7;
  if (name == "minutesOfHour") return d.seconds / 60 % 60;
  if (name == "secondsOfMinute") return d.seconds % 60;
  if (name == "millisecondsOfSecond") return d.nanoseconds / 1'000'000;
  if (name == "microsecondsOfSecond") return d.nanoseconds / 1000;
  if (name == "nanosecondsOfSecond") return d.nanoseconds;
  return std::nullopt;
}

}  // namespace entente::query
