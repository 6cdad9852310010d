#include "match_planner.hpp"

#include "execution.hpp"
#include "query_failure.hpp"

#include <algorithm>

namespace entente::query {
namespace {

// The types that a relationship may have if that is a plain choice; else nothing, and all are looked at.
bool plain_types(const LabelExpression& types, std::vector<std::string>& names) {
  if (types.kind == LabelExpression::Kind::name) {
    names.push_back(types.name);
    return true;
  }
  return types.kind == LabelExpression::Kind::disjunction &&
         std::all_of(types.operands.begin(), types.operands.end(),
                     [&](const LabelExpression& operand) { return plain_types(operand, names); });
}

}  // namespace

void set_relationship(MatchStep& step, const RelationshipPattern& relationship) {
  step.relationship = &relationship;
  step.kind = relationship.repetition() != nullptr ? MatchStep::Kind::repeat : MatchStep::Kind::expand;
  step.side = relationship.direction == PatternDirection::either                    ? Side::both
              : (relationship.direction == PatternDirection::right) == step.forward ? Side::outgoing
                                                                                    : Side::incoming;
  if (!relationship.types) return;
  step.types_tell_all = plain_types(*relationship.types, step.types);
  if (!step.types_tell_all) step.types.clear();
}

std::string sure_label(const NodePattern& node) {
  const LabelExpression* label = node.labels.get();
  while (label != nullptr && label->kind == LabelExpression::Kind::conjunction) label = &label->operands.front();
  return label != nullptr && label->kind == LabelExpression::Kind::name ? label->name : "";
}

MatchPlan MatchPlanner::plan(std::span<const PathPattern> patterns, const Expression* where,
                             const std::optional<SlotSet>& needed) {
  // What is said of the inside of a search is checked by the search.
  for (const PathPattern& pattern : patterns) read(pattern, pattern.selector != PathSelector::all);
  if (where != nullptr) add_condition(*where);
  const auto reach = needed ? reach_start(*needed) : std::nullopt;
  if (reach) {
    plan_reach(*reach, *needed);
  } else {
    std::vector<bool> done(plan_.chains.size());
    // A search comes last: it needs what the other patterns find.
    for (std::size_t i = 0; i < done.size(); ++i) done[i] = plan_.chains[i].pattern->selector != PathSelector::all;
    const std::vector<bool> searches = done;
    while (std::find(done.begin(), done.end(), false) != done.end()) {
      const Start start = best_start(done);
      plan_chain(start);
      done[start.chain] = true;
    }
    for (std::size_t i = 0; i < done.size(); ++i) {
      if (searches[i]) plan_search(i);
    }
  }
  return finished();
}

MatchPlan MatchPlanner::plan_trails(const PathPattern& pattern) {
  read(pattern, false);
  plan_chain(start_at(0, 0));
  return finished();
}

MatchPlan MatchPlanner::finished() {
  for (const Slot path : paths_) unbound_.erase(path);
  take_ready(plan_.last_checks);
  return std::move(plan_);
}

void MatchPlanner::read(const PathPattern& pattern, bool ends_alone) {
  Chain chain;
  chain.pattern = &pattern;
  if (pattern.slot != kNoSlot) paths_.insert(pattern.slot);
  for (const PathPart& part : pattern.parts) {
    if (part.node) {
      chain.nodes.push_back(part.node.get());
      const bool at_end = &part == &pattern.parts.front() || &part == &pattern.parts.back();
      if (ends_alone && !at_end) continue;
      if (part.node->properties) add_properties(part.node->slot, *part.node->properties);
      if (part.node->where) add_condition(*part.node->where);
    } else {
      chain.links.push_back({part.relationship.get(), part.group.get()});
      if (part.relationship && !ends_alone)
        add_checks_of(*part.relationship, part.relationship->repetition() != nullptr);
    }
  }
  if (pattern.where && !ends_alone) add_condition(*pattern.where);
  plan_.chains.push_back(std::move(chain));
}

void MatchPlanner::add_condition(const Expression& condition) {
  if (condition.kind == ExpressionKind::logical_and) {
    for (const ExpressionPtr& operand : condition.operands) add_condition(*operand);
    return;
  }
  pending_.push_back({{Check::Kind::condition, &condition, kNoSlot}, references(condition)});
}

void MatchPlanner::add_properties(Slot element, const Expression& properties) {
  SlotSet needs = references(properties);
  needs.insert(element);
  pending_.push_back({{Check::Kind::properties, &properties, element}, std::move(needs)});
}

void MatchPlanner::add_checks_of(const RelationshipPattern& relationship, bool each) {
  if (relationship.properties) {
    add_properties(relationship.slot, *relationship.properties);
    if (each) pending_.back().check.kind = Check::Kind::each_properties;
  }
  if (!relationship.where) return;
  if (!each) return add_condition(*relationship.where);
  SlotSet needs = references(*relationship.where);
  needs.insert(relationship.slot);
  pending_.push_back({{Check::Kind::each_condition, relationship.where.get(), relationship.slot}, std::move(needs)});
}

void MatchPlanner::take_ready(std::vector<Check>& checks) {
  std::erase_if(pending_, [&](const Pending& pending) {
    if (!ready(pending.needs)) return false;
    checks.push_back(pending.check);
    return true;
  });
}

void MatchPlanner::take_each(const RelationshipPattern& relationship, std::vector<Check>& checks) {
  const bool was_unbound = unbound_.erase(relationship.slot) > 0;
  std::erase_if(pending_, [&](const Pending& pending) {
    const Check& check = pending.check;
    const bool each = check.kind == Check::Kind::each_condition || check.kind == Check::Kind::each_properties;
    if (!each || check.element != relationship.slot || !ready(pending.needs)) return false;
    checks.push_back({check.kind == Check::Kind::each_condition ? Check::Kind::condition : Check::Kind::properties,
                      check.expression, check.element});
    return true;
  });
  if (was_unbound) unbound_.insert(relationship.slot);
}

bool MatchPlanner::has_index(const std::string& property) {
  return readable(graph_.find(property, Value(std::string()))).has_value();
}

std::optional<std::pair<std::string, const Expression*>> MatchPlanner::equality(const NodePattern& node, bool indexed) {
  std::optional<std::pair<std::string, const Expression*>> found;
  const auto consider = [&](const std::string& property, const Expression& value) {
    SlotSet needs = references(value);
    // A table pays only where what it is asked for changes.
    if (found || !ready(needs) || (indexed ? !has_index(property) : needs.empty())) return;
    found.emplace(property, &value);
  };
  for (const Pending& pending : pending_) {
    const Expression& expression = *pending.check.expression;
    if (pending.check.kind == Check::Kind::properties && pending.check.element == node.slot) {
      for (std::size_t i = 0; i < expression.names.size(); ++i) consider(expression.names[i], *expression.operands[i]);
    }
    if (pending.check.kind != Check::Kind::condition || expression.kind != ExpressionKind::comparison ||
        expression.comparisons.size() != 1 || expression.comparisons[0] != Comparison::equal)
      continue;
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const Expression& property = *expression.operands[side];
      if (property.kind == ExpressionKind::property && property.operands[0]->kind == ExpressionKind::variable &&
          property.operands[0]->slot == node.slot)
        consider(property.name, *expression.operands[1 - side]);
    }
  }
  return found;
}

