#include "dateline.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace entente::ingest {
namespace {

constexpr int kLines = 3;
constexpr std::size_t kMostBytes = 100;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// Three letters at least, none of them small.
bool is_place(std::string_view text) {
  const auto is_between = [](char first, char last) { return [=](char c) { return first <= c && c <= last; }; };
  return std::count_if(text.begin(), text.end(), is_between('A', 'Z')) >= 3 &&
         std::none_of(text.begin(), text.end(), is_between('a', 'z')) &&
         std::none_of(text.begin(), text.end(), is_between('0', '9'));
}

Date date_of(std::string_view line) {
  std::size_t end = std::string_view::npos;
  for (const std::string_view dash : {"—", "–", " -- ", " - "}) end = std::min(end, line.find(dash));
  if (end > kMostBytes) return {};
  std::string_view head = trimmed(line.substr(0, end));
  if (head.ends_with(')')) head = trimmed(head.substr(0, head.rfind('(')));
  std::size_t comma = head.find(',');
  if (comma == std::string_view::npos || !is_place(head.substr(0, comma))) return {};
  for (; comma != std::string_view::npos; comma = head.find(',', comma + 1)) {
    const auto date = parse_date(trimmed(head.substr(comma + 1)));
    if (date && date->day != 0) return *date;
  }
  return {};
}

}  // namespace

void read_dateline(Article& article, const Date& newest) {
  if (article.date.known()) return;
  std::string_view text = article.text;
  int lines = 0;
  while (!text.empty() && lines < kLines) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (trimmed(line).empty()) continue;
    ++lines;
    const Date date = date_of(line);
    if (!date.known() || (newest.known() && date > newest)) continue;
    article.date = date;
    article.date_origin = "dateline";
    return;
  }
}

}  // namespace entente::ingest
