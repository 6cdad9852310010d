#include "store_log.hpp"

#include "keys.hpp"
#include "records.hpp"

#include <utility>

namespace entente::graph {

Result<std::vector<Extraction>> read_extractions(const Database& database) {
  std::vector<Extraction> found;
  const auto scanned = database.scan(Family::meta, kExtractionPrefix, nullptr,
                                     [&](std::string_view key, std::string_view value) -> Result<bool> {
                                       const auto version = Hash128::from_hex(key.substr(kExtractionPrefix.size()));
                                       if (!version) return corrupt_record(database.path(), Family::meta, key);
                                       found.push_back({*version, std::string(value)});
                                       return true;
                                     });
  if (!scanned) return scanned.error();
  return found;
}

Result<std::vector<Judgement>> read_judgements(const Database& database) {
  std::vector<Judgement> log;
  const auto scanned = database.scan(Family::meta, kJudgementPrefix, nullptr,
                                     [&](std::string_view key, std::string_view value) -> Result<bool> {
                                       auto judgement = decode_judgement(value);
                                       if (!judgement || judgement_key(*judgement) != key) {
                                         return corrupt_record(database.path(), Family::meta, key);
                                       }
                                       log.push_back(std::move(*judgement));
                                       return true;
                                     });
  if (!scanned) return scanned.error();
  return log;
}

void put(const Database& database, const Extraction& extraction, rocksdb::WriteBatch& batch) {
  batch.Put(database.family(Family::meta), extraction_key(extraction.version), extraction.description);
}

void put(const Database& database, const Judgement& judgement, rocksdb::WriteBatch& batch) {
  batch.Put(database.family(Family::meta), judgement_key(judgement), encode(judgement));
}

}  // namespace entente::graph
