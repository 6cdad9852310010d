#include "matcher.hpp"

#include "matcher_rules.hpp"

#include <algorithm>
#include <utility>

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

Matcher::Matcher(std::span<const PathPattern> patterns, const Expression* where, Row& row, const Execution& execution,
                 const RowSink& sink)
    : where_(where), row_(row), execution_(execution), sink_(sink), assigned_(row.size(), true) {
  for (const PathPattern& pattern : patterns) {
    Chain chain;
    chain.pattern = &pattern;
    for (const PathPart& part : pattern.parts) {
      if (part.node) chain.nodes.push_back(part.node.get());
      if (part.relationship) chain.relationships.push_back(part.relationship.get());
    }
    segments_.emplace_back(chain.relationships.size());
    chains_.push_back(std::move(chain));
    for (const Slot slot : pattern.brought) assigned_[slot] = false;
  }
  if (where_ != nullptr) find_equalities(*where_);
}

void Matcher::find_equalities(const Expression& condition) {
  if (condition.kind == ExpressionKind::logical_and) {
    for (const ExpressionPtr& operand : condition.operands) find_equalities(*operand);
    return;
  }
  if (condition.kind != ExpressionKind::comparison || condition.comparisons.size() != 1 ||
      condition.comparisons[0] != Comparison::equal)
    return;
  for (const std::size_t side : {0, 1}) {
    const Expression& property = *condition.operands[side];
    if (property.kind == ExpressionKind::property && property.operands[0]->kind == ExpressionKind::variable)
      equalities_.push_back({property.operands[0]->slot, property.name, condition.operands[1 - side].get()});
  }
}

bool Matcher::ready(const Expression& expression) const {
  if (expression.kind == ExpressionKind::variable) return assigned_[expression.slot];
  if (expression.pattern || expression.subquery) return false;
  return std::all_of(expression.operands.begin(), expression.operands.end(),
                     [&](const ExpressionPtr& operand) { return !operand || ready(*operand); });
}

std::optional<std::vector<NodeRef>> Matcher::indexed(const NodePattern& node) {
  const auto look_up = [&](std::string_view property, const Expression& value) -> std::optional<std::vector<NodeRef>> {
    if (!ready(value)) return std::nullopt;
    return readable(execution_.graph.find(property, evaluate(value, row_, execution_)), value.at);
  };
  if (node.properties) {
    for (std::size_t i = 0; i < node.properties->names.size(); ++i) {
      if (auto found = look_up(node.properties->names[i], *node.properties->operands[i])) return found;
    }
  }
  for (const Equality& equality : equalities_) {
    if (equality.slot != node.slot) continue;
    if (auto found = look_up(equality.property, *equality.value)) return found;
  }
  return std::nullopt;
}

std::vector<NodeRef> Matcher::candidates(const NodePattern& node) {
  if (assigned_[node.slot]) {
    const NodeRef* const known = row_[node.slot].node();
    return known == nullptr ? std::vector<NodeRef>{} : std::vector<NodeRef>{*known};
  }
  if (auto found = indexed(node)) return std::move(*found);
  const LabelExpression* label = node.labels.get();
  while (label != nullptr && label->kind == LabelExpression::Kind::conjunction) label = &label->operands.front();
  const bool named = label != nullptr && label->kind == LabelExpression::Kind::name;
  return readable(execution_.graph.nodes(named ? label->name : ""), node.at);
}

std::size_t Matcher::start_of(const Chain& chain, std::vector<NodeRef>& from) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
    if (assigned_[chain.nodes[i]->slot]) {
      from = candidates(*chain.nodes[i]);
      return i;
    }
  }
  from = candidates(*chain.nodes[0]);
  for (std::size_t i = 1; i < chain.nodes.size() && from.size() > 1; ++i) {
    std::vector<NodeRef> others = candidates(*chain.nodes[i]);
    if (others.size() >= from.size()) continue;
    from = std::move(others);
    best = i;
  }
  return best;
}

