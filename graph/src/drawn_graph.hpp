// What exports tell of a selection, free of internal numbers and in an order that does not depend on ingestion.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include <entente/graph/selection.hpp>
#include <entente/schemas/ontology.hpp>

namespace entente::graph {

struct DrawnNode {
  Entity entity;
  std::size_t statements = 0;
  Date first_seen;
  Date last_seen;
};

struct DrawnEdge {
  Statement statement;
  StoredEvidence best;  // The most reliable piece.
  StatementSummary summary;
};

struct DrawnGraph {
  std::map<EntityKey, DrawnNode> nodes;
  std::vector<DrawnEdge> edges;  // By subject, relation, object and factuality.
};

Result<DrawnGraph> draw(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology);

// "#4e79a7": a colour of its own for each type, told apart also with colour blindness (Tableau 10).
const char* color_of(EntityType type);

}  // namespace entente::graph
