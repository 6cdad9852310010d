#include "evaluation.hpp"
#include "evaluator.hpp"
#include "functions.hpp"
#include "temporal_arithmetic.hpp"

#include <cmath>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

namespace entente::query {
namespace {

constexpr std::int32_t kRegexTimeLimit = 10'000;  // Steps of ICU's engine, which takes them by the thousand.

}  // namespace

struct CompiledRegex {
  std::string source;
  std::unique_ptr<icu::RegexMatcher> matcher;
};

std::optional<bool> Evaluation::truth(const Expression& e) {
  const Value own = value(e);
  if (own.is_null()) return std::nullopt;
  if (own.boolean() == nullptr) wrong_type(e, "a Boolean", own);
  return *own.boolean();
}

Value Evaluation::logical(const Expression& e) {
  const auto left = truth(*e.operands[0]);
  if (e.kind == ExpressionKind::logical_not) return left ? Value(!*left) : Value();
  const bool decides = e.kind == ExpressionKind::logical_or;
  if (e.kind != ExpressionKind::logical_xor && left && *left == decides) return decides;
  const auto right = truth(*e.operands[1]);
  if (e.kind == ExpressionKind::logical_xor) return left && right ? Value(*left != *right) : Value();
  if (right && *right == decides) return decides;
  return left && right ? Value(!decides) : Value();
}

std::optional<bool> Evaluation::compare_pair(const Value& a, const Value& b, Comparison comparison) {
  if (comparison == Comparison::equal) return equals(a, b);
  if (comparison == Comparison::not_equal) {
    const auto same = equals(a, b);
    return same ? std::optional(!*same) : std::nullopt;
  }
  const auto ordered = compare(a, b);
  if (!ordered) return std::nullopt;
  switch (comparison) {
    case Comparison::less:
      return *ordered < 0;
    case Comparison::less_or_equal:
      return *ordered <= 0;
    case Comparison::greater:
      return *ordered > 0;
    default:
      return *ordered >= 0;
  }
}

Value Evaluation::compared(const Expression& e) {
  bool unknown = false;
  Value left = value(*e.operands[0]);
  for (std::size_t i = 0; i < e.comparisons.size(); ++i) {
    Value right = value(*e.operands[i + 1]);
    const auto result = compare_pair(left, right, e.comparisons[i]);
    if (result && !*result) return false;
    unknown = unknown || !result;
    left = std::move(right);
  }
  return unknown ? Value() : Value(true);
}

Value Evaluation::sum(const Expression& e) {
  const Value left = value(*e.operands[0]);
  const Value right = value(*e.operands[1]);
  if (left.list() != nullptr || right.list() != nullptr) {
    if (left.is_null() || right.is_null()) return {};
    List result = left.list() != nullptr ? *left.list() : List{left};
    if (right.list() != nullptr) {
      result.insert(result.end(), right.list()->begin(), right.list()->end());
    } else {
      result.push_back(right);
    }
    return bounded(std::move(result), e.at);
  }
  if (left.is_null() || right.is_null()) return {};
  if (left.text() != nullptr || right.text() != nullptr) {
    for (const Value* side : {&left, &right}) {
      const bool is_time = side->temporal() != nullptr || side->duration() != nullptr;
      if (side->text() == nullptr && !side->is_number() && !is_time) wrong_type(e, "a String or a number", *side);
    }
    const CallContext context{execution_.graph, e.at, execution_.now};
    const Function* const to_string = find_function("tostring");
    std::string joined = *to_string->call({&left, 1}, context).text() + *to_string->call({&right, 1}, context).text();
    check_text(joined, e.at);
    return joined;
  }
  return arithmetic_on(left, right, e);
}

Value Evaluation::arithmetic(const Expression& e) {
  const Value left = value(*e.operands[0]);
  const Value right = value(*e.operands[1]);
  if (left.is_null() || right.is_null()) return {};
  return arithmetic_on(left, right, e);
}

// With a duration on one side.
Value Evaluation::duration_arithmetic(const Value& left, const Value& right, const Expression& e) {
  const Duration* const a = left.duration();
  const Duration* const b = right.duration();
  switch (e.kind) {
    case ExpressionKind::add:
      if (a != nullptr && b != nullptr) return add(*a, *b, e.at);
      if (a != nullptr && right.temporal() != nullptr) return add(*right.temporal(), *a, e.at);
      if (b != nullptr && left.temporal() != nullptr) return add(*left.temporal(), *b, e.at);
      break;
    case ExpressionKind::subtract:
      if (a != nullptr && b != nullptr) return add(*a, scaled(*b, -1, e.at), e.at);
      if (b != nullptr && left.temporal() != nullptr) return add(*left.temporal(), scaled(*b, -1, e.at), e.at);
      break;
    case ExpressionKind::multiply:
      if (a != nullptr && right.is_number()) return scaled(*a, right.as_real(), e.at);
      if (b != nullptr && left.is_number()) return scaled(*b, left.as_real(), e.at);
      break;
    case ExpressionKind::divide:
      if (a != nullptr && right.is_number()) {
        if (right.as_real() == 0) fail(QueryFault::division_by_zero, e.at, "division by zero");
        return scaled(*a, 1 / right.as_real(), e.at);
      }
      break;
    default:
      break;
  }
  fail(QueryFault::invalid_argument_type, e.at,
       fmt::format("a {} and a {} do not go together here", left.type_name(), right.type_name()));
}

Value Evaluation::arithmetic_on(const Value& left, const Value& right, const Expression& e) {
  if (left.duration() != nullptr || right.duration() != nullptr) return duration_arithmetic(left, right, e);
  if (!left.is_number()) wrong_type(e, "a number", left);
  if (!right.is_number()) wrong_type(e, "a number", right);
  if (left.integer() != nullptr && right.integer() != nullptr && e.kind != ExpressionKind::power)
    return integer_arithmetic(*left.integer(), *right.integer(), e);
  const double a = left.as_real();
  const double b = right.as_real();
  switch (e.kind) {
    case ExpressionKind::add:
      return a + b;
    case ExpressionKind::subtract:
      return a - b;
    case ExpressionKind::multiply:
      return a * b;
    case ExpressionKind::divide:
      return a / b;
    case ExpressionKind::modulo:
      return std::fmod(a, b);
    default:
      return std::pow(a, b);
  }
}

Value Evaluation::integer_arithmetic(std::int64_t a, std::int64_t b, const Expression& e) {
  std::int64_t result = 0;
  switch (e.kind) {
    case ExpressionKind::add:
      if (__builtin_add_overflow(a, b, &result)) overflow(e);
      return result;
    case ExpressionKind::subtract:
      if (__builtin_sub_overflow(a, b, &result)) overflow(e);
      return result;
    case ExpressionKind::multiply:
      if (__builtin_mul_overflow(a, b, &result)) overflow(e);
      return result;
    default:
      if (b == 0) fail(QueryFault::division_by_zero, e.at, "division by zero", "divide by a Float to get Infinity");
      if (b == -1) return e.kind == ExpressionKind::modulo ? Value(std::int64_t{0}) : negated(a, e);
      return e.kind == ExpressionKind::modulo ? a % b : a / b;
  }
}

Value Evaluation::negated(std::int64_t a, const Expression& e) {
  std::int64_t result = 0;
  if (__builtin_sub_overflow(std::int64_t{0}, a, &result)) overflow(e);
  return result;
}

Value Evaluation::contained(const Expression& e) {
  const Value wanted = value(*e.operands[0]);
  const Value among = value(*e.operands[1]);
  if (among.is_null()) return {};
  if (among.list() == nullptr) wrong_type(e, "a List", among);
  bool unknown = false;
  for (const Value& one : *among.list()) {
    const auto same = equals(wanted, one);
    if (same && *same) return true;
    unknown = unknown || !same;
  }
  return unknown ? Value() : Value(false);
}

Value Evaluation::text_test(const Expression& e) {
  const Value left = value(*e.operands[0]);
  const Value right = value(*e.operands[1]);
  if (left.text() == nullptr || right.text() == nullptr) return {};
  if (e.kind == ExpressionKind::starts_with) return left.text()->starts_with(*right.text());
  if (e.kind == ExpressionKind::ends_with) return left.text()->ends_with(*right.text());
  return left.text()->find(*right.text()) != std::string::npos;
}

Value Evaluation::regular(const Expression& e) {
  const Value left = value(*e.operands[0]);
  const Value right = value(*e.operands[1]);
  if (left.text() == nullptr || right.text() == nullptr) return {};
  UErrorCode status = U_ZERO_ERROR;
  if (!execution_.regex || execution_.regex->source != *right.text()) {
    auto matcher = std::make_unique<icu::RegexMatcher>(icu::UnicodeString::fromUTF8(*right.text()), 0, status);
    if (U_FAILURE(status) != 0)
      fail(QueryFault::invalid_argument_value, e.operands[1]->at, "this is not a regular expression");
    matcher->setTimeLimit(kRegexTimeLimit, status);
    execution_.regex = std::make_shared<CompiledRegex>(CompiledRegex{*right.text(), std::move(matcher)});
  }
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(*left.text());
  icu::RegexMatcher& matcher = *execution_.regex->matcher;
  matcher.reset(text);
  const bool matched = matcher.matches(status) != 0;
  if (U_FAILURE(status) != 0) {
    fail(QueryFault::limit_reached, e.at, "the regular expression takes too long on a text",
         "write it without nested repetitions");
  }
  return matched;
}

void Evaluation::wrong_type(const Expression& e, const char* wanted, const Value& got) {
  fail(QueryFault::invalid_argument_type, e.at, fmt::format("expected {}, got a {}", wanted, got.type_name()));
}

void Evaluation::overflow(const Expression& e) {
  fail(QueryFault::number_out_of_range, e.at, "the result does not fit into an integer", "compute with toFloat()");
}

std::int64_t Evaluation::integer(const Value& value, const Expression& e) {
  if (value.integer() == nullptr) wrong_type(e, "an Integer", value);
  return *value.integer();
}

}  // namespace entente::query
