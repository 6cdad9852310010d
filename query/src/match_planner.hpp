// The plan of the patterns of one MATCH.
#pragma once

#include "plan.hpp"
#include "references.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace entente::query {

class MatchPlanner {
 public:
  // `unbound`: the variables that the patterns bring in. Steps are numbered from `next_id` on.
  MatchPlanner(const QueryGraph& graph, PlanId& next_id, SlotSet unbound)
      : graph_(graph), next_id_(next_id), unbound_(std::move(unbound)) {}

  // `where` may be null. `needed`, if given: the variables that are asked for later; rows that agree in them may be given once.
  MatchPlan plan(std::span<const PathPattern> patterns, const Expression* where,
                 const std::optional<SlotSet>& needed = std::nullopt);

  // The plan of the inside of a path search, whose ends are known.
  MatchPlan plan_trails(const PathPattern& pattern);

 private:
  MatchPlan finished();

  // A condition for which the time has not come.
  struct Pending {
    Check check;
    SlotSet needs;
  };

  bool known(Slot slot) const { return !unbound_.contains(slot); }
  bool ready(const SlotSet& needs) const { return !intersect(needs, unbound_); }

  // `ends_alone`: only what is said of the nodes at both ends.
  void read(const PathPattern& pattern, bool ends_alone);
  void add_condition(const Expression& condition);
  void add_properties(Slot element, const Expression& properties);
  // `each`: the checks are of each relationship of a repetition.
  void add_checks_of(const RelationshipPattern& relationship, bool each);
  // Moves what can be checked now from what is pending.
  void take_ready(std::vector<Check>& checks);
  // The checks of each relationship of a repetition that are ready before it.
  void take_each(const RelationshipPattern& relationship, std::vector<Check>& checks);

  // Where a chain may begin.
  struct Start {
    double cost = 0;
    std::size_t chain = 0;
    std::size_t place = 0;
    Access access = Access::label;
    std::string property;
    const Expression* value = nullptr;
  };
  // One that is found without reading many nodes, if there is one.
  std::optional<Start> cheap_start(std::size_t chain, std::size_t place);
  // Counts the nodes of a label where there is none, which may mean reading them all.
  Start start_at(std::size_t chain, std::size_t place);
  Start better_start(std::size_t chain, std::size_t first, std::size_t second);
  // Of two by an index the one with fewer relationships to follow, where that can be told; else the one that costs less.
  bool is_better(const Start& a, const Start& b);
  // How many relationships of its chain there are to follow from where an index begins it; nothing if that depends on the row or a
  // parameter.
  std::optional<std::size_t> crowd(const Start& start);
  bool has_index(const std::string& property);
  // The property = value among the conditions on the node whose value is known by now; with an index, or without.
  std::optional<std::pair<std::string, const Expression*>> equality(const NodePattern& node, bool indexed);
  Start best_start(const std::vector<bool>& done);
  void add_start(const Start& start);

  void plan_chain(const Start& start);
  double expansion_cost(const Chain& chain, std::size_t link, bool forward);
  void add_link(std::size_t chain, std::size_t place, bool forward);
  void add_group(MatchStep& step, const GroupPattern& group);

  void plan_search(std::size_t chain);
  bool is_by_level(const PathPattern& pattern);

  // Whether the one pattern only tells which nodes a chain leads to, and at which end it begins.
  std::optional<Start> reach_start(const SlotSet& needed);
  bool is_local(const std::vector<SlotSet>& hops) const;
  void plan_reach(const Start& start, const SlotSet& needed);

  void add(MatchStep step) {
    step.id = next_id_++;
    for (MatchStep& hop : step.hops) hop.id = step.id;
    plan_.steps.push_back(std::move(step));
  }

  const QueryGraph& graph_;
  PlanId& next_id_;
  SlotSet unbound_;
  SlotSet paths_;  // Slots of paths, which have their value at the end.
  std::vector<Pending> pending_;
  MatchPlan plan_;
};

// The steps of a relationship: on which side of a node they lie, and their types.
void set_relationship(MatchStep& step, const RelationshipPattern& relationship);

// A name that all nodes with such labels have; empty if there is none that is sure.
std::string sure_label(const NodePattern& node);

}  // namespace entente::query
