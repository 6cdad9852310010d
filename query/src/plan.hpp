// How patterns are matched: where the search begins, which way it goes, and what is checked when. Made by the planner, before
// any row is seen; the matcher follows it.
#pragma once

#include "ast.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <entente/query/query_graph.hpp>

namespace entente::query {

// A relationship, also one of variable length, or a group that repeats.
struct Link {
  const RelationshipPattern* relationship = nullptr;
  const GroupPattern* group = nullptr;
};

// The nodes of a pattern, and the links between them.
struct Chain {
  const PathPattern* pattern = nullptr;
  std::vector<const NodePattern*> nodes;
  std::vector<Link> links;
};

// Something that must hold, as soon as it can be known.
struct Check {
  enum class Kind : std::uint8_t {
    condition,        // `expression`
    properties,       // The element has the properties that `expression` says.
    each_condition,   // The element is a list of relationships; for each one in its place `expression` holds,
    each_properties,  // or it has the properties.
  };
  Kind kind = Kind::condition;
  const Expression* expression = nullptr;
  Slot element = kNoSlot;
};

// How the nodes are found with which a search begins.
enum class Access : std::uint8_t {
  known,     // It has its value.
  property,  // By an index of the graph: `property` has `value`.
  hashed,    // The same by a table made for the purpose, over the nodes with the label.
  label,     // All with the label; with an empty one all.
};

struct MatchStep {
  enum class Kind : std::uint8_t {
    start,   // Finds the first node.
    expand,  // Goes over one relationship to the next node.
    repeat,  // Goes over a relationship of variable length.
    group,   // Goes over a group that repeats.
    search,  // Finds the best paths between two nodes.
    reach,   // Finds each node once that a chain leads to.
  };
  Kind kind = Kind::start;
  PlanId id = 0;  // Also of the hops of a step.
  std::size_t chain = 0;
  std::size_t place = 0;  // Of the node, where it starts, else of the link that it follows.
  bool forward = true;
  const NodePattern* node = nullptr;  // The one that is found.
  bool node_known = false;            // It has its value from before.
  std::vector<Check> checks;          // When it is found.

  // start
  Access access = Access::label;
  std::string label;
  std::string property;
  const Expression* value = nullptr;

  // expand, repeat, search
  const RelationshipPattern* relationship = nullptr;
  Side side = Side::both;
  std::vector<std::string> types;  // Empty: all.
  bool types_tell_all = true;      // Else the expression of types must be asked as well.
  std::vector<Check> each;         // Of each relationship of a repetition.

  // group, search: how a repetition, or the whole chain, is matched between nodes that are known.
  std::shared_ptr<const MatchPlan> inner;
  bool by_level = false;  // search: breadth first, since no condition is on the path as a whole.

  // reach: kinds expand and repeat. `each` is checked of relationships.
  std::vector<MatchStep> hops;
  bool once = false;  // A node counts once, from wherever the chain begins.
  // Nodes are only counted: one row for each beginning of the chain, with how many nodes are new here.
  Slot count = kNoSlot;
};

struct MatchPlan {
  std::vector<Chain> chains;
  std::vector<MatchStep> steps;
  std::vector<Check> last_checks;  // What speaks of whole paths.
};

}  // namespace entente::query
