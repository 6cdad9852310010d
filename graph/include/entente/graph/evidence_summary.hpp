// What the evidence of a statement comes to.
#pragma once

#include <cstddef>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// Fails as the graph's functions do. Requires: `evidence` is what the graph's evidence() returned, and not empty.
Result<StatementSummary> summarize(const PropertyGraph& graph, const std::vector<StoredEvidence>& evidence,
                                   const BeliefParameters& belief);

// Index of the most reliable piece; what the author says before what is reported. Requires the same.
std::size_t most_reliable(const std::vector<StoredEvidence>& evidence);

}  // namespace entente::graph
