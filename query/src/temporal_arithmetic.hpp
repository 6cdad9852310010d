// Sums, differences and components of points in time and durations. Throws QueryFailure where a result does not fit.
#pragma once

#include "ast.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

#include <entente/query/temporal.hpp>
#include <entente/query/value.hpp>

namespace entente::query {

inline constexpr std::int64_t kSecondsOfDay = 86'400;
inline constexpr std::int64_t kNanosOfSecond = 1'000'000'000;
inline constexpr std::int64_t kNanosOfDay = kSecondsOfDay * kNanosOfSecond;

// The same with its local day and time so many seconds later.
Temporal shifted(const Temporal& temporal, std::int64_t seconds);

// A duration of parts that need not be whole: parts of a month become days of its usual length, parts of a day seconds.
class DurationBuilder {
 public:
  void add_months(long double value);
  void add_days(long double value);
  void add_seconds(long double value);
  void add_nanoseconds(long double value);
  Duration result(Position at) const;

 private:
  // Whole and broken parts apart, so that whole ones stay exact.
  struct Sum {
    std::int64_t whole = 0;
    long double rest = 0;
    bool overflow = false;
    void add(long double value);
  };
  Sum months_;
  Sum days_;
  Sum seconds_;
  Sum nanoseconds_;
};

Duration add(const Duration& a, const Duration& b, Position at);
Duration scaled(const Duration& duration, double factor, Position at);
Temporal add(const Temporal& temporal, const Duration& duration, Position at);

enum class DurationUnit : std::uint8_t { all, months, days, seconds };

// From one to the other. Where one has no date, times are compared; where one has no zone, it is that of the other.
Duration between(const Temporal& from, const Temporal& to, DurationUnit unit, Position at);

// A component such as year, weekDay or secondsOfMinute; nothing if there is none of the name.
std::optional<Value> component(const Temporal& temporal, std::string_view name);
std::optional<Value> component(const Duration& duration, std::string_view name);

}  // namespace entente::query
