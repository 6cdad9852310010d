// Scenarios of the openCypher TCK (Technology Compatibility Kit), read from its feature files, which are in Gherkin.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace entente::test {

using TckTable = std::vector<std::vector<std::string>>;

struct TckStep {
  std::string text;  // Without its keyword: "executing query:".
  std::string document;
  TckTable table;
};

struct TckScenario {
  std::string name;  // "expressions/list/List1 [3]", with " #2" for the second example of an outline.
  std::vector<TckStep> steps;
};

// All scenarios of a file, outlines expanded. `area` is put before their names.
std::vector<TckScenario> read_tck_feature(const std::filesystem::path& file, const std::string& area);

}  // namespace entente::test
