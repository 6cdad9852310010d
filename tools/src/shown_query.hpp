// The queries that short commands stand for.
#pragma once

#include "commands.hpp"

#include <string>

#include <entente/schemas/entity.hpp>

namespace entente::tools {

// What `entente neighbors` of the entity shows, as rows.
std::string neighbors_query(const Entity& center, const NeighborsOptions& options);

// What `entente path` between the two shows, if that is a single shortest path: the language has no words for the surest ones, nor
// for several that differ in their entities.
std::string path_query(const Entity& from, const Entity& to, const PathOptions& options);

}  // namespace entente::tools
