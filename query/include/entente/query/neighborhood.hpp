// What stands around an entity.
#pragma once

#include <string>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::query {

struct Neighbor {
  graph::Edge edge;
  std::string relation;
  Entity other;
  bool outgoing = true;  // Whether the entity asked about is the subject.
  graph::StatementSummary summary;
};

// The relationships of the node in the view: by relation, then those of most articles first, then by the other's
// key.
Result<std::vector<Neighbor>> neighbors(const graph::PropertyGraph& graph, graph::NodeId node, const graph::View& view,
                                        const BeliefParameters& belief);

}  // namespace entente::query
