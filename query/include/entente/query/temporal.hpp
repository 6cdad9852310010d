// Points in time and durations, as values of the query language: what they are in Neo4j
// (https://neo4j.com/docs/cypher-manual/5/values-and-types/temporal/), in the proleptic Gregorian calendar of ISO 8601.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace entente::query {

struct Temporal {
  // In the order of ORDER BY.
  enum class Kind : std::uint8_t { date_time, local_date_time, date, time, local_time };

  Kind kind = Kind::date;
  std::int64_t day = 0;         // Since 1970-01-01; 0 without a date.
  std::int64_t nanosecond = 0;  // Of the day, where it is; 0 without a time.
  std::int32_t offset = 0;      // Seconds by which clocks are ahead of UTC; 0 without a zone.
  std::string zone;             // The name of the time zone; empty if there is only an offset.

  bool has_date() const { return kind == Kind::date_time || kind == Kind::local_date_time || kind == Kind::date; }
  bool has_time() const { return kind != Kind::date; }
  bool has_zone() const { return kind == Kind::date_time || kind == Kind::time; }

  bool operator==(const Temporal&) const = default;
};

// By kind; points in time that are the same differ by their zones.
std::strong_ordering order(const Temporal& a, const Temporal& b);

// As ISO 8601 writes it, such as 2015-07-21T21:40:32.142+02:00[Europe/Stockholm].
std::string to_string(const Temporal& temporal);

// Months, days and seconds are no multiples of each other: months and days differ in length.
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;  // From 0 to 999,999,999, also of a negative duration.

  bool operator==(const Duration&) const = default;
};

// By their usual length, for ORDER BY: whether one is longer is not known in general.
std::strong_ordering order(const Duration& a, const Duration& b);

// As ISO 8601 writes it, such as P1Y2M3DT4H5M6.7S.
std::string to_string(const Duration& duration);

}  // namespace entente::query
