// Evaluation in parts: evaluator.cpp has values and what is nested, operators.cpp operators.
#pragma once

#include "ast.hpp"
#include "execution.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <entente/query/value.hpp>

namespace entente::query {

class Evaluation {
 public:
  Evaluation(Row& row, const Execution& execution) : row_(row), execution_(execution) {}

  Value value(const Expression& e);

 private:
  [[noreturn]] static void wrong_type(const Expression& e, const char* wanted, const Value& got);
  [[noreturn]] static void overflow(const Expression& e);

  static std::int64_t integer(const Value& value, const Expression& e);

  Value parameter_value(const Expression& e) const;

  Value property_of(const Value& of, const std::string& name, const Expression& e) const;

  Value element_of(const Expression& e);

  Value slice_of(const Expression& e);

  Value projection_of(const Expression& e);

  std::optional<bool> truth(const Expression& e);

  Value logical(const Expression& e);

  static std::optional<bool> compare_pair(const Value& a, const Value& b, Comparison comparison);

  Value compared(const Expression& e);

  Value sum(const Expression& e);

  Value arithmetic(const Expression& e);

  static Value arithmetic_on(const Value& left, const Value& right, const Expression& e);

  static Value duration_arithmetic(const Value& left, const Value& right, const Expression& e);

  static Value integer_arithmetic(std::int64_t a, std::int64_t b, const Expression& e);

  static Value negated(std::int64_t a, const Expression& e);

  Value contained(const Expression& e);

  Value text_test(const Expression& e);

  // The whole text must match, as in Neo4j.
  Value regular(const Expression& e);

  Value labelled(const Expression& e);

  Value called(const Expression& e);

  Value case_value(const Expression& e);

  // Calls `take` with the variable set to each element. False if there is no list, but null.
  template <typename Take>
  bool each_of(const Expression& e, const Expression& list, Slot slot, Take&& take) {
    const Value elements = value(list);
    if (elements.is_null()) return false;
    if (elements.list() == nullptr) wrong_type(e, "a List", elements);
    for (const Value& element : *elements.list()) {
      execution_.tick(e.at);
      row_[slot] = element;
      take();
    }
    row_[slot] = Value();
    return true;
  }

  Value comprehension(const Expression& e);

  Value quantified(const Expression& e);

  Value reduced(const Expression& e);

  Value nested(const Expression& e);

  Row& row_;
  const Execution& execution_;
};

}  // namespace entente::query
