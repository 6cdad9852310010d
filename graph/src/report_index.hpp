// Which articles of a store are one report, and which statements are made by several copies of one. Signatures are kept for each
// article; the index is derived from them and from the evidence, and kept until an article comes or goes.
#pragma once

#include "database.hpp"
#include "near_duplicates.hpp"

#include <string>
#include <utility>
#include <vector>

#include <entente/schemas/belief.hpp>

namespace entente::graph {

struct ReportIndex {
  Reports articles;
  // What their readings come to, since their records count every copy. By number.
  std::vector<std::pair<StatementNumber, CombinedReadings>> copied;

  bool operator==(const ReportIndex&) const = default;
};

std::string signature_record(const Signature& signature);

// As it was at the snapshot (null: the latest state): what is kept, or derived anew where articles came or went since.
Result<ReportIndex> read_reports(const Database& database, const rocksdb::Snapshot* snapshot);

// Derived, whatever is kept.
Result<ReportIndex> derive_reports(const Database& database, const rocksdb::Snapshot* snapshot);

// Keeps it, if it is not kept.
Result<void> refresh_reports(Database& database);

// Null if no two articles that make the statement are one report. Valid as long as the index.
const CombinedReadings* copied_statement(const ReportIndex& index, StatementNumber statement);

}  // namespace entente::graph
