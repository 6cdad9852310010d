#include "input.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace entente::tools {

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
