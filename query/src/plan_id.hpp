// Numbers the steps and clauses of a planned query.
#pragma once

#include <cstdint>

namespace entente::query {

using PlanId = std::uint32_t;

}  // namespace entente::query
