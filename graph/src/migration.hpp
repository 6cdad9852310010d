// How stores of older formats are brought up to date.
//
// With each new format comes a step from the one before, unless articles had better be ingested again: format 1 lacked what format 2
// keeps of each piece of evidence. Format 3 keeps the authors of articles, where their dates were found, which are one report, and when a sentence says
// that something was so.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include <entente/schemas/result.hpp>

namespace entente::graph {

class Database;

struct Migration {
  std::uint32_t from = 0;  // To the next one.
  // Changes a store of format `from` that is open for writing. May be run again on what a run left that was killed.
  Result<void> (*apply)(Database& database) = nullptr;
};

Result<void> bring_to_format_3(Database& database);

inline constexpr std::array<Migration, 1> kMigrations = {{{2, bring_to_format_3}}};

// Whether there is a step from each format from `from` on until `to`.
bool leads_to(std::uint32_t to, std::string_view from, std::span<const Migration> migrations);

// Takes the steps, and has the store tell after each which format it has. Requires: leads_to(kStoreFormat, format, migrations).
Result<void> migrate(Database& database, std::string_view format, std::span<const Migration> migrations);

}  // namespace entente::graph
