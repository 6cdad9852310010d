#include "planner.hpp"

#include "ast_walk.hpp"
#include "functions.hpp"
#include "match_planner.hpp"

#include <algorithm>
#include <utility>

namespace entente::query {
namespace {

// Calls `visit` with the aggregations in the expression.
template <typename Visit>
void each_aggregation(Expression& expression, Visit&& visit) {
  if (is_aggregation(expression)) return visit(expression);
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand) each_aggregation(*operand, visit);
  }
}

// Whether the projection comes to the same if rows that it takes come more often.
bool ignores_repetition(Clause& projection) {
  bool ignores = true;
  bool aggregates = false;
  for (ProjectionItem& item : projection.items) {
    each_aggregation(*item.expression, [&](const Expression& call) {
      aggregates = true;
      ignores = ignores && (call.distinct || call.name == "min" || call.name == "max");
    });
  }
  return aggregates ? ignores : projection.distinct;
}

SlotSet references_of(const Clause& projection) {
  SlotSet slots;
  for (const ProjectionItem& item : projection.items) add_references(*item.expression, slots);
  for (const SortItem& item : projection.order) add_references(*item.expression, slots);
  if (projection.where) add_references(*projection.where, slots);
  return slots;
}

class Planner {
 public:
  Planner(const QueryGraph& graph, Slot& slots) : graph_(graph), slots_(slots) {}

  void plan(Query& query) {
    for (SingleQuery& part : query.parts) {
      for (std::size_t i = 0; i < part.clauses.size(); ++i) {
        Clause& clause = part.clauses[i];
        clause.id = next_id_++;
        each_expression(clause, [this](Expression& expression) { plan_within(expression); });
        if (clause.kind != ClauseKind::match) continue;
        Clause* const next = i + 1 < part.clauses.size() ? &part.clauses[i + 1] : nullptr;
        plan_match(clause, next, i == 0);
      }
    }
  }

 private:
  void plan_match(Clause& match, Clause* next, bool is_first) {
    SlotSet brought;
    for (const PathPattern& pattern : match.patterns) brought.insert(pattern.brought.begin(), pattern.brought.end());
    const bool projects = next != nullptr && (next->kind == ClauseKind::with || next->kind == ClauseKind::result);
    Clause* const projection = projects && !match.optional && ignores_repetition(*next) ? next : nullptr;
    std::optional<SlotSet> needed;
    if (projection != nullptr) needed = references_of(*projection);
    MatchPlan planned =
        MatchPlanner(graph_, next_id_, std::move(brought)).plan(match.patterns, match.where.get(), needed);
    MatchStep& last = planned.steps.back();
    if (projection != nullptr && is_first && last.kind == MatchStep::Kind::reach && last.once &&
        needed == SlotSet{last.node->slot}) {
      drop_distinct(*last.node, *projection);
      if (only_counts(*projection)) count_within(last, *projection);
    }
    match.plan = std::make_shared<const MatchPlan>(std::move(planned));
  }

  static bool is_node(const Expression& expression, const NodePattern& node) {
    return expression.kind == ExpressionKind::variable && expression.slot == node.slot;
  }

  static bool is_grouped(const Clause& projection) {
    return std::any_of(projection.items.begin(), projection.items.end(),
                       [](const ProjectionItem& item) { return !item.aggregates; });
  }

  // Nodes that come once each need not be told apart again.
  static void drop_distinct(const NodePattern& node, Clause& projection) {
    if (projection.items.size() == 1 && is_node(*projection.items[0].expression, node)) projection.distinct = false;
    if (is_grouped(projection)) return;
    for (ProjectionItem& item : projection.items) {
      each_aggregation(*item.expression,
                       [&](Expression& call) { call.distinct = call.distinct && !is_node(*call.operands[0], node); });
    }
  }

  static bool only_counts(Clause& projection) {
    bool counts = !is_grouped(projection);
    for (ProjectionItem& item : projection.items) {
      each_aggregation(*item.expression,
                       [&](const Expression& call) { counts = counts && call.name == "count" && !call.distinct; });
    }
    return counts;
  }

  // The counts of nodes become sums of what the step has counted.
  void count_within(MatchStep& reach, Clause& projection) {
    reach.count = slots_++;
    for (ProjectionItem& item : projection.items) {
      each_aggregation(*item.expression, [&](Expression& call) {
        call.name = "sum";
        call.operands[0]->slot = reach.count;
      });
    }
  }

  void plan_within(Expression& expression) {
    for (const ExpressionPtr& operand : expression.operands) {
      if (operand) plan_within(*operand);
    }
    if (expression.subquery) plan(*expression.subquery);
    if (!expression.pattern) return;
    each_expression(*expression.pattern, [this](Expression& inner) { plan_within(inner); });
    const auto& brought = expression.pattern->brought;
    expression.plan = std::make_shared<const MatchPlan>(
        MatchPlanner(graph_, next_id_, {brought.begin(), brought.end()}).plan({expression.pattern.get(), 1}, nullptr));
  }

  const QueryGraph& graph_;
  Slot& slots_;         // How many a row has.
  PlanId next_id_ = 1;  // 0 is of what is not counted.
};

}  // namespace

void plan(Query& query, const QueryGraph& graph) { Planner(graph, query.slots).plan(query); }

}  // namespace entente::query
