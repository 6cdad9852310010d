#include "tck_feature.hpp"

#include <fstream>
#include <optional>

namespace entente::test {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// "| a | b \| c |"
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> result;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '|' || line[i + 1] == '\\')) {
      cell += line[++i];
    } else if (line[i] == '|') {
      result.push_back(trimmed(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return result;
}

std::string replaced(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    const std::string mark = "<" + name + ">";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
      text.replace(at, mark.size(), value);
  }
  return text;
}

TckStep replaced(const TckStep& step, const std::map<std::string, std::string>& values) {
  TckStep result{replaced(step.text, values), replaced(step.document, values), step.table};
  for (auto& row : result.table) {
    for (std::string& cell : row) cell = replaced(cell, values);
  }
  return result;
}

std::optional<std::string> after(const std::string& line, const std::string& keyword) {
  if (!line.starts_with(keyword)) return std::nullopt;
  return trimmed(line.substr(keyword.size()));
}

}  // namespace

std::vector<TckScenario> read_tck_feature(const std::filesystem::path& file, const std::string& area) {
  struct Written {
    std::string title;
    std::vector<TckStep> steps;
    std::vector<TckTable> examples;
  };
  std::vector<Written> written;
  std::vector<TckStep> background;
  std::vector<TckStep>* steps = &background;
  bool in_examples = false;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::string text = trimmed(line);
    if (text.empty() || text[0] == '#' || text[0] == '@') continue;
    if (text == "\"\"\"") {
      const std::size_t indent = line.find('"');
      std::string document;
      while (std::getline(in, line) && trimmed(line) != "\"\"\"")
        document += (line.size() > indent ? line.substr(indent) : "") + "\n";
      if (!document.empty()) document.pop_back();
      steps->back().document = document;
    } else if (text[0] == '|') {
      if (in_examples) {
        written.back().examples.back().push_back(cells(text));
      } else {
        steps->back().table.push_back(cells(text));
      }
    } else if (text.starts_with("Examples:")) {
      in_examples = true;
      written.back().examples.emplace_back();
    } else if (auto outline = after(text, "Scenario Outline:"), plain = after(text, "Scenario:"); outline || plain) {
      written.push_back({outline ? *outline : *plain, background, {}});
      steps = &written.back().steps;
      in_examples = false;
    } else {
      for (const std::string keyword : {"Given ", "When ", "Then ", "And ", "But "}) {
        if (auto step = after(text, keyword)) steps->push_back({*step, "", {}});
      }
    }
  }
  std::vector<TckScenario> scenarios;
  for (const Written& one : written) {
    const std::string name = area + "/" + file.stem().string() + " " + one.title.substr(0, one.title.find(']') + 1);
    if (one.examples.empty()) scenarios.push_back({name, one.steps});
    int number = 0;
    for (const TckTable& table : one.examples) {
      for (std::size_t row = 1; row < table.size(); ++row) {
        std::map<std::string, std::string> values;
        for (std::size_t i = 0; i < table[0].size(); ++i) values[table[0][i]] = table[row][i];
        TckScenario scenario{name + " #" + std::to_string(++number), {}};
        for (const TckStep& step : one.steps) scenario.steps.push_back(replaced(step, values));
        scenarios.push_back(std::move(scenario));
      }
    }
  }
  return scenarios;
}

}  // namespace entente::test
