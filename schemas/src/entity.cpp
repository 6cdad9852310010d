#include <array>
#include <utility>

#include <entente/schemas/entity.hpp>

namespace entente {
namespace {

constexpr std::array<std::pair<EntityType, std::string_view>, 10> kTypes = {{
    {EntityType::country, "Country"},
    {EntityType::person, "Person"},
    {EntityType::organization, "Organization"},
    {EntityType::armed_group, "ArmedGroup"},
    {EntityType::bloc, "Bloc"},
    {EntityType::company, "Company"},
    {EntityType::conflict, "Conflict"},
    {EntityType::agreement, "Agreement"},
    {EntityType::place, "Place"},
    {EntityType::media, "Media"},
}};

}  // namespace

std::string_view to_string(EntityType type) {
  for (const auto& [value, text] : kTypes) {
    if (value == type) return text;
  }
  return "Unknown";
}

std::optional<EntityType> parse_entity_type(std::string_view text) {
  for (const auto& [value, name] : kTypes) {
    if (name == text) return value;
  }
  return std::nullopt;
}

std::vector<EntityType> entity_types() {
  std::vector<EntityType> types;
  for (const auto& [value, name] : kTypes) types.push_back(value);
  return types;
}

}  // namespace entente
