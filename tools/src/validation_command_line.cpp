#include "command_line.hpp"

#include <memory>

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
}

}  // namespace entente::tools
