#include "database.hpp"

#include <memory>
#include <system_error>
#include <vector>

#include <entente/graph/maintenance.hpp>
#include <entente/graph/store.hpp>

#include <rocksdb/utilities/backup_engine.h>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;

Error backup_error(const rocksdb::Status& status, const fs::path& folder) {
  Error error = to_error(status, folder);
  if (error.code != ErrorCode::no_space) {
    error.message = "the backup cannot be made or read: " + status.ToString();
    error.mend = "check the folder, your rights and free space, or use another folder of backups";
  }
  return error;
}

rocksdb::BackupEngineOptions engine_options(const fs::path& folder) {
  rocksdb::BackupEngineOptions options(folder.string());
  options.share_table_files = true;
  options.sync = true;
  return options;
}

}  // namespace

Result<BackupReport> backup_store(const fs::path& store, const fs::path& folder, std::uint32_t keep) {
  const auto database = Database::open(store, OpenMode::read_write);
  if (!database) return database.error();
  rocksdb::BackupEngine* opened = nullptr;
  auto status = rocksdb::BackupEngine::Open(engine_options(folder), rocksdb::Env::Default(), &opened);
  const std::unique_ptr<rocksdb::BackupEngine> engine(opened);
  if (!status.ok()) return backup_error(status, folder);
  rocksdb::CreateBackupOptions options;
  options.flush_before_backup = true;
  rocksdb::BackupID number = 0;
  status = engine->CreateNewBackup(options, &(*database)->db(), &number);
  if (status.ok()) status = engine->VerifyBackup(number, true);
  if (status.ok() && keep > 0) status = engine->PurgeOldBackups(keep);
  if (!status.ok()) return backup_error(status, folder);
  std::vector<rocksdb::BackupInfo> backups;
  engine->GetBackupInfo(&backups);
  return BackupReport{number, static_cast<std::uint32_t>(backups.size())};
}

Result<void> restore_store(const fs::path& folder, const fs::path& store) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure))
    return Error{ErrorCode::not_found, "there is no folder of backups here", folder.string(), "check the path"};
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  auto status = rocksdb::BackupEngineReadOnly::Open(engine_options(folder), rocksdb::Env::Default(), &opened);
  const std::unique_ptr<rocksdb::BackupEngineReadOnly> engine(opened);
  if (!status.ok()) return backup_error(status, folder);
  std::vector<rocksdb::BackupInfo> backups;
  engine->GetBackupInfo(&backups);
  if (backups.empty()) {
    return Error{ErrorCode::not_found, "this folder holds no backup", folder.string(),
                 "make one with: entente backup FOLDER --db STORE"};
  }
  status = engine->VerifyBackup(backups.back().backup_id, true);
  if (!status.ok()) return backup_error(status, folder);
  return Database::put_in_place(store, [&](const fs::path& unfinished) -> Result<void> {
    status = engine->RestoreDBFromBackup(backups.back().backup_id, unfinished.string(), unfinished.string());
    if (!status.ok()) return backup_error(status, folder);
    const auto database = Database::open(unfinished, OpenMode::read_only);
    return database ? Result<void>{} : database.error();
  });
}

Result<void> compact_store(const fs::path& store) {
  const auto database = Database::open(store, OpenMode::read_write);
  if (!database) return database.error();
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto status =
        (*database)->db().CompactRange(options, (*database)->family(static_cast<Family>(i)), nullptr, nullptr);
    if (!status.ok()) return to_error(status, store);
  }
  return {};
}

}  // namespace entente::graph
