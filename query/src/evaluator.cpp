#include "evaluator.hpp"

#include "evaluation.hpp"
#include "executor.hpp"
#include "functions.hpp"
#include "matcher.hpp"
#include "temporal_arithmetic.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace entente::query {

Value Evaluation::value(const Expression& e) {
  using enum ExpressionKind;
  switch (e.kind) {
    case literal:
      return e.value;
    case parameter:
      return parameter_value(e);
    case variable:
      return row_[e.slot];
    case property:
      return property_of(value(*e.operands[0]), e.name, e);
    case element:
      return element_of(e);
    case slice:
      return slice_of(e);
    case list: {
      List values;
      for (const ExpressionPtr& operand : e.operands) values.push_back(value(*operand));
      return bounded(std::move(values), e.at);
    }
    case map: {
      Map values;
      for (std::size_t i = 0; i < e.names.size(); ++i) values[e.names[i]] = value(*e.operands[i]);
      return bounded(std::move(values), e.at);
    }
    case map_projection:
      return projection_of(e);
    case logical_or:
    case logical_xor:
    case logical_and:
    case logical_not:
      return logical(e);
    case comparison:
      return compared(e);
    case add:
      return sum(e);
    case subtract:
    case multiply:
    case divide:
    case modulo:
    case power:
      return arithmetic(e);
    case negate: {
      const Value operand = value(*e.operands[0]);
      if (operand.is_null()) return operand;
      if (operand.real() != nullptr) return 0.0 - *operand.real();  // There is no negative zero.
      return negated(integer(operand, e), e);
    }
    case plus: {
      const Value operand = value(*e.operands[0]);
      if (!operand.is_null() && !operand.is_number()) wrong_type(e, "a number", operand);
      return operand;
    }
    case in:
      return contained(e);
    case starts_with:
    case ends_with:
    case contains:
      return text_test(e);
    case matches:
      return regular(e);
    case is_null:
      return value(*e.operands[0]).is_null();
    case is_not_null:
      return !value(*e.operands[0]).is_null();
    case has_labels:
      return labelled(e);
    case call:
      return called(e);
    case count_all:
      return row_[e.slot];
    case case_of:
      return case_value(e);
    case list_comprehension:
      return comprehension(e);
    case all_of:
    case any_of:
    case none_of:
    case single_of:
      return quantified(e);
    case reduce:
      return reduced(e);
    case pattern_comprehension:
    case pattern_predicate:
    case exists_subquery:
    case count_subquery:
    case collect_subquery:
      return nested(e);
  }
  return {};
}

Value Evaluation::parameter_value(const Expression& e) const {
  const auto found = execution_.parameters.find(e.name);
  if (found == execution_.parameters.end()) {
    fail(QueryFault::missing_parameter, e.at, fmt::format("the parameter ${} has no value", e.name),
         fmt::format("give it with -p {}=…", e.name));
  }
  return found->second;
}

Value Evaluation::property_of(const Value& of, const std::string& name, const Expression& e) const {
  if (of.is_null()) return {};
  if (of.node() != nullptr) return readable(execution_.graph.property(*of.node(), name), e.at);
  if (of.relationship() != nullptr) return readable(execution_.graph.property(*of.relationship(), name), e.at);
  if (of.map() != nullptr) {
    const auto found = of.map()->find(name);
    return found == of.map()->end() ? Value() : found->second;
  }
  if (of.temporal() != nullptr || of.duration() != nullptr) {
    auto found = of.temporal() != nullptr ? component(*of.temporal(), name) : component(*of.duration(), name);
    if (found) return std::move(*found);
    fail(QueryFault::invalid_argument_value, e.at, fmt::format("a {} has no component '{}'", of.type_name(), name));
  }
  wrong_type(e, "a Node, Relationship or Map", of);
}

