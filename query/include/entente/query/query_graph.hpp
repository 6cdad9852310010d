// The property graph as queries see it: labelled nodes and typed relationships with properties. Implemented by the view of a store
// and, for tests, by a graph in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/query/value.hpp>
#include <entente/schemas/result.hpp>

namespace entente::query {

enum class Side : std::uint8_t { outgoing, incoming, both };

// A consistent state. Numbers are the graph's own. Every function fails when the data behind it cannot be read, and never gives part
// of an answer. For one thread at a time.
class QueryGraph {
 public:
  virtual ~QueryGraph() = default;

  // All nodes with the label; with an empty one, all.
  virtual Result<std::vector<NodeRef>> nodes(std::string_view label) const = 0;

  // Nodes of which the property may have the value; nothing if there is no index that tells.
  virtual Result<std::optional<std::vector<NodeRef>>> find(std::string_view property, const Value& value) const = 0;

  struct Step {
    RelationshipRef relationship;
    NodeRef other;
  };
  // Appends the relationships at a node, of one of the types (all if there are none). With Side::both a loop comes once.
  virtual Result<void> steps(NodeRef node, Side side, const std::vector<std::string>& types,
                             std::vector<Step>& found) const = 0;

  virtual Result<std::vector<std::string>> labels(NodeRef node) const = 0;
  virtual Result<std::string> type(RelationshipRef relationship) const = 0;

  struct Ends {
    NodeRef start;
    NodeRef end;
  };
  virtual Result<Ends> ends(RelationshipRef relationship) const = 0;

  // Null if it has none of the name.
  virtual Result<Value> property(NodeRef node, std::string_view name) const = 0;
  virtual Result<Value> property(RelationshipRef relationship, std::string_view name) const = 0;
  virtual Result<Map> properties(NodeRef node) const = 0;
  virtual Result<Map> properties(RelationshipRef relationship) const = 0;

  // The names that nodes and relationships may have, each in byte order.
  struct Vocabulary {
    std::vector<std::string> labels;
    std::vector<std::string> types;
    std::vector<std::string> properties;
  };
  virtual Result<Vocabulary> vocabulary() const = 0;

  // Values of a property that resemble one which no node has; for messages.
  virtual Result<std::vector<std::string>> similar(std::string_view /*property*/, std::string_view /*value*/) const {
    return std::vector<std::string>();
  }

  // What the function evidence() gives: a list of maps, one for each sentence. Empty where nothing like that is kept.
  virtual Result<List> evidence(RelationshipRef /*relationship*/) const { return List(); }
};

}  // namespace entente::query
