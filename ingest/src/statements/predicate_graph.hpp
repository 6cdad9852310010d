// Who does what to whom in a sentence, whatever construction says it.
//
// The dependency tree shows the surface; this graph adds what it implies: passives turned round, antecedents of relative
// pronouns, subjects of infinitives and participles (control and raising), arguments shared by coordinated words, copulas,
// appositions. So "Iran, which the US has sanctioned", "sanctions wanted by the US" and "the US plans to sanction Iran" hold
// the same arcs as the plain sentence. Compare the enhanced dependencies of Schuster and Manning 2016
// (https://aclanthology.org/L16-1376) and PredPatt (White et al. 2016, https://aclanthology.org/D16-1177).
#pragma once

#include "dependency_tree.hpp"
#include "subject_finder.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace entente::ingest {

enum class Role : std::uint8_t {
  subject,     // Who does it.
  object,      // What it is done to.
  recipient,   // The indirect object.
  oblique,     // Behind a preposition.
  possessor,   // "Russia's", "of Russia", "Russian", "Russia" before a noun.
  identity,    // Who or what a noun is said to be: Poland in "Poland is an ally", "our ally Poland".
  complement,  // A clause: "to sanction" of "wants to sanction".
};

std::string_view to_string(Role role);

struct Arc {
  std::size_t head = 0;  // The predicate: a verb, noun or adjective.
  std::size_t dependent = 0;
  Role role = Role::subject;
  std::string_view preposition;  // Of obliques, and of possessors behind "of".
};

class PredicateGraph {
 public:
  // `tree` must outlive the graph.
  PredicateGraph(const DependencyTree& tree, const GrammarWords& words);

  const DependencyTree& tree() const { return tree_; }

  // Arcs that leave the token, in text order of their ends.
  std::span<const Arc> arcs_of(std::size_t head) const;

  // Arcs that end at the token.
  std::span<const Arc> arcs_to(std::size_t dependent) const;

 private:
  const DependencyTree& tree_;
  std::vector<Arc> by_head_;
  std::vector<Arc> by_dependent_;
  std::vector<std::size_t> first_by_head_;
  std::vector<std::size_t> first_by_dependent_;
};

}  // namespace entente::ingest
