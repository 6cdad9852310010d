#include "binder_rules.hpp"

#include <algorithm>

#include <entente/schemas/similar.hpp>

#include <fmt/format.h>

namespace entente::query {
namespace {

bool contains_call(const Expression& expression, std::string_view function) {
  if (expression.kind == ExpressionKind::call && expression.name == function) return true;
  return std::any_of(expression.operands.begin(), expression.operands.end(),
                     [&](const ExpressionPtr& operand) { return operand && contains_call(*operand, function); });
}

}  // namespace

std::size_t outer_operands(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::list_comprehension:
    case ExpressionKind::all_of:
    case ExpressionKind::any_of:
    case ExpressionKind::none_of:
    case ExpressionKind::single_of:
      return 1;
    case ExpressionKind::reduce:
      return 2;
    case ExpressionKind::pattern_comprehension:
      return 0;
    default:
      return expression.operands.size();
  }
}

bool contains_aggregation(const Expression& expression) {
  if (is_aggregation(expression)) return true;
  return std::any_of(expression.operands.begin(), expression.operands.end(),
                     [](const ExpressionPtr& operand) { return operand && contains_aggregation(*operand); });
}

void Binder::condition(Expression& expression) {
  const bool saved = std::exchange(patterns_allowed_, true);
  const TypeSet type = expect(expression, type::kAny);
  patterns_allowed_ = saved;
  if (!type.may_be(type::kBoolean) && type != type::kNull) {
    fail(QueryFault::invalid_argument_type, expression.at,
         fmt::format("a condition is true or false, and this is a {}", type.to_string()));
  }
}

TypeSet Binder::expect(Expression& expression, TypeSet wanted) {
  const TypeSet type = bind_expression(expression);
  require(expression, type, wanted);
  return type;
}

void Binder::require(const Expression& expression, TypeSet type, TypeSet wanted) {
  if (type.may_be(wanted) || type == type::kNull) return;
  fail(QueryFault::invalid_argument_type, expression.at,
       fmt::format("expected {}, and this is {}", wanted.to_string(), type.to_string()));
}

void Binder::expect_operands(Expression& expression, TypeSet wanted) {
  for (ExpressionPtr& operand : expression.operands) {
    if (operand) expect(*operand, wanted);
  }
}

