// A graph as people have judged it.
#pragma once

#include <memory>
#include <vector>

#include <entente/graph/judgement.hpp>
#include <entente/graph/property_graph.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// `graph` as the judgements have it: entities that are the same are one, under the key that was named first, and what is said of them is
// put together; rejected statements are not there, accepted ones have the confidence 1; names and types are those that were given.
// Statements about joined entities have the ids that they would have if they had been read so, and are found by their former ones as
// well. Judgements about what the graph does not hold do nothing. The graph itself is given back where nothing is judged.
//
// `ontology` tells which relations are symmetric; only used while this runs. Reads what lies around joined entities; the rest stays
// where it is.
Result<std::unique_ptr<PropertyGraph>> curate(std::unique_ptr<PropertyGraph> graph, const std::vector<Judgement>& log,
                                              const Ontology& ontology);

}  // namespace entente::graph