std::optional<MatchPlanner::Start> MatchPlanner::cheap_start(std::size_t chain, std::size_t place) {
  const NodePattern& node = *plan_.chains[chain].nodes[place];
  if (known(node.slot)) return Start{0, chain, place, Access::known, "", nullptr};
  if (const auto found = equality(node, true))
    return Start{1, chain, place, Access::property, found->first, found->second};
  if (plan_.steps.empty()) return std::nullopt;
  const auto found = equality(node, false);
  return found ? std::optional(Start{2, chain, place, Access::hashed, found->first, found->second}) : std::nullopt;
}

MatchPlanner::Start MatchPlanner::start_at(std::size_t chain, std::size_t place) {
  if (const auto start = cheap_start(chain, place)) return *start;
  const NodePattern& node = *plan_.chains[chain].nodes[place];
  const auto count = static_cast<double>(readable(graph_.nodes(sure_label(node)), node.at).size());
  return {3 + count, chain, place, Access::label, "", nullptr};
}

bool MatchPlanner::is_better(const Start& a, const Start& b) {
  if (a.access != Access::property || b.access != Access::property) return a.cost < b.cost;
  const auto of_a = crowd(a);
  const auto of_b = of_a ? crowd(b) : std::nullopt;
  return of_b && *of_a < *of_b;
}

std::optional<std::size_t> MatchPlanner::crowd(const Start& start) {
  if (start.value->kind != ExpressionKind::literal) return std::nullopt;
  const Chain& chain = plan_.chains[start.chain];
  const auto nodes = readable(graph_.find(start.property, start.value->value));
  if (!nodes) return std::nullopt;
  std::vector<QueryGraph::Step> found;
  for (const bool forward : {true, false}) {
    if (forward ? start.place == chain.links.size() : start.place == 0) continue;
    const RelationshipPattern* const relationship = chain.links[forward ? start.place : start.place - 1].relationship;
    if (relationship == nullptr) continue;
    MatchStep step;
    step.forward = forward;
    set_relationship(step, *relationship);
    for (const NodeRef node : *nodes) readable(graph_.steps(node, step.side, step.types, found));
  }
  return found.size();
}

