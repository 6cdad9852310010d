// Files that commands take besides articles.
#pragma once

#include <string>

#include <entente/schemas/result.hpp>

namespace entente::tools {

// The content of a file, or of standard input for "-".
Result<std::string> read_input(const std::string& path);

}  // namespace entente::tools
