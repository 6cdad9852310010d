#include <algorithm>
#include <cmath>
#include <limits>

#include <entente/query/value.hpp>

namespace entente::query {
namespace {

// The place of a value's kind in the order of ORDER BY.
int rank(const Value& value) {
  if (value.map() != nullptr) return 0;
  if (value.node() != nullptr) return 1;
  if (value.relationship() != nullptr) return 2;
  if (value.list() != nullptr) return 3;
  if (value.path() != nullptr) return 4;
  if (value.temporal() != nullptr) return 5;
  if (value.duration() != nullptr) return 6;
  if (value.text() != nullptr) return 7;
  if (value.boolean() != nullptr) return 8;
  if (value.is_number()) return value.real() != nullptr && std::isnan(*value.real()) ? 10 : 9;
  return 11;
}

// Exact also where an integer has no equal among floating-point numbers. Neither is NaN.
std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.integer() != nullptr && b.integer() != nullptr) return *a.integer() <=> *b.integer();
  if (a.real() != nullptr && b.real() != nullptr) return *a.real() <=> *b.real();
  const bool turned = a.real() != nullptr;
  const std::int64_t integer = turned ? *b.integer() : *a.integer();
  const double real = turned ? *a.real() : *b.real();
  std::partial_ordering result = std::partial_ordering::unordered;
  if (std::isnan(real)) return result;
  if (real >= 0x1p63) {
    result = std::partial_ordering::less;
  } else if (real < -0x1p63) {
    result = std::partial_ordering::greater;
  } else {
    const double whole = std::trunc(real);
    result = integer <=> static_cast<std::int64_t>(whole);
    if (result == 0) result = 0.0 <=> real - whole;
  }
  if (!turned) return result;
  return result == std::partial_ordering::less      ? std::partial_ordering::greater
         : result == std::partial_ordering::greater ? std::partial_ordering::less
                                                    : result;
}

// The extent of what holds the other.
void widen(Extent& extent, const Extent& inner) {
  if (__builtin_add_overflow(extent.values, inner.values, &extent.values))
    extent.values = std::numeric_limits<std::size_t>::max();
  extent.depth = std::max(extent.depth, inner.depth + 1);
}

}  // namespace

Value::Value(List value) {
  Extent extent;
  for (const Value& element : value) widen(extent, element.extent());
  state_ = std::make_shared<const Measured<List>>(Measured<List>{std::move(value), extent});
}

Value::Value(Map value) {
  Extent extent;
  for (const auto& [name, own] : value) widen(extent, own.extent());
  state_ = std::make_shared<const Measured<Map>>(Measured<Map>{std::move(value), extent});
}

Extent Value::extent() const {
  if (const auto* list = std::get_if<std::shared_ptr<const Measured<List>>>(&state_)) return (*list)->extent;
  if (const auto* map = std::get_if<std::shared_ptr<const Measured<Map>>>(&state_)) return (*map)->extent;
  return {};
}

const char* Value::type_name() const {
  static const char* const kTemporalNames[] = {"DateTime", "LocalDateTime", "Date", "Time", "LocalTime"};
  static const char* const kNames[] = {"null",         "Boolean", "Integer", "Float", "String",   "Node",
                                       "Relationship", "Path",    "List",    "Map",   "Temporal", "Duration"};
  if (temporal() != nullptr) return kTemporalNames[static_cast<std::size_t>(temporal()->kind)];
  return kNames[state_.index()];
}

std::optional<bool> equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (a.list() != nullptr && b.list() != nullptr) {
    if (a.list()->size() != b.list()->size()) return false;
    bool unknown = false;
    for (std::size_t i = 0; i < a.list()->size(); ++i) {
      const auto same = equals((*a.list())[i], (*b.list())[i]);
      if (same && !*same) return false;
      unknown = unknown || !same;
    }
    return unknown ? std::nullopt : std::optional(true);
  }
  if (a.map() != nullptr && b.map() != nullptr) {
    const Map& first = *a.map();
    const Map& second = *b.map();
    const auto same_key = [](const auto& x, const auto& y) { return x.first == y.first; };
    if (!std::equal(first.begin(), first.end(), second.begin(), second.end(), same_key)) return false;
    bool unknown = false;
    for (auto x = first.begin(), y = second.begin(); x != first.end(); ++x, ++y) {
      const auto same = equals(x->second, y->second);
      if (same && !*same) return false;
      unknown = unknown || !same;
    }
    return unknown ? std::nullopt : std::optional(true);
  }
  return rank(a) == rank(b) && order(a, b) == 0;
}

std::optional<std::partial_ordering> compare(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b);
  if (a.text() != nullptr && b.text() != nullptr) return *a.text() <=> *b.text();
  if (a.boolean() != nullptr && b.boolean() != nullptr) return *a.boolean() <=> *b.boolean();
  if (a.temporal() != nullptr && b.temporal() != nullptr && a.temporal()->kind == b.temporal()->kind)
    return order(*a.temporal(), *b.temporal());
  if (a.list() != nullptr && b.list() != nullptr) {
    const List& first = *a.list();
    const List& second = *b.list();
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
      const auto same = equals(first[i], second[i]);
      if (!same) return std::nullopt;
      if (!*same) return compare(first[i], second[i]);
    }
    return first.size() <=> second.size();
  }
  return std::nullopt;
}

std::strong_ordering order(const Value& a, const Value& b) {
  const int kind = rank(a);
  if (const auto kinds = kind <=> rank(b); kinds != 0) return kinds;
  switch (kind) {
    case 0:
      return std::lexicographical_compare_three_way(a.map()->begin(), a.map()->end(), b.map()->begin(), b.map()->end(),
                                                    [](const auto& x, const auto& y) {
                                                      const auto keys = x.first <=> y.first;
                                                      return keys != 0 ? keys : order(x.second, y.second);
                                                    });
    case 1:
      return *a.node() <=> *b.node();
    case 2:
      return *a.relationship() <=> *b.relationship();
    case 3:
      return std::lexicographical_compare_three_way(a.list()->begin(), a.list()->end(), b.list()->begin(),
                                                    b.list()->end(),
                                                    [](const Value& x, const Value& y) { return order(x, y); });
    case 4: {
      const auto nodes = a.path()->nodes <=> b.path()->nodes;
      return nodes != 0 ? nodes : a.path()->relationships <=> b.path()->relationships;
    }
    case 5:
      return order(*a.temporal(), *b.temporal());
    case 6:
      return order(*a.duration(), *b.duration());
    case 7:
      return *a.text() <=> *b.text();
    case 8:
      return *a.boolean() <=> *b.boolean();
    case 9: {
      const auto numbers = compare_numbers(a, b);
      return numbers < 0   ? std::strong_ordering::less
             : numbers > 0 ? std::strong_ordering::greater
                           : std::strong_ordering::equal;
    }
    default:
      return std::strong_ordering::equal;
  }
}

}  // namespace entente::query
