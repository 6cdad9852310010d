#include <algorithm>
#include <limits>

#include <entente/graph/path.hpp>

namespace entente::graph {

// Reaches the next level. True if it meets the other side, which then is at its last level: the rest is left out.
bool PathMeter::advance(Side& side, const Side& other) {
  next_.clear();
  side.work = 0;
  ++side.depth;
  for (const Vertex vertex : side.level) {
    for (const auto neighbors : {view_.targets(view_.outgoing(vertex)), view_.sources(vertex)}) {
      for (const Vertex neighbor : neighbors) {
        std::uint32_t& mark = marks_[neighbor];
        if (mark == other.mark) return true;
        if (mark == side.mark) continue;
        mark = side.mark;
        next_.push_back(neighbor);
        side.work += view_.outgoing(neighbor).size() + view_.sources(neighbor).size();
      }
    }
  }
  side.level.swap(next_);
  return false;
}

std::optional<std::size_t> PathMeter::length(Vertex from, Vertex to, std::size_t max_length) {
  if (from == to) return 0;
  if (last_mark_ > std::numeric_limits<std::uint32_t>::max() - 2) {
    std::fill(marks_.begin(), marks_.end(), 0);
    last_mark_ = 0;
  }
  Side sides[] = {{{from}, 0, 0, ++last_mark_}, {{to}, 0, 0, ++last_mark_}};
  for (const Side& side : sides) marks_[side.level.front()] = side.mark;
  while (!sides[0].level.empty() && !sides[1].level.empty() && sides[0].depth + sides[1].depth < max_length) {
    const std::size_t cheaper = sides[0].work <= sides[1].work ? 0 : 1;
    if (advance(sides[cheaper], sides[1 - cheaper])) return sides[0].depth + sides[1].depth;
  }
  return std::nullopt;
}

}  // namespace entente::graph
