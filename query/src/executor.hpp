// Runs queries that the binder has seen.
#pragma once

#include "ast.hpp"
#include "execution.hpp"

#include <functional>
#include <string>
#include <vector>

#include <entente/query/value.hpp>

namespace entente::query {

// The columns of a row of the result. False: no more are wanted.
using ResultSink = std::function<bool(const std::vector<Value>&)>;

// Names of the columns.
std::vector<std::string> columns_of(const Query& query);

// Calls `sink` with each row of the result, in order. Throws QueryFailure.
void run(const Query& query, const Execution& execution, const ResultSink& sink);

// The same of a query within an expression, which sees the variables of the row. One without a RETURN gives rows without columns.
void run_subquery(const Query& query, const Row& outer, const Execution& execution, const ResultSink& sink);

}  // namespace entente::query
