// `entente query` and `entente shell` on the command line.
#include "command_line.hpp"
#include "query_output.hpp"

namespace entente::tools {

namespace {

struct QueryCommandLine {
  std::string db = default_store();
  QueryCommandOptions query;
  ShellOptions shell;
};

}  // namespace

void add_query_commands(CLI::App& app, std::function<ExitCode()>& run) {
  static QueryCommandLine line;
  QueryCommandOptions& options = line.query;
  CLI::App* query =
      add_command(app, "query", "Ask the store in a read-only subset of openCypher",
                  "entente query 'MATCH (a:Country)-[r:SANCTIONS]->(b) RETURN a.name, b.name, r.articles'");
  query->add_option("query", options.text, "The query")->type_name("QUERY");
  query->add_option("-f,--file", options.file, "A file with the query; - is standard input")->type_name("FILE");
  query
      ->add_option("-p,--parameter", options.parameters,
                   "The value of $name: a number, 'text', [list] or {map: 1}, else a text")
      ->type_name("NAME=VALUE");
  query
      ->add_option("--format", options.format,
                   "table (the default on a terminal), tsv, csv, json, jsonl or markdown; graphml or dot: the nodes,\n"
                   "relationships and paths of the rows as a graph")
      ->check(CLI::IsMember(query_formats()));
  query->add_option("--timeout", options.timeout, "Seconds after which the query is given up")
      ->check(CLI::PositiveNumber);
  query->add_option("--max-rows", options.most_rows, "More rows than these are an error")->check(CLI::PositiveNumber);
  query->add_option("--max-memory", options.most_memory, "MB of values kept to be sorted, grouped or told apart")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  add_view(query, options.view);
  add_db(query, line.db);
  query->callback([&run] {
    line.query.db = line.db;
    run = [] { return run_query_command(line.query); };
  });

  CLI::App* shell = add_command(app, "shell", "Ask questions one after the other, with history and completion",
                                "entente shell --db world.db");
  add_view(shell, line.shell.view);
  add_db(shell, line.db);
  shell->callback([&run] {
    line.shell.db = line.db;
    run = [] { return run_shell(line.shell); };
  });
}

}  // namespace entente::tools
