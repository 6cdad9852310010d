#include "report_index.hpp"

#include "keys.hpp"

#include <algorithm>

namespace entente::graph {
namespace {

constexpr std::size_t kPairBytes = 8;

}  // namespace

std::string signature_record(const Signature& signature) {
  return {reinterpret_cast<const char*>(signature.data()), signature.size()};
}

Result<Reports> derive_reports(const Database& database, const rocksdb::Snapshot* snapshot) {
  std::vector<std::pair<ArticleNumber, Signature>> articles;
  const auto scanned =
      database.scan(Family::signature, "", snapshot, [&](std::string_view key, std::string_view value) -> Result<bool> {
        if (key.size() != 4 || value.size() != kSignatureBytes)
          return corrupt_record(database.path(), Family::signature, key);
        Signature signature{};
        std::copy(value.begin(), value.end(), signature.begin());
        articles.emplace_back(ArticleNumber{read_u32(key, 0)}, signature);
        return true;
      });
  if (!scanned) return scanned.error();
  return group_reports(articles);
}

Result<Reports> read_reports(const Database& database, const rocksdb::Snapshot* snapshot) {
  const auto kept = database.get(Family::meta, kReportsKey, snapshot);
  if (!kept) return kept.error();
  if (!*kept) return derive_reports(database, snapshot);
  if ((*kept)->size() % kPairBytes != 0) return corrupt_record(database.path(), Family::meta, kReportsKey);
  Reports reports;
  for (std::size_t at = 0; at < (*kept)->size(); at += kPairBytes) {
    reports.emplace_back(ArticleNumber{read_u32(**kept, at)}, ArticleNumber{read_u32(**kept, at + 4)});
  }
  if (!std::is_sorted(reports.begin(), reports.end()))
    return corrupt_record(database.path(), Family::meta, kReportsKey);
  return reports;
}

Result<void> refresh_reports(Database& database) {
  const auto kept = database.get(Family::meta, kReportsKey, nullptr);
  if (!kept) return kept.error();
  if (*kept) return {};
  const auto reports = derive_reports(database, nullptr);
  if (!reports) return reports.error();
  std::string value;
  for (const auto& [article, report] : *reports) {
    append_u32(value, article.value);
    append_u32(value, report.value);
  }
  rocksdb::WriteBatch batch;
  batch.Put(database.family(Family::meta), as_slice(kReportsKey), value);
  return database.write(batch);
}

}  // namespace entente::graph
