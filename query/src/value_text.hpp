// Values as text.
#pragma once

#include <string>

#include <entente/query/value.hpp>

namespace entente::query {

// As openCypher writes floating-point numbers: always with a point or an exponent, as short as it reads back the same.
std::string real_text(double value);

}  // namespace entente::query
