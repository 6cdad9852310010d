// Hashes of values that go with the order of ORDER BY: what has its place is the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <entente/query/value.hpp>

namespace entente::query {

std::size_t hash_of(const Value& value);

struct ValueHash {
  std::size_t operator()(const Value& value) const { return hash_of(value); }
};
struct ValueSame {
  bool operator()(const Value& a, const Value& b) const { return order(a, b) == 0; }
};

struct ValuesHash {
  std::size_t operator()(const std::vector<Value>& values) const;
};
struct ValuesSame {
  bool operator()(const std::vector<Value>& a, const std::vector<Value>& b) const;
};
using ValuesSet = std::unordered_set<std::vector<Value>, ValuesHash, ValuesSame>;
template <typename T>
using ValuesMap = std::unordered_map<std::vector<Value>, T, ValuesHash, ValuesSame>;

}  // namespace entente::query
