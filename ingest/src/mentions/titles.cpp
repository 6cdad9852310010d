#include "titles.hpp"

#include "../one_of.hpp"

#include <algorithm>
#include <string_view>

namespace entente::ingest {
std::vector<std::size_t> titles_of(const DependencyTree& tree, const Mention& mention,
                                   const std::unordered_set<std::string>& words) {
  std::vector<std::size_t> titles;
  const auto take = [&](std::size_t at) {
    if (words.contains(lemma_of(tree.token(at)))) titles.push_back(at);
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
  return titles;
}

std::string title_at(const DependencyTree& tree, std::size_t noun) {
  std::string title;
  for (const std::size_t child : tree.children(noun)) {
    if (child > noun) break;
    const bool plain = !tree.token(child).capitalized && tree.is_any(child, {Dependency::amod, Dependency::compound});
    if (plain || is_one_of(tree.token(child).folded, {"foreign", "prime", "defense", "defence", "interior", "finance",
                                                      "deputy", "vice", "assistant", "under"})) {
      title += tree.token(child).folded + ' ';
    }
  }
  return title + lemma_of(tree.token(noun));
}

bool is_same_office(const std::string& said, const std::string& held) {
  if (said == held || held.starts_with(said + " ") || held.ends_with(" " + said)) return true;
  return is_one_of(held, {"head of state", "head of government", "leader"}) &&
         is_one_of(said, {"president", "premier", "prime minister", "chancellor", "king", "queen", "emir", "leader",
                          "sultan"});
}

}  // namespace entente::ingest
