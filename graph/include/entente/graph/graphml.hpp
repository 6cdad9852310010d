// Export to GraphML (http://graphml.graphdrawing.org) in a form that Gephi, yEd, Cytoscape, NetworkX, igraph and
// Boost.Graph all read.
#pragma once

#include <filesystem>
#include <string>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// The view as one GraphML document: entities that have a relationship in it, and one edge a statement. The bytes
// depend only on the articles, not on the order in which they were ingested.
Result<std::string> to_graphml(const PropertyGraph& graph, const View& view, const Ontology& ontology);

// Writes it to a temporary file beside `path` and renames that, so that no reader ever sees half a file.
Result<void> write_graphml(const PropertyGraph& graph, const View& view, const Ontology& ontology,
                           const std::filesystem::path& path);

}  // namespace entente::graph
