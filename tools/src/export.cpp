// `entente export`: the graph, or a part of it, in the formats of other tools.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "open_graph.hpp"
#include "query_parameters.hpp"
#include "selected_values.hpp"

#include <entente/graph/export.hpp>
#include <entente/query/query.hpp>
#include <entente/query/resolve.hpp>

namespace entente::tools {
namespace {

using graph::PropertyGraph;
using graph::Selection;
using graph::SelectionScope;

Result<SelectionScope> scope_of(const PropertyGraph& graph, const ExportCommandOptions& options) {
  SelectionScope scope;
  scope.view = {options.question.view == "claims", options.question.relations};
  scope.steps = options.steps;
  scope.least_reports = options.least_reports;
  if (!options.around.empty()) {
    const auto center = query::resolve_entity(graph, options.around);
    if (!center) return center.error();
    scope.center = center->node;
  }
  const std::pair<const char*, std::pair<const std::string*, Date*>> dates[] = {
      {"--from", {&options.from, &scope.from}}, {"--until", {&options.until, &scope.until}}};
  for (const auto& [name, parts] : dates) {
    const auto date = parse_date(*parts.first);
    if (!date) return date.error().at(name);
    *parts.second = *date;
  }
  return scope;
}

// What the rows of a query hold, as far as relations, times and numbers of reports allow it.
Result<Selection> ask(const PropertyGraph& graph, const ExportCommandOptions& options, const SelectionScope& scope,
                      const BeliefParameters& belief) {
  query::QueryOptions query_options;
  query_options.belief = belief;
  query_options.claims = scope.view.claims;
  query_options.limits.memory = std::uint64_t{kQueryMegabytes} << 20U;
  for (const std::string& parameter : options.parameters) {
    if (auto added = add_parameter(parameter, query_options.parameters); !added) return added.error();
  }
  SelectionReader reader;
  if (auto done = query::run_query(graph, options.query, query_options, reader); !done) return done.error();
  Selection selection = reader.selection();
  if (selection.nodes.empty() && selection.statements.empty()) return nothing_to_draw();
  if (auto restricted = restrict_selection(graph, scope, belief, selection); !restricted) return restricted.error();
  return selection;
}

// The program, and what read the articles.
std::string generator_of(const std::vector<graph::Extraction>& extractions) {
  std::string text = "entente " ENTENTE_VERSION;
  for (const graph::Extraction& extraction : extractions) text += "; read by " + extraction.description;
  return text;
}

Result<void> write(const OpenGraph& open, const ExportCommandOptions& options, const Ontology& ontology) {
  const PropertyGraph& graph = *open.graph;
  const auto scope = scope_of(graph, options);
  if (!scope) return scope.error();
  const auto selection = options.query.empty() ? graph::select(graph, *scope, ontology.belief())
                                               : ask(graph, options, *scope, ontology.belief());
  if (!selection) return selection.error();
  graph::ExportOptions export_options;
  export_options.format = graph::parse_export_format(options.format).value_or(graph::ExportFormat::graphml);
  if (options.aggregate == "relation") export_options.aggregation = graph::Aggregation::relation;
  if (options.aggregate == "dyad") export_options.aggregation = graph::Aggregation::dyad;
  const auto extractions = open.store.extractions();
  if (!extractions) return extractions.error();
  export_options.generator = generator_of(*extractions);
  const bool to_output = options.output.empty() || options.output == "-";
  if (to_output && graph::is_folder_format(export_options.format)) {
    return Error{ErrorCode::invalid_input, "this format is a folder of several files", "--format " + options.format,
                 "name the folder: --output FOLDER"};
  }
  if (!to_output) return graph::export_files(graph, *selection, ontology, export_options, options.output);
  return graph::export_text(graph, *selection, ontology, export_options, [](std::string_view text) -> Result<void> {
    print(text);
    return {};
  });
}

}  // namespace

ExitCode run_export(const ExportCommandOptions& options) {
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  const auto open = open_graph(options.question.db);
  if (!open) return fail(open.error());
  if (auto written = write(*open, options, *ontology); !written) {
    const ExitCode code = fail(written.error());
    return written.error().code == ErrorCode::invalid_input ? kWrongUsage : code;
  }
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
