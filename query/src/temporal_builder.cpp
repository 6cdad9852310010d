#include "temporal_builder.hpp"

#include "calendar.hpp"
#include "query_failure.hpp"
#include "temporal_arithmetic.hpp"
#include "time_zone.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace entente::query {
namespace {

using Kind = Temporal::Kind;

[[noreturn]] void wrong(const CallContext& context, std::string message, std::string hint = "") {
  fail(QueryFault::invalid_argument_value, context.at, std::move(message), std::move(hint));
}

// The components of a map, each of which must be used.
class Components {
 public:
  Components(const Map& map, const CallContext& context) : map_(map), context_(context) {}

  bool has(const char* name) const { return map_.contains(name); }
  bool has_any(std::initializer_list<const char*> names) const {
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return has(name); });
  }

  // The value, or the default where there is none; must lie within the bounds.
  std::int64_t number(const char* name, std::int64_t otherwise, std::int64_t least, std::int64_t most) const {
    const auto found = map_.find(name);
    if (found == map_.end()) return otherwise;
    if (found->second.integer() == nullptr)
      wrong(context_, fmt::format("{} is an Integer, not a {}", name, found->second.type_name()));
    const std::int64_t value = *found->second.integer();
    if (value < least || value > most)
      wrong(context_, fmt::format("{} is from {} to {}, not {}", name, least, most, value));
    return value;
  }

  std::int64_t year(std::int64_t otherwise) const { return number("year", otherwise, -kGreatestYear, kGreatestYear); }

  const Temporal* temporal(const char* name) const {
    const auto found = map_.find(name);
    if (found == map_.end()) return nullptr;
    if (found->second.temporal() == nullptr)
      wrong(context_, fmt::format("{} is a point in time, not a {}", name, found->second.type_name()));
    return found->second.temporal();
  }

  std::optional<Zone> zone() const {
    const auto found = map_.find("timezone");
    if (found == map_.end()) return std::nullopt;
    const auto zone = found->second.text() == nullptr ? std::nullopt : parse_zone(*found->second.text());
    if (!zone) wrong(context_, "timezone is an offset or the name of a zone", "such as '+01:00' or 'Europe/Stockholm'");
    return zone;
  }

  // Each component needs the one before it.
  void require_chain(std::initializer_list<const char*> names) const {
    const char* missing = nullptr;
    for (const char* name : names) {
      if (!has(name)) {
        if (missing == nullptr) missing = name;
      } else if (missing != nullptr) {
        wrong(context_, fmt::format("{} needs {} beside it", name, missing));
      }
    }
  }

  void require_known(std::initializer_list<std::initializer_list<const char*>> groups) const {
    for (const auto& [name, value] : map_) {
      const bool known = std::any_of(groups.begin(), groups.end(), [&key = name](const auto& group) {
        return std::any_of(group.begin(), group.end(), [&](const char* one) { return key == one; });
      });
      if (!known) wrong(context_, fmt::format("there is no component '{}' here", name));
    }
  }

  const CallContext& context() const { return context_; }

 private:
  const Map& map_;
  const CallContext& context_;
};

constexpr std::initializer_list<const char*> kDateParts = {"year",      "month",      "day",     "week",
                                                           "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter"};
constexpr std::initializer_list<const char*> kTimeParts = {"hour",        "minute",      "second",
                                                           "millisecond", "microsecond", "nanosecond"};

