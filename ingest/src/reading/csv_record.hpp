// How the first line of a table tells what it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest {

// The separator of a table with this first line: a tab, semicolon or comma, whichever comes most.
char csv_separator(std::string_view line);

// The fields of a line without line ends within quotes.
std::vector<std::string> split_csv_line(std::string_view line, char separator);

}  // namespace entente::ingest