TypeSet Binder::bind_expression(Expression& expression) {
  using enum ExpressionKind;
  switch (expression.kind) {
    case literal:
      return TypeSet::of(expression.value);
    case parameter:
      return type::kAny;
    case variable:
      return bind_variable(expression);
    case property: {
      const TypeSet from = expect(*expression.operands[0],
                                  type::kNode | type::kRelationship | type::kMap | type::kTemporal | type::kDuration);
      expression.of_element = from == type::kNode || from == type::kRelationship;
      return type::kAny;
    }
    case element: {
      const TypeSet from =
          expect(*expression.operands[0], type::kList | type::kMap | type::kNode | type::kRelationship);
      expect(*expression.operands[1], from.may_be(type::kMap | type::kNode | type::kRelationship | type::kNull)
                                          ? type::kInteger | type::kString
                                          : type::kInteger);
      return type::kAny;
    }
    case slice:
      expect(*expression.operands[0], type::kList);
      for (std::size_t i = 1; i < 3; ++i) {
        if (expression.operands[i]) expect(*expression.operands[i], type::kInteger);
      }
      return type::kList | type::kNull;
    case list:
      expect_operands(expression, type::kAny);
      return type::kList;
    case map:
      expect_operands(expression, type::kAny);
      return type::kMap;
    case map_projection:
      expect(*expression.operands[0], type::kNode | type::kRelationship | type::kMap);
      expect_operands(expression, type::kAny);
      return type::kMap | type::kNull;
    case logical_or:
    case logical_xor:
    case logical_and:
    case logical_not:
      expect_operands(expression, type::kBoolean);
      return type::kBoolean | type::kNull;
    case comparison:
      expect_operands(expression, type::kAny);
      return type::kBoolean | type::kNull;
    case add: {
      const TypeSet left = bind_expression(*expression.operands[0]);
      const TypeSet right = bind_expression(*expression.operands[1]);
      if (left.may_be(type::kList) || right.may_be(type::kList)) return type::kAny;
      constexpr TypeSet kAddable = type::kNumber | type::kString | type::kTemporal | type::kDuration;
      require(*expression.operands[0], left, kAddable);
      require(*expression.operands[1], right, kAddable);
      return left | right;
    }
    case subtract:
      expect_operands(expression, type::kNumber | type::kTemporal | type::kDuration);
      return type::kNumber | type::kTemporal | type::kDuration | type::kNull;
    case multiply:
    case divide:
      expect_operands(expression, type::kNumber | type::kDuration);
      return type::kNumber | type::kDuration | type::kNull;
    case modulo:
    case power:
    case negate:
    case plus:
      expect_operands(expression, type::kNumber);
      return type::kNumber | type::kNull;
    case in:
      expect(*expression.operands[0], type::kAny);
      expect(*expression.operands[1], type::kList);
      return type::kBoolean | type::kNull;
    case starts_with:
    case ends_with:
    case contains:
    case matches:
      expect_operands(expression, type::kAny);
      return type::kBoolean | type::kNull;
    case is_null:
    case is_not_null:
      expect_operands(expression, type::kAny);
      return type::kBoolean;
    case has_labels:
      expect_operands(expression, type::kNode | type::kRelationship);
      return type::kBoolean | type::kNull;
    case call:
      return bind_call(expression);
    case count_all:
      enter_aggregation(expression);
      expression.slot = next_++;
      return type::kInteger;
    case case_of: {
      TypeSet result;
      const std::size_t count = expression.operands.size();
      for (std::size_t i = 0; i < count; ++i) {
        if (!expression.operands[i]) {
          if (i + 1 == count) result = result | type::kNull;
          continue;
        }
        const bool is_condition = i % 2 == 1 && i + 1 < count;
        const bool saved = std::exchange(patterns_allowed_, patterns_allowed_ || is_condition);
        const TypeSet own = bind_expression(*expression.operands[i]);
        patterns_allowed_ = saved;
        if (i + 1 == count || (i > 0 && i % 2 == 0)) result = result | own;
      }
      return result;
    }
    case list_comprehension:
      expect(*expression.operands[0], type::kList);
      with_local(expression.name, expression.slot, element_type(*expression.operands[0]), [&] {
        if (expression.operands[1]) condition(*expression.operands[1]);
        if (expression.operands[2]) bind_expression(*expression.operands[2]);
      });
      return type::kList | type::kNull;
    case all_of:
    case any_of:
    case none_of:
    case single_of:
      expect(*expression.operands[0], type::kList);
      with_local(expression.name, expression.slot, element_type(*expression.operands[0]),
                 [&] { condition(*expression.operands[1]); });
      return type::kBoolean | type::kNull;
    case reduce:
      bind_expression(*expression.operands[0]);
      expect(*expression.operands[1], type::kList);
      with_local(expression.name, expression.slot, type::kAny, [&] {
        with_local(expression.second_name, expression.second_slot, type::kAny,
                   [&] { bind_expression(*expression.operands[2]); });
      });
      return type::kAny;
    case pattern_comprehension:
    case pattern_predicate:
    case exists_subquery:
    case count_subquery:
    case collect_subquery:
      return bind_nested(expression);
  }
  return type::kAny;
}

// What the elements of a list are, as far as it is written out.
TypeSet Binder::element_type(const Expression& list) {
  if (list.kind != ExpressionKind::list || list.operands.empty()) return type::kAny;
  TypeSet result;
  for (const ExpressionPtr& element : list.operands) {
    if (element->kind != ExpressionKind::literal) return type::kAny;
    result = result | TypeSet::of(element->value);
  }
  return result;
}

TypeSet Binder::bind_variable(Expression& expression) {
  const auto found = scope_.find(expression.name);
  if (found == scope_.end()) {
    std::vector<std::string> names;
    for (const auto& [name, variable] : scope_) names.push_back(name);
    const auto similar = most_similar(expression.name, names, 1);
    fail(QueryFault::undefined_variable, expression.at, fmt::format("there is no variable '{}'", expression.name),
         similar.empty() ? "a text needs quotes: 'text'" : fmt::format("did you mean {}?", similar.front()));
  }
  expression.slot = found->second.slot;
  return found->second.type;
}

