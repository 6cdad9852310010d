// Gives variables their places, and checks what can be known before a query runs: that names are there, that they are what they are
// used as, and that aggregations stand where they may.
#pragma once

#include "ast.hpp"

namespace entente::query {

// Throws QueryFailure.
void bind(Query& query);

}  // namespace entente::query
