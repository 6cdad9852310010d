// Damage in the file that tells which files make up the store.
#pragma once

#include <filesystem>

#include <entente/schemas/result.hpp>

namespace entente::graph {

// RocksDB takes a record of its manifest that seems to reach beyond the file for the last one, torn by a crash, and forgets all that
// follows; a flipped bit in its length is enough. A torn record has no sound one behind it: where there is one, this fails with
// `corruption`. Other damage, and files that cannot be read, are left to RocksDB, which tells of them. The format of the file is that
// of https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format.
Result<void> check_manifest(const std::filesystem::path& path);

}  // namespace entente::graph
