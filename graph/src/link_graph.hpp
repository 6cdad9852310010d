// The links of a graph view: all statements between two entities, in either direction, as one. Undirected, simple, in compressed
// sparse rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <entente/graph/graph_view.hpp>

namespace entente::graph {

using LinkNumber = std::uint32_t;

struct Link {
  Vertex first = 0;  // The lesser vertex.
  Vertex second = 0;
  std::uint32_t statements = 0;
  // The statement that shows the link: the most confident one if the view knows, else the first by relation, factuality and source.
  Arc best = 0;
};

class LinkGraph {
 public:
  explicit LinkGraph(const GraphView& view);

  std::size_t vertex_count() const { return begins_.size() - 1; }
  const std::vector<Link>& links() const { return links_; }  // Sorted by ends; no loops.

  std::size_t degree(Vertex vertex) const { return begins_[vertex + 1] - begins_[vertex]; }

  // Slots of a vertex are numbers from first_slot(vertex) on; each holds a neighbor, in ascending order, and the link to it.
  std::uint32_t first_slot(Vertex vertex) const { return begins_[vertex]; }
  Vertex neighbor(std::uint32_t slot) const { return neighbors_[slot]; }
  LinkNumber link(std::uint32_t slot) const { return slot_links_[slot]; }

 private:
  std::vector<Link> links_;
  std::vector<std::uint32_t> begins_;
  std::vector<Vertex> neighbors_;
  std::vector<LinkNumber> slot_links_;
};

}  // namespace entente::graph
