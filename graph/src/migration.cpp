#include "migration.hpp"

#include "database.hpp"
#include "records.hpp"
#include "report_index.hpp"

#include <algorithm>
#include <charconv>

namespace entente::graph {
namespace {

// 0 if it is no number.
std::uint32_t number(std::string_view format) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(format.data(), format.data() + format.size(), value);
  return error == std::errc() && end == format.data() + format.size() ? value : 0;
}

auto step_from(std::uint32_t format, std::span<const Migration> migrations) {
  return std::find_if(migrations.begin(), migrations.end(), [&](const Migration& m) { return m.from == format; });
}

constexpr std::size_t kRecordsInBatch = 10'000;

}  // namespace

// Two empty texts more at the end of each article's record, a signature of each text, and two unknown dates at the end of each piece of
// evidence.
Result<void> bring_to_format_3(Database& database) {
  rocksdb::WriteBatch batch;
  const auto scanned =
      database.scan(Family::article, "", nullptr, [&](std::string_view key, std::string_view value) -> Result<bool> {
        if (decode_article(value)) return true;  // Changed by a run that did not get to the end.
        const std::string changed = std::string(value) + std::string(2, '\0');
        if (!decode_article(changed)) return corrupt_record(database.path(), Family::article, key);
        const auto text = database.get(Family::article_text, key, nullptr);
        if (!text) return text.error();
        if (!*text) return corrupt_record(database.path(), Family::article_text, key);
        batch.Put(database.family(Family::article), as_slice(key), changed);
        batch.Put(database.family(Family::signature), as_slice(key), signature_record(signature_of(**text)));
        if (static_cast<std::size_t>(batch.Count()) < kRecordsInBatch) return true;
        if (auto written = database.write(batch); !written) return written.error();
        batch.Clear();
        return true;
      });
  if (!scanned) return scanned;
  // Evidence without times of its own.
  const auto evidence =
      database.scan(Family::evidence, "", nullptr, [&](std::string_view key, std::string_view value) -> Result<bool> {
        if (decode_evidence(value)) return true;
        const std::string changed = std::string(value) + std::string(6, '\0');
        if (!decode_evidence(changed)) return corrupt_record(database.path(), Family::evidence, key);
        batch.Put(database.family(Family::evidence), as_slice(key), changed);
        if (static_cast<std::size_t>(batch.Count()) < kRecordsInBatch) return true;
        if (auto written = database.write(batch); !written) return written.error();
        batch.Clear();
        return true;
      });
  if (!evidence) return evidence;
  return database.write(batch);
}

bool leads_to(std::uint32_t to, std::string_view from, std::span<const Migration> migrations) {
  std::uint32_t format = number(from);
  if (format == 0 || format > to) return false;
  while (format < to && step_from(format, migrations) != migrations.end()) ++format;
  return format == to;
}

Result<void> migrate(Database& database, std::string_view format, std::span<const Migration> migrations) {
  for (std::uint32_t at = number(format); at < kStoreFormat; ++at) {
    if (auto applied = step_from(at, migrations)->apply(database); !applied) return applied;
    if (auto told = database.set_format(at + 1); !told) return told;
  }
  return {};
}

}  // namespace entente::graph
