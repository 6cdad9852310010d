#include "command_line.hpp"

#include <string>
#include <vector>

namespace entente::tools {
namespace {

struct LexiconCommandLine {
  DataOptions data;
  std::vector<std::string> names;
  LexiconShowOptions show;
  LexiconCoverageOptions coverage;
  std::string output;
};

}  // namespace

void add_lexicon_commands(CLI::App& app, std::function<ExitCode()>& run) {
  static LexiconCommandLine line;
  CLI::App* lexicon =
      add_command(app, "lexicon", "Look into the lexicon, and find what it lacks", "entente lexicon find Kremlin");
  lexicon->require_subcommand(1);

  CLI::App* find = add_command(*lexicon, "find", "Whom names may mean, one meaning a line, separated by tabs",
                               "entente lexicon find Hizbullah \"the Kremlin\" Congo");
  find->add_option("names", line.names, "Names as texts write them")->required()->type_name("NAME");
  add_data(find, line.data);
  find->callback([&run] { run = [] { return run_lexicon_find(line.data, line.names); }; });

  CLI::App* show =
      add_command(*lexicon, "show", "All that the lexicon says of an entity", "entente lexicon show country/FRA");
  show->add_option("key", line.show.key, "A key as `find` prints it, or a name that means one entity")
      ->required()
      ->type_name("KEY");
  show->add_option("--format", line.show.format, "text: to read; json: for programs")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}));
  add_data(show, line.show.data);
  show->callback([&run] { run = [] { return run_lexicon_show(line.show); }; });

  CLI::App* coverage = add_command(
      *lexicon, "coverage", "Which capitalised names of articles the lexicon does not know, the most frequent first",
      "entente lexicon coverage articles/ --words 2");
  add_reading(coverage, line.coverage.reading);
  coverage->add_option("--words", line.coverage.words, "Only names of at least so many words")->capture_default_str();
  coverage->add_option("--min", line.coverage.minimum, "Only names that occur at least so often")
      ->capture_default_str();
  coverage->add_option("--limit", line.coverage.limit, "Most names shown; 0 shows all")->capture_default_str();
  coverage->add_flag("--known", line.coverage.known, "Those that are known, in place of those that are not");
  coverage->callback([&run] { run = [] { return run_lexicon_coverage(line.coverage); }; });

  CLI::App* clashes = add_command(*lexicon, "clashes", "Names of several entities, and when each of them is meant",
                                  "entente lexicon clashes --lexicon mine.json");
  add_data(clashes, line.data);
  clashes->callback([&run] { run = [] { return run_lexicon_clashes(line.data); }; });

  CLI::App* stats = add_command(*lexicon, "stats", "Count what the lexicon holds", "entente lexicon stats");
  add_data(stats, line.data);
  stats->callback([&run] { run = [] { return run_lexicon_stats(line.data); }; });

  CLI::App* compile =
      add_command(*lexicon, "compile", "Check lexicon files and write the form that is mapped when Entente starts",
                  "entente lexicon compile --data my-data --output my-data/world.lexicon");
  compile->add_option("-o,--output", line.output, "File; nothing is written if not given")->type_name("FILE");
  add_data(compile, line.data);
  compile->callback([&run] { run = [] { return run_lexicon_compile(line.data, line.output); }; });
}

}  // namespace entente::tools
