#include "value_hash.hpp"

#include <algorithm>
#include <cmath>

namespace entente::query {
namespace {

// Of Fibonacci hashing: spreads numbers that lie close together.
constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;

std::uint64_t mixed(std::uint64_t seed, std::uint64_t part) {
  const std::uint64_t sum = (seed ^ part) * kSpread;
  return sum ^ (sum >> 29U);
}

std::uint64_t hash_of_number(const Value& value) {
  if (value.integer() != nullptr) return static_cast<std::uint64_t>(*value.integer());
  const double real = *value.real();
  // 1 and 1.0 are the same.
  if (real >= -0x1p63 && real < 0x1p63 && real == std::trunc(real))
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(real));
  return std::isnan(real) ? 1 : std::hash<double>()(real);
}

}  // namespace

std::size_t hash_of(const Value& value) {
  if (value.is_null()) return 7;
  if (value.is_number()) return mixed(1, hash_of_number(value));
  if (value.boolean() != nullptr) return *value.boolean() ? 11 : 13;
  if (value.text() != nullptr) return std::hash<std::string>()(*value.text());
  if (value.node() != nullptr) return mixed(2, value.node()->number);
  if (value.relationship() != nullptr) return mixed(3, value.relationship()->number);
  std::uint64_t hash = 4;
  if (value.path() != nullptr) {
    for (const NodeRef node : value.path()->nodes) hash = mixed(hash, node.number);
    for (const RelationshipRef relationship : value.path()->relationships) hash = mixed(hash, relationship.number);
  } else if (value.temporal() != nullptr) {
    const Temporal& temporal = *value.temporal();
    hash =
        mixed(mixed(hash, static_cast<std::uint64_t>(temporal.day)), static_cast<std::uint64_t>(temporal.nanosecond));
  } else if (value.duration() != nullptr) {
    const Duration& duration = *value.duration();
    hash = mixed(mixed(hash, static_cast<std::uint64_t>(duration.months)), static_cast<std::uint64_t>(duration.days));
    hash = mixed(hash, static_cast<std::uint64_t>(duration.seconds));
  } else if (value.list() != nullptr) {
    for (const Value& element : *value.list()) hash = mixed(hash, hash_of(element));
  } else if (value.map() != nullptr) {
    for (const auto& [name, own] : *value.map())
      hash = mixed(mixed(hash, std::hash<std::string>()(name)), hash_of(own));
  }
  return hash;
}

std::size_t ValuesHash::operator()(const std::vector<Value>& values) const {
  std::uint64_t hash = 5;
  for (const Value& value : values) hash = mixed(hash, hash_of(value));
  return hash;
}

bool ValuesSame::operator()(const std::vector<Value>& a, const std::vector<Value>& b) const {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), ValueSame());
}

}  // namespace entente::query
