#include "report_index.hpp"

#include "keys.hpp"
#include "records.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>

namespace entente::graph {
namespace {

class Derivation {
 public:
  Derivation(const Database& database, const rocksdb::Snapshot* snapshot) : database_(database), snapshot_(snapshot) {}

  Result<ReportIndex> derive() {
    if (auto grouped = group(); !grouped) return grouped.error();
    const auto copied = copied_statements();
    if (!copied) return copied.error();
    for (const StatementNumber statement : *copied) {
      auto combined = combine(statement);
      if (!combined) return combined.error();
      index_.copied.emplace_back(statement, std::move(*combined));
    }
    return std::move(index_);
  }

 private:
  Result<void> group() {
    std::vector<std::pair<ArticleNumber, Signature>> articles;
    const auto scanned = database_.scan(Family::signature, "", snapshot_,
                                        [&](std::string_view key, std::string_view value) -> Result<bool> {
                                          if (key.size() != 4 || value.size() != kSignatureBytes)
                                            return corrupt_record(database_.path(), Family::signature, key);
                                          Signature signature{};
                                          std::copy(value.begin(), value.end(), signature.begin());
                                          articles.emplace_back(ArticleNumber{read_u32(key, 0)}, signature);
                                          return true;
                                        });
    if (!scanned) return scanned;
    index_.articles = group_reports(articles);
    return {};
  }

  Result<ArticleRecord> article(ArticleNumber number) const {
    const std::string key = u32_key(number.value);
    const auto value = database_.get(Family::article, key, snapshot_);
    if (!value) return value.error();
    auto record = *value ? decode_article(**value) : std::nullopt;
    if (!record) return corrupt_record(database_.path(), Family::article, key);
    return std::move(*record);
  }

  Result<std::vector<StatementNumber>> copied_statements() {
    std::set<std::pair<ArticleNumber, StatementNumber>> stated;  // By report.
    std::set<StatementNumber> copied;
    for (const auto& [number, report] : index_.articles) {
      auto record = article(number);
      if (!record) return record.error();
      for (const ArticleRecord::Stated& one : record->stated) {
        if (!stated.emplace(report, one.statement).second) copied.insert(one.statement);
      }
      sources_.emplace(number.value, std::move(record->summary.source));
    }
    return std::vector<StatementNumber>(copied.begin(), copied.end());
  }

  Result<CombinedReadings> combine(StatementNumber statement) {
    std::vector<Reading> readings;
    const auto scanned =
        database_.scan(Family::evidence, u32_key(statement.value), snapshot_,
                       [&](std::string_view key, std::string_view value) -> Result<bool> {
                         const auto record = key.size() == kEvidenceKeyBytes ? decode_evidence(value) : std::nullopt;
                         if (!record) return corrupt_record(database_.path(), Family::evidence, key);
                         const ArticleNumber number = read_evidence_key(key).article;
                         auto source = sources_.find(number.value);
                         if (source == sources_.end()) {
                           auto other = article(number);
                           if (!other) return other.error();
                           source = sources_.emplace(number.value, std::move(other->summary.source)).first;
                         }
                         readings.push_back({source->second, record->evidence.confidence, number.value,
                                             report_in(index_.articles, number).value});
                         return true;
                       });
    if (!scanned) return scanned.error();
    return combine_readings(readings);
  }

  const Database& database_;
  const rocksdb::Snapshot* snapshot_;
  ReportIndex index_;
  std::unordered_map<std::uint32_t, std::string> sources_;  // Outlets of articles seen.
};

// Number of articles and their pairs; for each statement its number, how many reports, how many sources, and their assurances.
std::string encode(const ReportIndex& index) {
  std::string value;
  append_u32(value, static_cast<std::uint32_t>(index.articles.size()));
  for (const auto& [article, report] : index.articles) {
    append_u32(value, article.value);
    append_u32(value, report.value);
  }
  for (const auto& [statement, combined] : index.copied) {
    append_u32(value, statement.value);
    append_u32(value, combined.reports);
    append_u32(value, static_cast<std::uint32_t>(combined.assurances.size()));
    for (const std::uint64_t assurance : combined.assurances) append_u64(value, assurance);
  }
  return value;
}

constexpr std::size_t kPairBytes = 8;
constexpr std::size_t kStatementHead = 12;
constexpr std::size_t kAssuranceBytes = 8;

// Nothing if the record is damaged.
std::optional<ReportIndex> decode_reports(std::string_view value) {
  ReportIndex index;
  if (value.size() < 4 || (value.size() - 4) / kPairBytes < read_u32(value, 0)) return std::nullopt;
  std::size_t at = 4;
  for (const std::size_t end = 4 + read_u32(value, 0) * kPairBytes; at < end; at += kPairBytes) {
    index.articles.emplace_back(ArticleNumber{read_u32(value, at)}, ArticleNumber{read_u32(value, at + 4)});
  }
  while (at < value.size()) {
    if (value.size() - at < kStatementHead) return std::nullopt;
    const StatementNumber statement{read_u32(value, at)};
    CombinedReadings combined{read_u32(value, at + 4), {}};
    const std::size_t sources = read_u32(value, at + 8);
    at += kStatementHead;
    if ((value.size() - at) / kAssuranceBytes < sources) return std::nullopt;
    for (std::size_t i = 0; i < sources; ++i, at += kAssuranceBytes) combined.assurances.push_back(read_u64(value, at));
    index.copied.emplace_back(statement, std::move(combined));
  }
  const auto ordered = [](const auto& entries) {
    return std::is_sorted(entries.begin(), entries.end(),
                          [](const auto& a, const auto& b) { return a.first < b.first; });
  };
  if (!ordered(index.articles) || !ordered(index.copied)) return std::nullopt;
  return index;
}

}  // namespace

std::string signature_record(const Signature& signature) {
  return {reinterpret_cast<const char*>(signature.data()), signature.size()};
}

Result<ReportIndex> derive_reports(const Database& database, const rocksdb::Snapshot* snapshot) {
  return Derivation(database, snapshot).derive();
}

Result<ReportIndex> read_reports(const Database& database, const rocksdb::Snapshot* snapshot) {
  const auto kept = database.get(Family::meta, kReportsKey, snapshot);
  if (!kept) return kept.error();
  if (!*kept) return derive_reports(database, snapshot);
  auto index = decode_reports(**kept);
  if (!index) return corrupt_record(database.path(), Family::meta, kReportsKey);
  return std::move(*index);
}

Result<void> refresh_reports(Database& database) {
  const auto kept = database.get(Family::meta, kReportsKey, nullptr);
  if (!kept) return kept.error();
  if (*kept) return {};
  const auto index = derive_reports(database, nullptr);
  if (!index) return index.error();
  rocksdb::WriteBatch batch;
  batch.Put(database.family(Family::meta), as_slice(kReportsKey), encode(*index));
  return database.write(batch);
}

const CombinedReadings* copied_statement(const ReportIndex& index, StatementNumber statement) {
  const auto found = std::lower_bound(index.copied.begin(), index.copied.end(), statement,
                                      [](const auto& entry, StatementNumber number) { return entry.first < number; });
  return found != index.copied.end() && found->first == statement ? &found->second : nullptr;
}

}  // namespace entente::graph
