// What the evidence of a statement comes to.
#pragma once

#include <cstddef>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/date.hpp>
#include <entente/schemas/ontology.hpp>

namespace entente::graph {

struct EvidenceSummary {
  std::size_t articles = 0;  // Distinct ones.
  Date first_seen;           // Unknown if no article is dated.
  Date last_seen;
  double confidence = 0.0;  // See combined_confidence.
  std::size_t best = 0;     // Index of the most reliable piece; what the author says before what is reported.
};

// Requires: `evidence` is what PropertyGraph::evidence returned, and not empty.
EvidenceSummary summarize(const std::vector<StoredEvidence>& evidence, const BeliefParameters& belief);

}  // namespace entente::graph
