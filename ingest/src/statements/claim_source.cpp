#include "claim_source.hpp"

#include <algorithm>
#include <vector>

namespace entente::ingest {
namespace {

// Who says so: the subject, or what stands behind the verb of an inverted clause: "…," confirmed a spokesman.
std::vector<std::size_t> speakers(const PredicateGraph& graph, std::size_t report) {
  const DependencyTree& tree = graph.tree();
  std::vector<std::size_t> found;
  for (const Arc& arc : graph.arcs_of(report)) {
    if (arc.role == (tree.is_verb(report) ? Role::subject : Role::possessor)) found.push_back(arc.dependent);
  }
  const std::size_t claim = tree.child(report, Dependency::ccomp);
  const std::size_t object = tree.child(report, Dependency::obj);
  const bool inverted = claim != DependencyTree::kNone && claim < report && object != DependencyTree::kNone;
  if (found.empty() && inverted && object > report) found.push_back(object);
  return found;
}

}  // namespace

std::string source_of(const PredicateGraph& graph, const ArgumentResolver& arguments, std::size_t report) {
  const auto said_by = speakers(graph, report);
  for (const std::size_t speaker : said_by) {
    const auto found = arguments.resolve(speaker, true);
    if (!found.empty()) return found.front().mention->entity->name;
  }
  return said_by.empty() ? std::string() : words_of(graph.tree(), said_by.front());
}

std::string words_of(const DependencyTree& tree, std::size_t noun) {
  std::size_t begin = noun;
  std::size_t end = noun;
  for (const std::size_t child : tree.children(noun)) {
    const bool before = child < begin && tree.is_any(child, {Dependency::det, Dependency::amod, Dependency::compound,
                                                             Dependency::nmod_poss, Dependency::nmod_desc});
    if (before) begin = child;
    if (tree.is(child, Dependency::flat)) end = std::max(end, child);
  }
  const Span span{tree.token(begin).span.begin_byte, tree.token(end).span.end_byte};
  return std::string(span.of(tree.document().text));
}

}  // namespace entente::ingest
