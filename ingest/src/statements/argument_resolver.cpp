#include "argument_resolver.hpp"

#include "pattern_matcher.hpp"

#include <algorithm>

namespace entente::ingest {
namespace {

constexpr std::size_t kDeepest = 3;  // Noun phrases within each other: "the army of the government of Mali".

void add(const Mention& mention, Reference reference, std::vector<Argument>& found) {
  const bool known = std::any_of(found.begin(), found.end(), [&](const Argument& argument) {
    return argument.mention->entity->key == mention.entity->key;
  });
  if (!known) found.push_back({&mention, reference});
}

bool acts(const Mention& mention) {
  switch (mention.type()) {
    case EntityType::country:
    case EntityType::organization:
    case EntityType::armed_group:
    case EntityType::bloc:
    case EntityType::place:
      return true;
    default:
      return false;
  }
}

}  // namespace

ArgumentResolver::ArgumentResolver(const PredicateGraph& graph, const std::vector<Mention>& mentions,
                                   const ReferenceWords& words)
    : graph_(graph), mentions_(mentions), words_(words), by_token_(graph.tree().end() - graph.tree().begin(), nullptr) {
  const DependencyTree& tree = graph.tree();
  for (const Mention& mention : mentions) {
    for (std::size_t at = mention.begin; at < mention.end; ++at) {
      const Mention*& holder = by_token_[at - tree.begin()];
      // A name within a name stands for itself, but not at the head of the longer one.
      if (!holder || (holder->end - holder->begin > mention.end - mention.begin &&
                      tree.head_within(holder->begin, holder->end) != at)) {
        holder = &mention;
      }
    }
  }
}

const Mention* ArgumentResolver::mention_at(std::size_t token) const {
  return by_token_[token - graph_.tree().begin()];
}

std::vector<Argument> ArgumentResolver::resolve(std::size_t token, bool with_belongings) const {
  std::vector<Argument> found;
  resolve_into(token, with_belongings, 0, found);
  return found;
}

// All entities that the words stand for: "they".
void ArgumentResolver::add_all(const Mention& first, Reference reference, std::vector<Argument>& found) const {
  for (const Mention* mention = &first; mention != mentions_.data() + mentions_.size(); ++mention) {
    if (mention->begin != first.begin || mention->end != first.end) break;
    add(*mention, reference, found);
  }
}

void ArgumentResolver::add_possessors(std::size_t noun, Reference reference, std::size_t depth,
                                      std::vector<Argument>& found) const {
  for (const Arc& arc : graph_.arcs_of(noun)) {
    const bool within = reference == Reference::belonging && arc.role == Role::oblique &&
                        (arc.preposition == "in" || arc.preposition == "for" || arc.preposition == "with" ||
                         arc.preposition == "between");
    if (arc.role != Role::possessor && !within) continue;
    if (const Mention* mention = mention_at(arc.dependent)) {
      if (acts(*mention) || reference == Reference::belonging) add_all(*mention, reference, found);
    } else if (arc.preposition == "of" && depth < kDeepest) {
      resolve_into(arc.dependent, reference == Reference::belonging, depth + 1, found);
    }
  }
}

void ArgumentResolver::resolve_into(std::size_t token, bool with_belongings, std::size_t depth,
                                    std::vector<Argument>& found) const {
  const DependencyTree& tree = graph_.tree();
  if (const Mention* mention = mention_at(token)) {
    add_all(*mention, mention->coreferent ? Reference::anaphor : Reference::name, found);
    // "Western countries, including France"
    for (const Arc& arc : graph_.arcs_of(token)) {
      const Mention* instance = arc.role == Role::identity ? mention_at(arc.dependent) : nullptr;
      if (instance && instance != mention && tree.is_any(arc.dependent, {Dependency::nmod, Dependency::conj}) &&
          tree.dominates(token, arc.dependent)) {
        add(*instance, Reference::instance, found);
      }
    }
    return;
  }
  if (!tree.is_noun(token) && tree.token(token).pos != PartOfSpeech::adj) return;
  for (const Arc& arc : graph_.arcs_of(token)) {
    // Names in apposition and behind titles; not what a copula says: "the aggressor is Iran" stays with its words.
    if (arc.role != Role::identity || tree.has_child(token, Dependency::cop)) continue;
    const bool apposed = tree.head(token) == arc.dependent && tree.is(token, Dependency::appos);
    const Mention* mention = mention_at(arc.dependent);
    if (mention && !mention->coreferent && (apposed || arc.dependent > token || tree.dominates(token, arc.dependent))) {
      add(*mention, Reference::instance, found);
    }
  }
  if (!found.empty()) return;
  const std::string lemma = lemma_of(tree.token(token));
  if (words_.representatives.contains(lemma) || words_.representatives.contains(tree.token(token).folded)) {
    add_possessors(token, Reference::representative, depth, found);
  } else if (with_belongings) {
    add_possessors(token, Reference::belonging, depth, found);
  }
}

}  // namespace entente::ingest
