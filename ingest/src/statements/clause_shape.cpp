#include "clause_shape.hpp"

#include "../one_of.hpp"

namespace entente::ingest {

constexpr std::size_t kNone = DependencyTree::kNone;

// "Had Russia attacked Poland, …"
bool is_inverted_conditional(const DependencyTree& tree, std::size_t at) {
  const std::size_t auxiliary = tree.child(at, Dependency::aux);
  const std::size_t subject = tree.child(at, Dependency::nsubj);
  return auxiliary != kNone && subject != kNone && auxiliary < subject && tree.mark_of(at).empty() &&
         !is_question(tree) && (tree.is(at, Dependency::advcl) || auxiliary == tree.begin()) &&
         is_one_of(tree.token(auxiliary).folded, {"had", "were", "should"});
}

bool is_negated(const DependencyTree& tree, std::size_t at) {
  for (const std::size_t child : tree.children(at)) {
    if (is_one_of(tree.token(child).folded, {"not", "n't", "no", "never", "hardly", "nor", "neither"})) return true;
  }
  return false;
}

bool has_subject(const DependencyTree& tree, std::size_t at) {
  return tree.has_child(at, Dependency::nsubj) || tree.has_child(at, Dependency::nsubj_pass);
}

// "did not bomb or shell"
bool shares_words(const DependencyTree& tree, std::size_t at, std::size_t head) {
  if (tree.has_child(at, Dependency::aux) || has_subject(tree, at)) return false;
  return tree.token(at).xpos == tree.token(head).xpos && !is_negated(tree, at);
}

bool is_question(const DependencyTree& tree) {
  std::size_t last = tree.end();
  while (last > tree.begin() && !tree.token(last - 1).word && !tree.is_text(last - 1, "?")) --last;
  return last > tree.begin() && tree.is_text(last - 1, "?");
}

}  // namespace entente::ingest
