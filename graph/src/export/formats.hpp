// One function a format; see ExportFormat.
#pragma once

#include "selected_graph.hpp"
#include "text_writer.hpp"

namespace entente::graph {

Result<void> write_graphml(const ExportSource& source, TextWriter& out);  // Both flavours.
Result<void> write_gexf(const ExportSource& source, TextWriter& out);
Result<void> write_svg(const ExportSource& source, TextWriter& out);
Result<void> write_dot(const ExportSource& source, TextWriter& out);
Result<void> write_csv_nodes(const ExportSource& source, TextWriter& out);
Result<void> write_csv_edges(const ExportSource& source, TextWriter& out);
Result<void> write_neo4j_nodes(const ExportSource& source, TextWriter& out);
Result<void> write_neo4j_relationships(const ExportSource& source, TextWriter& out);
Result<void> write_json_ld(const ExportSource& source, TextWriter& out);
Result<void> write_n_quads(const ExportSource& source, TextWriter& out);
Result<void> write_plover(const ExportSource& source, TextWriter& out);
Result<void> write_dyad_years(const ExportSource& source, TextWriter& out);
Result<void> write_event_list(const ExportSource& source, TextWriter& out);
Result<void> write_bibtex(const ExportSource& source, TextWriter& out);
Result<void> write_csl(const ExportSource& source, TextWriter& out);

}  // namespace entente::graph
