// The value of an expression for a row.
#pragma once

#include "ast.hpp"
#include "execution.hpp"

#include <optional>

#include <entente/query/value.hpp>

namespace entente::query {

// Throws QueryFailure. The row is changed while a comprehension runs, and is as it was afterwards.
Value evaluate(const Expression& expression, Row& row, const Execution& execution);

// The value, if it is not too large, nor nested too deep, to be worked with; else fails.
Value bounded(Value value, Position at);

// Whether a condition holds: null does not.
bool holds(const Expression& condition, Row& row, const Execution& execution);

// Whether a node or relationship has such labels or such a type.
bool has_labels(const LabelExpression& labels, const std::vector<std::string>& own);

}  // namespace entente::query
