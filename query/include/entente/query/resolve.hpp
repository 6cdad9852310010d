// From what a user types to an entity of the graph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/result.hpp>

namespace entente::query {

struct ResolvedEntity {
  graph::NodeId node;
  Entity entity;
};

// Finds the entity with this key ("country/RUS") or any name or alias ("USA", "the Kremlin"); case, diacritics,
// punctuation and a leading "the" do not matter. An entity whose usual name it is comes before those that it is only an
// alias of. Fails with `ambiguous`, naming the choices, or with `not_found`, naming similar names.
Result<ResolvedEntity> resolve_entity(const graph::PropertyGraph& graph, std::string_view text);

// The usual names of entities whose name or alias is the same, or, if there are none, resembles the text; a few of them, the nearest first.
Result<std::vector<std::string>> similar_names(const graph::PropertyGraph& graph, std::string_view text);

}  // namespace entente::query
