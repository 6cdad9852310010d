#include "command_line.hpp"

#include <memory>

#include <entente/graph/export.hpp>

namespace entente::tools {

void add_export(CLI::App& app, std::function<ExitCode()>& run) {
  const auto options = std::make_shared<ExportCommandOptions>();
  options->question.db = default_store();
  CLI::App* command = add_command(app, "export", "Write the graph, or a part of it, for other tools",
                                  "entente export --format gexf --around Israel --from 2023 --output israel.gexf");
  command
      ->add_option("--format", options->format,
                   "svg: a picture; graphml, yed, gexf, dot: to draw; csv, neo4j: folders of tables; jsonld, nquads: "
                   "RDF; plover, dna: a line for each sentence; dyads: countries by pair and year; bibtex, csl: the "
                   "articles behind it")
      ->capture_default_str()
      ->check(CLI::IsMember(graph::export_format_names()));
  command->add_option("-o,--output", options->output, "File, or folder; standard output if not given")
      ->type_name("PATH");
  command
      ->add_option("--aggregate", options->aggregate,
                   "What one edge stands for: a statement, all of a relation between two, or all between two")
      ->capture_default_str()
      ->check(CLI::IsMember({"statement", "relation", "dyad"}));
  add_question(command, options->question);
  CLI::Option* around =
      command->add_option("--around", options->around, "Only what lies around this entity")->type_name("ENTITY");
  command->add_option("--steps", options->steps, "How far around it")->capture_default_str()->needs(around);
  command
      ->add_option("--query", options->query,
                   "Only the nodes, relationships and paths in the answer of this query (see 'entente query')")
      ->type_name("QUERY")
      ->excludes(around);
  command->add_option("-p,--parameter", options->parameters, "A parameter of the query, name=value")
      ->type_name("NAME=VALUE");
  command->add_option("--from", options->from, "Only statements of articles since then (2024-05-31, 2024-05, 2024)")
      ->type_name("DATE");
  command->add_option("--until", options->until, "Only statements of articles until then")->type_name("DATE");
  command
      ->add_option("--least-reports", options->least_reports,
                   "Only statements that so many reports make; articles that are nearly the same are one")
      ->type_name("N");
  add_db(command, options->question.db);
  command->callback([options, &run] { run = [options] { return run_export(*options); }; });
}

}  // namespace entente::tools
