#include "link_graph.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace entente::graph {
namespace {

// Whether the first arc shows a link better than the second.
bool shows_better(const GraphView& view, Arc a, Arc b) {
  if (view.has_confidence() && view.confidence(a) != view.confidence(b)) return view.confidence(a) > view.confidence(b);
  const auto order = [&](Arc arc) { return std::tuple(view.relation(arc), view.factuality(arc), view.source(arc)); };
  return order(a) < order(b);
}

}  // namespace

LinkGraph::LinkGraph(const GraphView& view) : begins_(view.vertex_count() + 1, 0) {
  for (Arc arc = 0; arc < view.arc_count(); ++arc) {
    const auto [first, second] = std::minmax({view.source(arc), view.target(arc)});
    if (first != second) links_.push_back({first, second, 1, arc});
  }
  const auto ends = [](const Link& link) { return std::pair(link.first, link.second); };
  std::sort(links_.begin(), links_.end(),
            [&](const Link& a, const Link& b) { return std::pair(ends(a), a.best) < std::pair(ends(b), b.best); });
  std::size_t count = 0;
  for (const Link& link : links_) {
    if (count > 0 && ends(links_[count - 1]) == ends(link)) {
      Link& joined = links_[count - 1];
      ++joined.statements;
      if (shows_better(view, link.best, joined.best)) joined.best = link.best;
    } else {
      links_[count++] = link;
    }
  }
  links_.resize(count);
  links_.shrink_to_fit();

  for (const Link& link : links_) {
    ++begins_[link.first + 1];
    ++begins_[link.second + 1];
  }
  std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
  neighbors_.resize(begins_.back());
  slot_links_.resize(begins_.back());
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
  // Lesser neighbors come first in a row: links are sorted by their first ends, then by their second ones.
  for (const bool to_first : {true, false}) {
    for (LinkNumber number = 0; number < links_.size(); ++number) {
      const Link& link = links_[number];
      const std::uint32_t slot = next[to_first ? link.second : link.first]++;
      neighbors_[slot] = to_first ? link.first : link.second;
      slot_links_[slot] = number;
    }
  }
}

}  // namespace entente::graph
