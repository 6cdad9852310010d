#include "command_line.hpp"

#include <memory>

namespace entente::tools {
namespace {

struct Kind {
  const char* name;
  const char* description;
  const char* subject;
  const char* object;  // Null where there is none.
};

constexpr Kind kKinds[] = {{"same", "Two entities are one; it keeps the name and key of the first", "ENTITY", "ENTITY"},
                           {"different", "Two entities are not the same, whatever their names", "ENTITY", "ENTITY"},
                           {"reject", "A statement is wrong: it is not shown any more", "STATEMENT", nullptr},
                           {"accept", "A statement is right: its confidence is 1", "STATEMENT", nullptr},
                           {"rename", "An entity is called otherwise; its former name is an alias", "ENTITY", "NAME"},
                           {"alias", "An entity is also called so", "ENTITY", "NAME"},
                           {"type", "An entity is of this type", "ENTITY", "TYPE"}};

}  // namespace

void add_judge_commands(CLI::App& app, std::function<ExitCode()>& run) {
  const auto options = std::make_shared<JudgeOptions>();
  options->db = default_store();
  CLI::App* judge = add_command(app, "judge", "Put right by hand what was read; kept when articles are read again",
                                "entente judge same Hezbollah \"Party of God\" --reason \"its own translation\"");
  judge->require_subcommand(1);
  for (const Kind& kind : kKinds) {
    CLI::App* command = judge->add_subcommand(kind.name, kind.description);
    command->add_option("subject", options->subject, "A name or key, or the id of a statement")
        ->required()
        ->type_name(kind.subject);
    if (kind.object != nullptr) command->add_option("object", options->object, "")->required()->type_name(kind.object);
    command->add_option("--reason", options->reason, "Why, for those who read the log")->type_name("TEXT");
    command->add_option("--user", options->user, "Who judges; else the user of the system")->type_name("NAME");
    add_db(command, options->db);
    command->callback([options, name = std::string(kind.name), &run] {
      options->kind = name;
      run = [options] { return run_judge(*options); };
    });
  }
  CLI::App* undo = judge->add_subcommand("undo", "Take a judgement back: the last one, or that of an id");
  undo->add_option("id", options->subject, "Of a judgement, as 'entente judge list' shows it")->type_name("ID");
  undo->add_option("--reason", options->reason, "Why")->type_name("TEXT");
  undo->add_option("--user", options->user, "Who takes it back")->type_name("NAME");
  add_db(undo, options->db);
  undo->callback([options, &run] {
    options->kind = "undo";
    run = [options] { return run_judge(*options); };
  });
  CLI::App* list = judge->add_subcommand("list", "All judgements in the order of their times, and which of them hold");
  add_db(list, options->db);
  list->callback([options, &run] { run = [options] { return run_judge_list(options->db); }; });
  CLI::App* export_ = judge->add_subcommand("export", "The log as CSV, for other stores");
  add_db(export_, options->db);
  export_->callback([options, &run] { run = [options] { return run_judge_export(options->db); }; });
  CLI::App* import =
      judge->add_subcommand("import", "Add the judgements of a CSV file; those that are known stay once");
  import->add_option("file", options->subject, "A file that 'judge export' wrote, or -")->required()->type_name("FILE");
  add_db(import, options->db);
  import->callback([options, &run] { run = [options] { return run_judge_import(options->db, options->subject);
};
}  // namespace entente::tools
);

const auto limit = std::make_shared<std::size_t>(20);
CLI::App* candidates =
    add_command(app, "candidates", "Entities that may be the same, the likeliest first, to be judged",
                "entente candidates --limit 10");
candidates->add_option("--limit", *limit, "Most pairs shown; 0: all")->capture_default_str();
add_db(candidates, options->db);
candidates->callback([options, limit, &run] {
  run = [options, limit] { return run_candidates(options->db, *limit); };
});
}

}  // namespace entente::tools
