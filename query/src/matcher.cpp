#include "matcher.hpp"

#include "evaluator.hpp"
#include "matcher_rules.hpp"

#include <algorithm>
#include <utility>

namespace entente::query {

Matcher::Matcher(const MatchPlan& plan, Row& row, const Execution& execution, Trail& trail, const RowSink& sink)
    : plan_(plan), row_(row), execution_(execution), trail_(trail), sink_(sink), buffers_(plan.steps.size()) {
  for (const Chain& chain : plan.chains) segments_.emplace_back(chain.links.size());
}

NodeRef Matcher::near_end(const MatchStep& step) const {
  return *row_[plan_.chains[step.chain].nodes[step.forward ? step.place : step.place + 1]->slot].node();
}

bool Matcher::take_step(std::size_t number) {
  if (number == plan_.steps.size()) return finish();
  switch (step(number).kind) {
    case MatchStep::Kind::start:
      return start(number);
    case MatchStep::Kind::expand:
      return expand(number);
    case MatchStep::Kind::repeat: {
      Segment segment;
      return repeat(number, near_end(step(number)), segment);
    }
    case MatchStep::Kind::group: {
      GroupState state;
      const auto& link = plan_.chains[step(number).chain].links[step(number).place];
      state.lists.resize(link.group->variables.size());
      return repeat_group(number, near_end(step(number)), state);
    }
    case MatchStep::Kind::search:
      return search(number);
    case MatchStep::Kind::reach:
      return reach(number);
  }
  return true;
}

bool Matcher::finish() {
  for (std::size_t i = 0; i < plan_.chains.size(); ++i) {
    const Slot slot = plan_.chains[i].pattern->slot;
    if (slot != kNoSlot) row_[slot] = path_of(i);
  }
  if (!hold(plan_.last_checks)) return true;
  ++found_;
  return sink_(row_);
}

Path Matcher::path_of(std::size_t number) const {
  const Chain& chain = plan_.chains[number];
  Path path;
  path.nodes.push_back(*row_[chain.nodes[0]->slot].node());
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    const Segment& segment = segments_[number][i];
    path.nodes.insert(path.nodes.end(), segment.between.begin(), segment.between.end());
    path.relationships.insert(path.relationships.end(), segment.relationships.begin(), segment.relationships.end());
    if (!segment.relationships.empty()) path.nodes.push_back(*row_[chain.nodes[i + 1]->slot].node());
  }
  return path;
}

bool Matcher::arrive(std::size_t number, NodeRef node) {
  const MatchStep& found = step(number);
  Value& place = row_[found.node->slot];
  if (!found.node_known) {
    place = node;
  } else if (place.node() == nullptr || *place.node() != node) {
    return true;
  }
  if (!has_labels(*found.node, node) || !hold(found.checks)) return true;
  execution_.count_row(found.id);
  return take_step(number + 1);
}

bool Matcher::has_labels(const NodePattern& pattern, NodeRef node) const {
  return !pattern.labels || query::has_labels(*pattern.labels, readable(execution_.graph.labels(node), pattern.at));
}

bool Matcher::hold(std::span<const Check> checks) {
  return std::all_of(checks.begin(), checks.end(), [&](const Check& check) {
    switch (check.kind) {
      case Check::Kind::condition:
        return holds(*check.expression, row_, execution_);
      case Check::Kind::properties:
        return have_properties(row_[check.element], *check.expression);
      default:
        return holds_of_each(check);
    }
  });
}

bool Matcher::holds_of_each(const Check& check) {
  const Value all = row_[check.element];
  const Check one{check.kind == Check::Kind::each_condition ? Check::Kind::condition : Check::Kind::properties,
                  check.expression, check.element};
  const bool held = std::all_of(all.list()->begin(), all.list()->end(), [&](const Value& element) {
    row_[check.element] = element;
    return hold({&one, 1});
  });
  row_[check.element] = all;
  return held;
}

bool Matcher::have_properties(const Value& element, const Expression& properties) {
  for (std::size_t i = 0; i < properties.names.size(); ++i) {
    const Value wanted = evaluate(*properties.operands[i], row_, execution_);
    const Value own =
        element.node() != nullptr
            ? readable(execution_.graph.property(*element.node(), properties.names[i]), properties.at)
            : readable(execution_.graph.property(*element.relationship(), properties.names[i]), properties.at);
    if (!equals(own, wanted).value_or(false)) return false;
  }
  return true;
}

bool Matcher::one_fits(const MatchStep& step, RelationshipRef one) {
  if (step.each.empty()) return true;
  Value& place = row_[step.relationship->slot];
  const Value saved = std::exchange(place, Value(one));
  const bool fits = hold(step.each);
  row_[step.relationship->slot] = saved;
  return fits;
}

