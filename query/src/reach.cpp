// The nodes that a chain leads to, each once: what is asked for is where it ends, and not how it gets there.
#include "matcher_rules.hpp"

#include <algorithm>
#include <optional>

namespace entente::query {

// How long the shortest way around is that begins and ends at the node and uses no relationship twice; nothing if there is none.
// Undirected: breadth first, each node belonging to the branch of the first relationship on the way to it; a way around joins two
// branches, or is one relationship.
std::optional<std::size_t> Matcher::shortest_cycle(const MatchStep& step, NodeRef from) {
  struct Reached {
    std::size_t distance;
    RelationshipRef branch;
  };
  std::unordered_map<std::uint64_t, Reached> reached;
  std::vector<NodeRef> level = {from};
  std::optional<std::size_t> shortest;
  std::vector<QueryGraph::Step> steps;
  for (std::size_t distance = 0; !level.empty() && (!shortest || 2 * distance < *shortest); ++distance) {
    std::vector<NodeRef> next;
    for (const NodeRef node : level) {
      read_steps(step, node, steps);
      for (const QueryGraph::Step& one : steps) {
        if (!one_fits(step, one.relationship)) continue;
        const RelationshipRef branch = distance == 0 ? one.relationship : reached.at(node.number).branch;
        std::optional<std::size_t> around;
        if (one.other == from) {
          // Back over the relationship that the way began with is no way around.
          if (distance == 0 || one.relationship != branch) around = distance + 1;
        } else {
          const auto [place, is_new] = reached.try_emplace(one.other.number, Reached{distance + 1, branch});
          if (is_new) {
            next.push_back(one.other);
          } else if (step.side == Side::both && place->second.branch != branch) {
            around = distance + place->second.distance + 1;
          }
        }
        if (around && (!shortest || *around < *shortest)) shortest = around;
      }
    }
    level = std::move(next);
  }
  return shortest;
}

void Matcher::reach_repeated(const MatchStep& hop, NodeRef from, std::vector<NodeRef>& found) {
  const Repetition& times = *hop.relationship->repetition();
  NodeSet seen;
  std::vector<NodeRef> level = {from};
  std::vector<QueryGraph::Step> steps;
  if (times.least == 0) found.push_back(from);
  // The shortest way to another node uses no relationship twice. So is one back to the first node, if directions are kept.
  if (times.least == 0 || hop.side == Side::both) seen.insert(from);
  for (std::size_t length = 1; !level.empty() && (!times.most || length <= *times.most); ++length) {
    std::vector<NodeRef> next;
    for (const NodeRef node : level) {
      read_steps(hop, node, steps);
      for (const QueryGraph::Step& one : steps) {
        if (!seen.contains(one.other) && one_fits(hop, one.relationship)) {
          seen.insert(one.other);
          next.push_back(one.other);
        }
      }
    }
    found.insert(found.end(), next.begin(), next.end());
    level = std::move(next);
  }
  if (times.least == 0 || hop.side != Side::both) return;
  const auto around = shortest_cycle(hop, from);
  if (around && (!times.most || *around <= *times.most)) found.push_back(from);
}

// Whether the node may be where the hop ends. Gives it its place in the row.
bool Matcher::may_end(const MatchStep& hop, NodeRef node) {
  row_[hop.node->slot] = node;
  return has_labels(*hop.node, node) && hold(hop.checks);
}

// Whether the step may lead on from the place.
bool Matcher::may_hop(const MatchStep& hop, const ReachedPlace& from, const QueryGraph::Step& one) {
  if (!from.by_several && one.relationship == from.by) return false;
  if (hop.each.empty()) return true;
  row_[hop.node->slot] = one.other;
  row_[hop.relationship->slot] = one.relationship;
  return hold(hop.each);
}

std::vector<Matcher::ReachedPlace> Matcher::hop_on(const MatchStep& hop, const std::vector<ReachedPlace>& places) {
  std::vector<ReachedPlace> next;
  if (hop.kind == MatchStep::Kind::repeat) {
    std::vector<NodeRef> found;
    reach_repeated(hop, places.front().node, found);
    for (const NodeRef node : found) next.push_back({node, {}, true});
  } else {
    std::unordered_map<std::uint64_t, std::size_t> place_of;
    std::vector<QueryGraph::Step> steps;
    for (const ReachedPlace& from : places) {
      read_steps(hop, from.node, steps);
      for (const QueryGraph::Step& one : steps) {
        if (!may_hop(hop, from, one)) continue;
        const auto [known, is_new] = place_of.try_emplace(one.other.number, next.size());
        if (is_new) {
          next.push_back({one.other, one.relationship, false});
        } else if (next[known->second].by != one.relationship) {
          next[known->second].by_several = true;
        }
      }
    }
  }
  std::erase_if(next, [&](const ReachedPlace& place) { return !may_end(hop, place.node); });
  return next;
}

bool Matcher::last_hop(std::size_t number, const MatchStep& hop, const std::vector<ReachedPlace>& places) {
  const MatchStep& over = step(number);
  const bool counts = over.count != kNoSlot;
  std::int64_t count = 0;
  const auto go_on = [&](NodeRef node) {
    if (over.once && !reached_.insert(node)) return true;
    execution_.count_row(over.id);
    ++count;
    return counts || take_step(number + 1);
  };
  bool more = true;
  if (hop.kind == MatchStep::Kind::repeat) {
    std::vector<NodeRef> found;
    reach_repeated(hop, places.front().node, found);
    more = std::all_of(found.begin(), found.end(), [&](NodeRef node) { return !may_end(hop, node) || go_on(node); });
  } else {
    // Where nothing is asked of nodes, one look tells whether they are new.
    const bool any_node = over.once && !hop.node->labels && hop.checks.empty();
    NodeSet here;
    std::vector<QueryGraph::Step> steps;
    for (auto from = places.begin(); from != places.end() && more; ++from) {
      read_steps(hop, from->node, steps);
      for (auto one = steps.begin(); one != steps.end() && more; ++one) {
        if (!may_hop(hop, *from, *one)) continue;
        if (any_node && counts) {
          count += reached_.insert(one->other) ? 1 : 0;
        } else if (any_node || here.insert(one->other)) {
          more = !may_end(hop, one->other) || go_on(one->other);
        }
      }
    }
  }
  if (!more || !counts) return more;
  row_[over.count] = count;
  return take_step(number + 1);
}

bool Matcher::reach(std::size_t number) {
  const MatchStep& over = step(number);
  std::vector<ReachedPlace> places = {{near_end(over.hops.front()), {}, true}};
  for (std::size_t i = 0; i + 1 < over.hops.size(); ++i) places = hop_on(over.hops[i], places);
  return last_hop(number, over.hops.back(), places);
}

}  // namespace entente::query
