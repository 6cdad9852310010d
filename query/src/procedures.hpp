// What CALL calls.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <entente/query/query_graph.hpp>
#include <entente/schemas/result.hpp>

namespace entente::query {

// All that there are take no arguments, and give one column of texts.
struct Procedure {
  std::string_view name;
  std::string_view column;
  Result<std::vector<std::string>> (*call)(const QueryGraph& graph) = nullptr;
};

// Case matters not. Nothing if there is none.
const Procedure* find_procedure(std::string_view name);

std::vector<std::string> procedure_names();

}  // namespace entente::query
