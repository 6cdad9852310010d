#include "binder_rules.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace entente::query {
namespace {

// Whether two expressions are the same up to white space and the case of keywords.
bool same(const Expression& a, const Expression& b) {
  if (a.kind != b.kind || a.name != b.name || a.names != b.names || a.comparisons != b.comparisons ||
      a.distinct != b.distinct || a.operands.size() != b.operands.size() || order(a.value, b.value) != 0 || a.pattern ||
      b.pattern || a.subquery || b.subquery || a.labels || b.labels)
    return false;
  return std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(), [](const auto& x, const auto& y) {
    return (x == nullptr) == (y == nullptr) && (x == nullptr || same(*x, *y));
  });
}

}  // namespace

std::vector<std::string> Binder::bind_projection(Clause& clause) {
  const Scope before = scope_;
  if (clause.all_variables) {
    if (before.empty() && clause.kind == ClauseKind::result)
      fail(QueryFault::no_variables_in_scope, clause.at, "there are no variables that * could mean");
    std::vector<ProjectionItem> items;
    for (const auto& [name, variable] : before) {
      ProjectionItem item;
      item.expression = std::make_unique<Expression>();
      item.expression->kind = ExpressionKind::variable;
      item.expression->name = name;
      item.name = name;
      item.named = true;
      item.at = clause.at;
      items.push_back(std::move(item));
    }
    clause.items.insert(clause.items.begin(), std::make_move_iterator(items.begin()),
                        std::make_move_iterator(items.end()));
  }
  Scope after;
  std::vector<std::string> columns;
  bool aggregates = false;
  for (ProjectionItem& item : clause.items) {
    if (clause.kind == ClauseKind::with && !item.named) {
      fail(QueryFault::no_expression_alias, item.at, "what WITH hands on needs a name",
           fmt::format("write {} AS name", item.name));
    }
    aggregations_allowed_ = true;
    const TypeSet type = expect(*item.expression, type::kAny);
    aggregations_allowed_ = false;
    item.aggregates = contains_aggregation(*item.expression);
    aggregates = aggregates || item.aggregates;
    item.slot = next_++;
    if (!after.emplace(item.name, Variable{item.slot, type}).second)
      fail(QueryFault::column_name_conflict, item.at, fmt::format("there are two columns '{}'", item.name),
           "name one of them otherwise with AS");
    columns.push_back(item.name);
  }
  const std::vector<const Expression*> keys = keys_of(clause);
  for (const ProjectionItem& item : clause.items) {
    if (item.aggregates) check_grouped(*item.expression, keys, {});
  }
  bind_order(clause, before, after, aggregates);
  for (ExpressionPtr* bound : {&clause.skip, &clause.limit}) {
    if (*bound) bind_row_count(**bound);
  }
  scope_ = after;
  if (clause.where) {
    // WHERE behind WITH sees what WITH hands on, and what was there before while that is still one row for one.
    if (aggregates || clause.distinct) {
      replace_projected(clause.where, clause);
    } else {
      scope_.insert(before.begin(), before.end());
    }
    condition(*clause.where);
    scope_ = after;
  }
  return columns;
}

std::vector<const Expression*> Binder::keys_of(const Clause& clause) {
  std::vector<const Expression*> keys;
  for (const ProjectionItem& item : clause.items) {
    if (!item.aggregates) keys.push_back(item.expression.get());
  }
  return keys;
}

void Binder::check_grouped(const Expression& expression, const std::vector<const Expression*>& keys,
                           const Scope& columns) {
  if (is_aggregation(expression)) return;
  const bool may_be_key = expression.kind == ExpressionKind::variable || expression.kind == ExpressionKind::property;
  if (may_be_key &&
      std::any_of(keys.begin(), keys.end(), [&](const Expression* key) { return same(*key, expression); }))
    return;
  if (expression.kind == ExpressionKind::variable) {
    if (local_.contains(expression.slot) || columns.contains(expression.name)) return;
    fail(QueryFault::ambiguous_aggregation_expression, expression.at,
         "this is neither aggregated nor one of the values that rows are grouped by", "hand it on with WITH first");
  }
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand) check_grouped(*operand, keys, columns);
  }
}

void Binder::bind_order(Clause& clause, const Scope& before, const Scope& after, bool aggregates) {
  for (SortItem& item : clause.order) {
    // A projected expression is known under its column, also behind DISTINCT and aggregation.
    const auto projected = std::find_if(clause.items.begin(), clause.items.end(),
                                        [&](const ProjectionItem& p) { return same(*p.expression, *item.expression); });
    if (projected != clause.items.end() &&
        !(item.expression->kind == ExpressionKind::variable && after.contains(item.expression->name))) {
      item.expression = column(*projected, item.expression->at);
      continue;
    }
    if (aggregates && contains_aggregation(*item.expression)) check_grouped(*item.expression, keys_of(clause), after);
    if (aggregates || clause.distinct) replace_projected(item.expression, clause);
    scope_ = after;
    if (!aggregates && !clause.distinct) {
      for (const auto& [name, variable] : before) scope_.emplace(name, variable);
    }
    if (contains_aggregation(*item.expression)) {
      fail(aggregates ? QueryFault::ambiguous_aggregation_expression : QueryFault::invalid_aggregation,
           item.expression->at, "rows cannot be sorted by an aggregation that is not among the columns",
           "give it a column, and sort by that");
    }
    expect(*item.expression, type::kAny);
  }
  scope_ = before;
}

ExpressionPtr Binder::column(const ProjectionItem& item, Position at) {
  auto result = std::make_unique<Expression>();
  result->kind = ExpressionKind::variable;
  result->name = item.name;
  result->slot = item.slot;
  result->at = at;
  return result;
}

void Binder::replace_projected(ExpressionPtr& expression, const Clause& clause) {
  for (const ProjectionItem& item : clause.items) {
    if (item.expression->kind != ExpressionKind::literal && same(*item.expression, *expression)) {
      expression = column(item, expression->at);
      return;
    }
  }
  for (std::size_t i = 0; i < outer_operands(*expression); ++i) {
    if (expression->operands[i]) replace_projected(expression->operands[i], clause);
  }
}

void Binder::bind_row_count(Expression& expression) {
  const Scope saved = std::exchange(scope_, {});
  const bool constant = is_constant(expression);
  if (!constant) {
    fail(QueryFault::non_constant_expression, expression.at, "the number of rows must not depend on a row",
         "use a number or a parameter");
  }
  const TypeSet type = expect(expression, type::kAny);
  if (!type.may_be(type::kInteger))
    fail(QueryFault::invalid_argument_type, expression.at, fmt::format("a number of rows, not a {}", type.to_string()));
  if (expression.kind == ExpressionKind::literal && *expression.value.integer() < 0)
    fail(QueryFault::negative_integer_argument, expression.at, "a number of rows is not negative");
  scope_ = saved;
}

bool Binder::is_constant(const Expression& expression) {
  if (expression.kind == ExpressionKind::variable || expression.pattern || expression.subquery) return false;
  return std::all_of(expression.operands.begin(), expression.operands.end(),
                     [](const ExpressionPtr& operand) { return !operand || is_constant(*operand); });
}

}  // namespace entente::query
