#include "subject_finder.hpp"

#include "../one_of.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace entente::ingest {
namespace {

constexpr std::size_t kNone = DependencyTree::kNone;
constexpr std::size_t kDeepest = 12;  // Clauses that a shared subject may come from.

}  // namespace

bool SubjectFinder::is_relative_pronoun(std::size_t at) const {
  return is_one_of(tree_.token(at).folded, {"who", "which", "that", "whom", "whose"}) &&
         tree_.token(at).pos == PartOfSpeech::pron;
}

// The noun that a relative clause around the predicate describes, else kNone.
std::size_t SubjectFinder::antecedent(std::size_t at) const {
  for (std::size_t steps = 0; at != kNone && steps < kDeepest; ++steps, at = tree_.head(at)) {
    if (tree_.is(at, Dependency::acl_relcl)) return tree_.head(at);
    if (!tree_.is_any(at, {Dependency::conj, Dependency::xcomp, Dependency::ccomp, Dependency::obl, Dependency::obj,
                           Dependency::nmod, Dependency::advcl, Dependency::nsubj, Dependency::nmod_poss})) {
      return kNone;
    }
  }
  return kNone;
}

std::size_t SubjectFinder::resolve_relative(std::size_t at) const {
  if (!is_relative_pronoun(at)) return at;
  const std::size_t noun = antecedent(tree_.head(at));
  return noun == kNone ? at : noun;
}

const SubjectFinder::Tokens& SubjectFinder::of(std::size_t at, std::size_t depth) {
  Tokens& found = subjects_[at - tree_.begin()];
  if (known_[at - tree_.begin()] || depth > kDeepest) return found;
  known_[at - tree_.begin()] = true;
  Tokens result = find(at, depth);
  return found = std::move(result);
}

SubjectFinder::Tokens SubjectFinder::find(std::size_t at, std::size_t depth) {
  Tokens own;
  for (const std::size_t child : tree_.children(at)) {
    if (tree_.is_any(child, {Dependency::nsubj, Dependency::nsubj_pass})) own.push_back(resolve_relative(child));
  }
  if (own.empty()) {
    const std::size_t outer = tree_.child(at, Dependency::nsubj_outer);
    if (outer != kNone) own.push_back(resolve_relative(outer));
  }
  const std::size_t head = tree_.head(at);
  if (!own.empty() || head == kNone) return own;
  switch (tree_.relation(at)) {
    case Dependency::conj:
      return of(head, depth + 1);
    case Dependency::xcomp:
    case Dependency::ccomp:
      return controllers(at, depth);
    case Dependency::advcl:
      // "accused Iran of arming": whom one accuses; "attacked Iran without warning it": who attacks.
      if (is_one_of(tree_.mark_of(at), {"of", "from", "for"}) || is_called_on(head)) return controllers(at, depth);
      return of(head, depth + 1);
    case Dependency::acl:
      return tree_.token(at).xpos == "VB" ? of_infinitive(at, depth) : Tokens{head};
    case Dependency::amod:
      return {head};
    default:
      return {};
  }
}

// "called on Iran to", "appealed to Iran to"
bool SubjectFinder::is_called_on(std::size_t verb) const {
  return words_.addressing_verbs.contains(tree_.token(verb).lemma);
}

// Of an infinitive or gerund under a verb.
SubjectFinder::Tokens SubjectFinder::controllers(std::size_t at, std::size_t depth) {
  const std::size_t verb = tree_.head(at);
  if (!words_.subject_control_verbs.contains(tree_.token(verb).lemma) && !tree_.is_passive(verb)) {
    for (const std::size_t child : tree_.children(verb)) {
      if (child > at) break;
      const bool told =
          tree_.is_any(child, {Dependency::obj, Dependency::iobj}) ||
          (tree_.is(child, Dependency::obl) && is_one_of(tree_.case_of(child), {"on", "upon", "to", "for"}) &&
           tree_.mark_of(at) == "to" && is_called_on(verb));
      if (told) return {resolve_relative(child)};
    }
  }
  return of(verb, depth + 1);
}

// "Israel's refusal to sanction", "made a decision to sanction", "the first country to recognize"
SubjectFinder::Tokens SubjectFinder::of_infinitive(std::size_t at, std::size_t depth) {
  const std::size_t noun = tree_.head(at);
  Tokens result;
  for (const std::size_t child : tree_.children(noun)) {
    const bool possessor =
        tree_.is(child, Dependency::nmod_poss) ||
        (tree_.is(child, Dependency::compound) && tree_.token(child).pos == PartOfSpeech::propn) ||
        (tree_.is(child, Dependency::amod) && tree_.token(child).capitalized) ||
        (tree_.is(child, Dependency::nmod) && is_one_of(tree_.case_of(child), {"of", "by", "for"}) && child < at);
    if (possessor) result.push_back(child);
  }
  if (!result.empty()) return result;
  const std::size_t verb = tree_.head(noun);
  if (verb != kNone && tree_.is_any(noun, {Dependency::obj, Dependency::obl, Dependency::xcomp}) &&
      tree_.is_verb(verb)) {
    return of(verb, depth + 1);
  }
  if (tree_.has_child(noun, Dependency::nsubj)) return of(noun, depth + 1);  // "was the first country to"
  return {noun};
}

}  // namespace entente::ingest
