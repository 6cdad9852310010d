// A copy in memory of a part of a property graph, for algorithms that read all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <entente/graph/analysis.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>

namespace entente::graph {

// A link between two nodes, given by their places in GraphCopy::nodes.
struct Link {
  std::uint32_t first = 0;  // The lesser place.
  std::uint32_t second = 0;
  std::uint32_t weight = 0;  // Statements.
};

struct GraphCopy {
  std::vector<NodeId> nodes;                                  // In the order of their keys.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;  // Subject and object, sorted, each pair once.
  std::vector<Link> links;                                    // Sorted; no loops.
};

Result<GraphCopy> copy_graph(const PropertyGraph& graph, const AnalysisScope& scope);

using DirectedGraph = boost::compressed_sparse_row_graph<boost::directedS>;
using UndirectedGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                              boost::property<boost::edge_index_t, std::size_t>>;

DirectedGraph directed(const GraphCopy& copy);
UndirectedGraph undirected(const GraphCopy& copy);  // Edges are numbered as links.

// Of each node, the number of its community (see Grouping::communities).
std::vector<std::size_t> communities_of(const GraphCopy& copy);

}  // namespace entente::graph
