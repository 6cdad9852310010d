// A part of a property graph in memory, in compressed sparse rows: for whole-graph algorithms and many questions in a row.
//
// A view is a snapshot: it needs its source no more, and what is written later does not show. Vertices are the entities that a
// statement of the scope is about, numbered from 0 in the order of their keys; arcs are the statements, numbered from 0 by source,
// relation name, target and factuality. So neither depends on the order of ingestion. Memory: 29 bytes an arc, 20 an entity.
// Thread-safe: nothing changes after load(). Boost.Graph reads it through graph/src/boost_graph.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/date.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// Which statements a view holds.
struct Scope {
  View view;
  BeliefParameters belief;
  double least_confidence = 0;
  // Statements seen in this time, both dates included as precisely as they are given; unknown: without bound. Statements without a
  // date are outside of any bound.
  Date from;
  Date until;
};

// Told now and then of how many entities were read, of how many.
using LoadProgress = std::function<void(std::size_t done, std::size_t all)>;

using Vertex = std::uint32_t;
using Arc = std::uint32_t;

class GraphView {
 public:
  // Fails as the graph's functions do. Confidence takes a look-up of each statement, and is read if it is asked for or the
  // scope depends on it.
  static Result<GraphView> load(const PropertyGraph& graph, const Scope& scope, bool with_confidence = false,
                                const LoadProgress& progress = {});

  std::size_t vertex_count() const { return nodes_.size(); }
  std::size_t arc_count() const { return targets_.size(); }

  NodeId node(Vertex vertex) const { return nodes_[vertex]; }

  // Nothing if no statement of the scope is about the node.
  std::optional<Vertex> find(NodeId node) const;

  // Names of the relations that occur, in byte order; their places number them within the view.
  const std::vector<std::string>& relations() const { return relations_; }

  struct ArcRange {
    Arc first = 0;
    Arc end = 0;
    std::size_t size() const { return end - first; }
  };
  ArcRange outgoing(Vertex vertex) const { return {begins_[vertex], begins_[vertex + 1]}; }
  // Those of one relation. Requires: relation < relations().size().
  ArcRange outgoing(Vertex vertex, std::size_t relation) const;
  // By source.
  std::span<const Arc> incoming(Vertex vertex) const {
    return {incoming_.data() + incoming_begins_[vertex], incoming_.data() + incoming_begins_[vertex + 1]};
  }

  Vertex source(Arc arc) const { return sources_[arc]; }
  Vertex target(Arc arc) const { return targets_[arc]; }
  std::span<const Vertex> targets(ArcRange arcs) const { return {targets_.data() + arcs.first, arcs.size()}; }
  // The sources of incoming(vertex), in its order.
  std::span<const Vertex> sources(Vertex vertex) const {
    return {incoming_sources_.data() + incoming_begins_[vertex],
            incoming_sources_.data() + incoming_begins_[vertex + 1]};
  }
  std::size_t relation(Arc arc) const { return arc_relations_[arc]; }
  Factuality factuality(Arc arc) const { return factualities_[arc]; }
  StatementNumber statement(Arc arc) const { return statements_[arc]; }
  Edge edge(Arc arc) const;

  bool has_confidence() const { return !confidences_.empty() || targets_.empty(); }
  // Requires: has_confidence().
  double confidence(Arc arc) const { return confidences_[arc]; }

 private:
  friend class GraphViewLoader;
  GraphView() = default;

  std::vector<NodeId> nodes_;                           // By vertex.
  std::vector<std::pair<NodeId, Vertex>> vertices_of_;  // The same, by node.
  std::vector<std::string> relations_;
  std::vector<RelationNumber> relation_numbers_;  // Of the same, in the source.
  std::vector<Arc> begins_;                       // By vertex, and one more.
  std::vector<Vertex> sources_;                   // By arc, as what follows.
  std::vector<Vertex> targets_;
  std::vector<std::uint16_t> arc_relations_;
  std::vector<Factuality> factualities_;
  std::vector<StatementNumber> statements_;
  std::vector<float> confidences_;
  std::vector<Arc> incoming_begins_;
  std::vector<Arc> incoming_;
  std::vector<Vertex> incoming_sources_;
};

}  // namespace entente::graph
