// What the evidence of a statement comes to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// Requires: `evidence` is what PropertyGraph::evidence returned, and not empty.
StatementSummary summarize(const std::vector<StoredEvidence>& evidence, const BeliefParameters& belief);

// How many reports the evidence comes from: articles that are nearly the same are one. Fails as the graph's functions do. Requires: the
// graph that the evidence is of.
Result<std::uint32_t> count_reports(const PropertyGraph& graph, const std::vector<StoredEvidence>& evidence);

// Index of the most reliable piece; what the author says before what is reported. Requires the same.
std::size_t most_reliable(const std::vector<StoredEvidence>& evidence);

}  // namespace entente::graph
