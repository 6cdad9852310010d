// The names under which an entity is found.
#pragma once

#include <set>
#include <string>

#include <entente/schemas/entity.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::graph {

// Its name and aliases, folded; those that fold to nothing left out.
inline std::set<std::string> folded_names_of(const Entity& entity) {
  std::set<std::string> names = {fold_name(entity.name)};
  for (const std::string& alias : entity.aliases) names.insert(fold_name(alias));
  names.erase("");
  return names;
}

}  // namespace entente::graph
