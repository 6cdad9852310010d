// Entities: who and what statements are about.
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// A stable, readable key: "country/RUS", "org/united-nations", "person/vladimir-putin". Keys order by their bytes.
struct EntityKey {
  std::string value;

  auto operator<=>(const EntityKey&) const = default;
  bool empty() const { return value.empty(); }
};

// Stored as numbers: never renumber, only append.
enum class EntityType : unsigned char {
  country = 1,
  person = 2,
  organization = 3,
  armed_group = 4,
  bloc = 5,
  company = 6,
  conflict = 7,
  agreement = 8,
  place = 9,
  media = 10,
};

// "Country", "Person", "Organization", "ArmedGroup", … as in files and exports.
std::string_view to_string(EntityType type);
std::optional<EntityType> parse_entity_type(std::string_view text);
// All that there are.
std::vector<EntityType> entity_types();

// External identifiers, where they are certain; empty otherwise.
struct EntityCodes {
  std::string iso3;      // ISO 3166-1 alpha-3; for historic states ISO 3166-3.
  std::string cow;       // Correlates of War country code.
  std::string wikidata;  // "Q159".

  bool operator==(const EntityCodes&) const = default;
};

struct Entity {
  EntityKey key;
  std::string name;  // The usual English name.
  EntityType type = EntityType::country;
  std::vector<std::string> aliases;  // Other names, sorted and distinct, without `name`.
  EntityCodes codes;

  bool operator==(const Entity&) const = default;
};

}  // namespace entente

template <>
struct std::hash<entente::EntityKey> {
  std::size_t operator()(const entente::EntityKey& key) const noexcept { return std::hash<std::string>{}(key.value); }
};
