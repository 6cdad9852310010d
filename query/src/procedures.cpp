#include "procedures.hpp"

#include <algorithm>
#include <iterator>

#include <entente/schemas/fold.hpp>

namespace entente::query {
namespace {

using Names = Result<std::vector<std::string>>;

// Those that a node has.
Names labels(const QueryGraph& graph) {
  const auto vocabulary = graph.vocabulary();
  if (!vocabulary) return vocabulary.error();
  std::vector<std::string> used;
  for (const std::string& label : vocabulary->labels) {
    const auto nodes = graph.nodes(label);
    if (!nodes) return nodes.error();
    if (!nodes->empty()) used.push_back(label);
  }
  return used;
}

Names types(const QueryGraph& graph) {
  auto vocabulary = graph.vocabulary();
  return vocabulary ? Names(std::move(vocabulary->types)) : Names(vocabulary.error());
}

Names properties(const QueryGraph& graph) {
  auto vocabulary = graph.vocabulary();
  return vocabulary ? Names(std::move(vocabulary->properties)) : Names(vocabulary.error());
}

constexpr Procedure kProcedures[] = {{"db.labels", "label", labels},
                                     {"db.propertyKeys", "propertyKey", properties},
                                     {"db.relationshipTypes", "relationshipType", types}};

}  // namespace

const Procedure* find_procedure(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kProcedures), std::end(kProcedures),
                                         [&](const Procedure& one) { return fold(one.name) == fold(name); });
  return found == std::end(kProcedures) ? nullptr : found;
}

std::vector<std::string> procedure_names() {
  std::vector<std::string> names;
  for (const Procedure& procedure : kProcedures) names.emplace_back(procedure.name);
  return names;
}

}  // namespace entente::query
