// What a store keeps besides articles and what they say: which versions read them, and what people decided.
#pragma once

#include "database.hpp"

#include <vector>

#include <entente/graph/store.hpp>

namespace entente::graph {

Result<std::vector<Extraction>> read_extractions(const Database& database);

// In the order of their times.
Result<std::vector<Judgement>> read_judgements(const Database& database);

// Adds those that are not there yet.
void put(const Database& database, const Extraction& extraction, rocksdb::WriteBatch& batch);
void put(const Database& database, const Judgement& judgement, rocksdb::WriteBatch& batch);

}  // namespace entente::graph
