// The method of Louvain: nodes move to the community of a neighbour while that raises modularity; then communities become nodes.
#include "communities.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace entente::graph {
namespace {

constexpr double kLeastGain = 1e-12;

// A graph of communities; loops are what their members have among themselves.
struct Level {
  std::vector<std::vector<std::pair<std::size_t, double>>> neighbors;  // Without the node itself.
  std::vector<double> loops;                                           // Twice the weight within.
  double total = 0;                                                    // Twice the weight of all links.

  double degree(std::size_t node) const {
    double sum = loops[node];
    for (const auto& [other, weight] : neighbors[node]) sum += weight;
    return sum;
  }
};

Level level_of(const LinkGraph& links) {
  Level level;
  level.neighbors.resize(links.vertex_count());
  level.loops.resize(links.vertex_count());
  for (const Link& link : links.links()) {
    level.neighbors[link.first].emplace_back(link.second, link.statements);
    level.neighbors[link.second].emplace_back(link.first, link.statements);
    level.total += 2.0 * link.statements;
  }
  return level;
}

// The community of each node after moves, in the order of nodes, until none gains. Nothing moved if all are alone.
std::vector<std::size_t> move_nodes(const Level& level) {
  const std::size_t count = level.neighbors.size();
  std::vector<std::size_t> community(count);
  std::iota(community.begin(), community.end(), std::size_t{0});
  std::vector<double> degrees(count);
  for (std::size_t node = 0; node < count; ++node) degrees[node] = level.degree(node);
  std::vector<double> totals = degrees;
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t node = 0; node < count; ++node) {
      std::map<std::size_t, double> to;  // Weight of links to each community around.
      for (const auto& [other, weight] : level.neighbors[node]) to[community[other]] += weight;
      const std::size_t own = community[node];
      totals[own] -= degrees[node];
      std::size_t best = own;
      double best_gain = to[own] - totals[own] * degrees[node] / level.total;
      for (const auto& [candidate, weight] : to) {
        const double gain = weight - totals[candidate] * degrees[node] / level.total;
        if (gain > best_gain + kLeastGain) {
          best = candidate;
          best_gain = gain;
        }
      }
      totals[best] += degrees[node];
      community[node] = best;
      moved = moved || best != own;
    }
  }
  return community;
}

// Numbers communities from 0 on, in the order of their first nodes. Returns how many there are.
std::size_t renumber(std::vector<std::size_t>& community) {
  std::map<std::size_t, std::size_t> numbers;
  for (std::size_t& number : community) number = numbers.emplace(number, numbers.size()).first->second;
  return numbers.size();
}

Level join(const Level& level, const std::vector<std::size_t>& community, std::size_t count) {
  Level joined;
  joined.neighbors.resize(count);
  joined.loops.resize(count);
  joined.total = level.total;
  std::vector<std::map<std::size_t, double>> weights(count);
  for (std::size_t node = 0; node < level.neighbors.size(); ++node) {
    joined.loops[community[node]] += level.loops[node];
    for (const auto& [other, weight] : level.neighbors[node]) {
      if (community[other] == community[node]) {
        joined.loops[community[node]] += weight;
      } else {
        weights[community[node]][community[other]] += weight;
      }
    }
  }
  for (std::size_t i = 0; i < count; ++i) joined.neighbors[i].assign(weights[i].begin(), weights[i].end());
  return joined;
}

}  // namespace

std::vector<std::size_t> communities_of(const LinkGraph& links) {
  std::vector<std::size_t> result(links.vertex_count());
  std::iota(result.begin(), result.end(), std::size_t{0});
  for (Level level = level_of(links);;) {
    std::vector<std::size_t> community = move_nodes(level);
    const std::size_t count = renumber(community);
    for (std::size_t& number : result) number = community[number];
    if (count == level.neighbors.size()) return result;
    level = join(level, community, count);
  }
}

}  // namespace entente::graph
