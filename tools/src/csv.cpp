#include "csv.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace entente::tools {

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) row += ',';
    if (fields[i].find_first_of(",\"\r\n") == std::string::npos) {
      row += fields[i];
      continue;
    }
    row += '"';
    for (const char c : fields[i]) row += c == '"' ? "\"\"" : std::string(1, c);
    row += '"';
  }
  return row + "\n";
}

Result<std::vector<std::vector<std::string>>> read_csv(std::string_view text, const std::string& place) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string field;
  std::size_t line = 1;
  bool quoted = false;
  const auto end_row = [&]() -> Result<void> {
    row.push_back(std::exchange(field, {}));
    if (row.size() > 1 || !row.front().empty()) {
      if (!rows.empty() && row.size() != rows.front().size()) {
        return Error{ErrorCode::invalid_input,
                     fmt::format("the row has {} fields, but the first row has {}", row.size(), rows.front().size()),
                     fmt::format("{}:{}", place, line), "put fields with commas in them in quotes"};
      }
      rows.push_back(row);
    }
    row.clear();
    return {};
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    line += c == '\n' ? 1 : 0;
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == ',') {
      row.push_back(std::exchange(field, {}));
    } else if (c == '\n') {
      if (field.ends_with('\r')) field.pop_back();
      if (auto ended = end_row(); !ended) return ended.error();
    } else {
      field += c;
    }
  }
  if (quoted) {
    return Error{ErrorCode::invalid_input, "the table ends within quotes", fmt::format("{}:{}", place, line),
                 "close the quote, and write a quote within quotes twice"};
  }
  if (!row.empty() || !field.empty()) {
    if (auto ended = end_row(); !ended) return ended.error();
  }
  return rows;
}

Result<std::string> read_input(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return Error{ErrorCode::io, "the file cannot be opened", path, "check its name and your rights"};
  }
  std::istream& in = path == "-" ? std::cin : file;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace entente::tools
