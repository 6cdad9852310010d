// The rules of binding, one function each; binder.cpp has clauses and patterns, projection_binder.cpp WITH and RETURN,
// expression_binder.cpp expressions.
#pragma once

#include "ast.hpp"
#include "functions.hpp"
#include "query_failure.hpp"
#include "value_type.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::query {

struct Variable {
  Slot slot = kNoSlot;
  TypeSet type = type::kAny;
};
// By name.
using Scope = std::map<std::string, Variable>;

bool contains_aggregation(const Expression& expression);

class Binder {
 public:
  explicit Binder(Slot& next) : next_(next) {}

  // Returns the names of the columns.
  std::vector<std::string> bind_query(Query& query, const Scope& outer);

 private:
  std::vector<std::string> bind_part(SingleQuery& part, const Scope& outer);

  void bind_procedure(Clause& clause);

  Slot bring_in(const Name& name, TypeSet type);

  // Patterns.

  void bind_patterns(Clause& clause);

  static void check_searches(const Clause& clause);

  static void unwrap(PathPattern& pattern);

  static void fill_in_nodes(PathPattern& pattern);

  void bind_search(PathPattern& pattern);

  void bind_path_names(PathPattern& pattern, const Scope& before);

  void bind_group(GroupPattern& group, const Scope& before, std::vector<Slot>& brought);

  void bind_node(NodePattern& node, std::vector<Slot>& brought);

  void bind_relationship(RelationshipPattern& relationship, const Scope& before, std::vector<Slot>& brought);

  void bind_step_condition(RelationshipPattern& relationship);

  void bind_path_conditions(PathPattern& pattern);

  // Projections.

  std::vector<std::string> bind_projection(Clause& clause);

  // What rows are grouped by.
  static std::vector<const Expression*> keys_of(const Clause& clause);

  // What stands beside an aggregation in one expression must be the same for all rows of a group. `columns` are known to be.
  void check_grouped(const Expression& expression, const std::vector<const Expression*>& keys, const Scope& columns);

  void bind_order(Clause& clause, const Scope& before, const Scope& after, bool aggregates);

  static ExpressionPtr column(const ProjectionItem& item, Position at);

  // Parts of a sort expression that are columns become these.
  void replace_projected(ExpressionPtr& expression, const Clause& clause);

  void bind_row_count(Expression& expression);

  static bool is_constant(const Expression& expression);

  // Expressions.

  void condition(Expression& expression);

  // Binds the expression, and returns what it may be; fails if that is nothing of what is wanted (but null is).
  TypeSet expect(Expression& expression, TypeSet wanted);

  static void require(const Expression& expression, TypeSet type, TypeSet wanted);

  void expect_operands(Expression& expression, TypeSet wanted);

  TypeSet bind_expression(Expression& expression);

  static TypeSet element_type(const Expression& list);

  TypeSet bind_variable(Expression& expression);

  // Runs `bind_inner` with a variable that only it sees, and that may hide another one.
  template <typename BindInner>
  void with_local(const std::string& name, Slot& slot, TypeSet type, BindInner&& bind_inner) {
    const Scope saved = scope_;
    const bool aggregations = std::exchange(aggregations_allowed_, false);
    slot = next_++;
    local_.insert(slot);
    scope_[name] = {slot, type};
    bind_inner();
    aggregations_allowed_ = aggregations;
    scope_ = saved;
  }

  void enter_aggregation(const Expression& expression);

  TypeSet bind_call(Expression& expression);

  [[noreturn]] static void wrong_count(const Expression& expression, std::size_t wanted);

  // A pattern or a query within an expression: it sees the variables outside, and its own go with it.
  TypeSet bind_nested(Expression& expression);

  Slot& next_;
  Scope scope_;
  std::set<Slot> local_;
  bool aggregations_allowed_ = false;
  bool patterns_allowed_ = false;  // As conditions.
  bool within_aggregation_ = false;
};

}  // namespace entente::query
