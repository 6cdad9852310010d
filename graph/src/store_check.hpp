// Proves that all indexes of a store agree.
#pragma once

#include "database.hpp"

#include <entente/graph/store.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// See Store::check.
Result<CheckReport> check_store(const Database& database, CheckDepth depth);

}  // namespace entente::graph
