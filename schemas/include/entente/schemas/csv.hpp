// Tables as text (RFC 4180): quotes around fields with separators, quotes and line ends in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/result.hpp>

namespace entente {

// A field, in quotes where it needs them.
std::string csv_field(std::string_view text);

// A row with its line end.
std::string csv_row(const std::vector<std::string>& fields);

// The separator of a table with this first line: a comma, semicolon or tab, whichever comes most.
char csv_separator(std::string_view line);

// Takes the bytes of a table one by one.
class CsvParser {
 public:
  explicit CsvParser(char separator) : separator_(separator) {}

  // True when a row is complete.
  bool take(char c);

  // The row that is complete.
  std::vector<std::string> take_row();

  bool in_quotes() const { return quoted_; }

  // Whether nothing of a further row was taken.
  bool empty() const { return row_.empty() && field_.empty(); }

 private:
  char separator_;
  bool quoted_ = false;
  bool quote_ended_ = false;
  std::string field_;
  std::vector<std::string> row_;
};

// The rows of a table with commas, each with as many fields as the first; empty lines and a byte-order mark are left out. `place` stands
// for it in errors.
Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, const std::string& place);

}  // namespace entente
