#include "temporal_functions.hpp"

#include "function_arguments.hpp"
#include "temporal_arithmetic.hpp"
#include "temporal_builder.hpp"
#include "temporal_text.hpp"
#include "time_zone.hpp"

#include <fmt/format.h>

namespace entente::query {
namespace {

using Kind = Temporal::Kind;

const Temporal& temporal(const Value& value, const CallContext& context) {
  if (value.temporal() == nullptr) wrong_argument(context, "a point in time", value);
  return *value.temporal();
}

template <Kind kKind>
Value make(Arguments arguments, const CallContext& context) {
  if (arguments.empty()) return select_temporal(kKind, now_of(context), context);
  const Value& from = arguments[0];
  if (from.temporal() != nullptr) return select_temporal(kKind, *from.temporal(), context);
  if (from.map() != nullptr) return build_temporal(kKind, *from.map(), context);
  const auto parsed = parse_temporal(kKind, text(from, context));
  if (!parsed) {
    fail(QueryFault::invalid_argument_value, context.at, fmt::format("'{}' cannot be read", *from.text()),
         "write it as ISO 8601 does: '2015-07-21', '21:40:32', '2015-07-21T21:40:32+01:00'");
  }
  return *parsed;
}

// What clocks of a zone show, or of UTC.
template <Kind kKind>
Value now(Arguments arguments, const CallContext& context) {
  const auto zone = arguments.empty() ? Zone{} : parse_zone(text(arguments[0], context));
  if (!zone) fail(QueryFault::invalid_argument_value, context.at, "there is no such time zone");
  return select_temporal(kKind, in_zone(now_of(context), *zone), context);
}

template <Kind kKind>
Value truncate(Arguments arguments, const CallContext& context) {
  const Temporal from = arguments.size() > 1 ? temporal(arguments[1], context) : now_of(context);
  if (arguments.size() > 2 && arguments[2].map() == nullptr) wrong_argument(context, "a Map", arguments[2]);
  return truncate_temporal(kKind, text(arguments[0], context), from, arguments.size() > 2 ? *arguments[2].map() : Map(),
                           context);
}

Value from_epoch(Arguments arguments, const CallContext& context) {
  return build_temporal(Kind::date_time, {{"epochSeconds", arguments[0]}, {"nanosecond", arguments[1]}}, context);
}

Value from_epoch_millis(Arguments arguments, const CallContext& context) {
  return build_temporal(Kind::date_time, {{"epochMillis", arguments[0]}}, context);
}

Value make_duration(Arguments arguments, const CallContext& context) {
  const Value& from = arguments[0];
  if (from.duration() != nullptr) return from;
  if (from.map() != nullptr) return build_duration(*from.map(), context);
  const auto parsed = parse_duration(text(from, context));
  if (!parsed) {
    fail(QueryFault::invalid_argument_value, context.at, fmt::format("'{}' is no duration", *from.text()),
         "write it as ISO 8601 does: 'P1Y2M3DT4H5M6S'");
  }
  return *parsed;
}

template <DurationUnit kUnit>
Value duration_between(Arguments arguments, const CallContext& context) {
  return between(temporal(arguments[0], context), temporal(arguments[1], context), kUnit, context.at);
}

using namespace type;  // NOLINT(google-build-using-namespace)
constexpr TypeSet kSource = kString | kMap | kTemporal;

constexpr Function kFunctions[] = {
    {"date", 0, 1, kSource, kDate, true, make<Kind::date>},
    {"date.realtime", 0, 1, kString, kDate, true, now<Kind::date>},
    {"date.statement", 0, 1, kString, kDate, true, now<Kind::date>},
    {"date.transaction", 0, 1, kString, kDate, true, now<Kind::date>},
    {"date.truncate", 1, 3, kString, kDate, true, truncate<Kind::date>},
    {"datetime", 0, 1, kSource, kDateTime, true, make<Kind::date_time>},
    {"datetime.fromepoch", 2, 2, kInteger, kDateTime, true, from_epoch},
    {"datetime.fromepochmillis", 1, 1, kInteger, kDateTime, true, from_epoch_millis},
    {"datetime.realtime", 0, 1, kString, kDateTime, true, now<Kind::date_time>},
    {"datetime.statement", 0, 1, kString, kDateTime, true, now<Kind::date_time>},
    {"datetime.transaction", 0, 1, kString, kDateTime, true, now<Kind::date_time>},
    {"datetime.truncate", 1, 3, kString, kDateTime, true, truncate<Kind::date_time>},
    {"duration", 1, 1, kString | kMap | kDuration, kDuration, true, make_duration},
    {"duration.between", 2, 2, kTemporal, kDuration, true, duration_between<DurationUnit::all>},
    {"duration.indays", 2, 2, kTemporal, kDuration, true, duration_between<DurationUnit::days>},
    {"duration.inmonths", 2, 2, kTemporal, kDuration, true, duration_between<DurationUnit::months>},
    {"duration.inseconds", 2, 2, kTemporal, kDuration, true, duration_between<DurationUnit::seconds>},
    {"localdatetime", 0, 1, kSource, kLocalDateTime, true, make<Kind::local_date_time>},
    {"localdatetime.realtime", 0, 1, kString, kLocalDateTime, true, now<Kind::local_date_time>},
    {"localdatetime.statement", 0, 1, kString, kLocalDateTime, true, now<Kind::local_date_time>},
    {"localdatetime.transaction", 0, 1, kString, kLocalDateTime, true, now<Kind::local_date_time>},
    {"localdatetime.truncate", 1, 3, kString, kLocalDateTime, true, truncate<Kind::local_date_time>},
    {"localtime", 0, 1, kSource, kLocalTime, true, make<Kind::local_time>},
    {"localtime.realtime", 0, 1, kString, kLocalTime, true, now<Kind::local_time>},
    {"localtime.statement", 0, 1, kString, kLocalTime, true, now<Kind::local_time>},
    {"localtime.transaction", 0, 1, kString, kLocalTime, true, now<Kind::local_time>},
    {"localtime.truncate", 1, 3, kString, kLocalTime, true, truncate<Kind::local_time>},
    {"time", 0, 1, kSource, kTime, true, make<Kind::time>},
    {"time.realtime", 0, 1, kString, kTime, true, now<Kind::time>},
    {"time.statement", 0, 1, kString, kTime, true, now<Kind::time>},
    {"time.transaction", 0, 1, kString, kTime, true, now<Kind::time>},
    {"time.truncate", 1, 3, kString, kTime, true, truncate<Kind::time>},
};

}  // namespace

std::span<const Function> temporal_functions() { return kFunctions; }

}  // namespace entente::query
