// The best paths between two nodes.
#include "evaluator.hpp"
#include "matcher_rules.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace entente::query {
namespace {

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kMostTried = 20'000'000;  // Relationships looked at for the paths between two nodes.

Side opposite(Side side) {
  return side == Side::outgoing ? Side::incoming : side == Side::incoming ? Side::outgoing : Side::both;
}

std::size_t least_of(const RelationshipPattern& relationship) {
  const Repetition* const times = relationship.repetition();
  return times == nullptr ? 1 : times->least;
}

std::size_t most_of(const RelationshipPattern& relationship) {
  const Repetition* const times = relationship.repetition();
  return times == nullptr ? 1 : times->most.value_or(kAll);
}

bool is_in(const std::vector<NodeRef>& sorted, NodeRef node) {
  return std::binary_search(sorted.begin(), sorted.end(), node);
}

}  // namespace

// How many paths between two nodes a search gives.
Matcher::Wanted Matcher::wanted(const PathPattern& pattern) {
  std::size_t count = 1;
  if (pattern.count) {
    const Value value = evaluate(*pattern.count, row_, execution_);
    if (value.integer() == nullptr || *value.integer() < 1)
      fail(QueryFault::invalid_argument_value, pattern.count->at, "a number of paths is at least 1");
    count = static_cast<std::size_t>(*value.integer());
  }
  switch (pattern.selector) {
    case PathSelector::all_shortest:
      return {kAll, 1, false};
    case PathSelector::all_shortest_paths_function:
      return {kAll, 1, true};
    case PathSelector::shortest_groups:
      return {kAll, count, false};
    case PathSelector::shortest_path_function:
      return {1, 1, true};
    default:
      return {count, kAll, false};
  }
}

bool Matcher::search(std::size_t number) {
  const MatchStep& over = step(number);
  const Chain& chain = plan_.chains[over.chain];
  const Wanted want = wanted(*chain.pattern);
  const NodeRef from = *row_[(over.forward ? chain.nodes.front() : chain.nodes.back())->slot].node();
  if (!over.node_known) return search_all(number, want, from);
  return search_pair(number, want, from, *row_[over.node->slot].node());
}

bool Matcher::search_pair(std::size_t number, const Wanted& want, NodeRef from, NodeRef to) {
  const MatchStep& over = step(number);
  if (from == to) return search_around(number, want, from);
  if (!over.by_level) return search_trails(number, want, over.forward ? from : to, over.forward ? to : from, 0);
  if (want.paths == 1) {
    const auto path = any_shortest(over, from, to);
    return !path || take_path(number, *path);
  }
  const Layers layers = shortest_layers(over, from, to);
  Segment segment;
  return layers.empty() || follow_layers(number, layers, segment, from);
}

// Paths that end where they begin.
bool Matcher::search_around(std::size_t number, const Wanted& want, NodeRef node) {
  const MatchStep& over = step(number);
  if (over.relationship != nullptr && (over.by_level || want.filters_first)) {
    if (least_of(*over.relationship) == 0) return take_path(number, {});
    if (want.filters_first) return true;  // shortestPath() is between two different nodes.
    const auto around = shortest_cycle(over, node);
    return !around || *around > most_of(*over.relationship) || search_trails(number, want, node, node, *around);
  }
  return search_trails(number, want, node, node, 0);
}

std::vector<NodeRef> Matcher::next_level(const MatchStep& step, const std::vector<NodeRef>& level, NodeSet& seen) {
  std::vector<NodeRef> next;
  std::vector<QueryGraph::Step> steps;
  for (const NodeRef node : level) {
    read_steps(step, node, steps);
    for (const QueryGraph::Step& one : steps) {
      if (seen.contains(one.other) || !one_fits(step, one.relationship)) continue;
      seen.insert(one.other);
      next.push_back(one.other);
    }
  }
  return next;
}

