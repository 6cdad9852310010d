#include "command_line.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>

#include <entente/ingest/article_reader.hpp>

namespace entente::tools {

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description,
                      const std::string& example) {
  CLI::App* command = app.add_subcommand(name, description);
  command->footer("Example:\n  " + example);
  return command;
}

std::string default_store() {
  const char* variable = std::getenv("ENTENTE_DB");
  return variable && *variable ? variable : "./entente.db";
}

void add_db(CLI::App* command, std::string& db) {
  command->add_option("--db", db, "Folder of the store")->capture_default_str()->type_name("DIR");
}

void add_view(CLI::App* command, std::string& view) {
  command
      ->add_option("--view", view, "facts: what articles assert; claims: everything, also negated, intended and ended")
      ->capture_default_str()
      ->check(CLI::IsMember({"facts", "claims"}));
}

void add_question(CLI::App* command, GraphQuestionOptions& question) {
  add_view(command, question.view);
  command->add_option("--relation", question.relations, "Only this relation; may be repeated")->type_name("NAME");
}

void add_data(CLI::App* command, DataOptions& options) {
  command
      ->add_option("--data", options.directory,
                   "Folder of ontology, lexicon and word lists, in place of the shipped one")
      ->type_name("DIR");
  command->add_option("--lexicon", options.lexicons, "A lexicon file of your own, merged with ours; may be repeated")
      ->type_name("FILE");
  command->add_option("--ontology", options.ontologies, "A file of further relations; may be repeated")
      ->type_name("FILE");
}

void add_reading(CLI::App* command, ReadingOptions& options) {
  command->add_option("paths", options.paths, "Files, folders of them, or - for standard input")
      ->required()
      ->type_name("PATH");
  command
      ->add_option(
          "--input-format", options.format,
          "What the files are: text, html, jsonl, json, csv, xml (feeds, NewsML-G2, NITF), warc, packed or not; "
          "auto: told by their content")
      ->capture_default_str()
      ->check(CLI::IsMember(ingest::article_format_names()));
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  command->add_option("--jobs", options.jobs, "Threads")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command->add_option("--source", options.source, "Outlet of articles that name none")->type_name("NAME");
  command->add_option("--date", options.date, "Date of articles that have none (2024-05-31, 2024-05, 2024)")
      ->type_name("DATE");
  add_data(command, options.data);
}

}  // namespace entente::tools