Value Evaluation::element_of(const Expression& e) {
  const Value from = value(*e.operands[0]);
  const Value at = value(*e.operands[1]);
  if (from.is_null() || at.is_null()) return {};
  if (from.list() != nullptr) {
    if (at.integer() == nullptr) {
      fail(QueryFault::list_element_access_by_non_integer, e.at,
           fmt::format("the place in a list is an Integer, not a {}", at.type_name()));
    }
    const auto size = static_cast<std::int64_t>(from.list()->size());
    const std::int64_t place = *at.integer() < 0 ? *at.integer() + size : *at.integer();
    return place < 0 || place >= size ? Value() : (*from.list())[static_cast<std::size_t>(place)];
  }
  if (from.map() == nullptr && from.node() == nullptr && from.relationship() == nullptr)
    wrong_type(e, "a List, Map, Node or Relationship", from);
  if (at.text() == nullptr) {
    fail(QueryFault::map_element_access_by_non_string, e.at,
         fmt::format("a key is a String, not a {}", at.type_name()));
  }
  return property_of(from, *at.text(), e);
}

Value Evaluation::slice_of(const Expression& e) {
  const Value from = value(*e.operands[0]);
  const Value first = e.operands[1] ? value(*e.operands[1]) : Value(std::int64_t{0});
  if (from.is_null() || first.is_null()) return {};
  if (from.list() == nullptr) wrong_type(e, "a List", from);
  const auto size = static_cast<std::int64_t>(from.list()->size());
  const Value last = e.operands[2] ? value(*e.operands[2]) : Value(size);
  if (last.is_null()) return {};
  const auto place = [&](const Value& at) {
    const std::int64_t number = integer(at, e);
    return std::clamp<std::int64_t>(number < 0 ? number + size : number, 0, size);
  };
  const std::int64_t begin = place(first);
  const std::int64_t end = std::max(begin, place(last));
  return List(from.list()->begin() + begin, from.list()->begin() + end);
}

Value Evaluation::projection_of(const Expression& e) {
  const Value from = value(*e.operands[0]);
  if (from.is_null()) return {};
  Map result;
  for (std::size_t i = 1; i < e.operands.size(); ++i) {
    if (e.operands[i]) {
      result[e.names[i]] = value(*e.operands[i]);
    } else {
      const CallContext context{execution_.graph, e.at, execution_.now};
      const Value all = find_function("properties")->call({&from, 1}, context);
      for (const auto& [name, own] : *all.map()) result[name] = own;
    }
  }
  return bounded(std::move(result), e.at);
}

Value Evaluation::labelled(const Expression& e) {
  const Value of = value(*e.operands[0]);
  if (of.is_null()) return {};
  if (of.node() != nullptr) return query::has_labels(*e.labels, readable(execution_.graph.labels(*of.node()), e.at));
  if (of.relationship() != nullptr)
    return query::has_labels(*e.labels, {readable(execution_.graph.type(*of.relationship()), e.at)});
  wrong_type(e, "a Node or Relationship", of);
}

Value Evaluation::called(const Expression& e) {
  const Function* const function = find_function(e.name);
  if (function == nullptr) return row_[e.slot];  // An aggregation, which has been made.
  std::vector<Value> arguments;
  for (const ExpressionPtr& operand : e.operands) {
    arguments.push_back(value(*operand));
    if (function->null_for_null && arguments.back().is_null()) return {};
  }
  return function->call(arguments, {execution_.graph, e.at, execution_.now});
}

Value Evaluation::case_value(const Expression& e) {
  const Value of = e.operands[0] ? value(*e.operands[0]) : Value();
  const std::size_t last = e.operands.size() - 1;
  for (std::size_t i = 1; i + 1 < e.operands.size(); i += 2) {
    const bool met =
        e.operands[0] ? equals(of, value(*e.operands[i])).value_or(false) : truth(*e.operands[i]).value_or(false);
    if (met) return value(*e.operands[i + 1]);
  }
  return e.operands[last] ? value(*e.operands[last]) : Value();
}

Value Evaluation::comprehension(const Expression& e) {
  List result;
  const bool any = each_of(e, *e.operands[0], e.slot, [&] {
    if (!e.operands[1] || truth(*e.operands[1]).value_or(false))
      result.push_back(e.operands[2] ? value(*e.operands[2]) : row_[e.slot]);
  });
  return any ? bounded(std::move(result), e.at) : Value();
}

