// Export to GraphML (http://graphml.graphdrawing.org) in a form that Gephi, yEd, Cytoscape, NetworkX, igraph and
// Boost.Graph all read.
#pragma once

#include <filesystem>
#include <string>

#include <entente/graph/selection.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// A part of the graph as one GraphML document, with one edge a statement. The bytes depend only on the articles, not on the order
// in which they were ingested.
Result<std::string> selection_to_graphml(const PropertyGraph& graph, const Selection& selection,
                                         const Ontology& ontology);

// The same of a view: statements that it admits, and the entities that they are about.
Result<std::string> to_graphml(const PropertyGraph& graph, const View& view, const Ontology& ontology);

// Writes a view to a temporary file beside `path` and renames that, so that no reader ever sees half a file.
Result<void> write_graphml(const PropertyGraph& graph, const View& view, const Ontology& ontology,
                           const std::filesystem::path& path);

}  // namespace entente::graph
