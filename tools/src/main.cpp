// The command line of `entente`: which options there are, and which command they go to.
#include "command_line.hpp"
#include "commands.hpp"

#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

namespace {

using namespace entente::tools;

// All options of all commands; each command reads its own.
struct CommandLine {
  IngestOptions ingest;
  ExtractOptions extract;
  ParseOptions parse;
  ExplainOptions explain;
  DataOptions codebook;
  NeighborsOptions neighbors;
  FindOptions find;
  PathOptions path;
  ShowOptions show;
  AnalyzeOptions analyze;
  std::string db = default_store();
  std::vector<std::string> remove_ids;
};

void add_analyze(CLI::App& app, CommandLine& line, std::function<ExitCode()>& run) {
  CLI::App* analyze = add_command(app, "analyze", "Measure the whole graph: who is central, what hangs together",
                                  "entente analyze centrality --measure betweenness --limit 10");
  analyze->require_subcommand(1);
  const auto add = [&](const std::string& what, const std::string& description, const std::string& example) {
    CLI::App* command = add_command(*analyze, what, description, "entente analyze " + example);
    AnalyzeOptions& options = line.analyze;
    add_question(command, options.question);
    command->add_option("--least-confidence", options.least_confidence, "Only statements at least so sure")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--from", options.from, "Only statements seen then or later (2024-05-31, 2024-05, 2024)");
    command->add_option("--until", options.until, "Only statements seen then or before");
    command->add_option("--format", options.format, "table (columns separated by tabs), csv or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "csv", "json"}));
    command->add_option("--limit", options.limit, "Most rows or groups shown; 0: all")->capture_default_str();
    add_db(command, line.db);
    command->callback([&line, &run, what] {
      line.analyze.what = what;
      line.analyze.question.db = line.db;
      run = [&line] { return run_analyze(line.analyze); };
    });
    return command;
  };
  add("centrality", "Entities by how central they are", "centrality --measure betweenness")
      ->add_option("--measure", line.analyze.measure, "degree, pagerank, betweenness (slow on large graphs) or core")
      ->capture_default_str()
      ->check(CLI::IsMember({"degree", "pagerank", "betweenness", "core"}));
  add("components", "Entities that are connected with each other", "components --relation allied-with")
      ->add_flag("--strong", line.analyze.strong, "Along directions: each reaches each");
  add("communities", "Entities that have more to do with each other than with others", "communities --format csv");
  add("bridges", "Links without which parts of the graph fall apart", "bridges --view claims");
}

void add_commands(CLI::App& app, CommandLine& line, std::function<ExitCode()>& run) {
  CLI::App* ingest = add_command(app, "ingest", "Read articles and keep what they say in the store",
                                 "entente ingest articles/ --db world.db");
  add_reading(ingest, line.ingest.reading);
  ingest
      ->add_option("--sync-every", line.ingest.sync_every,
                   "Articles between two waits for the disk; a power failure may lose those after the last")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  ingest->add_flag("--follow", line.ingest.reading.follow,
                   "Wait for more at the end of the first file that is read, until the program is ended");
  ingest
      ->add_option("--log", line.ingest.log, "Append what is done with each article to this file, a JSON object a line")
      ->type_name("FILE");
  add_db(ingest, line.db);
  ingest->callback([&] {
    line.ingest.db = line.db;
    run = [&] { return run_ingest(line.ingest); };
  });

  CLI::App* extract = add_command(app, "extract", "Print the statements of articles, without a store",
                                  "entente extract article.txt --format text");
  add_reading(extract, line.extract.reading);
  extract->add_option("--format", line.extract.format, "jsonl: one statement a line; text: to read")
      ->capture_default_str()
      ->check(CLI::IsMember({"jsonl", "text"}));
  extract->callback([&] { run = [&] { return run_extract(line.extract); }; });

  CLI::App* parse = add_command(app, "parse", "Print the tokens, tags, lemmas, dependency trees and names of texts",
                                "entente parse article.txt --format text");
  add_reading(parse, line.parse.reading);
  parse
      ->add_option("--input", line.parse.input,
                   "text: articles; conllu: files of CoNLL-U, whose words and sentences are kept")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "conllu"}));
  parse->add_option("--format", line.parse.format, "conllu: CoNLL-U; jsonl: one sentence a line; text: trees to read")
      ->capture_default_str()
      ->check(CLI::IsMember({"conllu", "jsonl", "text"}));
  parse->callback([&] { run = [&] { return run_parse(line.parse); }; });

  CLI::App* explain = add_command(app, "explain", "Show why a text gives the statements that it gives",
                                  "entente explain \"Israel refuses to sanction Russia.\"");
  explain->add_option("text", line.explain.text, "The text")->required()->type_name("TEXT");
  explain->add_option("--title", line.explain.title, "Title of the article that it is from");
  explain->add_option("--date", line.explain.date, "Its date: who held an office then")->type_name("DATE");
  add_data(explain, line.explain.data);
  explain->callback([&] { run = [&] { return run_explain(line.explain); }; });

  CLI::App* codebook =
      add_command(app, "codebook", "Print what each relation means, with examples and patterns, in Markdown",
                  "entente codebook > codebook.md");
  add_data(codebook, line.codebook);
  codebook->callback([&] { run = [&] { return run_codebook(line.codebook); }; });

  CLI::App* neighbors = add_command(app, "neighbors", "Show what an entity has to do with others",
                                    "entente neighbors \"the Kremlin\" --relation sanctions");
  neighbors->add_option("entity", line.neighbors.entity, "Any name, alias or key of an entity")
      ->required()
      ->type_name("ENTITY");
  neighbors->add_option("--limit", line.neighbors.limit, "Most relationships shown")->capture_default_str();
  neighbors->add_option("--sentences", line.neighbors.sentences, "Sentences shown for each")->capture_default_str();
  neighbors->add_flag("--show-query", line.neighbors.show_query, "Print the query that this stands for, and end");
  add_question(neighbors, line.neighbors.question);
  add_db(neighbors, line.db);
  neighbors->callback([&] {
    line.neighbors.question.db = line.db;
    run = [&] { return run_neighbors(line.neighbors); };
  });

  CLI::App* find = add_command(app, "find", "List the entities of the store whose names begin so", "entente find isr");
  find->add_option("prefix", line.find.prefix, "Beginning of a name or alias; case and accents do not count")
      ->required()
      ->type_name("PREFIX");
  find->add_option("--limit", line.find.limit, "Most names shown; 0: all")->capture_default_str();
  add_db(find, line.db);
  find->callback([&] {
    line.find.db = line.db;
    run = [&] { return run_find(line.find); };
  });

  CLI::App* path = add_command(app, "path", "Show how two entities are connected, with the sentences",
                               "entente path Qatar \"United States\"");
  path->add_option("from", line.path.from, "Where the path begins")->required()->type_name("ENTITY");
  path->add_option("to", line.path.to, "Where it ends")->required()->type_name("ENTITY");
  CLI::Option* count = path->add_option("--count", line.path.count, "Paths shown, the best first")
                           ->capture_default_str()
                           ->check(CLI::PositiveNumber);
  CLI::Option* best =
      path->add_option(
              "--best", line.path.best,
              "short: the fewest statements; sure: the most confident ones (one doubtful statement spoils a path)")
          ->capture_default_str()
          ->check(CLI::IsMember({"short", "sure"}));
  path->add_flag("--show-query", line.path.show_query,
                 "Print the query that a single shortest path stands for, and end")
      ->excludes(count)
      ->excludes(best);
  add_question(path, line.path.question);
  add_db(path, line.db);
  path->callback([&] {
    line.path.question.db = line.db;
    run = [&] { return run_path(line.path); };
  });

  CLI::App* show = add_command(app, "show", "Show an entity, a statement or an article with its sentences",
                               "entente show Hamas --limit 5");
  show->add_option("what", line.show.what, "An entity's name or key, a statement id, or an article id")
      ->required()
      ->type_name("WHAT");
  show->add_option("--limit", line.show.limit, "Most statements or sentences shown")->capture_default_str();
  add_db(show, line.db);
  show->callback([&] {
    line.show.db = line.db;
    run = [&] { return run_show(line.show); };
  });

  CLI::App* articles =
      add_command(app, "articles", "List or remove the articles of the store", "entente articles list");
  articles->require_subcommand(1);
  CLI::App* list = add_command(*articles, "list", "Id, date, source and title of each article, separated by tabs",
                               "entente articles list | cut -f 1");
  add_db(list, line.db);
  list->callback([&] { run = [&] { return run_articles_list(line.db); }; });
  CLI::App* reports = add_command(
      *articles, "reports", "Articles that are nearly the same: the id of the first of them, then each as in 'list'",
      "entente articles reports | cut -f 1,4");
  add_db(reports, line.db);
  reports->callback([&] { run = [&] { return run_articles_reports(line.db); }; });
  CLI::App* remove = add_command(*articles, "remove", "Take articles away with all they contributed",
                                 "entente articles remove wire-17");
  remove->add_option("ids", line.remove_ids, "Ids of articles")->required()->type_name("ID");
  add_db(remove, line.db);
  remove->callback([&] { run = [&] { return run_articles_remove(line.db, line.remove_ids); }; });

  CLI::App* stats = add_command(app, "stats", "Count what the store holds", "entente stats");
  add_db(stats, line.db);
  stats->callback([&] { run = [&] { return run_stats(line.db); }; });

  add_export(app, run);
  add_judge_commands(app, run);
  add_validation_commands(app, run);
  add_analyze(app, line, run);
  add_query_commands(app, run);
  add_store_commands(app, run);
  add_lexicon_commands(app, run);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Entente: a knowledge graph of world affairs from articles, down to the sentence", "entente");
  app.set_version_flag("--version", "entente " ENTENTE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "The store is the folder of --db, else $ENTENTE_DB, else ./entente.db.\n"
      "Exit status: 0 done; 1 some articles failed, the others were processed; 2 wrong command line;\n"
      "3 nothing found, or an ambiguous name; 4 store, data or disk cannot be used.");
  CommandLine line;
  std::function<ExitCode()> run;
  add_commands(app, line, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongUsage;
  }
  try {
    return run();
  } catch (const std::exception& error) {
    std::cerr << "entente: error: " << error.what() << " (this is a defect; please report it)\n";
    return kUnusable;
  }
}
