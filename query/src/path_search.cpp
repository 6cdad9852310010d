#include "matcher_rules.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace entente::query {
namespace {

constexpr std::size_t kMostTrails = 1'000'000;  // Tried at once for a shortest path with a condition on the whole path.

bool uses_any(const Expression& expression, const std::vector<Slot>& slots) {
  if (expression.kind == ExpressionKind::variable &&
      std::find(slots.begin(), slots.end(), expression.slot) != slots.end())
    return true;
  if (expression.pattern || expression.subquery) return true;  // May use anything.
  return std::any_of(expression.operands.begin(), expression.operands.end(),
                     [&](const ExpressionPtr& operand) { return operand && uses_any(*operand, slots); });
}

}  // namespace

bool Matcher::match_shortest(std::size_t number) {
  const Chain& chain = chains_[number];
  for (const NodeRef from : candidates(*chain.nodes[0])) {
    const bool more = with_node(*chain.nodes[0], from, [&] {
      for (const NodeRef to : candidates(*chain.nodes[1])) {
        if (!with_node(*chain.nodes[1], to, [&] { return between(number, from, to); })) return false;
      }
      return true;
    });
    if (!more) return false;
  }
  return true;
}

// How many paths between two nodes a search gives.
Matcher::Wanted Matcher::wanted(const PathPattern& pattern) {
  constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
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

bool Matcher::between(std::size_t number, NodeRef from, NodeRef to) {
  const Chain& chain = chains_[number];
  const RelationshipPattern& relationship = *chain.relationships[0];
  Repetition times{1, 1, {}};
  if (relationship.length) times = *relationship.length;
  if (relationship.quantifier) times = *relationship.quantifier;
  const Wanted want = wanted(*chain.pattern);
  bool filtered = chain.pattern->where != nullptr;
  if (want.filters_first && where_ != nullptr) {
    std::vector<Slot> path_slots = {relationship.slot};
    if (chain.pattern->slot != kNoSlot) path_slots.push_back(chain.pattern->slot);
    filtered = uses_any(*where_, path_slots);
  }
  if (want.filters_first && from == to) return times.least == 0 ? take(number, {}) : true;
  const bool by_level = !filtered && times.least <= 1 && from != to && (want.paths == 1 || want.groups == 1);
  return by_level ? shortest_by_level(number, from, to, times, want) : shortest_trails(number, from, to, times, want);
}

// Goes on with the path, if what must hold before a choice holds. `taken_` counts those that did.
bool Matcher::take(std::size_t number, Segment segment) {
  const PathPattern& pattern = *chains_[number].pattern;
  const RelationshipPattern& relationship = *chains_[number].relationships[0];
  if (std::any_of(segment.relationships.begin(), segment.relationships.end(),
                  [&](RelationshipRef one) { return is_used(one); }))
    return true;
  const std::size_t used = used_.size();
  used_.insert(used_.end(), segment.relationships.begin(), segment.relationships.end());
  row_[relationship.slot] =
      relationship.length || relationship.quantifier ? list_of(segment) : Value(segment.relationships.front());
  assigned_[relationship.slot] = true;
  segments_[number][0] = std::move(segment);
  if (pattern.slot != kNoSlot) {
    row_[pattern.slot] = path_of(number);
    assigned_[pattern.slot] = true;
  }
  if (pattern.where != nullptr) require_ready(*pattern.where);
  bool more = true;
  if (pattern.where == nullptr || holds(*pattern.where, row_, execution_)) {
    ++taken_;
    more = match_chain(number + 1);
  }
  assigned_[relationship.slot] = false;
  if (pattern.slot != kNoSlot) assigned_[pattern.slot] = false;
  used_.resize(used);
  return more;
}

bool Matcher::shortest_by_level(std::size_t number, NodeRef from, NodeRef to, const Repetition& times,
                                const Wanted& want) {
  const Chain& chain = chains_[number];
  const bool all = want.paths > 1;
  struct Reached {
    std::size_t distance = 0;
    std::vector<QueryGraph::Step> from;  // `other` is the node before.
  };
  std::unordered_map<std::uint64_t, Reached> reached = {{from.number, {}}};
  std::vector<NodeRef> level = {from};
  for (std::size_t distance = 1;
       !level.empty() && !reached.contains(to.number) && (!times.most || distance <= *times.most); ++distance) {
    std::vector<NodeRef> next;
    for (const NodeRef node : level) {
      for (const QueryGraph::Step& step : steps(*chain.relationships[0], node, true)) {
        if (!one_fits(*chain.relationships[0], step.relationship)) continue;
        const auto [entry, is_new] = reached.try_emplace(step.other.number, Reached{distance, {}});
        if (is_new) next.push_back(step.other);
        if (is_new || (all && entry->second.distance == distance))
          entry->second.from.push_back({step.relationship, node});
      }
    }
    level = std::move(next);
  }
  if (!reached.contains(to.number)) return true;
  Segment segment;
  const std::function<bool(NodeRef)> back = [&](NodeRef node) {
    if (node == from) {
      Segment ordered = segment;
      std::reverse(ordered.relationships.begin(), ordered.relationships.end());
      std::reverse(ordered.between.begin(), ordered.between.end());
      if (!ordered.between.empty()) ordered.between.erase(ordered.between.begin());  // The start.
      return take(number, std::move(ordered));
    }
    for (const QueryGraph::Step& step : reached.at(node.number).from) {
      segment.relationships.push_back(step.relationship);
      segment.between.push_back(step.other);
      const bool more = back(step.other);
      segment.between.pop_back();
      segment.relationships.pop_back();
      if (!more) return false;
      if (!all) return true;
    }
    return true;
  };
  return back(to);
}

bool Matcher::shortest_trails(std::size_t number, NodeRef from, NodeRef to, const Repetition& times,
                              const Wanted& want) {
  const Chain& chain = chains_[number];
  std::size_t paths = 0;
  std::size_t groups = 0;
  // With a condition that comes first, a path counts if something was found with it in the end.
  const auto take_and_count = [&](Segment segment) {
    const std::size_t& counter = want.filters_first ? found_ : taken_;
    const std::size_t before = counter;
    const bool more = take(number, std::move(segment));
    paths += counter > before ? 1 : 0;
    return more;
  };
  struct Trail {
    Segment segment;
    NodeRef end;
  };
  std::vector<Trail> trails = {{{}, from}};
  if (from == to && times.least == 0) {
    if (!take_and_count({})) return false;
    if (paths >= want.paths || (paths > 0 && ++groups == want.groups)) return true;
  }
  for (std::size_t length = 1; !trails.empty() && (!times.most || length <= *times.most); ++length) {
    std::vector<Trail> longer;
    for (const Trail& trail : trails) {
      for (const QueryGraph::Step& step : steps(*chain.relationships[0], trail.end, true)) {
        const auto& used = trail.segment.relationships;
        if (std::find(used.begin(), used.end(), step.relationship) != used.end() ||
            !one_fits(*chain.relationships[0], step.relationship))
          continue;
        Trail next = trail;
        if (length > 1) next.segment.between.push_back(trail.end);
        next.segment.relationships.push_back(step.relationship);
        next.end = step.other;
        longer.push_back(std::move(next));
        if (longer.size() > kMostTrails) {
          fail(QueryFault::limit_reached, chain.pattern->at,
               fmt::format("more than {} paths of {} steps to try", kMostTrails, length),
               "bound the length, or narrow the types");
        }
      }
    }
    const std::size_t before = paths;
    for (const Trail& trail : longer) {
      if (trail.end != to || length < times.least) continue;
      if (!take_and_count(trail.segment)) return false;
      if (paths >= want.paths) return true;
    }
    if (paths > before && ++groups == want.groups) return true;
    trails = std::move(longer);
  }
  return true;
}

}  // namespace entente::query
