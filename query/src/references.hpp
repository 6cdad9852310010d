// Which variables an expression speaks of.
#pragma once

#include "ast.hpp"

#include <set>

namespace entente::query {

using SlotSet = std::set<Slot>;

// Adds the slots of all variables in it, those of nested patterns and queries included.
void add_references(const Expression& expression, SlotSet& slots);

inline SlotSet references(const Expression& expression) {
  SlotSet slots;
  add_references(expression, slots);
  return slots;
}

bool intersect(const SlotSet& a, const SlotSet& b);

}  // namespace entente::query