// A shortest path, told from `from`, its end included; nothing if there is none. Breadth first from both ends, the narrower one ahead,
// until they meet.
std::optional<Segment> Matcher::any_shortest(const MatchStep& step, NodeRef from, NodeRef to) {
  MatchStep backwards = step;
  backwards.side = opposite(step.side);
  struct Reached {
    NodeRef node;
    RelationshipRef by;
    std::size_t parent;  // Its place in the level before.
  };
  struct End {
    const MatchStep& step;
    std::vector<std::vector<Reached>> levels;
    NodeSet seen;
  };
  End ends[] = {{step, {{{from, {}, 0}}}, {}}, {backwards, {{{to, {}, 0}}}, {}}};
  ends[0].seen.insert(from);
  ends[1].seen.insert(to);
  std::vector<QueryGraph::Step> steps;
  // The way from the level of an end that was reached last back to that end.
  const auto back = [](const End& end, Reached at, std::size_t level, const auto& take) {
    for (; level > 0; at = end.levels[--level][at.parent]) take(at.by, end.levels[level - 1][at.parent].node);
  };
  for (std::size_t length = 0; length < most_of(*step.relationship); ++length) {
    const std::size_t first = ends[0].levels.back().size() <= ends[1].levels.back().size() ? 0 : 1;
    End& end = ends[first];
    const End& other = ends[1 - first];
    const std::vector<Reached>& level = end.levels.back();
    std::vector<Reached> next;
    for (std::size_t i = 0; i < level.size(); ++i) {
      read_steps(end.step, level[i].node, steps);
      for (const QueryGraph::Step& one : steps) {
        if (!step.each.empty() && (end.seen.contains(one.other) || !one_fits(step, one.relationship))) continue;
        if (!end.seen.insert(one.other)) continue;
        next.push_back({one.other, one.relationship, i});
        if (!other.seen.contains(one.other)) continue;
        const auto meeting = std::find_if(other.levels.back().begin(), other.levels.back().end(),
                                          [&](const Reached& reached) { return reached.node == one.other; });
        const std::size_t depths[] = {end.levels.size(), other.levels.size() - 1};
        end.levels.push_back({});
        Segment segment;
        const Reached halves[] = {next.back(), *meeting};
        back(ends[0], halves[first], depths[first], [&](RelationshipRef by, NodeRef node) {
          segment.relationships.push_back(by);
          segment.between.push_back(node);
        });
        std::reverse(segment.relationships.begin(), segment.relationships.end());
        std::reverse(segment.between.begin(), segment.between.end());
        if (!segment.between.empty()) segment.between.erase(segment.between.begin());  // The start.
        segment.between.push_back(one.other);
        back(ends[1], halves[1 - first], depths[1 - first], [&](RelationshipRef by, NodeRef node) {
          segment.relationships.push_back(by);
          segment.between.push_back(node);
        });
        return segment;
      }
    }
    if (next.empty()) break;
    end.levels.push_back(std::move(next));
  }
  return std::nullopt;
}

// The nodes on the shortest paths, by distance, each layer sorted; nothing if there is no path. Breadth first from both ends, the
// narrower one ahead.
Layers Matcher::shortest_layers(const MatchStep& step, NodeRef from, NodeRef to) {
  MatchStep backwards = step;
  backwards.side = opposite(step.side);
  struct End {
    const MatchStep& step;
    Layers levels;
    NodeSet seen;
  };
  End ends[] = {{step, {{from}}, {}}, {backwards, {{to}}, {}}};
  ends[0].seen.insert(from);
  ends[1].seen.insert(to);
  std::vector<NodeRef> middle;
  for (std::size_t length = 0; middle.empty(); ++length) {
    if (length == most_of(*step.relationship)) return {};
    const std::size_t first = ends[0].levels.back().size() <= ends[1].levels.back().size() ? 0 : 1;
    End& end = ends[first];
    end.levels.push_back(next_level(end.step, end.levels.back(), end.seen));
    if (end.levels.back().empty()) return {};
    const NodeSet& other = ends[1 - first].seen;
    std::copy_if(end.levels.back().begin(), end.levels.back().end(), std::back_inserter(middle),
                 [&](NodeRef node) { return other.contains(node); });
  }
  // From the middle to either end: of the nodes that are as far from it as their level, those next to what is known to lie on a path.
  for (const std::size_t first : {std::size_t{0}, std::size_t{1}}) {
    Layers& levels = ends[first].levels;
    levels.back() = middle;
    std::sort(levels.back().begin(), levels.back().end());
    for (std::size_t at = levels.size() - 1; at > 0; --at) {
      std::sort(levels[at - 1].begin(), levels[at - 1].end());
      std::vector<NodeRef> nearer;
      std::vector<QueryGraph::Step> steps;
      for (const NodeRef node : levels[at]) {
        read_steps(ends[1 - first].step, node, steps);
        for (const QueryGraph::Step& one : steps) {
          if (is_in(levels[at - 1], one.other) && one_fits(step, one.relationship)) nearer.push_back(one.other);
        }
      }
      std::sort(nearer.begin(), nearer.end());
      nearer.erase(std::unique(nearer.begin(), nearer.end()), nearer.end());
      levels[at - 1] = std::move(nearer);
    }
  }
  Layers layers = std::move(ends[0].levels);
  const Layers& rest = ends[1].levels;
  for (std::size_t at = rest.size() - 1; at > 0; --at) layers.push_back(rest[at - 1]);
  return layers;
}

