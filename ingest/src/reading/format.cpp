#include "format.hpp"

#include "article_fields.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include <entente/schemas/csv.hpp>

namespace entente::ingest {
namespace {

constexpr std::array<std::pair<std::string_view, ArticleFormat>, 8> kNames = {{{"auto", ArticleFormat::automatic},
                                                                               {"text", ArticleFormat::text},
                                                                               {"html", ArticleFormat::html},
                                                                               {"jsonl", ArticleFormat::json_lines},
                                                                               {"json", ArticleFormat::json},
                                                                               {"csv", ArticleFormat::csv},
                                                                               {"xml", ArticleFormat::xml},
                                                                               {"warc", ArticleFormat::warc}}};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The first tag after declarations and comments, in lower case: "rss", "html", "!doctype html".
std::string first_tag(std::string_view head) {
  while (true) {
    head = without_space(head);
    if (head.size() < 2 || head.front() != '<') return "";
    const bool comment = head.starts_with("<!--");
    if (!comment && head[1] != '?') break;
    const std::size_t end = head.find(comment ? "-->" : "?>");
    if (end == std::string_view::npos) return "";
    head.remove_prefix(end + (comment ? 3 : 2));
  }
  std::string tag;
  for (const char c : head.substr(1, head.find_first_of("<>[", 1) - 1)) {
    tag += is_space(c) ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return tag;
}

bool is_html(std::string_view tag) {
  if (tag.starts_with("!doctype")) return tag.find("html") != std::string_view::npos;
  static constexpr std::array<std::string_view, 14> kTags = {
      "html", "head", "body", "title", "meta", "div", "p", "h1", "table", "article", "main", "link", "base", "script"};
  const std::string_view name = tag.substr(0, tag.find_first_of(" /"));
  return std::find(kTags.begin(), kTags.end(), name) != kTags.end();
}

// Whether a first line names columns of articles.
bool names_columns(std::string_view line) {
  CsvParser parser(csv_separator(line));
  for (const char c : line) parser.take(c);
  parser.take('\n');
  const auto columns = parser.take_row();
  return columns.size() > 1 && std::any_of(columns.begin(), columns.end(), is_text_field);
}

}  // namespace

std::vector<std::string> article_format_names() {
  std::vector<std::string> names;
  for (const auto& [name, format] : kNames) names.emplace_back(name);
  return names;
}

std::optional<ArticleFormat> parse_article_format(std::string_view name) {
  for (const auto& [known, format] : kNames) {
    if (known == name) return format;
  }
  return std::nullopt;
}

ArticleFormat recognize_format(std::string_view head) {
  if (head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE")) return ArticleFormat::html;  // UTF-16
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = without_space(head);
  if (head.starts_with("\xEF\xBB\xBF")) head = without_space(head.substr(3));
  if (head.starts_with("WARC/")) return ArticleFormat::warc;
  if (head.starts_with("{")) {
    const std::size_t line = head.find('\n');
    // A list of one object a line, or an object over several lines.
    return line == std::string_view::npos || without_space(head.substr(0, line)).ends_with("}")
               ? ArticleFormat::json_lines
               : ArticleFormat::json;
  }
  if (head.starts_with("[")) {
    const std::string_view within = without_space(head.substr(1));
    if (within.starts_with("{") || within.starts_with("]")) return ArticleFormat::json;
  }
  if (head.starts_with("<")) {
    const std::string tag = first_tag(head);
    if (is_html(tag)) return ArticleFormat::html;
    if (head.starts_with("<?xml") || tag.starts_with("rss") || tag.starts_with("feed") || tag.starts_with("rdf:") ||
        tag.starts_with("news") || tag.starts_with("nitf")) {
      return ArticleFormat::xml;
    }
  }
  if (names_columns(head.substr(0, head.find_first_of("\r\n")))) return ArticleFormat::csv;
  return ArticleFormat::text;
}

}  // namespace entente::ingest