MatchPlanner::Start MatchPlanner::better_start(std::size_t chain, std::size_t first, std::size_t second) {
  const auto a = cheap_start(chain, first);
  const auto b = cheap_start(chain, second);
  if (a && (!b || !is_better(*b, *a))) return *a;
  if (b) return *b;
  const Start one = start_at(chain, first);
  const Start other = start_at(chain, second);
  return one.cost <= other.cost ? one : other;
}

MatchPlanner::Start MatchPlanner::best_start(const std::vector<bool>& done) {
  std::optional<Start> best;
  for (const bool cheap : {true, false}) {
    for (std::size_t chain = 0; chain < done.size(); ++chain) {
      for (std::size_t place = 0; !done[chain] && place < plan_.chains[chain].nodes.size(); ++place) {
        const auto start = cheap ? cheap_start(chain, place) : start_at(chain, place);
        if (start && (!best || is_better(*start, *best))) best = start;
      }
    }
    if (best) break;
  }
  return *best;
}

void MatchPlanner::add_start(const Start& start) {
  MatchStep step;
  step.kind = MatchStep::Kind::start;
  step.chain = start.chain;
  step.place = start.place;
  step.node = plan_.chains[start.chain].nodes[start.place];
  step.node_known = start.access == Access::known;
  step.access = start.access;
  step.label = sure_label(*step.node);
  step.property = start.property;
  step.value = start.value;
  unbound_.erase(step.node->slot);
  take_ready(step.checks);
  add(std::move(step));
}

void MatchPlanner::plan_chain(const Start& start) {
  add_start(start);
  const std::size_t links = plan_.chains[start.chain].links.size();
  std::size_t left = start.place;
  std::size_t right = start.place;
  while (left > 0 || right < links) {
    const Chain& chain = plan_.chains[start.chain];
    const bool forward =
        right < links && (left == 0 || expansion_cost(chain, right, true) <= expansion_cost(chain, left - 1, false));
    add_link(start.chain, forward ? right : left - 1, forward);
    (forward ? ++right : --left);
  }
}

// What an expansion multiplies rows by, roughly: only the order counts.
double MatchPlanner::expansion_cost(const Chain& chain, std::size_t link, bool forward) {
  const NodePattern& far = *chain.nodes[forward ? link + 1 : link];
  const RelationshipPattern* const relationship = chain.links[link].relationship;
  const Repetition* const times =
      relationship == nullptr ? &*chain.links[link].group->quantifier : relationship->repetition();
  if (times == nullptr) {
    if (known(far.slot)) return 0;
    if (equality(far, true)) return 1;
    return 5 - (relationship->types ? 1 : 0) - (far.labels ? 1 : 0) - (far.properties || far.where ? 1 : 0);
  }
  return (known(far.slot) ? 10 : 20) + (times->most ? std::min<double>(*times->most, 100) : 100);
}

void MatchPlanner::add_link(std::size_t chain, std::size_t place, bool forward) {
  MatchStep step;
  step.chain = chain;
  step.place = place;
  step.forward = forward;
  const Link& link = plan_.chains[chain].links[place];
  step.node = plan_.chains[chain].nodes[forward ? place + 1 : place];
  step.node_known = known(step.node->slot);
  if (link.relationship != nullptr) {
    set_relationship(step, *link.relationship);
    if (step.kind == MatchStep::Kind::repeat) take_each(*link.relationship, step.each);
    unbound_.erase(link.relationship->slot);
  } else {
    add_group(step, *link.group);
  }
  unbound_.erase(step.node->slot);
  take_ready(step.checks);
  add(std::move(step));
}

void MatchPlanner::add_group(MatchStep& step, const GroupPattern& group) {
  step.kind = MatchStep::Kind::group;
  // The near end has its value in each repetition.
  SlotSet inner(group.path->brought.begin(), group.path->brought.end());
  const auto& parts = group.path->parts;
  inner.erase((step.forward ? parts.front() : parts.back()).node->slot);
  step.inner = std::make_shared<const MatchPlan>(
      MatchPlanner(graph_, next_id_, std::move(inner)).plan({group.path.get(), 1}, group.where.get()));
  for (const GroupVariable& variable : group.variables) unbound_.erase(variable.list);
}

}  // namespace entente::query
