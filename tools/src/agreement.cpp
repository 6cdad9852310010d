// `entente agreement`: what coded sheets come to.
#include "agreement_measures.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "input.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <entente/schemas/csv.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

using Row = std::vector<std::string>;

// A sheet as a coder filled it in.
struct Sheet {
  std::string path;
  bool of_statements = true;
  std::map<std::string, std::string> codes;  // By item: "yes", "no", or how many were missed; empty where it is open.
  std::map<std::string, std::string> relations;  // Of statements.
  std::map<std::string, std::size_t> found;      // In sentences.
};

std::optional<std::string> yes_or_no(const std::string& text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  if (lower.empty()) return "";
  if (lower == "y" || lower == "yes" || lower == "1" || lower == "true" || lower == "x") return "yes";
  if (lower == "n" || lower == "no" || lower == "0" || lower == "false") return "no";
  return std::nullopt;
}

std::optional<std::size_t> number_of(const std::string& text) {
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoul(text);
}

Result<Sheet> read_sheet(const std::string& path) {
  const auto text = read_input(path);
  if (!text) return text.error();
  const auto rows = parse_csv(*text, path);
  if (!rows) return rows.error();
  Sheet sheet;
  sheet.path = path;
  const Row empty;
  const Row& columns = rows->empty() ? empty : rows->front();
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
  };
  const std::size_t item = column("item");
  const std::size_t correct = column("correct");
  const std::size_t missed = column("missed");
  const std::size_t relation = column("relation");
  const std::size_t found = column("found");
  sheet.of_statements = correct < columns.size() && relation < columns.size();
  if (item == columns.size() || (!sheet.of_statements && (missed == columns.size() || found == columns.size()))) {
    return Error{ErrorCode::invalid_input,
                 "this is no sheet: it lacks the column 'item', or 'correct' and 'relation', or 'missed' and 'found'",
                 path + ":1", "fill in what 'entente sample' writes, and keep its columns"};
  }
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const Row& row = (*rows)[i];
    const std::string place = fmt::format("{}, row {}", path, i + 1);
    if (sheet.of_statements) {
      const auto code = yes_or_no(row[correct]);
      if (!code) {
        return Error{ErrorCode::invalid_input, fmt::format("'{}' is neither yes nor no", row[correct]), place,
                     "write yes or no, or leave it empty"};
      }
      sheet.codes[row[item]] = *code;
      sheet.relations[row[item]] = row[relation];
    } else {
      const auto count = number_of(row[found]);
      if ((!row[missed].empty() && !number_of(row[missed])) || !count) {
        return Error{ErrorCode::invalid_input, "'missed' or 'found' is no number", place,
                     "write how many statements the sentence makes that were not found"};
      }
      sheet.codes[row[item]] = row[missed];
      sheet.found[row[item]] = *count;
    }
  }
  return sheet;
}

void print_share(const std::string& name, std::size_t successes, std::size_t cases) {
  const Interval interval = wilson_interval(successes, cases);
  print(fmt::format("  {:<20} {:>5} of {:>5}   {:.3f}   [{:.3f}, {:.3f}]\n", name, successes, cases,
                    cases == 0 ? 0.0 : static_cast<double>(successes) / static_cast<double>(cases), interval.low,
                    interval.high));
}

void print_sheet(const Sheet& sheet) {
  if (!sheet.of_statements) {
    std::size_t found = 0;
    std::size_t missed = 0;
    for (const auto& [item, code] : sheet.codes) {
      if (code.empty()) continue;
      found += sheet.found.at(item);
      missed += *number_of(code);
    }
    print(fmt::format(
        "{}: statements found of those that the coded sentences make (recall, if what was found is right), 95 %\n",
        sheet.path));
    print_share("all", found, found + missed);
    return;
  }
  std::map<std::string, std::pair<std::size_t, std::size_t>> by_relation;
  std::pair<std::size_t, std::size_t> all;
  for (const auto& [item, code] : sheet.codes) {
    if (code.empty()) continue;
    for (auto* counts : {&by_relation[sheet.relations.at(item)], &all}) {
      ++counts->second;
      counts->first += code == "yes" ? 1 : 0;
    }
  }
  print(fmt::format("{}: statements that are right (precision), 95 %\n", sheet.path));
  for (const auto& [relation, counts] : by_relation) print_share(relation, counts.first, counts.second);
  print_share("all", all.first, all.second);
}

Result<void> compare(const Sheet& first, const Sheet& second) {
  if (first.of_statements != second.of_statements) {
    return Error{ErrorCode::invalid_input, "one sheet is of statements, the other of sentences", second.path,
                 "compare sheets of one kind"};
  }
  std::vector<Coded> items;
  std::size_t both = 0;
  std::size_t apart = 0;
  for (const auto& [item, code] : first.codes) {
    const auto other = second.codes.find(item);
    if (other == second.codes.end()) {
      ++apart;
      continue;
    }
    items.push_back({code, other->second});
    both += !code.empty() && !other->second.empty() ? 1 : 0;
  }
  for (const auto& [item, code] : second.codes) apart += first.codes.contains(item) ? 0 : 1;
  if (apart > 0) warn(fmt::format("{} items stand in one of the sheets alone", apart));
  if (both == 0)
    return Error{ErrorCode::not_found, "no item was coded in both sheets", second.path,
                 "give two codings of one sheet"};
  print(
      fmt::format("agreement on {} items that both coded: {:.3f}, Cohen's kappa {:.3f}, Krippendorff's alpha {:.3f}\n",
                  both, observed_agreement(items), cohens_kappa(items), krippendorffs_alpha(items)));
  return {};
}

}  // namespace

ExitCode run_agreement(const std::vector<std::string>& paths) {
  std::vector<Sheet> sheets;
  for (const std::string& path : paths) {
    auto sheet = read_sheet(path);
    if (!sheet) {
      const ExitCode code = fail(sheet.error());
      return sheet.error().code == ErrorCode::invalid_input ? kWrongUsage : code;
    }
    print_sheet(*sheet);
    sheets.push_back(std::move(*sheet));
  }
  if (sheets.size() == 2) {
    if (auto compared = compare(sheets[0], sheets[1]); !compared) return fail(compared.error());
  }
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
