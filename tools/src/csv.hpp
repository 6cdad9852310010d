// Tables as text (RFC 4180).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/result.hpp>

namespace entente::tools {

// A row with its line end, fields in quotes where they need them.
std::string csv_row(const std::vector<std::string>& fields);

// The rows of a file, each with as many fields as the first; empty lines are left out. `place` stands for the file in errors.
Result<std::vector<std::vector<std::string>>> read_csv(std::string_view text, const std::string& place);

// The content of a file, or of standard input for "-".
Result<std::string> read_input(const std::string& path);

}  // namespace entente::tools
