// `entente query`: asks the store, and prints what it answers.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "input.hpp"
#include "open_graph.hpp"
#include "query_output.hpp"
#include "query_parameters.hpp"

#include <chrono>
#include <string>

#include <entente/query/query.hpp>

#include <unistd.h>

namespace entente::tools {
namespace {

Result<std::string> query_text(const QueryCommandOptions& options) {
  if (options.text.empty() == options.file.empty())
    return Error{ErrorCode::invalid_input, "give a query, or a file with one", "", "see 'entente query --help'"};
  return options.file.empty() ? options.text : read_input(options.file);
}

}  // namespace

ExitCode run_query_command(const QueryCommandOptions& options) {
  // What was asked wrongly is a wrong command line.
  const auto fail_with = [](const Error& error) {
    const ExitCode code = fail(error);
    return error.code == ErrorCode::invalid_input ? kWrongUsage : code;
  };
  const auto text = query_text(options);
  if (!text) return fail_with(text.error());
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  query::QueryOptions query_options;
  query_options.belief = ontology->belief();
  query_options.claims = options.view == "claims";
  for (const std::string& parameter : options.parameters) {
    if (auto added = add_parameter(parameter, query_options.parameters); !added) return fail_with(added.error());
  }
  if (options.timeout > 0)
    query_options.limits.time = std::chrono::milliseconds(static_cast<std::int64_t>(options.timeout * 1000));
  if (options.most_rows > 0) query_options.limits.rows = options.most_rows;
  query_options.limits.memory = std::uint64_t{options.most_memory} << 20U;
  const auto open = open_graph(options.db);
  if (!open) return fail(open.error());
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  QueryOutput output(!options.format.empty() ? options.format
                     : terminal              ? "table"
                                             : "tsv",
                     terminal ? terminal_width() : 0, *open->graph, *ontology);
  if (auto done = query::run_query(*open->graph, *text, query_options, output); !done) return fail_with(done.error());
  if (auto finished = output.finish(); !finished) return fail_with(finished.error());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
