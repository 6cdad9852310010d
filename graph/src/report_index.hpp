// Which articles of a store are one report. Signatures are kept for each article; the groups are derived from them, and kept until an
// article comes or goes.
#pragma once

#include "database.hpp"
#include "near_duplicates.hpp"

#include <string>

namespace entente::graph {

std::string signature_record(const Signature& signature);

// As they were at the snapshot (null: the latest state): those that are kept, or derived anew where articles came or went since.
Result<Reports> read_reports(const Database& database, const rocksdb::Snapshot* snapshot);

// Derived from the signatures, whatever is kept.
Result<Reports> derive_reports(const Database& database, const rocksdb::Snapshot* snapshot);

// Keeps them, if they are not kept.
Result<void> refresh_reports(Database& database);

}  // namespace entente::graph
