// A query in one line, for tests: what the parser made of it, and where the binder put its variables.
#pragma once

#include "ast.hpp"

#include <string>

namespace entente::query {

// (add 1 (multiply 2 3)); a variable that has its place is n#0.
std::string dump(const Expression& expression);

// (match (a#0:Country)-[r#1:T]->(b#2) where …) (return a#0 as a)
std::string dump(const Query& query);

}  // namespace entente::query
