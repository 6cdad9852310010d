#include <algorithm>

#include <entente/graph/property_graph.hpp>

namespace entente::graph {

bool View::admits(std::string_view relation, const Factuality& factuality) const {
  if (!claims && !factuality.is_fact()) return false;
  return relations.empty() || std::find(relations.begin(), relations.end(), relation) != relations.end();
}

}  // namespace entente::graph