// The day that the components say; what they leave out is as in the base, if there is one, else at its beginning.
std::int64_t day_of(const Components& in, std::optional<std::int64_t> base) {
  if (!base && !in.has("year")) wrong(in.context(), "a date needs a year", "such as {year: 2015, month: 7, day: 21}");
  const CivilDate civil = civil_date(base.value_or(0));
  if (in.has_any({"week", "dayOfWeek"})) {
    if (!base) in.require_chain({"year", "week", "dayOfWeek"});
    const WeekDate own = week_date(base.value_or(0));
    WeekDate date;
    date.year = in.year(own.year);
    date.week = in.number("week", own.week, 1, weeks_in_year(date.year));
    date.weekday = in.number("dayOfWeek", base ? own.weekday : 1, 1, 7);
    return query::day_of(date);
  }
  const std::int64_t year = in.year(civil.year);
  if (in.has("ordinalDay")) {
    const std::int64_t first = query::day_of(CivilDate{year, 1, 1});
    return first + in.number("ordinalDay", 1, 1, query::day_of(CivilDate{year + 1, 1, 1}) - first) - 1;
  }
  if (in.has_any({"quarter", "dayOfQuarter"})) {
    if (!base) in.require_chain({"year", "quarter", "dayOfQuarter"});
    const std::int64_t own = quarter_of(base.value_or(0));
    const std::int64_t quarter = in.number("quarter", own, 1, 4);
    const std::int64_t start = quarter_start(year, quarter);
    const std::int64_t next = quarter == 4 ? quarter_start(year + 1, 1) : quarter_start(year, quarter + 1);
    const std::int64_t day = base ? *base - quarter_start(civil.year, own) + 1 : 1;
    return start + in.number("dayOfQuarter", std::min(day, next - start), 1, next - start) - 1;
  }
  if (!base) in.require_chain({"year", "month", "day"});
  const std::int64_t month = in.number("month", base ? civil.month : 1, 1, 12);
  const std::int64_t days = days_in_month(year, month);
  return query::day_of(CivilDate{year, month, in.number("day", base ? std::min(civil.day, days) : 1, 1, days)});
}

// The nanosecond within a second. A finer component than those given beside it fills the digits below them.
std::int64_t nanosecond_of(const Components& in, std::int64_t base) {
  const bool milli = in.has("millisecond");
  const bool micro = in.has("microsecond");
  const std::int64_t milliseconds = in.number("millisecond", base / 1'000'000, 0, 999);
  const std::int64_t microseconds = in.number("microsecond", base / 1000 % 1000, 0, milli ? 999 : 999'999);
  const std::int64_t nanoseconds = in.number("nanosecond", base % 1000, 0, milli || micro ? 999 : 999'999'999);
  if (nanoseconds > 999) return nanoseconds;
  if (microseconds > 999) return microseconds * 1000 + nanoseconds;
  return (milliseconds * 1000 + microseconds) * 1000 + nanoseconds;
}

std::int64_t time_of(const Components& in, std::optional<std::int64_t> base) {
  if (!base && in.has_any(kTimeParts)) {
    in.require_chain({"hour", "minute"});
    const bool below = in.has_any({"second", "millisecond", "microsecond", "nanosecond"});
    if (below && !in.has("minute")) wrong(in.context(), "a second needs a minute beside it");
    if (in.has_any({"millisecond", "microsecond", "nanosecond"}) && !in.has("second"))
      wrong(in.context(), "a part of a second needs a second beside it");
  }
  const std::int64_t own = base.value_or(0);
  const std::int64_t second = own / kNanosOfSecond;
  const std::int64_t seconds = in.number("hour", second / 3600, 0, 23) * 3600 +
                               in.number("minute", second / 60 % 60, 0, 59) * 60 +
                               in.number("second", second % 60, 0, 59);
  return seconds * kNanosOfSecond + nanosecond_of(in, own % kNanosOfSecond);
}

// Puts a local day and time, which clocks of the zone show, into the kind.
Temporal made(Kind kind, std::int64_t day, std::int64_t time, const Zone& zone) {
  Temporal result{kind, 0, 0, 0, ""};
  if (kind == Kind::date_time) return at_local_time(day, time, zone);
  if (result.has_date()) result.day = day;
  if (result.has_time()) result.nanosecond = time;
  if (kind == Kind::time) result.offset = at_local_time(day, time, zone).offset;
  return result;
}

void require(const Temporal& from, bool has, const char* what, const CallContext& context) {
  if (!has) wrong(context, fmt::format("'{}' has no {}", to_string(from), what));
}

Temporal from_epoch(const Components& in) {
  in.require_known({{"epochSeconds", "epochMillis", "timezone"}, kTimeParts});
  constexpr std::int64_t kMostSeconds = kGreatestYear * 365 * kSecondsOfDay;
  const std::int64_t millis = in.number("epochMillis", 0, -kMostSeconds, kMostSeconds);
  std::int64_t second = in.number("epochSeconds", floor_divided(millis, 1000), -kMostSeconds, kMostSeconds);
  const std::int64_t base = in.has("epochMillis") ? (millis - second * 1000) * 1'000'000 : 0;
  const Temporal start{Kind::date_time, 0, nanosecond_of(in, base), 0, ""};
  return in_zone(shifted(start, second), in.zone().value_or(Zone{}));
}

}  // namespace

