// What exports tell of a selection, in an order that does not depend on ingestion. Holds numbers alone: texts are read when they are
// written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <entente/graph/export.hpp>
#include <entente/graph/selection.hpp>
#include <entente/schemas/ontology.hpp>

namespace entente::graph {

struct SelectedNode {
  NodeId node;
  std::uint32_t statements = 0;
  Date first_seen;
  Date last_seen;
};

struct SelectedStatement {
  StatementNumber number;
  std::uint32_t source = 0;  // Index into the nodes.
  std::uint32_t target = 0;
  std::uint32_t relation = 0;  // Index into the names of relations.
  Factuality factuality;
};

struct SelectedGraph {
  std::vector<SelectedNode> nodes;            // By key.
  std::vector<std::string> relations;         // In byte order.
  std::vector<SelectedStatement> statements;  // By subject, relation, object and factuality, by keys and names.
};

Result<SelectedGraph> arrange(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology);

// What every format writes from. Outlived by all that it refers to.
struct ExportSource {
  const PropertyGraph& graph;
  const SelectedGraph& selected;
  const Ontology& ontology;
  const ExportOptions& options;

  // Whether the relation, by its index, is the same from both ends.
  bool is_symmetric(std::uint32_t relation) const;
};

// One or more statements, as the aggregation says.
struct ExportEdge {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  std::string id;        // Of the statement; of several, a hash of their ids.
  std::string relation;  // The same for several joined by "|": relation, polarity, modality, phase, attribution.
  bool symmetric = false;
  std::string polarity;
  std::string modality;
  std::string phase;
  bool fact = false;  // Whether any of them is one.
  std::uint32_t statements = 0;
  std::uint32_t articles = 0;  // Distinct ones.
  std::uint32_t reports = 0;   // Of which so many are not nearly the same as others.
  Date first_seen;
  Date last_seen;
  double confidence = 0.0;  // Of the surest.
  StoredEvidence best;      // The most reliable piece.
};

// Calls `visit` with each edge in order, until it fails.
Result<void> each_edge(const ExportSource& source, const std::function<Result<void>(const ExportEdge&)>& visit);

// Calls `visit` with each piece of evidence of each statement.
Result<void> each_evidence(const ExportSource& source,
                           const std::function<Result<void>(const SelectedStatement&, const StoredEvidence&)>& visit);

// "#4e79a7": a colour of its own for each type, told apart also with colour blindness (Tableau 10).
const char* color_of(EntityType type);

// "Source (stance); …", the outermost first.
std::string attribution_text(const Evidence& evidence);

}  // namespace entente::graph
