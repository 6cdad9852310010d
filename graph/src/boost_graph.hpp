// Graph views as graphs of Boost.Graph: a GraphView is a directed multigraph (vertex list, incidence, bidirectional,
// adjacency and edge list graph), a LinkGraph an undirected simple one (vertex list, incidence, adjacency and edge list
// graph). Vertices and edges are numbered, so that vectors serve as property maps. The concepts are checked in analysis.cpp.
#pragma once

#include "link_graph.hpp"

#include <cstddef>
#include <utility>

#include <entente/graph/graph_view.hpp>

#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>

namespace entente::graph {

// An edge as seen from one of its ends.
struct GraphEdge {
  Vertex source = 0;
  Vertex target = 0;
  std::uint32_t number = 0;  // An Arc, or a LinkNumber.

  friend bool operator==(const GraphEdge& a, const GraphEdge& b) { return a.number == b.number; }
  friend bool operator!=(const GraphEdge& a, const GraphEdge& b) { return a.number != b.number; }
};

inline Vertex source(const GraphEdge& edge, const GraphView&) { return edge.source; }
inline Vertex target(const GraphEdge& edge, const GraphView&) { return edge.target; }
inline Vertex source(const GraphEdge& edge, const LinkGraph&) { return edge.source; }
inline Vertex target(const GraphEdge& edge, const LinkGraph&) { return edge.target; }

// What turns a number into an edge or a vertex for a transform_iterator.
struct OutgoingEdge {
  using result_type = GraphEdge;
  const GraphView* view = nullptr;
  GraphEdge operator()(Arc arc) const { return {view->source(arc), view->target(arc), arc}; }
};
struct IncomingEdge {
  using result_type = GraphEdge;
  const GraphView* view = nullptr;
  GraphEdge operator()(const Arc& arc) const { return {view->source(arc), view->target(arc), arc}; }
};
struct LinkAtSlot {
  using result_type = GraphEdge;
  const LinkGraph* links = nullptr;
  Vertex vertex = 0;
  GraphEdge operator()(std::uint32_t slot) const { return {vertex, links->neighbor(slot), links->link(slot)}; }
};
struct LinkAtNumber {
  using result_type = GraphEdge;
  const LinkGraph* links = nullptr;
  GraphEdge operator()(LinkNumber number) const {
    const Link& link = links->links()[number];
    return {link.first, link.second, number};
  }
};
struct NeighborAtSlot {
  using result_type = Vertex;
  const LinkGraph* links = nullptr;
  Vertex operator()(std::uint32_t slot) const { return links->neighbor(slot); }
};

using Numbers = boost::counting_iterator<std::uint32_t>;

// What both graphs tell boost::graph_traits alike.
struct NumberedGraphTraits {
  using vertex_descriptor = Vertex;
  using edge_descriptor = GraphEdge;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = Numbers;
  static vertex_descriptor null_vertex() { return static_cast<vertex_descriptor>(-1); }
};

}  // namespace entente::graph

namespace boost {

template <>
struct graph_traits<entente::graph::GraphView> : entente::graph::NumberedGraphTraits {
  using directed_category = bidirectional_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  struct traversal_category : virtual bidirectional_graph_tag,
                              virtual adjacency_graph_tag,
                              virtual vertex_list_graph_tag,
                              virtual edge_list_graph_tag {};
  using out_edge_iterator = transform_iterator<entente::graph::OutgoingEdge, entente::graph::Numbers>;
  using in_edge_iterator = transform_iterator<entente::graph::IncomingEdge, const entente::graph::Arc*>;
  using edge_iterator = out_edge_iterator;
  using adjacency_iterator = const entente::graph::Vertex*;
};

template <>
struct graph_traits<entente::graph::LinkGraph> : entente::graph::NumberedGraphTraits {
  using directed_category = undirected_tag;
  using edge_parallel_category = disallow_parallel_edge_tag;
  struct traversal_category : virtual incidence_graph_tag,
                              virtual adjacency_graph_tag,
                              virtual vertex_list_graph_tag,
                              virtual edge_list_graph_tag {};
  using out_edge_iterator = transform_iterator<entente::graph::LinkAtSlot, entente::graph::Numbers>;
  using in_edge_iterator = out_edge_iterator;  // Named by filtered_graph.
  using edge_iterator = transform_iterator<entente::graph::LinkAtNumber, entente::graph::Numbers>;
  using adjacency_iterator = transform_iterator<entente::graph::NeighborAtSlot, entente::graph::Numbers>;
};

template <>
struct graph_traits<const entente::graph::GraphView> : graph_traits<entente::graph::GraphView> {};
template <>
struct graph_traits<const entente::graph::LinkGraph> : graph_traits<entente::graph::LinkGraph> {};

// The index of a vertex is the vertex itself.
template <>
struct property_map<entente::graph::GraphView, vertex_index_t> {
  using type = typed_identity_property_map<entente::graph::Vertex>;
  using const_type = type;
};
template <>
struct property_map<entente::graph::LinkGraph, vertex_index_t> {
  using type = typed_identity_property_map<entente::graph::Vertex>;
  using const_type = type;
};

}  // namespace boost

