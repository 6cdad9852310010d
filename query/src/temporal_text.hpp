// Reads what ISO 8601 writes of dates, times and durations.
#pragma once

#include <optional>
#include <string_view>

#include <entente/query/temporal.hpp>

namespace entente::query {

// Nothing if it is no such text, or says what there is not. A date-time without a zone is in UTC; without a time it is midnight.
std::optional<Temporal> parse_temporal(Temporal::Kind kind, std::string_view text);

// P1Y2M3W4DT5H6M7.8S, where the last part of each may be broken, or P2012-02-02T14:37:21.545.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace entente::query
