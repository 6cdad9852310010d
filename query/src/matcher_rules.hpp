// Matching in parts: matcher.cpp goes along patterns, path_search.cpp finds best paths, reach.cpp far ends.
#pragma once

#include "execution.hpp"
#include "node_set.hpp"
#include "plan.hpp"
#include "value_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace entente::query {

// What a link of a chain was matched with, from left to right.
struct Segment {
  std::vector<RelationshipRef> relationships;
  std::vector<NodeRef> between;  // Nodes on the way, without the ends.
};

// How far nodes lie from where a search must end, as far as that is known.
struct Distances {
  std::unordered_map<std::uint64_t, std::size_t> known;
  std::size_t depth = 0;  // All nodes that are no further are known.
  bool complete = false;  // And there are no others.
};

// The relationships that the patterns of one MATCH use.
struct Trail {
  std::vector<RelationshipRef> used;
  // Of a search: how many may be used, and whether more would have been.
  std::size_t most = std::numeric_limits<std::size_t>::max();
  bool cut = false;
  const Distances* distances = nullptr;
  std::size_t tried = 0;
};

// Nodes by their distance from the beginning of a search.
using Layers = std::vector<std::vector<NodeRef>>;

class Matcher {
 public:
  Matcher(const MatchPlan& plan, Row& row, const Execution& execution, Trail& trail, const RowSink& sink);

  bool run() { return take_step(0); }

  // Of what was found last.
  const std::vector<Segment>& segments(std::size_t chain) const { return segments_[chain]; }
  Path path_of(std::size_t chain) const;

 private:
  const MatchStep& step(std::size_t number) const { return plan_.steps[number]; }
  // Where the link of a step begins.
  NodeRef near_end(const MatchStep& step) const;

  bool take_step(std::size_t number);
  bool finish();

  // The step has found the node: gives it its place in the row, if it fits, and goes on.
  bool arrive(std::size_t number, NodeRef node);
  bool has_labels(const NodePattern& pattern, NodeRef node) const;
  bool hold(std::span<const Check> checks);
  bool holds_of_each(const Check& check);
  bool have_properties(const Value& element, const Expression& properties);
  // Whether a relationship meets the checks of a repetition.
  bool one_fits(const MatchStep& step, RelationshipRef one);

  std::vector<NodeRef> candidates(std::size_t number);
  std::vector<NodeRef> hashed(std::size_t number);

  // The relationships at a node that the step may go over.
  void read_steps(const MatchStep& step, NodeRef from, std::vector<QueryGraph::Step>& found) const;
  bool is_used(RelationshipRef relationship) const;
  // Whether a search may use one more relationship, and go to the node with it.
  bool may_use_one_more();
  bool may_go_to(NodeRef node);

  bool start(std::size_t number);
  bool expand(std::size_t number);
  bool repeat(std::size_t number, NodeRef at, Segment& segment);
  bool end_repetition(std::size_t number, NodeRef at, const Segment& segment);

  // What the repetitions of a group have found until now, in the order in which they were gone through.
  struct GroupState {
    Segment segment;
    std::vector<List> lists;  // By variable.
    std::size_t times = 0;
  };
  bool repeat_group(std::size_t number, NodeRef at, const GroupState& state);
  bool end_group(std::size_t number, NodeRef at, const GroupState& state);

  // Searches.

  struct Wanted {
    std::size_t paths;
    std::size_t groups;  // Of paths as long as each other.
    bool filters_first;  // The condition of the MATCH holds before a path is chosen, as for shortestPath().
  };
  Wanted wanted(const PathPattern& pattern);
  bool search(std::size_t number);
  bool search_pair(std::size_t number, const Wanted& want, NodeRef from, NodeRef to);
  bool search_around(std::size_t number, const Wanted& want, NodeRef node);
  bool search_all(std::size_t number, const Wanted& want, NodeRef from);
  // Tries paths of at least so many relationships.
  bool search_trails(std::size_t number, const Wanted& want, NodeRef from, NodeRef to, std::size_t least);
  void extend_distances(std::size_t number, Distances& distances, std::vector<NodeRef>& level) const;
  std::vector<NodeRef> next_level(const MatchStep& step, const std::vector<NodeRef>& level, NodeSet& seen);
  std::optional<Segment> any_shortest(const MatchStep& step, NodeRef from, NodeRef to);
  Layers shortest_layers(const MatchStep& step, NodeRef from, NodeRef to);
  bool follow_layers(std::size_t number, const Layers& layers, Segment& segment, NodeRef at);
  // Goes on with a path of one link, told in the direction of the search, its end included.
  bool take_path(std::size_t number, Segment segment);

  // Far ends.

  bool reach(std::size_t number);
  void reach_repeated(const MatchStep& hop, NodeRef from, std::vector<NodeRef>& found);
  struct ReachedPlace {
    NodeRef node;
    RelationshipRef by;  // A relationship that leads there,
    bool by_several;     // and whether it is not the only one.
  };
  bool may_end(const MatchStep& hop, NodeRef node);
  bool may_hop(const MatchStep& hop, const ReachedPlace& from, const QueryGraph::Step& one);
  std::vector<ReachedPlace> hop_on(const MatchStep& hop, const std::vector<ReachedPlace>& places);
  bool last_hop(std::size_t number, const MatchStep& hop, const std::vector<ReachedPlace>& places);
  std::optional<std::size_t> shortest_cycle(const MatchStep& step, NodeRef from);

  const MatchPlan& plan_;
  Row& row_;
  const Execution& execution_;
  Trail& trail_;
  const RowSink& sink_;
  std::vector<std::vector<Segment>> segments_;          // By chain and link.
  std::vector<std::vector<QueryGraph::Step>> buffers_;  // By step.
  std::map<std::size_t, std::unordered_map<Value, std::vector<NodeRef>, ValueHash, ValueSame>> tables_;  // By step.
  NodeSet reached_;        // By a step that gives each node once.
  std::size_t found_ = 0;  // Ways in which all patterns fit.
};

}  // namespace entente::query
