// Runs the scenarios of the openCypher TCK and tells, by area, which pass, which queries are refused, and which answers are wrong.
//   tck_runner TCK-FOLDER [KNOWN-FILE]
// KNOWN-FILE lists the scenarios that need not pass; the program fails if another one does not, and on any wrong answer. Without it
// prints such a list.
#include "binder.hpp"
#include "executor.hpp"
#include "memory_query_graph.hpp"
#include "parser.hpp"
#include "planner.hpp"
#include "tck_feature.hpp"
#include "tck_value.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

namespace {

using namespace entente::query;  // NOLINT(google-build-using-namespace)
using namespace entente::test;   // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

enum class Outcome { passed, refused, wrong, skipped };

// Of two examples of an outline, the one that says more against it.
Outcome worse(Outcome a, Outcome b) {
  static constexpr std::array kOrder = {Outcome::skipped, Outcome::passed, Outcome::refused, Outcome::wrong};
  return std::find(kOrder.begin(), kOrder.end(), a) > std::find(kOrder.begin(), kOrder.end(), b) ? a : b;
}

struct Verdict {
  Outcome outcome = Outcome::passed;
  std::string reason;
};

std::string content(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The value of a cell of parameters.
Value parameter(const std::string& cell) {
  Query query = parse("RETURN " + cell + " AS value");
  bind(query);
  const MemoryQueryGraph nothing;
  plan(query, nothing);
  Value value;
  run(query, {nothing, {}}, [&](const std::vector<Value>& columns) {
    value = columns.front();
    return true;
  });
  return value;
}

// What the TCK calls a failure; some it has more than one name for.
bool is_called(QueryFault fault, std::string_view detail) {
  using enum QueryFault;
  static const std::multimap<QueryFault, std::string_view> names = {
      {unexpected_syntax, "UnexpectedSyntax"},
      {unexpected_syntax, "InvalidUnicodeCharacter"},
      {unexpected_syntax, "InvalidRelationshipPattern"},
      {unexpected_syntax, "InvalidNumberLiteral"},
      {invalid_number_literal, "InvalidNumberLiteral"},
      {integer_overflow, "IntegerOverflow"},
      {floating_point_overflow, "FloatingPointOverflow"},
      {invalid_unicode_literal, "InvalidUnicodeLiteral"},
      {undefined_variable, "UndefinedVariable"},
      {variable_already_bound, "VariableAlreadyBound"},
      {variable_type_conflict, "VariableTypeConflict"},
      {invalid_argument_type, "InvalidArgumentType"},
      {invalid_argument_type, "InvalidArgumentValue"},
      {invalid_argument_value, "InvalidArgumentValue"},
      {unknown_function, "UnknownFunction"},
      {invalid_number_of_arguments, "InvalidNumberOfArguments"},
      {invalid_aggregation, "InvalidAggregation"},
      {nested_aggregation, "NestedAggregation"},
      {ambiguous_aggregation_expression, "AmbiguousAggregationExpression"},
      {no_expression_alias, "NoExpressionAlias"},
      {column_name_conflict, "ColumnNameConflict"},
      {different_columns_in_union, "DifferentColumnsInUnion"},
      {invalid_clause_composition, "InvalidClauseComposition"},
      {no_variables_in_scope, "NoVariablesInScope"},
      {non_constant_expression, "NonConstantExpression"},
      {negative_integer_argument, "NegativeIntegerArgument"},
      {relationship_uniqueness_violation, "RelationshipUniquenessViolation"},
      {invalid_parameter_use, "InvalidParameterUse"},
      {unknown_procedure, "ProcedureNotFound"},
      {missing_parameter, "MissingParameter"},
      {number_out_of_range, "NumberOutOfRange"},
      {map_element_access_by_non_string, "MapElementAccessByNonString"}};
  const auto [first, last] = names.equal_range(fault);
  return std::any_of(first, last, [&](const auto& name) { return name.second == detail; });
}

class Scenario {
 public:
  Scenario(const TckScenario& scenario, const fs::path& tck) : scenario_(scenario), tck_(tck) {}

  Verdict judge() {
    for (const TckStep& step : scenario_.steps) {
      if (step.text.starts_with("there exists a procedure")) return {Outcome::skipped, "a procedure of its own"};
    }
    for (const TckStep& step : scenario_.steps) {
      const std::string& text = step.text;
      if (text.ends_with("-graph") || text.find("binary-tree") != std::string::npos) {
        const std::string name = text.substr(4, text.find(" graph") - 4);
        graph_.create(content(tck_ / "graphs" / name / (name + ".cypher")));
      } else if (text.starts_with("having executed")) {
        try {
          graph_.create(step.document);
        } catch (const QueryFailure& failure) {
          return {Outcome::skipped, "set-up: " + failure.message};
        }
      } else if (text.starts_with("parameters are")) {
        for (const auto& row : step.table) parameters_[row[0]] = parameter(row[1]);
      } else if (text.starts_with("executing query") || text.starts_with("executing control query")) {
        ask(step.document);
        if (failure_ && failure_->fault == QueryFault::writes) return {Outcome::skipped, "writes"};
      } else if (text.starts_with("the result should be")) {
        if (Verdict verdict = compare(step); verdict.outcome != Outcome::passed) return verdict;
      } else if (text.find("should be raised") != std::string::npos) {
        return error_expected(text);
      }
    }
    return {};
  }

 private:
  void ask(const std::string& text) {
    failure_.reset();
    ran_ = false;
    rows_.clear();
    try {
      Query query = parse(text);
      bind(query);
      plan(query, graph_);
      ran_ = true;
      columns_ = columns_of(query);
      const Execution execution{graph_, parameters_};
      run(query, execution, [&](const std::vector<Value>& row) {
        rows_.push_back(row);
        return true;
      });
    } catch (const QueryFailure& failure) {
      failure_ = failure;
    }
  }

  Verdict refused() const {
    return {Outcome::refused, "Q" + std::to_string(static_cast<int>(failure_->fault)) + " " + failure_->message};
  }

  Verdict error_expected(const std::string& text) const {
    if (!failure_) return {Outcome::wrong, "an answer in place of: " + text};
    if (failure_->fault == QueryFault::unsupported ||
        (failure_->fault == QueryFault::unknown_function && text.find("UnknownFunction") == std::string::npos))
      return refused();
    if (text.find("at compile time") != std::string::npos && ran_)
      return {Outcome::wrong, "found at run time only: " + text};
    if (text.find("at runtime") != std::string::npos && !ran_)
      return {Outcome::refused, "refused before it runs: " + text};
    const std::string detail = text.substr(text.rfind(' ') + 1);
    if (detail != "*" && !is_called(failure_->fault, detail)) {
      return {Outcome::refused,
              fmt::format("as Q{} {}, in place of {}", static_cast<int>(failure_->fault), failure_->message, detail)};
    }
    return {};
  }

  Verdict compare(const TckStep& step) const {
    if (failure_) return refused();
    const bool lists_in_any_order = step.text.find("ignoring element order for lists") != std::string::npos;
    const bool in_order = step.text.find("in order") != std::string::npos;
    std::vector<std::string> expected;
    std::vector<std::string> found;
    std::vector<std::size_t> places;  // Of the expected columns among ours.
    if (!step.table.empty()) {
      for (const std::string& column : step.table[0]) {
        const auto place = std::find(columns_.begin(), columns_.end(), column);
        if (place == columns_.end()) return {Outcome::wrong, "no column " + column};
        places.push_back(static_cast<std::size_t>(place - columns_.begin()));
      }
      for (std::size_t i = 1; i < step.table.size(); ++i) {
        std::string row;
        for (const std::string& cell : step.table[i]) row += tck_text(cell, lists_in_any_order) + " | ";
        expected.push_back(row);
      }
    }
    for (const std::vector<Value>& values : rows_) {
      std::string row;
      for (const std::size_t place : places) row += tck_text(values[place], graph_, lists_in_any_order) + " | ";
      found.push_back(row);
    }
    if (!in_order) {
      std::sort(expected.begin(), expected.end());
      std::sort(found.begin(), found.end());
    }
    if (expected == found) return {};
    const auto text = [](const std::vector<std::string>& rows) {
      std::string all;
      for (std::size_t i = 0; i < rows.size() && i < 5; ++i) all += "  " + rows[i];
      return all + " (" + std::to_string(rows.size()) + ")";
    };
    return {Outcome::wrong, "expected" + text(expected) + ", got" + text(found)};
  }

  const TckScenario& scenario_;
  const fs::path& tck_;
  MemoryQueryGraph graph_;
  Map parameters_;
  std::optional<QueryFailure> failure_;
  bool ran_ = false;  // And was not refused before.
  std::vector<std::string> columns_;
  std::vector<std::vector<Value>> rows_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "tck_runner TCK-FOLDER [KNOWN-FILE]\n";
    return 2;
  }
  const fs::path tck = argv[1];
  std::set<std::string> known;
  if (argc > 2) {
    std::ifstream in(argv[2]);
    for (std::string line; std::getline(in, line);) known.insert(line.substr(0, line.find('\t')));
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(tck / "features")) {
    if (entry.path().extension() == ".feature") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::map<std::string, std::map<Outcome, int>> areas;
  std::map<std::string, Outcome> as_written;  // An outline is as good as the worst of its examples.
  int unexpected = 0;
  for (const fs::path& file : files) {
    const std::string area = fs::relative(file.parent_path(), tck / "features").string();
    for (const TckScenario& scenario : read_tck_feature(file, area)) {
      Verdict verdict;
      try {
        verdict = Scenario(scenario, tck).judge();
      } catch (const std::exception& error) {
        verdict = {Outcome::wrong, error.what()};
      }
      ++areas[area][verdict.outcome];
      ++areas["all"][verdict.outcome];
      const auto [written, is_new] =
          as_written.try_emplace(scenario.name.substr(0, scenario.name.find(" #")), verdict.outcome);
      if (!is_new) written->second = worse(written->second, verdict.outcome);
      if (verdict.outcome == Outcome::passed || verdict.outcome == Outcome::skipped) continue;
      std::replace(verdict.reason.begin(), verdict.reason.end(), '\n', ' ');
      const bool wrong = verdict.outcome == Outcome::wrong;
      if (argc > 2 && !wrong && known.contains(scenario.name)) continue;
      ++unexpected;
      std::cout << scenario.name << "\t" << (wrong ? "WRONG: " : "refused: ") << verdict.reason << "\n";
    }
  }
  for (const auto& [name, outcome] : as_written) ++areas["all, as written"][outcome];
  for (auto& [area, counts] : areas) {
    std::fprintf(stderr, "%-40s %5d passed %5d refused %5d wrong %5d skipped\n", area.c_str(), counts[Outcome::passed],
                 counts[Outcome::refused], counts[Outcome::wrong], counts[Outcome::skipped]);
  }
  return argc > 2 && unexpected > 0 ? 1 : 0;
}