Temporal now_of(const CallContext& context) {
  const std::int64_t day = context.now / kNanosOfDay;
  return {Kind::date_time, day, context.now - day * kNanosOfDay, 0, ""};
}

Temporal select_temporal(Kind kind, const Temporal& from, const CallContext& context) {
  const Temporal wanted{kind, 0, 0, 0, ""};
  require(from, !wanted.has_date() || from.has_date(), "date", context);
  require(from, kind != Kind::time && kind != Kind::local_time ? true : from.has_time(), "time", context);
  Temporal result{kind, wanted.has_date() ? from.day : 0, wanted.has_time() ? from.nanosecond : 0, 0, ""};
  if (wanted.has_zone()) result.offset = from.offset;
  if (kind == Kind::date_time) result.zone = from.zone;
  return result;
}

Temporal build_temporal(Kind kind, const Map& components, const CallContext& context) {
  const Components in(components, context);
  if (kind == Kind::date_time && in.has_any({"epochSeconds", "epochMillis"})) return from_epoch(in);
  const Temporal wanted{kind, 0, 0, 0, ""};
  std::optional<std::int64_t> base_day;
  std::optional<std::int64_t> base_time;
  std::optional<Zone> base_zone;
  for (const char* name : {"date", "time", "datetime"}) {
    const Temporal* const from = in.temporal(name);
    if (from == nullptr) continue;
    const bool whole = std::string_view(name) == "datetime";
    if (wanted.has_date() && (whole || std::string_view(name) == "date")) {
      require(*from, from->has_date(), "date", context);
      base_day = from->day;
    }
    if (wanted.has_time() && (whole || std::string_view(name) == "time")) {
      require(*from, from->has_time(), "time", context);
      base_time = from->nanosecond;
      if (from->has_zone()) base_zone = Zone{from->offset, kind == Kind::date_time ? from->zone : ""};
    }
  }
  if (wanted.has_date() && wanted.has_time()) {
    in.require_known({kDateParts, kTimeParts, {"date", "time", "datetime", "timezone"}});
  } else if (wanted.has_date()) {
    in.require_known({kDateParts, {"date", "datetime", "timezone"}});
  } else {
    in.require_known({kTimeParts, {"time", "datetime", "timezone"}});
  }
  const auto zone = in.zone();
  if (zone && components.size() == 1) return select_temporal(kind, in_zone(now_of(context), *zone), context);
  const std::int64_t day = wanted.has_date() ? day_of(in, base_day) : 0;
  if (wanted.has_time() && !wanted.has_date() && !base_time && !in.has("hour"))
    wrong(context, "a time needs an hour", "such as {hour: 12, minute: 30}");
  const std::int64_t time = wanted.has_time() ? time_of(in, base_time) : 0;
  // Another zone than the one that the time came with shows another time.
  if (zone && base_zone) {
    if (kind == Kind::time) {
      Temporal result = shifted({kind, 0, time, 0, ""}, made(kind, day, time, *zone).offset - base_zone->offset);
      result.offset = made(kind, day, time, *zone).offset;
      return result;
    }
    return select_temporal(kind, in_zone(at_local_time(day, time, *base_zone), *zone), context);
  }
  return made(kind, day, time, zone ? *zone : base_zone.value_or(Zone{}));
}

