#include "functions.hpp"

#include "execution.hpp"
#include "function_arguments.hpp"
#include "query_failure.hpp"
#include "string_functions.hpp"
#include "temporal_functions.hpp"
#include "value_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

namespace entente::query {
namespace {

// Values.

Value coalesce(Arguments arguments, const CallContext&) {
  for (const Value& value : arguments) {
    if (!value.is_null()) return value;
  }
  return {};
}

Value size(Arguments arguments, const CallContext& context) {
  if (const List* values = arguments[0].list()) return static_cast<std::int64_t>(values->size());
  return size_of_text(arguments, context);
}

Value is_empty(Arguments arguments, const CallContext& context) {
  if (arguments[0].list() != nullptr) return arguments[0].list()->empty();
  if (arguments[0].map() != nullptr) return arguments[0].map()->empty();
  return text(arguments[0], context).empty();
}

Value length(Arguments arguments, const CallContext& context) {
  if (arguments[0].path() == nullptr) wrong_argument(context, "a Path", arguments[0]);
  return static_cast<std::int64_t>(arguments[0].path()->relationships.size());
}

Value head(Arguments arguments, const CallContext& context) {
  const List& values = list(arguments[0], context);
  return values.empty() ? Value() : values.front();
}

Value last(Arguments arguments, const CallContext& context) {
  const List& values = list(arguments[0], context);
  return values.empty() ? Value() : values.back();
}

Value tail(Arguments arguments, const CallContext& context) {
  const List& values = list(arguments[0], context);
  return values.empty() ? List() : List(values.begin() + 1, values.end());
}

Value reverse(Arguments arguments, const CallContext& context) {
  if (const List* values = arguments[0].list()) return List(values->rbegin(), values->rend());
  return reversed_text(arguments, context);
}

Value range(Arguments arguments, const CallContext& context) {
  constexpr std::uint64_t kMost = 10'000'000;
  const std::int64_t first = integer(arguments[0], context);
  const std::int64_t last_one = integer(arguments[1], context);
  const std::int64_t step = arguments.size() > 2 ? integer(arguments[2], context) : 1;
  if (step == 0) fail(QueryFault::number_out_of_range, context.at, "the step of a range is not 0");
  List values;
  if (step > 0 ? first > last_one : first < last_one) return values;
  const std::uint64_t distance = step > 0 ? static_cast<std::uint64_t>(last_one) - static_cast<std::uint64_t>(first)
                                          : static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(last_one);
  const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  if (distance / stride >= kMost)
    fail(QueryFault::limit_reached, context.at, fmt::format("a range of more than {} numbers", kMost));
  for (std::uint64_t i = 0; i <= distance / stride; ++i)
    values.emplace_back(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + i * static_cast<std::uint64_t>(step)));
  return values;
}

// Graph.

Value labels(Arguments arguments, const CallContext& context) {
  if (arguments[0].node() == nullptr) wrong_argument(context, "a Node", arguments[0]);
  List result;
  for (std::string& label : readable(context.graph.labels(*arguments[0].node()), context.at))
    result.emplace_back(std::move(label));
  return result;
}

Value type_of(Arguments arguments, const CallContext& context) {
  if (arguments[0].relationship() == nullptr) wrong_argument(context, "a Relationship", arguments[0]);
  return readable(context.graph.type(*arguments[0].relationship()), context.at);
}

Value start_node(Arguments arguments, const CallContext& context) {
  if (arguments[0].relationship() == nullptr) wrong_argument(context, "a Relationship", arguments[0]);
  return readable(context.graph.ends(*arguments[0].relationship()), context.at).start;
}

Value end_node(Arguments arguments, const CallContext& context) {
  if (arguments[0].relationship() == nullptr) wrong_argument(context, "a Relationship", arguments[0]);
  return readable(context.graph.ends(*arguments[0].relationship()), context.at).end;
}

Value id(Arguments arguments, const CallContext& context) {
  if (arguments[0].node() != nullptr) return static_cast<std::int64_t>(arguments[0].node()->number);
  if (arguments[0].relationship() != nullptr) return static_cast<std::int64_t>(arguments[0].relationship()->number);
  wrong_argument(context, "a Node or Relationship", arguments[0]);
}

// As Neo4j has it since version 5: an id that is a text.
Value element_id(Arguments arguments, const CallContext& context) {
  const Value number = id(arguments, context);
  return std::to_string(*number.integer());
}

Map properties_of(const Value& value, const CallContext& context) {
  if (value.map() != nullptr) return *value.map();
  if (value.node() != nullptr) return readable(context.graph.properties(*value.node()), context.at);
  if (value.relationship() != nullptr) return readable(context.graph.properties(*value.relationship()), context.at);
  wrong_argument(context, "a Node, Relationship or Map", value);
}

Value properties(Arguments arguments, const CallContext& context) { return properties_of(arguments[0], context); }

Value keys(Arguments arguments, const CallContext& context) {
  List result;
  for (const auto& [name, value] : properties_of(arguments[0], context)) result.emplace_back(name);
  return result;
}

Value evidence(Arguments arguments, const CallContext& context) {
  if (arguments[0].relationship() == nullptr) wrong_argument(context, "a Relationship", arguments[0]);
  return readable(context.graph.evidence(*arguments[0].relationship()), context.at);
}

Value nodes(Arguments arguments, const CallContext& context) {
  if (arguments[0].path() == nullptr) wrong_argument(context, "a Path", arguments[0]);
  return List(arguments[0].path()->nodes.begin(), arguments[0].path()->nodes.end());
}

Value relationships(Arguments arguments, const CallContext& context) {
  if (arguments[0].path() == nullptr) wrong_argument(context, "a Path", arguments[0]);
  return List(arguments[0].path()->relationships.begin(), arguments[0].path()->relationships.end());
}

// Conversion.

[[noreturn]] void cannot_convert(const CallContext& context, const char* to, const Value& value) {
  fail(QueryFault::invalid_argument_value, context.at, fmt::format("a {} cannot become {}", value.type_name(), to));
}

Value to_float(Arguments arguments, const CallContext& context) {
  const Value& value = arguments[0];
  if (value.is_number()) return value.as_real();
  if (value.text() == nullptr) cannot_convert(context, "a Float", value);
  const std::string digits = trimmed(*value.text());
  const char* const end = digits.data() + digits.size();
  double result = 0;
  const auto [stop, error] = std::from_chars(digits.data(), end, result);
  return stop == end && error == std::errc() && !digits.empty() ? Value(result) : Value();
}

Value truncated(double value) {
  if (!(value >= -0x1p63 && value < 0x1p63)) return {};
  return static_cast<std::int64_t>(value);
}

Value to_integer(Arguments arguments, const CallContext& context) {
  const Value& value = arguments[0];
  if (value.integer() != nullptr) return value;
  if (value.real() != nullptr) return truncated(*value.real());
  if (value.boolean() != nullptr) return std::int64_t{*value.boolean() ? 1 : 0};
  if (value.text() == nullptr) cannot_convert(context, "an Integer", value);
  const std::string digits = trimmed(*value.text());
  const char* const end = digits.data() + digits.size();
  std::int64_t result = 0;
  const auto [stop, error] = std::from_chars(digits.data(), end, result);
  if (stop == end && error == std::errc() && !digits.empty()) return result;
  const Value real = to_float(arguments, context);
  return real.is_null() ? real : truncated(*real.real());
}

Value to_boolean(Arguments arguments, const CallContext& context) {
  const Value& value = arguments[0];
  if (value.boolean() != nullptr) return value;
  if (value.integer() != nullptr) return *value.integer() != 0;
  if (value.text() == nullptr) cannot_convert(context, "a Boolean", value);
  std::string word = trimmed(*value.text());
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  if (word == "true") return true;
  if (word == "false") return false;
  return {};
}

Value to_string(Arguments arguments, const CallContext& context) {
  const Value& value = arguments[0];
  if (value.text() != nullptr) return value;
  if (value.integer() != nullptr) return std::to_string(*value.integer());
  if (value.real() != nullptr) return real_text(*value.real());
  if (value.boolean() != nullptr) return *value.boolean() ? "true" : "false";
  if (value.temporal() != nullptr) return query::to_string(*value.temporal());
  if (value.duration() != nullptr) return query::to_string(*value.duration());
  cannot_convert(context, "a String", value);
}

// What cannot be converted is null.
template <Value (*kConvert)(Arguments, const CallContext&)>
Value or_null(Arguments arguments, const CallContext& context) {
  try {
    return kConvert(arguments, context);
  } catch (const QueryFailure& failure) {
    if (failure.fault != QueryFault::invalid_argument_type && failure.fault != QueryFault::invalid_argument_value)
      throw;
    return {};
  }
}

// Each element converted, or null where it cannot be.
template <auto kConvert>
Value of_list(Arguments arguments, const CallContext& context) {
  List converted;
  for (const Value& element : *arguments[0].list()) {
    converted.push_back(element.is_null() ? Value() : or_null<kConvert>(Arguments(&element, 1), context));
  }
  return Value(std::move(converted));
}

Value null_if(Arguments arguments, const CallContext&) {
  return equals(arguments[0], arguments[1]).value_or(false) ? Value() : arguments[0];
}

// Numbers.

Value is_nan(Arguments arguments, const CallContext& context) { return std::isnan(number(arguments[0], context)); }

Value absolute(Arguments arguments, const CallContext& context) {
  const Value& value = arguments[0];
  if (value.integer() == nullptr) return std::abs(number(value, context));
  if (*value.integer() == std::numeric_limits<std::int64_t>::min())
    fail(QueryFault::number_out_of_range, context.at, "the absolute value does not fit into an integer");
  return std::abs(*value.integer());
}

Value sign(Arguments arguments, const CallContext& context) {
  const double value = number(arguments[0], context);
  return static_cast<std::int64_t>(value > 0) - static_cast<std::int64_t>(value < 0);
}

// Halves go up, as in Neo4j without a precision; with one, away from zero.
Value rounded(Arguments arguments, const CallContext& context) {
  const double value = number(arguments[0], context);
  if (arguments.size() < 2) return std::floor(value + 0.5);
  const std::int64_t digits = integer(arguments[1], context);
  if (digits < 0 || digits > 300) fail(QueryFault::invalid_argument_value, context.at, "a precision from 0 to 300");
  const double factor = std::pow(10.0, static_cast<double>(digits));
  const double scaled = value * factor;
  return std::isfinite(scaled) ? std::round(scaled) / factor : value;
}

template <double (*kFunction)(double)>
Value of_number(Arguments arguments, const CallContext& context) {
  return kFunction(number(arguments[0], context));
}

double cotangent(double x) { return 1.0 / std::tan(x); }
double degrees(double x) { return x * 180.0 / std::numbers::pi; }
double radians(double x) { return x * std::numbers::pi / 180.0; }
double haversine(double x) { return (1.0 - std::cos(x)) / 2.0; }

Value arc_tangent(Arguments arguments, const CallContext& context) {
  return std::atan2(number(arguments[0], context), number(arguments[1], context));
}

Value pi(Arguments, const CallContext&) { return std::numbers::pi; }
Value euler(Arguments, const CallContext&) { return std::numbers::e; }
Value random(Arguments, const CallContext&) {
  return static_cast<double>(std::rand()) / (static_cast<double>(RAND_MAX) + 1.0);
}

Value exists(Arguments arguments, const CallContext&) {
  return arguments[0].boolean() != nullptr ? *arguments[0].boolean() : !arguments[0].is_null();
}

using namespace type;  // NOLINT(google-build-using-namespace)
constexpr std::size_t kAnyNumber = 1000;

constexpr Function kFunctions[] = {
    {"abs", 1, 1, kNumber, kNumber, true, absolute},
    {"acos", 1, 1, kNumber, kFloat, true, of_number<std::acos>},
    {"asin", 1, 1, kNumber, kFloat, true, of_number<std::asin>},
    {"atan", 1, 1, kNumber, kFloat, true, of_number<std::atan>},
    {"atan2", 2, 2, kNumber, kFloat, true, arc_tangent},
    {"ceil", 1, 1, kNumber, kFloat, true, of_number<std::ceil>},
    {"coalesce", 1, kAnyNumber, kAny, kAny, false, coalesce},
    {"cos", 1, 1, kNumber, kFloat, true, of_number<std::cos>},
    {"cot", 1, 1, kNumber, kFloat, true, of_number<cotangent>},
    {"degrees", 1, 1, kNumber, kFloat, true, of_number<degrees>},
    {"e", 0, 0, kAny, kFloat, true, euler},
    {"elementid", 1, 1, kNode | kRelationship, kString, true, element_id},
    {"endnode", 1, 1, kRelationship, kNode, true, end_node},
    {"evidence", 1, 1, kRelationship, kList, true, evidence},
    {"exists", 1, 1, kAny, kBoolean, false, exists},
    {"exp", 1, 1, kNumber, kFloat, true, of_number<std::exp>},
    {"floor", 1, 1, kNumber, kFloat, true, of_number<std::floor>},
    {"haversin", 1, 1, kNumber, kFloat, true, of_number<haversine>},
    {"head", 1, 1, kList, kAny, true, head},
    {"id", 1, 1, kNode | kRelationship, kInteger, true, id},
    {"isempty", 1, 1, kList | kMap | kString, kBoolean, true, is_empty},
    {"isnan", 1, 1, kNumber, kBoolean, true, is_nan},
    {"keys", 1, 1, kNode | kRelationship | kMap, kList, true, keys},
    {"labels", 1, 1, kNode, kList, true, labels},
    {"last", 1, 1, kList, kAny, true, last},
    {"left", 2, 2, kString, kString, true, left},
    {"length", 1, 1, kPath, kInteger, true, length},
    {"log", 1, 1, kNumber, kFloat, true, of_number<std::log>},
    {"log10", 1, 1, kNumber, kFloat, true, of_number<std::log10>},
    {"lower", 1, 1, kString, kString, true, to_lower},
    {"ltrim", 1, 1, kString, kString, true, trim_left},
    {"nodes", 1, 1, kPath, kList, true, nodes},
    {"nullif", 2, 2, kAny, kAny, false, null_if},
    {"pi", 0, 0, kAny, kFloat, true, pi},
    {"properties", 1, 1, kNode | kRelationship | kMap, kMap, true, properties},
    {"radians", 1, 1, kNumber, kFloat, true, of_number<radians>},
    {"rand", 0, 0, kAny, kFloat, true, random},
    {"range", 2, 3, kAny, kList, true, range},
    {"relationships", 1, 1, kPath, kList, true, relationships},
    {"replace", 3, 3, kString, kString, true, replace},
    {"reverse", 1, 1, kList | kString, kList | kString, true, reverse},
    {"right", 2, 2, kString, kString, true, right},
    {"round", 1, 2, kNumber, kFloat, true, rounded},
    {"rtrim", 1, 1, kString, kString, true, trim_right},
    {"sign", 1, 1, kNumber, kInteger, true, sign},
    {"sin", 1, 1, kNumber, kFloat, true, of_number<std::sin>},
    {"size", 1, 1, kList | kString, kInteger, true, size},
    {"split", 2, 2, kString, kList, true, split},
    {"sqrt", 1, 1, kNumber, kFloat, true, of_number<std::sqrt>},
    {"startnode", 1, 1, kRelationship, kNode, true, start_node},
    {"substring", 2, 3, kString, kString, true, substring},
    {"tail", 1, 1, kList, kList, true, tail},
    {"tan", 1, 1, kNumber, kFloat, true, of_number<std::tan>},
    {"toboolean", 1, 1, kAny, kBoolean, true, to_boolean},
    {"tobooleanlist", 1, 1, kList, kList, true, of_list<to_boolean>},
    {"tobooleanornull", 1, 1, kAny, kBoolean, true, or_null<to_boolean>},
    {"tofloat", 1, 1, kAny, kFloat, true, to_float},
    {"tofloatlist", 1, 1, kList, kList, true, of_list<to_float>},
    {"tofloatornull", 1, 1, kAny, kFloat, true, or_null<to_float>},
    {"tointeger", 1, 1, kAny, kInteger, true, to_integer},
    {"tointegerlist", 1, 1, kList, kList, true, of_list<to_integer>},
    {"tointegerornull", 1, 1, kAny, kInteger, true, or_null<to_integer>},
    {"tolower", 1, 1, kString, kString, true, to_lower},
    {"tostring", 1, 1, kAny, kString, true, to_string},
    {"tostringlist", 1, 1, kList, kList, true, of_list<to_string>},
    {"tostringornull", 1, 1, kAny, kString, true, or_null<to_string>},
    {"toupper", 1, 1, kString, kString, true, to_upper},
    {"trim", 1, 1, kString, kString, true, trim},
    {"type", 1, 1, kRelationship, kString, true, type_of},
    {"upper", 1, 1, kString, kString, true, to_upper},
};

}  // namespace

const Function* find_function(std::string_view name) {
  for (const std::span<const Function> functions : {std::span<const Function>(kFunctions), temporal_functions()}) {
    const auto found = std::lower_bound(functions.begin(), functions.end(), name,
                                        [](const Function& function, std::string_view n) { return function.name < n; });
    if (found != functions.end() && found->name == name) return &*found;
  }
  return nullptr;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Function& function : kFunctions) names.emplace_back(function.name);
  for (const Function& function : temporal_functions()) names.emplace_back(function.name);
  return names;
}

}  // namespace entente::query