bool Matcher::properties_fit(const Value& element, const Expression& properties) {
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

bool Matcher::fits(const Value& element, const Expression* properties, const Expression* where, std::size_t& put_off) {
  if (properties == nullptr && where == nullptr) return true;
  if ((properties == nullptr || ready(*properties)) && (where == nullptr || ready(*where))) {
    if (properties != nullptr && !properties_fit(element, *properties)) return false;
    return where == nullptr || holds(*where, row_, execution_);
  }
  deferred_.push_back({element, properties, where});
  ++put_off;
  return true;
}

bool Matcher::match_chain(std::size_t number) {
  if (number == chains_.size()) return finish();
  const Chain& chain = chains_[number];
  if (chain.pattern->selector != PathSelector::all) return match_shortest(number);
  std::vector<NodeRef> from;
  const std::size_t start = start_of(chain, from);
  for (const NodeRef node : from) {
    if (!with_node(*chain.nodes[start], node, [&] { return extend(number, start, start); })) return false;
  }
  return true;
}

bool Matcher::extend(std::size_t number, std::size_t left, std::size_t right) {
  const Chain& chain = chains_[number];
  if (right + 1 < chain.nodes.size()) {
    return traverse(number, right, true, [&](NodeRef next) {
      return with_node(*chain.nodes[right + 1], next, [&] { return extend(number, left, right + 1); });
    });
  }
  if (left > 0) {
    return traverse(number, left - 1, false, [&](NodeRef next) {
      return with_node(*chain.nodes[left - 1], next, [&] { return extend(number, left - 1, right); });
    });
  }
  return match_chain(number + 1);
}

Side Matcher::side(const RelationshipPattern& relationship, bool forward) {
  if (relationship.direction == PatternDirection::either) return Side::both;
  return (relationship.direction == PatternDirection::right) == forward ? Side::outgoing : Side::incoming;
}

std::vector<QueryGraph::Step> Matcher::steps(const RelationshipPattern& relationship, NodeRef from,
                                             bool forward) const {
  std::vector<std::string> types;
  const bool plain = relationship.types && plain_types(*relationship.types, types);
  auto found =
      readable(execution_.graph.steps(from, side(relationship, forward), plain ? types : std::vector<std::string>()),
               relationship.at);
  if (relationship.types && !plain) {
    std::erase_if(found, [&](const QueryGraph::Step& step) {
      return !has_labels(*relationship.types, {readable(execution_.graph.type(step.relationship), relationship.at)});
    });
  }
  return found;
}

bool Matcher::is_used(RelationshipRef relationship) const {
  return std::find(used_.begin(), used_.end(), relationship) != used_.end();
}

Value Matcher::list_of(const Segment& segment) const {
  return List(segment.relationships.begin(), segment.relationships.end());
}

void Matcher::require_ready(const Expression& condition) const {
  if (ready(condition)) return;
  fail(QueryFault::unsupported, condition.at,
       "a condition on each step or path of a search cannot speak of what is matched later, nor hold a pattern",
       "match that before, in a MATCH of its own, or write the condition behind WHERE");
}

bool Matcher::one_fits(const RelationshipPattern& relationship, RelationshipRef one) {
  if (relationship.properties) {
    require_ready(*relationship.properties);
    if (!properties_fit(one, *relationship.properties)) return false;
  }
  if (!relationship.where) return true;
  const bool known = assigned_[relationship.slot];
  const Value saved = std::exchange(row_[relationship.slot], Value(one));
  assigned_[relationship.slot] = true;
  require_ready(*relationship.where);
  const bool fits = holds(*relationship.where, row_, execution_);
  assigned_[relationship.slot] = known;
  row_[relationship.slot] = saved;
  return fits;
}

bool Matcher::finish() {
  for (std::size_t number = 0; number < chains_.size(); ++number) {
    if (chains_[number].pattern->slot != kNoSlot) row_[chains_[number].pattern->slot] = path_of(number);
  }
  for (const Deferred& deferred : deferred_) {
    if (deferred.properties != nullptr && !properties_fit(deferred.element, *deferred.properties)) return true;
    if (deferred.where != nullptr && !holds(*deferred.where, row_, execution_)) return true;
  }
  if (where_ != nullptr && !holds(*where_, row_, execution_)) return true;
  ++found_;
  return sink_(row_);
}

Path Matcher::path_of(std::size_t number) const {
  const Chain& chain = chains_[number];
  Path path;
  path.nodes.push_back(*row_[chain.nodes[0]->slot].node());
  for (std::size_t i = 0; i < chain.relationships.size(); ++i) {
    const Segment& segment = segments_[number][i];
    path.nodes.insert(path.nodes.end(), segment.between.begin(), segment.between.end());
    path.relationships.insert(path.relationships.end(), segment.relationships.begin(), segment.relationships.end());
    if (!segment.relationships.empty()) path.nodes.push_back(*row_[chain.nodes[i + 1]->slot].node());
  }
  return path;
}

bool match_patterns(std::span<const PathPattern> patterns, const Expression* where, Row& row,
                    const Execution& execution, const RowSink& sink) {
  return Matcher(patterns, where, row, execution, sink).run();
}

}  // namespace entente::query
