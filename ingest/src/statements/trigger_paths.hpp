// The ways from a word that may name a relation to all other words of its sentence.
#pragma once

#include "feature_hash.hpp"
#include "predicate_graph.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace entente::ingest {

// How a word hangs on a trigger.
struct PathTo {
  Hash roles = 0;          // The roles on the way.
  Hash words = 0;          // With the lemmas of the words between.
  Hash first = 0;          // The first role alone.
  std::size_t length = 0;  // Steps and one; 0: there is none.
  std::size_t previous = DependencyTree::kNone;
  Arc arc;  // The last step.
};

class TriggerPaths {
 public:
  // `graph` must outlive this.
  explicit TriggerPaths(const PredicateGraph& graph) : graph_(graph), tree_(graph.tree()) {}

  // Breadth first from the trigger over the arcs in both directions, up to a few steps.
  void find(std::size_t trigger);

  // kNone before the first search.
  std::size_t trigger() const { return trigger_; }

  // From the trigger of the last search.
  const PathTo& to(std::size_t token) const { return paths_[token - tree_.begin()]; }

  // "^object impose subject": up to the verb whose object the trigger is, and down to its subject.
  std::string describe(std::size_t token) const;

 private:
  const PredicateGraph& graph_;
  const DependencyTree& tree_;
  std::vector<PathTo> paths_;
  std::size_t trigger_ = DependencyTree::kNone;
};

}  // namespace entente::ingest
