// Matching in parts: matcher.cpp finds where patterns fit, path_search.cpp shortest paths.
#pragma once

#include "ast.hpp"
#include "evaluator.hpp"
#include "execution.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente::query {

// The nodes of a pattern, and the relationships between them.
struct Chain {
  const PathPattern* pattern = nullptr;
  std::vector<const NodePattern*> nodes;
  std::vector<const RelationshipPattern*> relationships;
};

// What a relationship of a chain was matched with, from left to right.
struct Segment {
  std::vector<RelationshipRef> relationships;
  std::vector<NodeRef> between;  // Nodes on the way, without the ends.
};

class Matcher {
 public:
  Matcher(std::span<const PathPattern> patterns, const Expression* where, Row& row, const Execution& execution,
          const RowSink& sink);

  bool run() { return match_chain(0); }

 private:
  // Candidates.

  // Conditions of the form variable.property = value, all of which must hold.
  struct Equality {
    Slot slot;
    std::string_view property;
    const Expression* value;
  };

  void find_equalities(const Expression& condition);

  bool ready(const Expression& expression) const;

  std::optional<std::vector<NodeRef>> indexed(const NodePattern& node);

  std::vector<NodeRef> candidates(const NodePattern& node);

  // Where to begin: at a node that is known, else at one that an index or a label tells, the fewest first.
  std::size_t start_of(const Chain& chain, std::vector<NodeRef>& from);

  // Binding.

  // A condition that could not be checked yet, since it speaks of what is matched later.
  struct Deferred {
    Value element;
    const Expression* properties;
    const Expression* where;
  };

  bool properties_fit(const Value& element, const Expression& properties);

  // Whether the element meets both conditions. Where they are not ready they are put off: `put_off` counts them.
  bool fits(const Value& element, const Expression* properties, const Expression* where, std::size_t& put_off);

  // Gives the node its place in the row, if it fits, and goes on.
  template <typename GoOn>
  bool with_node(const NodePattern& node, NodeRef ref, GoOn&& go_on) {
    const bool known = assigned_[node.slot];
    if (known && (row_[node.slot].node() == nullptr || *row_[node.slot].node() != ref)) return true;
    if (node.labels && !has_labels(*node.labels, readable(execution_.graph.labels(ref), node.at))) return true;
    if (!known) {
      row_[node.slot] = ref;
      assigned_[node.slot] = true;
    }
    std::size_t put_off = 0;
    bool more = true;
    if (fits(ref, node.properties.get(), node.where.get(), put_off)) more = go_on();
    deferred_.resize(deferred_.size() - put_off);
    if (!known) assigned_[node.slot] = false;
    return more;
  }

  // Traversal.

  bool match_chain(std::size_t number);

  // The chain is matched from node `left` to node `right`: extends it to the right, then to the left.
  bool extend(std::size_t number, std::size_t left, std::size_t right);

  static Side side(const RelationshipPattern& relationship, bool forward);

  std::vector<QueryGraph::Step> steps(const RelationshipPattern& relationship, NodeRef from, bool forward) const;

  bool is_used(RelationshipRef relationship) const;

  // Goes over relationship `place` of the chain, forwards or backwards, and calls `go_on` with each end.
  template <typename GoOn>
  bool traverse(std::size_t number, std::size_t place, bool forward, GoOn&& go_on) {
    const RelationshipPattern& relationship = *chains_[number].relationships[place];
    const NodeRef from = *row_[chains_[number].nodes[forward ? place : place + 1]->slot].node();
    Segment& segment = segments_[number][place];
    if (relationship.length || relationship.quantifier) {
      const Repetition& times = relationship.length ? *relationship.length : *relationship.quantifier;
      segment = {};
      return repeat(relationship, times, from, forward, segment, go_on);
    }
    for (const QueryGraph::Step& step : steps(relationship, from, forward)) {
      const bool known = assigned_[relationship.slot];
      if (known && (row_[relationship.slot].relationship() == nullptr ||
                    *row_[relationship.slot].relationship() != step.relationship))
        continue;
      if (is_used(step.relationship)) continue;
      if (!known) {
        row_[relationship.slot] = step.relationship;
        assigned_[relationship.slot] = true;
      }
      std::size_t put_off = 0;
      bool more = true;
      if (fits(step.relationship, relationship.properties.get(), relationship.where.get(), put_off)) {
        used_.push_back(step.relationship);
        segment.relationships = {step.relationship};
        more = go_on(step.other);
        used_.pop_back();
      }
      deferred_.resize(deferred_.size() - put_off);
      if (!known) assigned_[relationship.slot] = false;
      if (!more) return false;
    }
    return true;
  }

