// Export to DOT, the language of Graphviz (https://graphviz.org/doc/info/lang.html), for pictures of small graphs.
#pragma once

#include <string>

#include <entente/graph/selection.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// Entities in the colours of GraphML, one edge a statement, thicker with more articles; statements of symmetric relations without an
// arrow head, those that are no facts dashed. The bytes depend on the articles alone.
Result<std::string> to_dot(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology);

}  // namespace entente::graph
