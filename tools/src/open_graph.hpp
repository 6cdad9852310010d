// The graph of a store as people have judged it: what commands that only read see.
#pragma once

#include <memory>
#include <string>

#include <entente/graph/property_graph.hpp>
#include <entente/graph/store.hpp>
#include <entente/schemas/result.hpp>

namespace entente::tools {

struct OpenGraph {
  graph::Store store;
  std::unique_ptr<graph::PropertyGraph> graph;  // Goes before the store that it is of.
};

Result<OpenGraph> open_graph(const std::string& db);

}  // namespace entente::tools
