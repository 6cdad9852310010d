// Exports: a part of the graph in the formats of other tools. The bytes depend only on the articles, not on the order in which they were
// ingested. Texts lose control characters, which most formats forbid.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/selection.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

enum class ExportFormat : std::uint8_t {
  graphml,  // http://graphml.graphdrawing.org, in a form that Gephi, yEd, Cytoscape, NetworkX, igraph and Boost.Graph all read.
  yed,      // The same, with shapes, labels and colours as yEd draws them, and, up to 5,000 entities, places.
  gexf,     // GEXF 1.3 (https://gexf.net) with times, for Gephi's time line.
  svg,      // A picture; sentences show under the mouse. At most 5,000 entities are drawn.
  dot,      // Graphviz (https://graphviz.org/doc/info/lang.html).
  csv,      // A folder with nodes.csv and edges.csv (RFC 4180).
  neo4j,    // A folder with nodes.csv and relationships.csv for `neo4j-admin database import`.
  json_ld,  // JSON-LD 1.1, statements with their evidence.
  n_quads,  // RDF 1.1 N-Quads: facts in a graph for each sentence, with its provenance (PROV-O).
  plover,  // Events as JSON lines, PLOVER and CAMEO codes (https://github.com/openeventdata/PLOVER), one for each sentence.
  dyad_years,  // CSV of countries by pair and year, with ISO 3166 and Correlates of War codes.
  event_list,  // CSV as the Discourse Network Analyzer exports it (https://github.com/leifeld/dna), one row for each sentence.
  bibtex,  // The articles behind the statements.
  csl,     // The same as CSL-JSON (https://citationstyles.org).
};

// "graphml", "yed", "gexf", "svg", "dot", "csv", "neo4j", "jsonld", "nquads", "plover", "dyads", "dna", "bibtex", "csl".
std::vector<std::string> export_format_names();
std::optional<ExportFormat> parse_export_format(std::string_view name);

// Whether the format is a folder of several files.
bool is_folder_format(ExportFormat format);

// What becomes one edge, in formats that have edges.
enum class Aggregation : std::uint8_t {
  statement,  // A statement.
  relation,   // All statements of one relation from one entity to another, whatever their polarity, modality and phase.
  dyad,       // All statements from one entity to another.
};

struct ExportOptions {
  ExportFormat format = ExportFormat::graphml;
  Aggregation aggregation = Aggregation::statement;
  std::string
      generator;  // What wrote it, such as "entente 0.1.0": named in the file where the format has a place for it.
};

// Takes what is exported, piece by piece.
using TextSink = std::function<Result<void>(std::string_view)>;

// Requires: no folder format.
Result<void> export_text(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology,
                         const ExportOptions& options, const TextSink& sink);

// The same in one text.
Result<std::string> export_text(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology,
                                const ExportOptions& options);

// Writes to temporary files beside `path` and renames them, so that no reader ever sees half a file, and a failure leaves what was
// there. `path` is a file, or the folder of a folder format, which is made if it is not there.
Result<void> export_files(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology,
                          const ExportOptions& options, const std::filesystem::path& path);

}  // namespace entente::graph