Duration build_duration(const Map& components, const CallContext& context) {
  struct Unit {
    const char* name;
    void (DurationBuilder::*add)(long double);
    long double factor;
  };
  static constexpr std::array<Unit, 11> kUnits = {{{"years", &DurationBuilder::add_months, 12},
                                                   {"quarters", &DurationBuilder::add_months, 3},
                                                   {"months", &DurationBuilder::add_months, 1},
                                                   {"weeks", &DurationBuilder::add_days, 7},
                                                   {"days", &DurationBuilder::add_days, 1},
                                                   {"hours", &DurationBuilder::add_seconds, 3600},
                                                   {"minutes", &DurationBuilder::add_seconds, 60},
                                                   {"seconds", &DurationBuilder::add_seconds, 1},
                                                   {"milliseconds", &DurationBuilder::add_nanoseconds, 1'000'000},
                                                   {"microseconds", &DurationBuilder::add_nanoseconds, 1000},
                                                   {"nanoseconds", &DurationBuilder::add_nanoseconds, 1}}};
  DurationBuilder builder;
  for (const auto& [name, value] : components) {
    const auto unit =
        std::find_if(kUnits.begin(), kUnits.end(), [&key = name](const Unit& one) { return key == one.name; });
    if (unit == kUnits.end()) wrong(context, fmt::format("a duration has no component '{}'", name));
    if (!value.is_number()) wrong(context, fmt::format("{} is a number, not a {}", name, value.type_name()));
    const long double amount = value.integer() != nullptr ? static_cast<long double>(*value.integer())
                                                          : static_cast<long double>(*value.real());
    (builder.*unit->add)(amount * unit->factor);
  }
  return builder.result(context.at);
}

Temporal truncate_temporal(Kind kind, std::string_view unit, const Temporal& from, const Map& components,
                           const CallContext& context) {
  const Temporal wanted{kind, 0, 0, 0, ""};
  require(from, !wanted.has_date() || from.has_date(), "date", context);
  require(from, from.has_time() || wanted.has_date(), "time", context);
  struct TimeUnit {
    std::string_view name;
    std::int64_t nanoseconds;
  };
  static constexpr std::array<TimeUnit, 7> kTimeUnits = {{{"day", kNanosOfDay},
                                                          {"hour", 3600 * kNanosOfSecond},
                                                          {"minute", 60 * kNanosOfSecond},
                                                          {"second", kNanosOfSecond},
                                                          {"millisecond", 1'000'000},
                                                          {"microsecond", 1000},
                                                          {"nanosecond", 1}}};
  std::int64_t day = from.day;
  std::int64_t time = 0;
  const std::int64_t year = civil_date(day).year;
  const auto years = [&](std::int64_t count) { return day_of(CivilDate{year - (year % count + count) % count, 1, 1}); };
  const auto* const time_unit =
      std::find_if(kTimeUnits.begin(), kTimeUnits.end(), [&](const TimeUnit& one) { return one.name == unit; });
  if (time_unit != kTimeUnits.end()) {
    if (unit != "day") require(from, from.has_time() && wanted.has_time(), "time", context);
    time = from.nanosecond - from.nanosecond % time_unit->nanoseconds;
  } else if (!from.has_date() || !wanted.has_date()) {
    wrong(context, fmt::format("a time is not truncated to '{}'", unit));
  } else if (unit == "week") {
    day -= week_date(day).weekday - 1;
  } else if (unit == "weekYear") {
    day = day_of(WeekDate{week_date(day).year, 1, 1});
  } else if (unit == "month") {
    day = day_of(CivilDate{year, civil_date(day).month, 1});
  } else if (unit == "quarter") {
    day = quarter_start(year, quarter_of(day));
  } else if (unit == "year" || unit == "decade" || unit == "century" || unit == "millennium") {
    day = years(unit == "year" ? 1 : unit == "decade" ? 10 : unit == "century" ? 100 : 1000);
  } else {
    wrong(context, fmt::format("there is no unit '{}'", unit),
          "write 'year', 'month', 'week', 'day', 'hour' or another");
  }
  const Components in(components, context);
  in.require_known({kDateParts, kTimeParts, {"timezone"}});
  if (wanted.has_date()) day = day_of(in, day);
  if (wanted.has_time()) time = time_of(in, time);
  return made(kind, day, time, in.zone().value_or(Zone{from.offset, from.zone}));
}

}  // namespace entente::query
