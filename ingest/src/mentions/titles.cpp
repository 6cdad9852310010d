#include "titles.hpp"

namespace entente::ingest {

std::vector<std::size_t> Titles::of(const DependencyTree& tree, const Mention& mention) const {
  std::vector<std::size_t> titles;
  const auto take = [&](std::size_t at) {
    if (is_title(lemma_of(tree.token(at)))) titles.push_back(at);
  };
  const std::size_t head = tree.head_within(mention.begin, mention.end);
  for (const std::size_t child : tree.children(head)) {
    if (tree.is_any(child, {Dependency::nmod_desc, Dependency::appos, Dependency::compound, Dependency::amod})) {
      take(child);
    }
  }
  const std::size_t above = tree.head(head);
  if (above != DependencyTree::kNone && tree.is_any(head, {Dependency::flat, Dependency::appos})) take(above);
  for (std::size_t at = mention.begin; at < mention.end; ++at) take(at);
  // "Secretary of State Henry Kissinger's", whatever the parser makes of it.
  if (titles.empty() && mention.begin >= tree.begin() + 3 && tree.is_text(mention.begin - 2, "of") &&
      tree.token(mention.begin - 3).capitalized && tree.token(mention.begin - 1).capitalized) {
    take(mention.begin - 3);
  }
  if (titles.empty() && mention.begin > tree.begin() && tree.token(mention.begin - 1).capitalized) {
    take(mention.begin - 1);
  }
  return titles;
}

std::string Titles::at(const DependencyTree& tree, std::size_t noun) const {
  std::string title;
  for (const std::size_t child : tree.children(noun)) {
    if (child > noun) break;
    const bool plain = !tree.token(child).capitalized && tree.is_any(child, {Dependency::amod, Dependency::compound});
    if (plain || modifiers_.contains(tree.token(child).folded)) title += tree.token(child).folded + ' ';
  }
  return title + lemma_of(tree.token(noun));
}

bool Titles::is_same(const std::string& said, const std::string& held) const {
  if (said == held || held.starts_with(said + " ") || held.ends_with(" " + said)) return true;
  return is_general(held) && heads_.contains(said);
}

}  // namespace entente::ingest
