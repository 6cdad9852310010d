#include "command_line.hpp"

#include <algorithm>
#include <memory>
#include <thread>

namespace entente::tools {

void add_validation_commands(CLI::App& app, std::function<ExitCode()>& run) {
  const auto sample = std::make_shared<SampleOptions>();
  sample->question.db = default_store();
  CLI::App* sheet = add_command(app, "sample", "A random sample to be coded by hand, as CSV",
                                "entente sample --statements 200 --seed 7 > sheet.csv");
  CLI::Option* statements =
      sheet->add_option("--statements", sample->statements, "So many, each in one sentence: are they right?")
          ->capture_default_str()
          ->check(CLI::PositiveNumber);
  sheet
      ->add_option("--sentences", sample->sentences,
                   "Or so many sentences of all that the articles have: what was missed in them?")
      ->check(CLI::PositiveNumber)
      ->excludes(statements);
  sheet->add_option("--seed", sample->seed, "Another number gives another sample, the same one the same")
      ->capture_default_str();
  add_question(sheet, sample->question);
  add_db(sheet, sample->question.db);
  sheet->callback([sample, &run] { run = [sample] { return run_sample(*sample); }; });

  const auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App* agreement =
      add_command(app, "agreement", "What coded samples come to: precision or recall, and how far two coders agree",
                  "entente agreement sheet-by-ann.csv sheet-by-ben.csv");
  agreement->add_option("sheets", *paths, "One sheet, or the same sheet coded by two")
      ->required()
      ->expected(1, 2)
      ->type_name("FILE");
  agreement->callback([paths, &run] { run = [paths] { return run_agreement(*paths); }; });

  const auto diff = std::make_shared<DiffOptions>();
  CLI::App* difference =
      add_command(app, "diff", "What one store says and another does not", "entente diff before.db after.db");
  difference->add_option("first", diff->first, "A store")->required()->type_name("DIR");
  difference->add_option("second", diff->second, "Another")->required()->type_name("DIR");
  difference->add_flag("--summary", diff->summary_only, "Numbers alone");
  difference->callback([diff, &run] { run = [diff] { return run_diff(*diff); }; });

  const auto reextract = std::make_shared<ReextractOptions>();
  reextract->db = default_store();
  reextract->jobs = std::max(1U, std::thread::hardware_concurrency());
  CLI::App* again =
      add_command(app, "reextract",
                  "Read the articles of the store anew, after an upgrade or with other data, and tell what changed",
                  "entente reextract --list --db world.db");
  again->add_flag("--list", reextract->list, "Every statement that came or went");
  again->add_option("--jobs", reextract->jobs, "Threads")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  again->add_option("--log", reextract->log, "Append what is done with each article to this file, a JSON object a line")
      ->type_name("FILE");
  add_data(again, reextract->data);
  add_db(again, reextract->db);
  again->callback([reextract, &run] { run = [reextract] { return run_reextract(*reextract); }; });
}

}  // namespace entente::tools
