// Runs the program as a shell does.
#pragma once

#include "temporary_directory.hpp"

#include <string>

namespace entente::test {

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

// Runs it in `folder` with arguments as a shell reads them.
Outcome run(const TemporaryDirectory& folder, const std::string& arguments, const std::string& before = "");

bool has(const std::string& text, const std::string& part);

}  // namespace entente::test
