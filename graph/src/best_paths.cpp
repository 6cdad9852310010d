#include "boost_graph.hpp"
#include "link_graph.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include <entente/graph/path.hpp>

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>

namespace entente::graph {
namespace {

constexpr double kLeastConfidence = 1e-9;  // What cannot be true still connects, as a last resort.
constexpr double kStepCost = 1e-9;         // Makes the shorter of two equally sure paths the better one.

using VertexPath = std::vector<Vertex>;

// What a search leaves out.
struct Ban {
  std::vector<char> vertices;     // By vertex.
  std::vector<LinkNumber> links;  // A few.
};
struct AdmittedVertex {
  const Ban* ban = nullptr;
  bool operator()(Vertex vertex) const { return ban->vertices[vertex] == 0; }
};
struct AdmittedLink {
  const Ban* ban = nullptr;
  bool operator()(const GraphEdge& edge) const {
    return std::find(ban->links.begin(), ban->links.end(), edge.number) == ban->links.end();
  }
};

struct Settled {};

// Ends a search when the distance of a vertex is known.
struct StopAt : boost::dijkstra_visitor<> {
  Vertex vertex;
  explicit StopAt(Vertex stop) : vertex(stop) {}
  template <typename Graph>
  void examine_vertex(Vertex reached, const Graph&) const {
    if (reached == vertex) throw Settled{};
  }
};

class PathSearch {
 public:
  PathSearch(const GraphView& view, PathCost cost) : view_(view), links_(view) {
    ban_.vertices.resize(links_.vertex_count());
    for (const Link& link : links_.links()) {
      costs_.push_back(
          cost == PathCost::steps ? 1.0 : kStepCost - std::log(std::max(view.confidence(link.best), kLeastConfidence)));
    }
  }

  Ban& ban() { return ban_; }

  // The first by its vertices among the cheapest paths around what is banned; empty if there is none.
  VertexPath cheapest(Vertex from, Vertex to) {
    std::vector<double> distances(links_.vertex_count());  // To the end.
    const boost::filtered_graph<LinkGraph, AdmittedLink, AdmittedVertex> admitted(links_, AdmittedLink{&ban_},
                                                                                  AdmittedVertex{&ban_});
    try {
      boost::dijkstra_shortest_paths(
          admitted, to, boost::weight_map(by_edge(costs_)).distance_map(by_vertex(distances)).visitor(StopAt(from)));
      return {};
    } catch (const Settled&) {
    }
    // Who is nearer than the start is settled, and someone in each step is as near as its distance says, to the last bit.
    VertexPath path = {from};
    while (path.back() != to) {
      const Vertex at = path.back();
      const auto [first, last] = boost::out_edges(at, admitted);
      const auto next = std::find_if(first, last, [&](const GraphEdge& edge) {
        return distances[edge.target] < distances[at] && distances[edge.target] + costs_[edge.number] == distances[at];
      });
      path.push_back((*next).target);
    }
    return path;
  }

  LinkNumber link(Vertex from, Vertex to) const {
    const auto [first, last] = out_edges(from, links_);
    return (*std::find_if(first, last, [to](const GraphEdge& edge) { return edge.target == to; })).number;
  }

  double cost(const VertexPath& path) const {
    double sum = 0;
    for (std::size_t i = 1; i < path.size(); ++i) sum += costs_[link(path[i - 1], path[i])];
    return sum;
  }

  RankedPath ranked(const VertexPath& path) const {
    RankedPath result;
    for (std::size_t i = 1; i < path.size(); ++i) {
      const Arc arc = links_.links()[link(path[i - 1], path[i])].best;
      result.edges.push_back(view_.edge(arc));
      result.confidence *= view_.confidence(arc);
    }
    return result;
  }

 private:
  const GraphView& view_;
  LinkGraph links_;
  std::vector<double> costs_;  // By link.
  Ban ban_;
};

}  // namespace

std::vector<RankedPath> best_paths(const GraphView& view, const BestPathsQuestion& question) {
  const auto from = view.find(question.from);
  const auto to = view.find(question.to);
  if (question.count == 0) return {};
  if (question.from == question.to) return {RankedPath{}};
  if (!from || !to) return {};
  PathSearch search(view, question.cost);
  std::vector<VertexPath> found;
  std::set<std::pair<double, VertexPath>> candidates;
  if (VertexPath first = search.cheapest(*from, *to); !first.empty()) candidates.emplace(search.cost(first), first);
  while (!candidates.empty()) {
    found.push_back(std::move(candidates.extract(candidates.begin()).value().second));
    if (found.size() == question.count) break;
    // Further paths leave the last one somewhere, by a way that no path found before has taken from there.
    const VertexPath& last = found.back();
    for (std::size_t at = 0; at + 1 < last.size(); ++at) {
      search.ban().links.clear();
      for (const VertexPath& path : found) {
        if (path.size() > at + 1 &&
            std::equal(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(at) + 1, path.begin()))
          search.ban().links.push_back(search.link(path[at], path[at + 1]));
      }
      const VertexPath rest = search.cheapest(last[at], *to);
      if (!rest.empty()) {
        VertexPath path(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(at));
        path.insert(path.end(), rest.begin(), rest.end());
        candidates.emplace(search.cost(path), std::move(path));
      }
      search.ban().vertices[last[at]] = 1;
    }
    for (const Vertex vertex : last) search.ban().vertices[vertex] = 0;
  }
  std::vector<RankedPath> result;
  for (const VertexPath& path : found) result.push_back(search.ranked(path));
  return result;
}

}  // namespace entente::graph
