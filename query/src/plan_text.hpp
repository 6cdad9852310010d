// Plans for people: what EXPLAIN and PROFILE show.
#pragma once

#include "ast.hpp"
#include "plan_id.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace entente::query {

struct PlanLine {
  std::string step;     // Its name, indented by what it is a part of.
  std::string details;  // In the words of the query.
  PlanId id = 0;
};

// The steps of a planned query in the order in which rows go through them. `text` is what it was parsed from.
std::vector<PlanLine> plan_lines(const Query& query, std::string_view text);

}  // namespace entente::query
