// Parameters of queries as they are typed.
#pragma once

#include <string_view>

#include <entente/query/value.hpp>
#include <entente/schemas/result.hpp>

namespace entente::tools {

// Reads name=value, where the value is a literal of the language, else a text, so that names need no quotes.
Result<void> add_parameter(std::string_view text, query::Map& parameters);

}  // namespace entente::tools
