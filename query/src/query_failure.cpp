#include "query_failure.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace entente::query {
namespace {

constexpr std::size_t kShownBytes = 100;  // Of the line, on each side of the caret.

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Characters, not bytes, so that the caret stands right. Tabs count as one and are shown as one space.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

}  // namespace

Error to_error(const QueryFailure& failure, std::string_view query) {
  const std::size_t begin = std::min<std::size_t>(failure.at.begin, query.size());
  const std::size_t end = std::clamp<std::size_t>(failure.at.end, begin, query.size());
  const std::size_t before = query.substr(0, begin).rfind('\n');
  const std::size_t line_begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t line_end = std::min(query.find('\n', begin), query.size());
  const auto line = 1 + std::count(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
  const std::size_t column = 1 + characters(query.substr(line_begin, begin - line_begin));
  std::size_t first = begin - line_begin > kShownBytes ? begin - kShownBytes : line_begin;
  while (first < begin && continues_character(query[first])) ++first;
  std::size_t last = line_end - begin > kShownBytes ? begin + kShownBytes : line_end;
  while (last > begin && last < line_end && continues_character(query[last])) --last;
  std::string shown(query.substr(first, last - first));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  const std::size_t carets = std::max<std::size_t>(1, characters(query.substr(begin, std::min(end, last) - begin)));
  Error error;
  error.code = failure.fault == QueryFault::storage ? ErrorCode::corruption : ErrorCode::invalid_input;
  error.message =
      fmt::format("{} [Q{}]\n  {}\n  {}{}", failure.message, static_cast<int>(failure.fault), shown,
                  std::string(characters(query.substr(first, begin - first)), ' '), std::string(carets, '^'));
  error.place = fmt::format("query:{}:{}", line, column);
  error.mend = failure.hint;
  return error;
}

}  // namespace entente::query
