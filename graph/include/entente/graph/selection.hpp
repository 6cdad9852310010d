// A part of a graph, to be exported.
#pragma once

#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// In any order, and with repetitions or without. Entities that a selected statement is about are part of it.
struct Selection {
  std::vector<NodeId> nodes;
  std::vector<StatementNumber> statements;
};

// All statements that the view admits. Fails as the graph's functions do.
Result<Selection> select_view(const PropertyGraph& graph, const View& view);

}  // namespace entente::graph
