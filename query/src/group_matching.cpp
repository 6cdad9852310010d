// Groups that repeat: ((a)-[r]->(b) WHERE …){m,n}.
#include "matcher_rules.hpp"

#include <algorithm>

namespace entente::query {
namespace {

// Appends a path that was found from left to right to a segment that goes in the direction of the search; its last node included.
void append(Segment& segment, const Path& path, bool forward) {
  const std::size_t count = path.relationships.size();
  for (std::size_t i = 0; i < count; ++i) {
    segment.relationships.push_back(path.relationships[forward ? i : count - 1 - i]);
    segment.between.push_back(path.nodes[forward ? i + 1 : count - 1 - i]);
  }
}

}  // namespace

bool Matcher::repeat_group(std::size_t number, NodeRef at, const GroupState& state) {
  const MatchStep& over = step(number);
  const GroupPattern& group = *plan_.chains[over.chain].links[over.place].group;
  const Repetition& times = *group.quantifier;
  if (state.times >= times.least && !end_group(number, at, state)) return false;
  if (times.most && state.times >= *times.most) return true;
  const std::vector<PathPart>& parts = group.path->parts;
  const Slot near = (over.forward ? parts.front() : parts.back()).node->slot;
  const Slot far = (over.forward ? parts.back() : parts.front()).node->slot;
  const std::vector<Slot>& own = group.path->brought;
  if (std::find(own.begin(), own.end(), near) != own.end()) row_[near] = at;
  if (row_[near].node() == nullptr || *row_[near].node() != at) return true;
  const Matcher* repetition = nullptr;
  const RowSink once = [&](Row& row) {
    // The repetitions that follow use the same places of the row.
    std::vector<Value> saved;
    for (const Slot slot : own) saved.push_back(row[slot]);
    GroupState longer = state;
    append(longer.segment, repetition->path_of(0), over.forward);
    for (std::size_t i = 0; i < group.variables.size(); ++i) longer.lists[i].push_back(row[group.variables[i].element]);
    ++longer.times;
    const bool more = repeat_group(number, *row[far].node(), longer);
    for (std::size_t i = 0; i < own.size(); ++i) row[own[i]] = saved[i];
    return more;
  };
  Matcher inner(*over.inner, row_, execution_, trail_, once);
  repetition = &inner;
  return inner.run();
}

bool Matcher::end_group(std::size_t number, NodeRef at, const GroupState& state) {
  const MatchStep& over = step(number);
  const GroupPattern& group = *plan_.chains[over.chain].links[over.place].group;
  Segment segment = state.segment;
  if (!segment.between.empty()) segment.between.pop_back();  // The end is not between.
  if (!over.forward) {
    std::reverse(segment.relationships.begin(), segment.relationships.end());
    std::reverse(segment.between.begin(), segment.between.end());
  }
  segments_[over.chain][over.place] = std::move(segment);
  for (std::size_t i = 0; i < group.variables.size(); ++i) {
    List list = state.lists[i];
    if (!over.forward) std::reverse(list.begin(), list.end());
    row_[group.variables[i].list] = std::move(list);
  }
  return arrive(number, at);
}

}  // namespace entente::query
