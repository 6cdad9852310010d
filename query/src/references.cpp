#include "references.hpp"

#include <algorithm>

namespace entente::query {
namespace {

void add_references(const ExpressionPtr& expression, SlotSet& slots) {
  if (expression) query::add_references(*expression, slots);
}

void add_references(const Clause& clause, SlotSet& slots) {
  for (const PathPattern& pattern : clause.patterns) query::add_references(pattern, slots);
  for (const ExpressionPtr* expression : {&clause.where, &clause.list, &clause.skip, &clause.limit})
    add_references(*expression, slots);
  for (const ProjectionItem& item : clause.items) add_references(item.expression, slots);
  for (const SortItem& item : clause.order) add_references(item.expression, slots);
}

}  // namespace

void add_references(const Expression& expression, SlotSet& slots) {
  if (expression.kind == ExpressionKind::variable) slots.insert(expression.slot);
  for (const ExpressionPtr& operand : expression.operands) add_references(operand, slots);
  if (expression.pattern) add_references(*expression.pattern, slots);
  if (expression.subquery) add_references(*expression.subquery, slots);
}

void add_references(const PathPattern& pattern, SlotSet& slots) {
  if (pattern.slot != kNoSlot) slots.insert(pattern.slot);
  add_references(pattern.where, slots);
  for (const PathPart& part : pattern.parts) {
    if (part.node) {
      slots.insert(part.node->slot);
      add_references(part.node->properties, slots);
      add_references(part.node->where, slots);
    } else if (part.relationship) {
      slots.insert(part.relationship->slot);
      add_references(part.relationship->properties, slots);
      add_references(part.relationship->where, slots);
    } else {
      add_references(*part.group->path, slots);
      add_references(part.group->where, slots);
      for (const GroupVariable& variable : part.group->variables) slots.insert(variable.list);
    }
  }
}

void add_references(const Query& query, SlotSet& slots) {
  for (const SingleQuery& part : query.parts) {
    for (const Clause& clause : part.clauses) add_references(clause, slots);
  }
}

bool intersect(const SlotSet& a, const SlotSet& b) {
  return std::any_of(a.begin(), a.end(), [&](Slot slot) { return b.contains(slot); });
}

}  // namespace entente::query
