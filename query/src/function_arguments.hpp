// What functions read their arguments with.
#pragma once

#include "functions.hpp"
#include "query_failure.hpp"

#include <cstdint>
#include <span>
#include <string>

#include <fmt/format.h>

namespace entente::query {

using Arguments = std::span<const Value>;

[[noreturn]] inline void wrong_argument(const CallContext& context, const char* wanted, const Value& got) {
  fail(QueryFault::invalid_argument_type, context.at, fmt::format("expected {}, got a {}", wanted, got.type_name()));
}

inline std::int64_t integer(const Value& value, const CallContext& context) {
  if (value.integer() == nullptr) wrong_argument(context, "an Integer", value);
  return *value.integer();
}

inline double number(const Value& value, const CallContext& context) {
  if (!value.is_number()) wrong_argument(context, "a number", value);
  return value.as_real();
}

inline const std::string& text(const Value& value, const CallContext& context) {
  if (value.text() == nullptr) wrong_argument(context, "a String", value);
  return *value.text();
}

inline const List& list(const Value& value, const CallContext& context) {
  if (value.list() == nullptr) wrong_argument(context, "a List", value);
  return *value.list();
}

// Without white space at its ends.
inline std::string trimmed(const std::string& value) {
  const std::size_t begin = value.find_first_not_of(" \t\n\r");
  if (begin == std::string::npos) return "";
  return value.substr(begin, value.find_last_not_of(" \t\n\r") - begin + 1);
}

}  // namespace entente::query
