#include "temporal_text.hpp"

#include "calendar.hpp"
#include "query_failure.hpp"
#include "temporal_arithmetic.hpp"
#include "time_zone.hpp"

#include <cstdlib>
#include <string>

#include <fmt/format.h>

namespace entente::query {
namespace {

// Takes a text from its beginning. What does not fit makes it fail, and stay so.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool failed() const { return failed_; }
  bool at_end() const { return text_.empty(); }
  bool sees(char c) const { return !text_.empty() && text_[0] == c; }
  std::string_view rest() const { return text_; }

  bool accept(char c) {
    if (!sees(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (count < text_.size() && text_[count] >= '0' && text_[count] <= '9') ++count;
    return count;
  }

  // A number of so many digits.
  std::int64_t number(std::size_t digits) {
    if (digits == 0 || digits > 18 || digits_ahead() < digits) {
      failed_ = true;
      return 0;
    }
    std::int64_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(digits);
    return value;
  }

  // Nanoseconds, of the digits behind a point.
  std::int64_t fraction() {
    const std::size_t digits = digits_ahead();
    if (digits == 0 || digits > 9) {
      failed_ = true;
      return 0;
    }
    std::int64_t value = number(digits);
    for (std::size_t i = digits; i < 9; ++i) value *= 10;
    return value;
  }

 private:
  std::string_view text_;
  bool failed_ = false;
};

bool lies_within(std::int64_t value, std::int64_t least, std::int64_t most) { return value >= least && value <= most; }

std::optional<std::int64_t> parse_week(Scanner& in, std::int64_t year, bool dashes) {
  WeekDate date{year, in.number(2), 1};
  if (dashes ? in.accept('-') : in.digits_ahead() > 0) date.weekday = in.number(1);
  if (in.failed() || !lies_within(date.week, 1, weeks_in_year(year)) || !lies_within(date.weekday, 1, 7))
    return std::nullopt;
  return day_of(date);
}

std::optional<std::int64_t> parse_quarter(Scanner& in, std::int64_t year, bool dashes) {
  const std::int64_t quarter = in.number(1);
  std::int64_t day = 1;
  if (dashes ? in.accept('-') : in.digits_ahead() > 0) day = in.number(2);
  if (in.failed() || !lies_within(quarter, 1, 4)) return std::nullopt;
  const std::int64_t start = quarter_start(year, quarter);
  const std::int64_t next = quarter == 4 ? quarter_start(year + 1, 1) : quarter_start(year, quarter + 1);
  return lies_within(day, 1, next - start) ? std::optional(start + day - 1) : std::nullopt;
}

std::optional<std::int64_t> parse_ordinal(Scanner& in, std::int64_t year) {
  const std::int64_t ordinal = in.number(3);
  const std::int64_t first = day_of(CivilDate{year, 1, 1});
  if (!lies_within(ordinal, 1, day_of(CivilDate{year + 1, 1, 1}) - first)) return std::nullopt;
  return first + ordinal - 1;
}

std::optional<std::int64_t> parse_day(Scanner& in) {
  const bool negative = in.sees('-');
  const bool is_signed = in.accept('-') || in.accept('+');
  const std::size_t digits = in.digits_ahead();
  std::int64_t year = in.number(is_signed ? std::min<std::size_t>(digits, 9) : 4);
  if (in.failed()) return std::nullopt;
  if (negative) year = -year;
  const bool dashes = in.accept('-');
  if (in.accept('W')) return parse_week(in, year, dashes);
  if (in.accept('Q')) return parse_quarter(in, year, dashes);
  const std::size_t more = in.digits_ahead();
  if (more == 3) return parse_ordinal(in, year);
  CivilDate date{year, 1, 1};
  if (more == 0) return dashes ? std::nullopt : std::optional(day_of(date));
  date.month = in.number(2);
  if (dashes ? in.accept('-') : in.digits_ahead() > 0) date.day = in.number(2);
  if (in.failed() || !lies_within(date.month, 1, 12) || !lies_within(date.day, 1, days_in_month(year, date.month)))
    return std::nullopt;
  return day_of(date);
}

std::optional<std::int64_t> parse_time(Scanner& in) {
  std::int64_t parts[3] = {in.number(2), 0, 0};
  const bool colons = in.sees(':');
  for (std::size_t i = 1; i < 3 && (colons ? in.accept(':') : in.digits_ahead() > 0); ++i) parts[i] = in.number(2);
  const std::int64_t nanoseconds = in.accept('.') ? in.fraction() : 0;
  if (in.failed() || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
  return (parts[0] * 3600 + parts[1] * 60 + parts[2]) * kNanosOfSecond + nanoseconds;
}

// What stands behind a time: +01:00, Z, [Europe/Stockholm], or an offset and a name.
std::optional<Temporal> with_zone(std::int64_t day, std::int64_t time, std::string_view text) {
  std::string_view name;
  if (const std::size_t bracket = text.find('['); bracket != std::string_view::npos) {
    if (text.back() != ']') return std::nullopt;
    name = text.substr(bracket + 1, text.size() - bracket - 2);
    text = text.substr(0, bracket);
  }
  const auto offset = text.empty() ? std::nullopt : parse_offset(text);
  if (!text.empty() && !offset) return std::nullopt;
  if (name.empty()) return at_local_time(day, time, Zone{offset.value_or(0), ""});
  const auto zone = parse_zone(name);
  if (!zone) return std::nullopt;
  if (!offset) return at_local_time(day, time, *zone);
  // An offset that clocks of the zone do not have then contradicts it.
  const Temporal point = in_zone(at_local_time(day, time, Zone{*offset, ""}), *zone);
  return point.offset == *offset ? std::optional(point) : std::nullopt;
}

std::string date_text(std::int64_t day) {
  const CivilDate date = civil_date(day);
  const std::string year = date.year > 9999 ? fmt::format("+{}", date.year)
                           : date.year < 0  ? fmt::format("-{:04}", -date.year)
                                            : fmt::format("{:04}", date.year);
  return fmt::format("{}-{:02}-{:02}", year, date.month, date.day);
}

// Of nanoseconds, as few digits as tell them.
std::string fraction_text(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return "";
  std::string digits = fmt::format(".{:09}", nanoseconds);
  return digits.substr(0, digits.find_last_not_of('0') + 1);
}

std::string time_text(std::int64_t nanosecond) {
  const std::int64_t second = nanosecond / kNanosOfSecond;
  std::string text = fmt::format("{:02}:{:02}", second / 3600, second / 60 % 60);
  if (nanosecond % (60 * kNanosOfSecond) != 0)
    text += fmt::format(":{:02}{}", second % 60, fraction_text(nanosecond % kNanosOfSecond));
  return text;
}

std::optional<Duration> parse_duration_as_date(std::string_view text) {
  // P2012-02-02T14:37:21.545
  Scanner in(text);
  const std::int64_t years = in.number(4);
  const bool dashes = in.accept('-');
  const std::int64_t months = in.number(2);
  if (dashes && !in.accept('-')) return std::nullopt;
  const std::int64_t days = in.number(2);
  std::int64_t time = 0;
  if (in.accept('T')) {
    const auto parsed = parse_time(in);
    if (!parsed) return std::nullopt;
    time = *parsed;
  }
  if (in.failed() || !in.at_end() || months > 12 || days > 31) return std::nullopt;
  return Duration{years * 12 + months, days, time / kNanosOfSecond, time % kNanosOfSecond};
}

}  // namespace

std::optional<Temporal> parse_temporal(Temporal::Kind kind, std::string_view text) {
  Temporal result{kind, 0, 0, 0, ""};
  Scanner in(text);
  if (result.has_date()) {
    const auto day = parse_day(in);
    if (!day) return std::nullopt;
    result.day = *day;
  }
  const bool may_lack_time = kind == Temporal::Kind::date_time || kind == Temporal::Kind::local_date_time;
  if (result.has_time() && !(may_lack_time && in.at_end())) {
    if (result.has_date() && !in.accept('T')) return std::nullopt;
    const auto time = parse_time(in);
    if (!time) return std::nullopt;
    result.nanosecond = *time;
  }
  if (kind == Temporal::Kind::date_time) return with_zone(result.day, result.nanosecond, in.rest());
  if (kind == Temporal::Kind::time && !in.at_end()) {
    const auto offset = parse_offset(in.rest());
    if (!offset) return std::nullopt;
    result.offset = *offset;
    return result;
  }
  return in.at_end() ? std::optional(result) : std::nullopt;
}

std::optional<Duration> parse_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.starts_with('P') || text.size() < 2) return std::nullopt;
  text.remove_prefix(1);
  const std::size_t dash = text.find('-');
  if (text.find_first_of("YMWDTHS") > 4 && dash == 4) return parse_duration_as_date(text);
  DurationBuilder builder;
  std::string_view units = "YMWD";
  bool in_time = false;
  while (!text.empty()) {
    if (text[0] == 'T') {
      if (in_time || text.size() == 1) return std::nullopt;
      in_time = true;
      units = "HMS";
      text.remove_prefix(1);
      continue;
    }
    const std::size_t length = text.find_first_not_of("+-.0123456789");
    if (length == 0 || length == std::string_view::npos || length > 40) return std::nullopt;
    const std::string number(text.substr(0, length));
    char* end = nullptr;
    long double value = std::strtold(number.c_str(), &end);
    if (end != number.c_str() + number.size()) return std::nullopt;
    if (negative) value = -value;
    const char unit = text[length];
    const std::size_t place = units.find(unit);
    if (place == std::string_view::npos) return std::nullopt;
    units.remove_prefix(place + 1);
    text.remove_prefix(length + 1);
    if (in_time) {
      builder.add_seconds(value * (unit == 'H' ? 3600 : unit == 'M' ? 60 : 1));
    } else if (unit == 'Y' || unit == 'M') {
      builder.add_months(value * (unit == 'Y' ? 12 : 1));
    } else {
      builder.add_days(value * (unit == 'W' ? 7 : 1));
    }
  }
  try {
    return builder.result({});
  } catch (const QueryFailure&) {
    return std::nullopt;  // Longer than a duration can be.
  }
}

std::string to_string(const Temporal& temporal) {
  std::string text = temporal.has_date() ? date_text(temporal.day) : "";
  if (temporal.has_time()) text += (temporal.has_date() ? "T" : "") + time_text(temporal.nanosecond);
  if (temporal.has_zone()) text += offset_text(temporal.offset);
  return temporal.zone.empty() ? text : text + "[" + temporal.zone + "]";
}

std::string to_string(const Duration& duration) {
  std::string text = "P";
  const auto add = [&](std::int64_t value, char unit) {
    if (value != 0) text += fmt::format("{}{}", value, unit);
  };
  add(duration.months / 12, 'Y');
  add(duration.months % 12, 'M');
  add(duration.days, 'D');
  // All parts of the time have one sign.
  const bool negative = duration.seconds < 0;
  std::int64_t seconds = duration.seconds;
  std::int64_t nanoseconds = duration.nanoseconds;
  if (negative && nanoseconds > 0) {
    ++seconds;
    nanoseconds = kNanosOfSecond - nanoseconds;
  }
  const std::size_t date_end = text.size();
  text += "T";
  add(seconds / 3600, 'H');
  add(seconds / 60 % 60, 'M');
  const std::int64_t rest = seconds % 60;
  if (rest != 0 || nanoseconds != 0)
    text += fmt::format("{}{}{}S", negative && rest == 0 ? "-" : "", rest, fraction_text(nanoseconds));
  if (text.size() == date_end + 1) text.resize(date_end);
  return text == "P" ? "PT0S" : text;
}

}  // namespace entente::query