std::vector<NodeRef> Matcher::hashed(std::size_t number) {
  const MatchStep& from = step(number);
  auto [table, is_new] = tables_.try_emplace(number);
  if (is_new) {
    for (const NodeRef node : readable(execution_.graph.nodes(from.label), from.node->at)) {
      const Value value = readable(execution_.graph.property(node, from.property), from.node->at);
      if (!value.is_null()) table->second[value].push_back(node);
    }
  }
  const auto found = table->second.find(evaluate(*from.value, row_, execution_));
  return found == table->second.end() ? std::vector<NodeRef>() : found->second;
}

std::vector<NodeRef> Matcher::candidates(std::size_t number) {
  const MatchStep& from = step(number);
  switch (from.access) {
    case Access::known: {
      const NodeRef* const known = row_[from.node->slot].node();
      return known == nullptr ? std::vector<NodeRef>{} : std::vector<NodeRef>{*known};
    }
    case Access::property:
      return *readable(execution_.graph.find(from.property, evaluate(*from.value, row_, execution_)), from.value->at);
    case Access::hashed:
      return hashed(number);
    case Access::label:
      break;
  }
  return readable(execution_.graph.nodes(from.label), from.node->at);
}

bool Matcher::start(std::size_t number) {
  const std::vector<NodeRef> nodes = candidates(number);
  return std::all_of(nodes.begin(), nodes.end(), [&](NodeRef node) {
    execution_.tick(step(number).node->at);
    return arrive(number, node);
  });
}

void Matcher::read_steps(const MatchStep& step, NodeRef from, std::vector<QueryGraph::Step>& found) const {
  execution_.tick(step.relationship->at);
  found.clear();
  readable(execution_.graph.steps(from, step.side, step.types, found), step.relationship->at);
  execution_.count_reads(step.id, found.size());
  if (step.types_tell_all) return;
  std::erase_if(found, [&](const QueryGraph::Step& one) {
    return !query::has_labels(*step.relationship->types,
                              {readable(execution_.graph.type(one.relationship), step.relationship->at)});
  });
}

bool Matcher::is_used(RelationshipRef relationship) const {
  return std::find(trail_.used.begin(), trail_.used.end(), relationship) != trail_.used.end();
}

bool Matcher::expand(std::size_t number) {
  const MatchStep& over = step(number);
  if (!may_use_one_more()) return true;
  std::vector<QueryGraph::Step>& found = buffers_[number];
  read_steps(over, near_end(over), found);
  const RelationshipPattern& relationship = *over.relationship;
  std::vector<RelationshipRef>& matched = segments_[over.chain][over.place].relationships;
  for (const QueryGraph::Step& one : found) {
    Value& place = row_[relationship.slot];
    if (!relationship.known) {
      place = one.relationship;
    } else if (place.relationship() == nullptr || *place.relationship() != one.relationship) {
      continue;
    }
    if (is_used(one.relationship) || !may_go_to(one.other)) continue;
    matched.assign(1, one.relationship);
    trail_.used.push_back(one.relationship);
    const bool more = arrive(number, one.other);
    trail_.used.pop_back();
    if (!more) return false;
  }
  return true;
}

bool Matcher::repeat(std::size_t number, NodeRef at, Segment& segment) {
  const MatchStep& over = step(number);
  const RelationshipPattern& relationship = *over.relationship;
  const Repetition& times = *relationship.repetition();
  const std::size_t done = segment.relationships.size();
  if (done >= times.least && !end_repetition(number, at, segment)) return false;
  if ((times.most && done >= *times.most) || !may_use_one_more()) return true;
  std::vector<QueryGraph::Step> found;
  read_steps(over, at, found);
  for (const QueryGraph::Step& one : found) {
    if (is_used(one.relationship) || !may_go_to(one.other) || !one_fits(over, one.relationship)) continue;
    trail_.used.push_back(one.relationship);
    segment.relationships.push_back(one.relationship);
    segment.between.push_back(one.other);
    const bool more = repeat(number, one.other, segment);
    segment.between.pop_back();
    segment.relationships.pop_back();
    trail_.used.pop_back();
    if (!more) return false;
  }
  return true;
}

bool Matcher::end_repetition(std::size_t number, NodeRef at, const Segment& segment) {
  const MatchStep& over = step(number);
  Segment ordered = segment;
  if (!ordered.between.empty()) ordered.between.pop_back();  // The end is not between.
  if (!over.forward) {
    std::reverse(ordered.relationships.begin(), ordered.relationships.end());
    std::reverse(ordered.between.begin(), ordered.between.end());
  }
  Value list = List(ordered.relationships.begin(), ordered.relationships.end());
  Value& place = row_[over.relationship->slot];
  if (!over.relationship->known) {
    place = std::move(list);
  } else if (!equals(place, list).value_or(false)) {
    return true;
  }
  segments_[over.chain][over.place] = std::move(ordered);
  return arrive(number, at);
}

bool match_patterns(const MatchPlan& plan, Row& row, const Execution& execution, const RowSink& sink) {
  Trail trail;
  return Matcher(plan, row, execution, trail, sink).run();
}

}  // namespace entente::query