  Value list_of(const Segment& segment) const;

  template <typename GoOn>
  bool repeat(const RelationshipPattern& relationship, const Repetition& times, NodeRef at, bool forward,
              Segment& segment, GoOn&& go_on) {
    const std::size_t done = segment.relationships.size();
    if (done >= times.least) {
      Segment ordered = segment;
      if (!ordered.between.empty()) ordered.between.pop_back();  // The end is not between.
      if (!forward) {
        std::reverse(ordered.relationships.begin(), ordered.relationships.end());
        std::reverse(ordered.between.begin(), ordered.between.end());
      }
      const Value list = list_of(ordered);
      const bool known = assigned_[relationship.slot];
      if (!known || equals(row_[relationship.slot], list).value_or(false)) {
        if (!known) {
          row_[relationship.slot] = list;
          assigned_[relationship.slot] = true;
        }
        std::swap(segment, ordered);
        const bool more = go_on(at);
        std::swap(segment, ordered);
        if (!known) assigned_[relationship.slot] = false;
        if (!more) return false;
      }
    }
    if (times.most && done >= *times.most) return true;
    for (const QueryGraph::Step& step : steps(relationship, at, forward)) {
      if (is_used(step.relationship) || !one_fits(relationship, step.relationship)) continue;
      used_.push_back(step.relationship);
      segment.relationships.push_back(step.relationship);
      segment.between.push_back(step.other);
      const bool more = repeat(relationship, times, step.other, forward, segment, go_on);
      segment.between.pop_back();
      segment.relationships.pop_back();
      used_.pop_back();
      if (!more) return false;
    }
    return true;
  }

  // Fails where a condition speaks of what is matched later, and yet must be known now.
  void require_ready(const Expression& condition) const;

  // Whether one of the relationships of a repetition meets the conditions on each.
  bool one_fits(const RelationshipPattern& relationship, RelationshipRef one);

  // Shortest paths.

  bool match_shortest(std::size_t number);

  struct Wanted {
    std::size_t paths;
    std::size_t groups;  // Of paths as long as each other.
    bool filters_first;  // The condition of the MATCH holds before a path is chosen, as for shortestPath().
  };
  Wanted wanted(const PathPattern& pattern);

  bool between(std::size_t number, NodeRef from, NodeRef to);

  bool take(std::size_t number, Segment segment);

  // Breadth first; of each node is kept from where it was reached first.
  bool shortest_by_level(std::size_t number, NodeRef from, NodeRef to, const Repetition& times, const Wanted& want);

  // Conditions on the path come first: tries all trails, the shorter ones first, until some of a length meet them.
  bool shortest_trails(std::size_t number, NodeRef from, NodeRef to, const Repetition& times, const Wanted& want);

  // All patterns are matched.

  bool finish();

  Path path_of(std::size_t number) const;

  const Expression* where_;
  Row& row_;
  const Execution& execution_;
  const RowSink& sink_;
  std::vector<bool> assigned_;  // By slot.
  std::vector<Chain> chains_;
  std::vector<std::vector<Segment>> segments_;  // By chain and relationship.
  std::vector<Equality> equalities_;
  std::vector<RelationshipRef> used_;
  std::vector<Deferred> deferred_;
  std::size_t found_ = 0;  // Ways in which all patterns fit.
  std::size_t taken_ = 0;  // Paths of searches that met what they must before a choice.
};

}  // namespace entente::query
