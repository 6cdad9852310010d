#include "string_functions.hpp"

#include <algorithm>
#include <limits>

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace entente::query {
namespace {

icu::UnicodeString characters(const std::string& utf8) { return icu::UnicodeString::fromUTF8(utf8); }

Value utf8(const icu::UnicodeString& characters) {
  std::string result;
  characters.toUTF8String(result);
  return result;
}

// The characters from `begin` on, at most `count`.
Value part(const std::string& value, std::int64_t begin, std::int64_t count, const CallContext& context) {
  if (begin < 0 || count < 0)
    fail(QueryFault::negative_integer_argument, context.at, "a position or length is not negative");
  const icu::UnicodeString all = characters(value);
  const std::int32_t total = all.countChar32();
  const auto first = static_cast<std::int32_t>(std::min<std::int64_t>(begin, total));
  const auto size_of = static_cast<std::int32_t>(std::min<std::int64_t>(count, total - first));
  const std::int32_t from = all.moveIndex32(0, first);
  return utf8(all.tempSubStringBetween(from, all.moveIndex32(from, size_of)));
}

}  // namespace

Value size_of_text(Arguments arguments, const CallContext& context) {
  return static_cast<std::int64_t>(characters(text(arguments[0], context)).countChar32());
}

Value reversed_text(Arguments arguments, const CallContext& context) {
  icu::UnicodeString all = characters(text(arguments[0], context));
  return utf8(all.reverse());
}

Value to_lower(Arguments arguments, const CallContext& context) {
  return utf8(characters(text(arguments[0], context)).toLower(icu::Locale::getRoot()));
}

Value to_upper(Arguments arguments, const CallContext& context) {
  return utf8(characters(text(arguments[0], context)).toUpper(icu::Locale::getRoot()));
}

Value trim(Arguments arguments, const CallContext& context) { return trimmed(text(arguments[0], context)); }

Value trim_left(Arguments arguments, const CallContext& context) {
  const std::string& value = text(arguments[0], context);
  return value.substr(std::min(value.find_first_not_of(" \t\n\r"), value.size()));
}

Value trim_right(Arguments arguments, const CallContext& context) {
  const std::string& value = text(arguments[0], context);
  return value.substr(0, value.find_last_not_of(" \t\n\r") + 1);
}

Value replace(Arguments arguments, const CallContext& context) {
  const std::string& value = text(arguments[0], context);
  const std::string& from = text(arguments[1], context);
  const std::string& to = text(arguments[2], context);
  if (from.empty()) return value;
  std::string result;
  std::size_t at = 0;
  for (std::size_t found = value.find(from); found != std::string::npos; found = value.find(from, at)) {
    result += value.substr(at, found - at) + to;
    check_text(result, context.at);
    at = found + from.size();
  }
  return result + value.substr(at);
}

Value split(Arguments arguments, const CallContext& context) {
  constexpr std::size_t kMostParts = 10'000'000;
  const std::string& value = text(arguments[0], context);
  const std::string& by = text(arguments[1], context);
  List parts;
  std::size_t at = 0;
  if (!by.empty()) {
    for (std::size_t found = value.find(by); found != std::string::npos; found = value.find(by, at)) {
      parts.emplace_back(value.substr(at, found - at));
      if (parts.size() > kMostParts)
        fail(QueryFault::limit_reached, context.at, fmt::format("a text in more than {} parts", kMostParts));
      at = found + by.size();
    }
  }
  parts.emplace_back(value.substr(at));
  return parts;
}

Value substring(Arguments arguments, const CallContext& context) {
  return part(text(arguments[0], context), integer(arguments[1], context),
              arguments.size() > 2 ? integer(arguments[2], context) : std::numeric_limits<std::int64_t>::max(),
              context);
}

Value left(Arguments arguments, const CallContext& context) {
  return part(text(arguments[0], context), 0, integer(arguments[1], context), context);
}

Value right(Arguments arguments, const CallContext& context) {
  const std::string& value = text(arguments[0], context);
  const std::int64_t count = integer(arguments[1], context);
  if (count < 0) fail(QueryFault::negative_integer_argument, context.at, "a length is not negative");
  const std::int64_t total = characters(value).countChar32();
  return part(value, std::max<std::int64_t>(0, total - count), count, context);
}

}  // namespace entente::query
