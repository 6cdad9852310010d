#include "migration.hpp"

#include "database.hpp"

#include <algorithm>
#include <charconv>

namespace entente::graph {
namespace {

// 0 if it is no number.
std::uint32_t number(std::string_view format) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(format.data(), format.data() + format.size(), value);
  return error == std::errc() && end == format.data() + format.size() ? value : 0;
}

auto step_from(std::uint32_t format, std::span<const Migration> migrations) {
  return std::find_if(migrations.begin(), migrations.end(), [&](const Migration& m) { return m.from == format; });
}

}  // namespace

bool leads_to(std::uint32_t to, std::string_view from, std::span<const Migration> migrations) {
  std::uint32_t format = number(from);
  if (format == 0 || format > to) return false;
  while (format < to && step_from(format, migrations) != migrations.end()) ++format;
  return format == to;
}

Result<void> migrate(Database& database, std::string_view format, std::span<const Migration> migrations) {
  for (std::uint32_t at = number(format); at < kStoreFormat; ++at) {
    if (auto applied = step_from(at, migrations)->apply(database); !applied) return applied;
    if (auto told = database.set_format(at + 1); !told) return told;
  }
  return {};
}

}  // namespace entente::graph
