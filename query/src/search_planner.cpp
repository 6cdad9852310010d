// Plans of path searches, and of chains of which only the far end counts.
#include "match_planner.hpp"

#include <algorithm>

namespace entente::query {
namespace {

using Kind = MatchStep::Kind;

bool is_function(PathSelector selector) {
  return selector == PathSelector::shortest_path_function || selector == PathSelector::all_shortest_paths_function;
}

// Whether the shortest paths of one length are enough.
bool wants_one_length(const PathPattern& pattern) {
  const bool one =
      !pattern.count || (pattern.count->kind == ExpressionKind::literal && pattern.count->value.integer() != nullptr &&
                         *pattern.count->value.integer() == 1);
  return one || pattern.selector == PathSelector::any_shortest || pattern.selector == PathSelector::all_shortest;
}

bool speaks_of(const RelationshipPattern& relationship, Slot slot) {
  SlotSet slots;
  if (relationship.properties) add_references(*relationship.properties, slots);
  if (relationship.where) add_references(*relationship.where, slots);
  return slots.contains(slot);
}

// Whether no relationship can be of both.
bool are_disjoint(const MatchStep& a, const MatchStep& b) {
  return !a.types.empty() && !b.types.empty() && std::none_of(a.types.begin(), a.types.end(), [&](const auto& type) {
    return std::find(b.types.begin(), b.types.end(), type) != b.types.end();
  });
}

}  // namespace

// Shortest paths are found breadth first if whether a path may go over a relationship does not depend on the rest of it.
bool MatchPlanner::is_by_level(const PathPattern& pattern) {
  if (pattern.parts.size() != 3 || !pattern.parts[1].relationship || pattern.where || !wants_one_length(pattern))
    return false;
  const RelationshipPattern& relationship = *pattern.parts[1].relationship;
  const Repetition* const times = relationship.repetition();
  if (relationship.known || (times != nullptr && times->least > 1)) return false;
  if (pattern.slot != kNoSlot && speaks_of(relationship, pattern.slot)) return false;
  SlotSet path = {relationship.slot};
  if (pattern.slot != kNoSlot) path.insert(pattern.slot);
  return !is_function(pattern.selector) ||
         std::none_of(pending_.begin(), pending_.end(), [&](const Pending& p) { return intersect(p.needs, path); });
}

void MatchPlanner::plan_search(std::size_t chain) {
  const PathPattern& pattern = *plan_.chains[chain].pattern;
  const std::size_t end = plan_.chains[chain].nodes.size() - 1;
  MatchStep step;
  step.kind = Kind::search;
  step.chain = chain;
  step.by_level = is_by_level(pattern);
  const Start start = better_start(chain, 0, end);
  step.forward = start.place == 0;
  add_start(start);
  const std::size_t far_place = step.forward ? end : 0;
  const Start far = cheap_start(chain, far_place).value_or(Start{0, chain, far_place, Access::label, "", nullptr});
  // One search tells the paths to all nodes, if what may be gone over does not depend on the end.
  const bool to_all = step.by_level && far.access == Access::label &&
                      !speaks_of(*pattern.parts[1].relationship, pattern.parts[far.place * 2].node->slot);
  if (!to_all) add_start(far);
  step.node = plan_.chains[chain].nodes[far.place];
  step.node_known = !to_all;
  if (pattern.parts.size() == 3 && pattern.parts[1].relationship) {
    set_relationship(step, *pattern.parts[1].relationship);
    step.kind = Kind::search;
  }
  if (step.by_level) {
    const RelationshipPattern& relationship = *pattern.parts[1].relationship;
    unbound_.erase(step.node->slot);
    add_checks_of(relationship, true);
    take_each(relationship, step.each);
  }
  SlotSet inside(pattern.brought.begin(), pattern.brought.end());
  inside.erase(plan_.chains[chain].nodes.front()->slot);
  inside.erase(plan_.chains[chain].nodes.back()->slot);
  step.inner = std::make_shared<const MatchPlan>(MatchPlanner(graph_, next_id_, inside).plan_trails(pattern));
  unbound_.erase(step.node->slot);
  for (const Slot slot : inside) {
    if (!paths_.contains(slot)) unbound_.erase(slot);
  }
  take_ready(step.checks);
  add(std::move(step));
}

std::optional<MatchPlanner::Start> MatchPlanner::reach_start(const SlotSet& needed) {
  if (plan_.chains.size() != 1) return std::nullopt;
  const Chain& chain = plan_.chains.front();
  const PathPattern& pattern = *chain.pattern;
  if (pattern.selector != PathSelector::all || chain.links.empty() || needed.contains(pattern.slot))
    return std::nullopt;
  SlotSet once;  // Each node stands in one place.
  for (const NodePattern* node : chain.nodes) {
    if (!once.insert(node->slot).second) return std::nullopt;
  }
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    const RelationshipPattern* const relationship = chain.links[i].relationship;
    if (relationship == nullptr || relationship->known || needed.contains(relationship->slot)) return std::nullopt;
    const Slot next = chain.nodes[i + 1]->slot;
    if (i + 1 < chain.links.size() && (known(next) || needed.contains(next))) return std::nullopt;
  }
  const std::size_t end = chain.nodes.size() - 1;
  if (cheap_start(0, 0) && cheap_start(0, end)) return std::nullopt;  // It is no search for what can be reached.
  Start start = better_start(0, 0, end);
  const bool forward = start.place == 0;
  std::vector<MatchStep> hops(chain.links.size());
  std::vector<SlotSet> slots(hops.size());
  for (std::size_t i = 0; i < hops.size(); ++i) {
    const std::size_t place = forward ? i : hops.size() - 1 - i;
    const RelationshipPattern& relationship = *chain.links[place].relationship;
    set_relationship(hops[i], relationship);
    slots[i] = {chain.nodes[forward ? place + 1 : place]->slot};
    const Repetition* const times = relationship.repetition();
    if (times == nullptr) {
      slots[i].insert(relationship.slot);
    } else if (i > 0 || times->least > 1) {
      return std::nullopt;
    }
  }
  // A relationship counts once in a pattern. Of two one can tell without knowing the way; of more only if they differ in type.
  const bool two = hops.size() == 2 && hops[0].kind == Kind::expand;
  for (std::size_t i = 0; i < hops.size() && !two; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!are_disjoint(hops[i], hops[j])) return std::nullopt;
    }
  }
  const Slot anchor = chain.nodes[start.place]->slot;
  const bool was_unbound = unbound_.erase(anchor) > 0;
  const bool local = is_local(slots);
  if (was_unbound) unbound_.insert(anchor);
  return local ? std::optional(start) : std::nullopt;
}

