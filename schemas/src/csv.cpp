#include <algorithm>
#include <utility>

#include <entente/schemas/csv.hpp>

#include <fmt/format.h>

namespace entente {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n\t") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (std::size_t i = 0; i < fields.size(); ++i) row += (i > 0 ? "," : "") + csv_field(fields[i]);
  return row + "\n";
}

char csv_separator(std::string_view line) {
  char best = ',';
  for (const char separator : {';', '\t'}) {
    if (std::count(line.begin(), line.end(), separator) > std::count(line.begin(), line.end(), best)) best = separator;
  }
  return best;
}

bool CsvParser::take(char c) {
  if (quoted_) {
    if (c == '"') {
      quoted_ = false;
      quote_ended_ = true;
    } else {
      field_ += c;
    }
    return false;
  }
  if (c == '"' && (field_.empty() || quote_ended_)) {
    if (quote_ended_) field_ += c;  // Two quotes within quotes are one.
    quoted_ = true;
    quote_ended_ = false;
    return false;
  }
  const bool ends_in_quote = std::exchange(quote_ended_, false);
  if (c != separator_ && c != '\n') {
    field_ += c;
    return false;
  }
  if (c == '\n' && !ends_in_quote && field_.ends_with('\r')) field_.pop_back();
  row_.push_back(std::exchange(field_, {}));
  return c == '\n';
}

std::vector<std::string> CsvParser::take_row() { return std::exchange(row_, {}); }

Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, const std::string& place) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  CsvParser parser(',');
  std::vector<std::vector<std::string>> rows;
  std::size_t line = 1;
  const auto end_row = [&]() -> Result<void> {
    auto row = parser.take_row();
    if (row.size() == 1 && row.front().empty()) return {};
    if (!rows.empty() && row.size() != rows.front().size()) {
      return Error{ErrorCode::invalid_input,
                   fmt::format("the row has {} fields, but the first row has {}", row.size(), rows.front().size()),
                   fmt::format("{}:{}", place, line), "put fields with commas in them in quotes"};
    }
    rows.push_back(std::move(row));
    return {};
  };
  for (const char c : text) {
    if (parser.take(c)) {
      if (auto ended = end_row(); !ended) return ended.error();
    }
    line += c == '\n' ? 1 : 0;
  }
  if (parser.in_quotes()) {
    return Error{ErrorCode::invalid_input, "the table ends within quotes", fmt::format("{}:{}", place, line),
                 "close the quote, and write a quote within quotes twice"};
  }
  if (!parser.empty()) {
    parser.take('\n');
    if (auto ended = end_row(); !ended) return ended.error();
  }
  return rows;
}

}  // namespace entente