bool Matcher::follow_layers(std::size_t number, const Layers& layers, Segment& segment, NodeRef at) {
  const std::size_t length = segment.relationships.size();
  if (length + 1 == layers.size()) return take_path(number, segment);
  const MatchStep& over = step(number);
  std::vector<QueryGraph::Step> steps;
  read_steps(over, at, steps);
  for (const QueryGraph::Step& one : steps) {
    if (!is_in(layers[length + 1], one.other) || !one_fits(over, one.relationship)) continue;
    segment.relationships.push_back(one.relationship);
    segment.between.push_back(one.other);
    const bool more = follow_layers(number, layers, segment, one.other);
    segment.relationships.pop_back();
    segment.between.pop_back();
    if (!more) return false;
  }
  return true;
}

bool Matcher::take_path(std::size_t number, Segment segment) {
  const MatchStep& over = step(number);
  const Chain& chain = plan_.chains[over.chain];
  const NodeRef end = segment.between.empty()
                          ? *row_[(over.forward ? chain.nodes.front() : chain.nodes.back())->slot].node()
                          : segment.between.back();
  if (!segment.between.empty()) segment.between.pop_back();
  if (!over.forward) {
    std::reverse(segment.relationships.begin(), segment.relationships.end());
    std::reverse(segment.between.begin(), segment.between.end());
  }
  row_[over.relationship->slot] = over.relationship->repetition() != nullptr
                                      ? Value(List(segment.relationships.begin(), segment.relationships.end()))
                                      : Value(segment.relationships.front());
  segments_[over.chain][0] = std::move(segment);
  return arrive(number, end);
}

// One search from a node to all others. Of each is kept from where it was reached first.
bool Matcher::search_all(std::size_t number, const Wanted& want, NodeRef from) {
  const MatchStep& over = step(number);
  if (has_labels(*over.node, from)) {
    row_[over.node->slot] = from;
    if (!search_around(number, want, from)) return false;
  }
  struct Reached {
    std::size_t distance;
    std::vector<QueryGraph::Step> by;  // Relationships, and where they come from.
  };
  std::unordered_map<std::uint64_t, Reached> reached = {{from.number, {0, {}}}};
  Segment segment;  // Backwards.
  const std::function<bool(NodeRef)> back = [&](NodeRef node) {
    if (node == from) {
      Segment path = segment;
      std::reverse(path.relationships.begin(), path.relationships.end());
      std::reverse(path.between.begin(), path.between.end());
      return take_path(number, std::move(path));
    }
    segment.between.push_back(node);
    bool more = true;
    for (const QueryGraph::Step& one : reached.at(node.number).by) {
      segment.relationships.push_back(one.relationship);
      more = back(one.other);
      segment.relationships.pop_back();
      if (!more || want.paths == 1) break;
    }
    segment.between.pop_back();
    return more;
  };
  std::vector<NodeRef> level = {from};
  std::vector<QueryGraph::Step> steps;
  for (std::size_t distance = 1; !level.empty() && distance <= most_of(*over.relationship); ++distance) {
    std::vector<NodeRef> next;
    for (const NodeRef node : level) {
      read_steps(over, node, steps);
      for (const QueryGraph::Step& one : steps) {
        const auto known = reached.find(one.other.number);
        if (known != reached.end() && (want.paths == 1 || known->second.distance < distance)) continue;
        if (!one_fits(over, one.relationship)) continue;
        const auto [place, is_new] = reached.try_emplace(one.other.number, Reached{distance, {}});
        if (is_new) next.push_back(one.other);
        place->second.by.push_back({one.relationship, node});
      }
    }
    for (const NodeRef node : next) {
      if (has_labels(*over.node, node) && !back(node)) return false;
    }
    level = std::move(next);
  }
  return true;
}