// Whether every condition is on one hop: on its relationship, the node that it leads to, or both; of a repetition, on the node, or on
// each relationship by itself. How it gets there as a whole is not known.
bool MatchPlanner::is_local(const std::vector<SlotSet>& hops) const {
  return std::all_of(pending_.begin(), pending_.end(), [&](const Pending& pending) {
    const Check& check = pending.check;
    if (check.kind == Check::Kind::each_condition || check.kind == Check::Kind::each_properties) {
      SlotSet others = pending.needs;
      others.erase(check.element);
      return ready(others);
    }
    return ready(pending.needs) || std::any_of(hops.begin(), hops.end(), [&](const SlotSet& hop) {
             return std::all_of(pending.needs.begin(), pending.needs.end(),
                                [&](Slot slot) { return known(slot) || hop.contains(slot); });
           });
  });
}

void MatchPlanner::plan_reach(const Start& start, const SlotSet& needed) {
  const Slot anchor = plan_.chains[start.chain].nodes[start.place]->slot;
  add_start(start);
  MatchStep reach;
  reach.kind = Kind::reach;
  reach.forward = start.place == 0;
  reach.once = !needed.contains(anchor);
  const Chain& chain = plan_.chains.front();
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    MatchStep hop;
    hop.forward = reach.forward;
    hop.place = reach.forward ? i : chain.links.size() - 1 - i;
    hop.node = chain.nodes[reach.forward ? hop.place + 1 : hop.place];
    const RelationshipPattern& relationship = *chain.links[hop.place].relationship;
    set_relationship(hop, relationship);
    if (hop.kind == Kind::repeat) {
      take_each(relationship, hop.each);
      unbound_.erase(relationship.slot);
      unbound_.erase(hop.node->slot);
    } else {
      // What does not speak of the relationship is asked of each node only once.
      unbound_.erase(hop.node->slot);
      take_ready(hop.checks);
      unbound_.erase(relationship.slot);
      take_ready(hop.each);
    }
    take_ready(hop.checks);
    reach.hops.push_back(std::move(hop));
  }
  reach.node = reach.hops.back().node;
  add(std::move(reach));
}

}  // namespace entente::query