namespace entente::graph {

using ViewTraits = boost::graph_traits<GraphView>;
using LinkTraits = boost::graph_traits<LinkGraph>;

template <typename Iterator>
using Range = std::pair<Iterator, Iterator>;

// From here on, the free functions by which Boost.Graph's concepts read a graph.

inline Range<Numbers> numbers_below(std::size_t end) { return {Numbers(0), Numbers(static_cast<std::uint32_t>(end))}; }

inline std::size_t num_vertices(const GraphView& view) { return view.vertex_count(); }
inline std::size_t num_edges(const GraphView& view) { return view.arc_count(); }
inline Range<Numbers> vertices(const GraphView& view) { return numbers_below(view.vertex_count()); }
inline Range<ViewTraits::edge_iterator> edges(const GraphView& view) {
  const auto [first, last] = numbers_below(view.arc_count());
  return {{first, OutgoingEdge{&view}}, {last, OutgoingEdge{&view}}};
}
inline std::size_t out_degree(Vertex vertex, const GraphView& view) { return view.outgoing(vertex).size(); }
inline Range<ViewTraits::out_edge_iterator> out_edges(Vertex vertex, const GraphView& view) {
  const auto arcs = view.outgoing(vertex);
  return {{Numbers(arcs.first), OutgoingEdge{&view}}, {Numbers(arcs.end), OutgoingEdge{&view}}};
}
inline std::size_t in_degree(Vertex vertex, const GraphView& view) { return view.incoming(vertex).size(); }
inline Range<ViewTraits::in_edge_iterator> in_edges(Vertex vertex, const GraphView& view) {
  const auto arcs = view.incoming(vertex);
  return {{arcs.data(), IncomingEdge{&view}}, {arcs.data() + arcs.size(), IncomingEdge{&view}}};
}
inline std::size_t degree(Vertex vertex, const GraphView& view) {
  return out_degree(vertex, view) + in_degree(vertex, view);
}
inline Range<ViewTraits::adjacency_iterator> adjacent_vertices(Vertex vertex, const GraphView& view) {
  const auto targets = view.targets(view.outgoing(vertex));
  return {targets.data(), targets.data() + targets.size()};
}
inline boost::typed_identity_property_map<Vertex> get(boost::vertex_index_t, const GraphView&) { return {}; }

inline std::size_t num_vertices(const LinkGraph& links) { return links.vertex_count(); }
inline std::size_t num_edges(const LinkGraph& links) { return links.links().size(); }
inline Range<Numbers> vertices(const LinkGraph& links) { return numbers_below(links.vertex_count()); }
inline Range<LinkTraits::edge_iterator> edges(const LinkGraph& links) {
  const auto [first, last] = numbers_below(links.links().size());
  return {{first, LinkAtNumber{&links}}, {last, LinkAtNumber{&links}}};
}
inline std::size_t out_degree(Vertex vertex, const LinkGraph& links) { return links.degree(vertex); }
inline Range<LinkTraits::out_edge_iterator> out_edges(Vertex vertex, const LinkGraph& links) {
  const LinkAtSlot edge{&links, vertex};
  return {{Numbers(links.first_slot(vertex)), edge}, {Numbers(links.first_slot(vertex + 1)), edge}};
}
inline Range<LinkTraits::adjacency_iterator> adjacent_vertices(Vertex vertex, const LinkGraph& links) {
  const NeighborAtSlot neighbor{&links};
  return {{Numbers(links.first_slot(vertex)), neighbor}, {Numbers(links.first_slot(vertex + 1)), neighbor}};
}
inline boost::typed_identity_property_map<Vertex> get(boost::vertex_index_t, const LinkGraph&) { return {}; }

// Values in a vector, by the number of an edge.
struct EdgeNumber {
  using key_type = GraphEdge;
  using value_type = std::uint32_t;
  using reference = std::uint32_t;
  using category = boost::readable_property_map_tag;
  friend std::uint32_t get(const EdgeNumber&, const GraphEdge& edge) { return edge.number; }
};

template <typename T>
auto by_vertex(std::vector<T>& values) {
  return boost::make_iterator_property_map(values.begin(), boost::typed_identity_property_map<Vertex>());
}

template <typename T>
auto by_edge(std::vector<T>& values) {
  return boost::make_iterator_property_map(values.begin(), EdgeNumber());
}

}  // namespace entente::graph
