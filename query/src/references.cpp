#include "references.hpp"

#include "ast_walk.hpp"

#include <algorithm>

namespace entente::query {
namespace {

void add_slots(const PathPattern& pattern, SlotSet& slots) {
  if (pattern.slot != kNoSlot) slots.insert(pattern.slot);
  for (const PathPart& part : pattern.parts) {
    if (part.node) slots.insert(part.node->slot);
    if (part.relationship) slots.insert(part.relationship->slot);
    if (!part.group) continue;
    add_slots(*part.group->path, slots);
    for (const GroupVariable& variable : part.group->variables) slots.insert(variable.list);
  }
}

}  // namespace

void add_references(const Expression& expression, SlotSet& slots) {
  if (expression.kind == ExpressionKind::variable) slots.insert(expression.slot);
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand) add_references(*operand, slots);
  }
  const auto add = [&](const Expression& inner) { add_references(inner, slots); };
  if (expression.pattern) {
    add_slots(*expression.pattern, slots);
    each_expression(*expression.pattern, add);
  }
  if (!expression.subquery) return;
  for (const SingleQuery& part : expression.subquery->parts) {
    for (const Clause& clause : part.clauses) {
      for (const PathPattern& pattern : clause.patterns) add_slots(pattern, slots);
      each_expression(clause, add);
    }
  }
}

bool intersect(const SlotSet& a, const SlotSet& b) {
  return std::any_of(a.begin(), a.end(), [&](Slot slot) { return b.contains(slot); });
}

}  // namespace entente::query
