// The values of the query language, with the equality, comparability and order of openCypher 9 (chapter "Comparability, equality,
// orderability and equivalence").
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <entente/query/temporal.hpp>

namespace entente::query {

class Value;

// A node or relationship, by its number in the graph that is asked.
struct NodeRef {
  std::uint64_t number = 0;
  auto operator<=>(const NodeRef&) const = default;
};
struct RelationshipRef {
  std::uint64_t number = 0;
  auto operator<=>(const RelationshipRef&) const = default;
};

// One node more than relationships; relationship i joins nodes i and i + 1, in either direction.
struct Path {
  std::vector<NodeRef> nodes;
  std::vector<RelationshipRef> relationships;
  auto operator<=>(const Path&) const = default;
};

using List = std::vector<Value>;
using Map = std::map<std::string, Value>;

// How much a value holds: values within it, however deep, each as often as it is met, and how deep they lie.
struct Extent {
  std::size_t values = 1;
  std::size_t depth = 0;
};

// Cheap to copy: what is large is shared, and never changed.
class Value {
 public:
  Value() = default;                            // null
  Value(bool value) : state_(value) {}          // NOLINT(google-explicit-constructor): and the next ones,
  Value(std::int64_t value) : state_(value) {}  // NOLINT(google-explicit-constructor): since a value is
  Value(double value) : state_(value) {}        // NOLINT(google-explicit-constructor): what it holds.
  Value(std::string value) : state_(std::make_shared<const std::string>(std::move(value))) {}  // NOLINT
  Value(const char* value) : Value(std::string(value)) {}                                      // NOLINT
  Value(NodeRef value) : state_(value) {}                                                      // NOLINT
  Value(RelationshipRef value) : state_(value) {}                                              // NOLINT
  Value(Path value) : state_(std::make_shared<const Path>(std::move(value))) {}                // NOLINT
  Value(Temporal value) : state_(std::make_shared<const Temporal>(std::move(value))) {}        // NOLINT
  Value(Duration value) : state_(std::make_shared<const Duration>(value)) {}                   // NOLINT
  Value(List value);                                                                           // NOLINT
  Value(Map value);                                                                            // NOLINT

  bool is_null() const { return state_.index() == 0; }
  const bool* boolean() const { return std::get_if<bool>(&state_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&state_); }
  const double* real() const { return std::get_if<double>(&state_); }
  bool is_number() const { return integer() != nullptr || real() != nullptr; }
  // Requires: is_number().
  double as_real() const { return integer() != nullptr ? static_cast<double>(*integer()) : *real(); }
  const std::string* text() const { return shared<std::string>(); }
  const NodeRef* node() const { return std::get_if<NodeRef>(&state_); }
  const RelationshipRef* relationship() const { return std::get_if<RelationshipRef>(&state_); }
  const Path* path() const { return shared<Path>(); }
  const Temporal* temporal() const { return shared<Temporal>(); }
  const Duration* duration() const { return shared<Duration>(); }
  const List* list() const { return measured<List>(); }
  const Map* map() const { return measured<Map>(); }

  Extent extent() const;

  // "Integer", "String", "Node" and so on, for messages.
  const char* type_name() const;

 private:
  // A list or map with its extent, which is known when it is made: to measure a value that holds itself many times over would take for ever.
  template <typename T>
  struct Measured {
    T values;
    Extent extent;
  };
  template <typename T>
  const T* measured() const {
    const auto* pointer = std::get_if<std::shared_ptr<const Measured<T>>>(&state_);
    return pointer == nullptr ? nullptr : &(*pointer)->values;
  }
  template <typename T>
  const T* shared() const {
    const auto* pointer = std::get_if<std::shared_ptr<const T>>(&state_);
    return pointer == nullptr ? nullptr : pointer->get();
  }

  std::variant<std::monostate, bool, std::int64_t, double, std::shared_ptr<const std::string>, NodeRef, RelationshipRef,
               std::shared_ptr<const Path>, std::shared_ptr<const Measured<List>>, std::shared_ptr<const Measured<Map>>,
               std::shared_ptr<const Temporal>, std::shared_ptr<const Duration>>
      state_;
};

// a = b: nothing where that is unknown, because a null is involved.
std::optional<bool> equals(const Value& a, const Value& b);

// How a compares with b under <, <=, >, >=: nothing where they are of kinds that do not compare, or a null is involved; `unordered`
// where a NaN is.
std::optional<std::partial_ordering> compare(const Value& a, const Value& b);

// The order of ORDER BY, by which DISTINCT and grouping also tell what is the same, over values of all kinds: maps, nodes, relationships, lists, paths,
// points in time, durations, strings, booleans, numbers, NaN, null.
std::strong_ordering order(const Value& a, const Value& b);

struct ValueLess {
  bool operator()(const Value& a, const Value& b) const { return order(a, b) < 0; }
};

}  // namespace entente::query
