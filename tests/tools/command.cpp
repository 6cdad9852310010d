#include "command.hpp"

#include <cstdlib>

#include <sys/wait.h>

namespace entente::test {

Outcome run(const TemporaryDirectory& folder, const std::string& arguments, const std::string& before) {
  const std::string command =
      "cd '" + folder.path().string() + "' && " + before + " '" ENTENTE_PROGRAM "' " + arguments + " >.out 2>.err";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(folder / ".out"), read_file(folder / ".err")};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace entente::test
