// A part of a graph, to be exported.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// In any order, and with repetitions or without. Entities that a selected statement is about are part of it.
struct Selection {
  std::vector<NodeId> nodes;
  std::vector<StatementNumber> statements;
};

// What is to be selected of a graph.
struct SelectionScope {
  View view;
  std::optional<NodeId> center;  // Only what lies around this entity,
  std::uint32_t steps = 1;       // so many statements away at most: all statements between entities that are so near.
  Date from;  // Only statements that articles of this time make, as precisely as both are known. Unknown: no bound.
  Date until;
  std::uint32_t least_reports = 0;  // Articles that are nearly the same are one report.
};

// All statements within the scope. Fails as the graph's functions do.
Result<Selection> select(const PropertyGraph& graph, const SelectionScope& scope, const BeliefParameters& belief);

// Takes away the statements of a selection that relations, times and numbers of reports exclude; its nodes stay.
Result<void> restrict_selection(const PropertyGraph& graph, const SelectionScope& scope, const BeliefParameters& belief,
                                Selection& selection);

}  // namespace entente::graph
