// A change of the store that is written whole or not at all.
#pragma once

#include "database.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <entente/schemas/result.hpp>

#include <rocksdb/write_batch.h>

namespace entente::graph {

// A batch that reads its own writes: what is put or deleted here is what get() gives, before the database has it.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}

  Result<std::optional<std::string>> get(Family family, std::string_view key) const;
  void put(Family family, std::string_view key, std::string_view value);
  void erase(Family family, std::string_view key);

  // As Database::nearest_key, of the state after the batch.
  Result<std::optional<std::string>> nearest_key(Family family, std::string_view prefix, std::string_view at,
                                                 bool backwards) const;

  // Collected per node, and written as one operand each.
  void change_adjacency(const std::string& key, std::string_view change) { adjacency_[key] += change; }

  // See Database::write.
  Result<void> commit(bool sync);

 private:
  Database& database_;
  rocksdb::WriteBatch batch_;
  std::map<std::pair<Family, std::string>, std::optional<std::string>, std::less<>> pending_;
  std::map<std::string, std::string> adjacency_;
};

}  // namespace entente::graph
