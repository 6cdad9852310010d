// Points in time and durations made of components, as date({year: 2015, week: 30}) does.
#pragma once

#include "functions.hpp"

#include <string_view>

#include <entente/query/temporal.hpp>
#include <entente/query/value.hpp>

namespace entente::query {

// Throws QueryFailure for components that there are not, that contradict each other or lack others.
Temporal build_temporal(Temporal::Kind kind, const Map& components, const CallContext& context);
Duration build_duration(const Map& components, const CallContext& context);

// What of `from` belongs to the kind: a date of a date-time, say.
Temporal select_temporal(Temporal::Kind kind, const Temporal& from, const CallContext& context);

// `from` with all that is smaller than the unit set to its beginning, and then the components to what they say.
Temporal truncate_temporal(Temporal::Kind kind, std::string_view unit, const Temporal& from, const Map& components,
                           const CallContext& context);

// The time at which the query began, as a date-time in UTC.
Temporal now_of(const CallContext& context);

}  // namespace entente::query
