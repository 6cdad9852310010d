#include "time_zone.hpp"

#include "temporal_arithmetic.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

namespace entente::query {
namespace {

constexpr std::int32_t kGreatestOffset = 18 * 3600;

std::unique_ptr<icu::TimeZone> icu_zone(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  return zone && *zone != icu::TimeZone::getUnknown() ? std::move(zone) : nullptr;
}

// For the tables: what lies beyond them is as at their ends.
UDate clamped_milliseconds(std::int64_t seconds) {
  constexpr std::int64_t kFar = std::int64_t{8000} * 366 * 86'400;
  return static_cast<double>(std::clamp(seconds, -kFar, kFar)) * 1000.0;
}

// The offset in seconds at the time, which is UTC, or local, of which the earlier is meant where it comes twice.
std::int32_t offset_at(const Zone& zone, std::int64_t seconds, bool local) {
  if (zone.name.empty()) return zone.offset;
  const auto found = icu_zone(zone.name);
  if (!found) return 0;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  const auto* const basic = dynamic_cast<const icu::BasicTimeZone*>(found.get());
  if (local && basic != nullptr) {
    basic->getOffsetFromLocal(clamped_milliseconds(seconds), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving,
                              status);
  } else {
    found->getOffset(clamped_milliseconds(seconds), local ? 1 : 0, raw, saving, status);
  }
  return U_SUCCESS(status) ? (raw + saving) / 1000 : 0;
}

}  // namespace

std::optional<std::int32_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::int32_t parts[3] = {0, 0, 0};
  std::size_t count = 0;
  const bool colons = text.find(':') != std::string_view::npos;
  for (std::size_t at = 1; at < text.size(); ++count) {
    if (count > 0 && colons && text[at++] != ':') return std::nullopt;
    if (count == 3 || at + 2 > text.size()) return std::nullopt;
    for (const char c : text.substr(at, 2)) {
      if (c < '0' || c > '9') return std::nullopt;
      parts[count] = parts[count] * 10 + (c - '0');
    }
    at += 2;
  }
  const std::int32_t offset = parts[0] * 3600 + parts[1] * 60 + parts[2];
  if (parts[1] > 59 || parts[2] > 59 || offset > kGreatestOffset) return std::nullopt;
  return text[0] == '-' ? -offset : offset;
}

std::optional<Zone> parse_zone(std::string_view text) {
  if (const auto offset = parse_offset(text)) return Zone{*offset, ""};
  std::string name(text);
  if (name.empty() || !icu_zone(name)) return std::nullopt;
  return Zone{0, std::move(name)};
}

std::string offset_text(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = std::abs(offset);
  std::string text = fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format(":{:02}", size % 60);
  return text;
}

Temporal at_local_time(std::int64_t day, std::int64_t nanosecond, const Zone& zone) {
  const std::int64_t local = day * kSecondsOfDay + nanosecond / kNanosOfSecond;
  const std::int32_t offset = offset_at(zone, local, true);
  Temporal point{Temporal::Kind::date_time, day, nanosecond, offset, ""};
  return in_zone(point, zone);
}

Temporal in_zone(const Temporal& point, const Zone& zone) {
  const std::int64_t utc = point.day * kSecondsOfDay + point.nanosecond / kNanosOfSecond - point.offset;
  const std::int32_t offset = offset_at(zone, utc, false);
  Temporal result = shifted(point, offset - point.offset);
  result.offset = offset;
  result.zone = zone.name;
  return result;
}

}  // namespace entente::query
