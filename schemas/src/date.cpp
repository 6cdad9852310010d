#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include <entente/schemas/date.hpp>

#include <fmt/format.h>

namespace entente {
namespace {

// Month names are part of the date formats read here, as digits are.
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kFull = {"january",   "february", "march",    "april",
                                                             "may",       "june",     "july",     "august",
                                                             "september", "october",  "november", "december"};
  std::string lower;
  for (const char c : word) lower += static_cast<char>(c | 0x20);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (lower == kMonths[i] || lower == kFull[i] || (lower == "sept" && i == 8)) return static_cast<int>(i + 1);
  }
  return std::nullopt;
}

std::optional<Date> checked(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 0 || month > 12 || day < 0) return std::nullopt;
  if (day > 0) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
  }
  return Date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

// 2021, 2021-05, 2021/05/17, 20210517, each with an optional time after it.
std::optional<Date> numeric_date(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  const auto time_follows = [&](std::size_t at) {
    return at == text.size() || text[at] == 'T' || text[at] == ' ' || text[at] == 'Z' || text[at] == '+';
  };
  if (digits >= 8 && (digits == 8 || digits == 14) && time_follows(digits)) {
    return checked(*number(text.substr(0, 4)), *number(text.substr(4, 2)), *number(text.substr(6, 2)));
  }
  if (digits != 4) return std::nullopt;
  std::array<int, 2> parts{};  // month, day
  std::size_t at = 4;
  const char separator = at < text.size() ? text[at] : '\0';
  for (int& part : parts) {
    if (at >= text.size() || text[at] != separator || (separator != '-' && separator != '/')) break;
    std::size_t end = at + 1;
    while (end < text.size() && is_digit(text[end]) && end - at <= 2) ++end;
    const auto value = number(text.substr(at + 1, end - at - 1));
    if (!value || *value == 0) return std::nullopt;
    part = *value;
    at = end;
  }
  if (!time_follows(at)) return std::nullopt;
  return checked(*number(text.substr(0, 4)), parts[0], parts[1]);
}

// 17 May 2019; May 17, 2019; May 2019; Fri, 17 May 2019 10:00:00 GMT.
std::optional<Date> english_date(std::string_view text) {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::size_t at = 0;
  while (at < text.size() && !(year && month)) {
    std::size_t end = at;
    if (is_letter(text[at])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      if (const auto found = month_of(text.substr(at, end - at)); found && !month) month = found;
    } else if (is_digit(text[at])) {
      while (end < text.size() && is_digit(text[end])) ++end;
      const auto value = number(text.substr(at, end - at));
      if (end - at == 4 && !year) {
        year = value;
      } else if (end - at <= 2 && !day) {
        day = value;
      } else {
        return std::nullopt;
      }
    } else {
      ++end;
    }
    at = end;
  }
  if (!year || !month) return std::nullopt;
  if (day && *day == 0) return std::nullopt;
  return checked(*year, *month, day.value_or(0));
}

Date date_of(std::chrono::sys_days days) {
  const std::chrono::year_month_day day{days};
  return Date{static_cast<std::int16_t>(static_cast<int>(day.year())),
              static_cast<std::uint8_t>(static_cast<unsigned>(day.month())),
              static_cast<std::uint8_t>(static_cast<unsigned>(day.day()))};
}

std::chrono::sys_days days_of(const Date& date) {
  return std::chrono::year_month_day{std::chrono::year{date.year}, std::chrono::month{date.month},
                                     std::chrono::day{date.day}};
}

}  // namespace

std::string Date::to_string() const {
  if (!known()) return "";
  if (month == 0) return fmt::format("{:04}", year);
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

bool surely_before(const Date& a, const Date& b) {
  if (a.year != b.year) return a.year < b.year;
  if (a.month == 0 || b.month == 0) return false;
  if (a.month != b.month) return a.month < b.month;
  return a.day != 0 && b.day != 0 && a.day < b.day;
}

Result<Date> parse_date(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return Date{};
  if (text.size() <= 64) {
    const auto date = is_digit(text.front()) ? numeric_date(text) : std::nullopt;
    if (date) return *date;
    if (const auto english = english_date(text)) return *english;
  }
  return Error{ErrorCode::invalid_input, fmt::format("'{}' is not a date", text.substr(0, 64)), "",
               "write it as 2024-05-31, 2024-05 or 2024"};
}

Date today() { return date_of(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())); }

Date days_after(const Date& date, int days) { return date_of(days_of(date) + std::chrono::days{days}); }

int weekday_of(const Date& date) { return static_cast<int>(std::chrono::weekday{days_of(date)}.iso_encoding()); }

}  // namespace entente
