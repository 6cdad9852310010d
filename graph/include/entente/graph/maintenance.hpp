// Looking after stores: backups, and files put in order.
#pragma once

#include <cstdint>
#include <filesystem>

#include <entente/schemas/result.hpp>

namespace entente::graph {

struct BackupReport {
  std::uint32_t number = 0;   // Of the new backup in its folder.
  std::uint32_t backups = 0;  // That the folder holds now.
};

// Adds a backup of the store to `folder`, which is made if it is not there. Files that an earlier backup holds already are shared
// with it. All that the new one holds is read again and compared with its checksums before this returns. If `keep` is not 0,
// only so many backups are kept, the newest. The store must not be open for writing.
Result<BackupReport> backup_store(const std::filesystem::path& store, const std::filesystem::path& folder,
                                  std::uint32_t keep = 0);

// Makes a store at `store`, where nothing or an empty folder may be, from the newest backup, whose checksums are verified first.
Result<void> restore_store(const std::filesystem::path& folder, const std::filesystem::path& store);

// Rewrites the files of the store: what was replaced or removed gives its space back, and reading gets faster. The store must not
// be open for writing.
Result<void> compact_store(const std::filesystem::path& store);

}  // namespace entente::graph
