// The expressions that stand in a part of a query, not within each other.
#pragma once

#include "ast.hpp"

namespace entente::query {

// Of a pattern, those of its groups included.
template <typename Visit>
void each_expression(const PathPattern& pattern, Visit&& visit) {
  const auto visit_if = [&](const ExpressionPtr& expression) {
    if (expression) visit(*expression);
  };
  visit_if(pattern.count);
  visit_if(pattern.where);
  for (const PathPart& part : pattern.parts) {
    if (part.node) {
      visit_if(part.node->properties);
      visit_if(part.node->where);
    } else if (part.relationship) {
      visit_if(part.relationship->properties);
      visit_if(part.relationship->where);
    } else {
      each_expression(*part.group->path, visit);
      visit_if(part.group->where);
    }
  }
}

// Of a clause, those of its patterns included.
template <typename Visit>
void each_expression(const Clause& clause, Visit&& visit) {
  for (const PathPattern& pattern : clause.patterns) each_expression(pattern, visit);
  for (const ExpressionPtr* expression : {&clause.where, &clause.list, &clause.skip, &clause.limit}) {
    if (*expression) visit(**expression);
  }
  for (const ExpressionPtr& argument : clause.arguments) visit(*argument);
  for (const ProjectionItem& item : clause.items) visit(*item.expression);
  for (const SortItem& item : clause.order) visit(*item.expression);
}

}  // namespace entente::query
