// Parts of the command line that several commands share.
#pragma once

#include "commands.hpp"

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

namespace entente::tools {

// A command with an example below its help.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description,
                      const std::string& example);

// $ENTENTE_DB, or a folder where the program runs.
std::string default_store();

// --db
void add_db(CLI::App* command, std::string& db);

// --view
void add_view(CLI::App* command, std::string& view);

// --data and --lexicon.
void add_data(CLI::App* command, DataOptions& options);

// Paths of articles and how they are read, with add_data.
void add_reading(CLI::App* command, ReadingOptions& options);

// --view and --relation.
void add_question(CLI::App* command, GraphQuestionOptions& question);

// `entente export`. `run` becomes what is chosen.
void add_export(CLI::App& app, std::function<ExitCode()>& run);

// `entente judge` and its commands, and `candidates`, likewise.
void add_judge_commands(CLI::App& app, std::function<ExitCode()>& run);

// `entente sample` and `agreement`, likewise.
void add_validation_commands(CLI::App& app, std::function<ExitCode()>& run);

// `entente query` and `shell`. `run` becomes what the chosen one does; it refers to options that live as long as the program.
void add_query_commands(CLI::App& app, std::function<ExitCode()>& run);

// `entente lexicon` and its commands, likewise.
void add_lexicon_commands(CLI::App& app, std::function<ExitCode()>& run);

// `entente check`, `backup`, `restore`, `merge`, `compact`, `diff` and `reextract`, likewise.
void add_store_commands(CLI::App& app, std::function<ExitCode()>& run);

}  // namespace entente::tools