void Binder::enter_aggregation(const Expression& expression) {
  if (aggregations_allowed_) return;
  if (within_aggregation_)
    fail(QueryFault::nested_aggregation, expression.at, "an aggregation within an aggregation",
         "aggregate in a WITH first");
  fail(QueryFault::invalid_aggregation, expression.at, "an aggregation is only possible in WITH and RETURN",
       "aggregate in a WITH first, and use its column");
}

TypeSet Binder::bind_call(Expression& expression) {
  if (const Aggregation* aggregation = find_aggregation(expression.name)) {
    enter_aggregation(expression);
    if (expression.operands.size() != aggregation->arguments) wrong_count(expression, aggregation->arguments);
    aggregations_allowed_ = false;
    const bool nested = std::exchange(within_aggregation_, true);
    expect_operands(expression, type::kAny);
    if (contains_call(expression, "rand"))
      fail(QueryFault::non_constant_expression, expression.at, "rand() within an aggregation",
           "give it a column with WITH first");
    expression.slot = next_++;
    within_aggregation_ = nested;
    aggregations_allowed_ = true;
    return aggregation->result;
  }
  const Function* function = find_function(expression.name);
  if (function == nullptr) {
    const auto similar = most_similar(expression.name, function_names(), 1);
    fail(QueryFault::unknown_function, expression.at, fmt::format("there is no function {}()", expression.name),
         similar.empty() ? "" : fmt::format("did you mean {}()?", similar.front()));
  }
  const std::size_t count = expression.operands.size();
  if (count < function->least || count > function->most) wrong_count(expression, function->least);
  const bool saved = std::exchange(patterns_allowed_, expression.name == "exists");
  for (std::size_t i = 0; i < count; ++i) expect(*expression.operands[i], i == 0 ? function->argument : type::kAny);
  patterns_allowed_ = saved;
  return function->result | type::kNull;
}

void Binder::wrong_count(const Expression& expression, std::size_t wanted) {
  fail(QueryFault::invalid_number_of_arguments, expression.at,
       fmt::format("{}() takes {} argument{}, and has {}", expression.name, wanted, wanted == 1 ? "" : "s",
                   expression.operands.size()));
}

TypeSet Binder::bind_nested(Expression& expression) {
  if (expression.kind == ExpressionKind::pattern_predicate && !patterns_allowed_) {
    fail(QueryFault::unexpected_syntax, expression.at, "a pattern is a condition, not a value",
         "use EXISTS { … }, COUNT { … } or [pattern | value]");
  }
  const Scope saved = scope_;
  const bool aggregations = std::exchange(aggregations_allowed_, false);
  TypeSet result = type::kBoolean;
  if (expression.subquery) {
    const std::size_t columns = Binder(next_).bind_query(*expression.subquery, scope_).size();
    if (expression.kind == ExpressionKind::collect_subquery && columns != 1)
      fail(QueryFault::invalid_clause_composition, expression.at, "COLLECT { } collects one column",
           "RETURN one value");
    if (expression.kind == ExpressionKind::count_subquery) result = type::kInteger;
    if (expression.kind == ExpressionKind::collect_subquery) result = type::kList;
  } else {
    bind_path_names(*expression.pattern, saved);
    if (expression.kind == ExpressionKind::pattern_predicate && scope_.size() != saved.size()) {
      const auto new_one =
          std::find_if(scope_.begin(), scope_.end(), [&](const auto& v) { return !saved.contains(v.first); });
      fail(QueryFault::undefined_variable, expression.at,
           fmt::format("a pattern as a condition brings in no variable such as '{}'", new_one->first),
           "leave the name out, or use EXISTS { }");
    }
    if (expression.pattern->variable.given()) {
      expression.pattern->slot = bring_in(expression.pattern->variable, type::kPath);
      expression.pattern->brought.push_back(expression.pattern->slot);
    }
    bind_path_conditions(*expression.pattern);
    if (expression.kind == ExpressionKind::pattern_comprehension) {
      if (expression.operands[0]) condition(*expression.operands[0]);
      bind_expression(*expression.operands[1]);
      result = type::kList;
    }
  }
  aggregations_allowed_ = aggregations;
  scope_ = saved;
  return result;
}

}  // namespace entente::query
