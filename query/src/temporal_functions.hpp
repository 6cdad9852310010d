// date(), datetime(), duration() and what goes with them.
#pragma once

#include "functions.hpp"

#include <span>

namespace entente::query {

// By name.
std::span<const Function> temporal_functions();

}  // namespace entente::query