bool Matcher::may_use_one_more() {
  if (trail_.used.size() < trail_.most) return true;
  trail_.cut = true;
  return false;
}

bool Matcher::may_go_to(NodeRef node) {
  if (trail_.distances == nullptr) return true;
  if (++trail_.tried > kMostTried) {
    fail(QueryFault::limit_reached, plan_.chains.front().pattern->at,
         fmt::format("more than {} relationships to try for the paths between two nodes", kMostTried),
         "bound the length, or narrow the types");
  }
  const auto known = trail_.distances->known.find(node.number);
  const bool is_known = known != trail_.distances->known.end();
  if (!is_known && trail_.distances->complete) return false;
  const std::size_t left = is_known ? known->second : trail_.distances->depth + 1;
  if (trail_.used.size() + 1 + left <= trail_.most) return true;
  trail_.cut = true;
  return false;
}

// One level more of the nodes around the end of a search, whatever the direction and type of relationships.
void Matcher::extend_distances(std::size_t number, Distances& distances, std::vector<NodeRef>& level) const {
  std::vector<NodeRef> next;
  std::vector<QueryGraph::Step> steps;
  ++distances.depth;
  for (const NodeRef node : level) {
    execution_.tick(plan_.chains[step(number).chain].pattern->at);
    steps.clear();
    readable(execution_.graph.steps(node, Side::both, {}, steps));
    for (const QueryGraph::Step& one : steps) {
      if (distances.known.try_emplace(one.other.number, distances.depth).second) next.push_back(one.other);
    }
  }
  level = std::move(next);
  distances.complete = level.empty();
}

// Conditions on the path come first, or it has several links: tries all trails, the shorter ones first, until enough of them are
// found. Each length is a search of its own that leaves out what cannot reach the end in time.
bool Matcher::search_trails(std::size_t number, const Wanted& want, NodeRef from, NodeRef to, std::size_t least) {
  const MatchStep& over = step(number);
  std::size_t paths = 0;
  std::size_t groups = 0;
  std::size_t tried = 0;
  Distances distances{{{to.number, 0}}, 0, false};
  std::vector<NodeRef> level = {to};
  while (!distances.known.contains(from.number) && !level.empty()) extend_distances(number, distances, level);
  if (!distances.known.contains(from.number)) return true;
  for (std::size_t length = std::max(least, distances.known.at(from.number));; ++length) {
    while (2 * distances.depth < length && !level.empty()) extend_distances(number, distances, level);
    Trail trail;
    trail.used = trail_.used;
    trail.most = trail_.used.size() + length;
    trail.distances = &distances;
    trail.tried = tried;
    const std::size_t before = paths;
    bool more = true;
    const Matcher* trails = nullptr;
    const RowSink take = [&](Row&) {
      if (trail.used.size() != trail.most) return true;  // Found before.
      segments_[over.chain] = trails->segments(0);
      // With a condition that comes first, a path counts if something was found with it in the end.
      const std::size_t found = found_;
      more = arrive(number, *row_[over.node->slot].node());
      if (!want.filters_first || found_ > found) ++paths;
      return more && paths < want.paths;
    };
    Matcher inner(*over.inner, row_, execution_, trail, take);
    trails = &inner;
    inner.run();
    tried = trail.tried;
    if (!more) return false;
    if (paths >= want.paths || (paths > before && ++groups == want.groups) || !trail.cut) return true;
  }
}

}  // namespace entente::query
