// From text to syntax tree: recursive descent, with precedence climbing for expressions.
#pragma once

#include "ast.hpp"

#include <string_view>

namespace entente::query {

enum class Dialect : std::uint8_t {
  read_only,
  with_create,  // Also CREATE, which tests use to make graphs.
};

// Throws QueryFailure, with what was expected in place of what is there.
Query parse(std::string_view text, Dialect dialect = Dialect::read_only);

}  // namespace entente::query
