#include "claim_source.hpp"

namespace entente::ingest {

std::string source_of(const PredicateGraph& graph, const ArgumentResolver& arguments, std::size_t report) {
  const DependencyTree& tree = graph.tree();
  for (const Arc& arc : graph.arcs_of(report)) {
    if (arc.role != (tree.is_verb(report) ? Role::subject : Role::possessor)) continue;
    const auto found = arguments.resolve(arc.dependent, true);
    return found.empty() ? words_of(tree, arc.dependent) : found.front().mention->entity->name;
  }
  return {};
}

std::string words_of(const DependencyTree& tree, std::size_t noun) {
  std::size_t begin = noun;
  for (const std::size_t child : tree.children(noun)) {
    const bool before = child < begin && tree.is_any(child, {Dependency::det, Dependency::amod, Dependency::compound,
                                                             Dependency::nmod_poss});
    if (before) begin = child;
  }
  const Span span{tree.token(begin).span.begin_byte, tree.token(noun).span.end_byte};
  return std::string(span.of(tree.document().text));
}

}  // namespace entente::ingest