Value Evaluation::quantified(const Expression& e) {
  std::size_t met = 0;
  std::size_t failed = 0;
  bool unknown = false;
  const bool any = each_of(e, *e.operands[0], e.slot, [&] {
    const auto condition = truth(*e.operands[1]);
    met += condition && *condition ? 1 : 0;
    failed += condition && !*condition ? 1 : 0;
    unknown = unknown || !condition;
  });
  if (!any) return {};
  switch (e.kind) {
    case ExpressionKind::all_of:
      return failed > 0 ? Value(false) : unknown ? Value() : Value(true);
    case ExpressionKind::any_of:
      return met > 0 ? Value(true) : unknown ? Value() : Value(false);
    case ExpressionKind::none_of:
      return met > 0 ? Value(false) : unknown ? Value() : Value(true);
    default:
      return met > 1 ? Value(false) : unknown ? Value() : Value(met == 1);
  }
}

Value Evaluation::reduced(const Expression& e) {
  Value sum = value(*e.operands[0]);
  const bool any = each_of(e, *e.operands[1], e.second_slot, [&] {
    row_[e.slot] = sum;
    sum = value(*e.operands[2]);
  });
  row_[e.slot] = Value();
  return any ? sum : Value();
}

Value Evaluation::nested(const Expression& e) {
  if (e.subquery) {
    std::int64_t count = 0;
    List values;
    run_subquery(*e.subquery, row_, execution_, [&](const std::vector<Value>& columns) {
      ++count;
      if (e.kind == ExpressionKind::collect_subquery) values.push_back(columns.front());
      return e.kind != ExpressionKind::exists_subquery;
    });
    if (e.kind == ExpressionKind::exists_subquery) return count > 0;
    return e.kind == ExpressionKind::count_subquery ? Value(count) : bounded(std::move(values), e.at);
  }
  List values;
  bool found = false;
  Row row = row_;
  match_patterns(*e.plan, row, execution_, [&](Row& matched) {
    if (e.kind == ExpressionKind::pattern_predicate) {
      found = true;
      return false;
    }
    Evaluation inner(matched, execution_);
    if (!e.operands[0] || inner.truth(*e.operands[0]).value_or(false)) values.push_back(inner.value(*e.operands[1]));
    return true;
  });
  return e.kind == ExpressionKind::pattern_predicate ? Value(found) : bounded(std::move(values), e.at);
}

Value evaluate(const Expression& expression, Row& row, const Execution& execution) {
  return Evaluation(row, execution).value(expression);
}

Value bounded(Value value, Position at) {
  constexpr std::size_t kMostValues = 10'000'000;
  constexpr std::size_t kMostDepth = 500;
  const Extent extent = value.extent();
  if (extent.values > kMostValues)
    fail(QueryFault::limit_reached, at, fmt::format("a list or map of more than {} values", kMostValues));
  if (extent.depth > kMostDepth)
    fail(QueryFault::limit_reached, at, fmt::format("lists and maps in each other more than {} deep", kMostDepth));
  return value;
}

bool holds(const Expression& condition, Row& row, const Execution& execution) {
  const Value value = evaluate(condition, row, execution);
  if (value.is_null()) return false;
  if (value.boolean() == nullptr) {
    fail(QueryFault::invalid_argument_type, condition.at,
         fmt::format("a condition is true or false, and this is a {}", value.type_name()));
  }
  return *value.boolean();
}

bool has_labels(const LabelExpression& labels, const std::vector<std::string>& own) {
  using Kind = LabelExpression::Kind;
  const auto met = [&](const LabelExpression& operand) { return has_labels(operand, own); };
  switch (labels.kind) {
    case Kind::name:
      return std::find(own.begin(), own.end(), labels.name) != own.end();
    case Kind::any:
      return !own.empty();
    case Kind::negation:
      return !met(labels.operands.front());
    case Kind::conjunction:
      return std::all_of(labels.operands.begin(), labels.operands.end(), met);
    case Kind::disjunction:
      return std::any_of(labels.operands.begin(), labels.operands.end(), met);
  }
  return false;
}

}  // namespace entente::query
