// Offsets of time zones, from the tables of ICU.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <entente/query/temporal.hpp>

namespace entente::query {

// A zone by its name, or one that is always as far from UTC.
struct Zone {
  std::int32_t offset = 0;
  std::string name;  // Empty: the offset tells all.
};

// Of Z, +01:00, +0100, +01, +01:00:30, or a name such as Europe/Stockholm. Nothing if it is none.
std::optional<Zone> parse_zone(std::string_view text);
// Without names.
std::optional<std::int32_t> parse_offset(std::string_view text);

std::string offset_text(std::int32_t offset);

// The point in time at which clocks of the zone show the day and the time. A time that clocks skip is as much later; of one that they
// show twice it is the first.
Temporal at_local_time(std::int64_t day, std::int64_t nanosecond, const Zone& zone);

// What clocks of the zone show at the point in time.
Temporal in_zone(const Temporal& point, const Zone& zone);

}  // namespace entente::query
