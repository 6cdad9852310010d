#include "command_line.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <thread>

namespace entente::tools {
namespace {

struct StoreCommandLine {
  std::string db = default_store();
  bool deep = false;  // Check.
  BackupOptions backup;
  std::string restore_from;
  MergeOptions merge;
};

}  // namespace

void add_store_commands(CLI::App& app, std::function<ExitCode()>& run) {
  static StoreCommandLine line;
  CLI::App* check = add_command(app, "check", "Verify the checksums of the store and the sizes of its indexes",
                                "entente check --deep");
  check->add_flag("--deep", line.deep, "Read every record through every index, and prove that they agree");
  add_db(check, line.db);
  check->callback([&run] { run = [] { return run_check(line.db, line.deep); }; });

  CLI::App* backup = add_command(app, "backup", "Add a backup of the store to a folder, and verify it",
                                 "entente backup /media/disk/world --keep 7");
  backup->add_option("folder", line.backup.folder, "Folder of backups; what earlier ones hold is not copied again")
      ->required()
      ->type_name("DIR");
  backup->add_option("--keep", line.backup.keep, "Backups that are kept, the newest; 0: all")->capture_default_str();
  add_db(backup, line.db);
  backup->callback([&run] {
    line.backup.db = line.db;
    run = [] { return run_backup(line.backup); };
  });

  CLI::App* restore = add_command(app, "restore", "Make a store from the newest backup of a folder",
                                  "entente restore /media/disk/world --db restored.db");
  restore->add_option("folder", line.restore_from, "Folder of backups")->required()->type_name("DIR");
  add_db(restore, line.db);
  restore->callback([&run] { run = [] { return run_restore(line.restore_from, line.db); }; });

  CLI::App* merge = add_command(app, "merge", "Make a new store of all that other stores hold",
                                "entente merge shard-1.db shard-2.db --db world.db");
  merge->add_option("stores", line.merge.stores, "Stores; they are only read")->required()->type_name("STORE");
  add_db(merge, line.db);
  merge->callback([&run] {
    line.merge.db = line.db;
    run = [] { return run_merge(line.merge); };
  });

  CLI::App* compact = add_command(app, "compact", "Rewrite the files of the store: gives back space, and reads faster",
                                  "entente compact");
  add_db(compact, line.db);
  compact->callback([&run] { run = [] { return run_compact(line.db); }; });

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
