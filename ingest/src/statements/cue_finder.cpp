#include "cue_finder.hpp"

#include <algorithm>
#include <vector>

namespace entente::ingest {
namespace {

// Whether a governing phrase such as "call for" or "rule out" has its other words beside `governor` or `at`.
bool accompanied(const DependencyTree& tree, std::size_t governor, std::size_t at,
                 const std::vector<std::string>& rest) {
  return std::all_of(rest.begin(), rest.end(), [&](const std::string& word) {
    for (const std::size_t child : tree.children(governor)) {
      if (tree.is_text(child, word)) return true;
      if (tree.is_any(child, {Dependency::obl, Dependency::advmod})) {
        for (const std::size_t inner : tree.children(child)) {
          if (tree.is_text(inner, word)) return true;
        }
      }
    }
    for (const std::size_t child : tree.children(at)) {
      if (tree.is_text(child, word)) return true;
    }
    return false;
  });
}

}  // namespace

CueFinder::CueFinder(const FactualityCues& cues)
    : rejecting_adverbs_(cues.rejecting_adverbs.begin(), cues.rejecting_adverbs.end()),
      rejecting_predicates_(cues.rejecting_predicates.begin(), cues.rejecting_predicates.end()),
      confirming_predicates_(cues.confirming_predicates.begin(), cues.confirming_predicates.end()),
      attributing_prepositions_(cues.attributing_prepositions.begin(), cues.attributing_prepositions.end()) {
  for (const FactualityCue& cue : cues.cues) {
    switch (cue.kind) {
      case CueKind::words:
        words_.add(cue.words, cue.effect);
        break;
      case CueKind::modifier:
        modifiers_.add(cue.words, cue.effect);
        break;
      case CueKind::verb:
        verbs_.add(cue.words, cue.effect);
        break;
      case CueKind::noun:
        nouns_.add(cue.words, cue.effect);
        break;
      case CueKind::adjective:
        adjectives_.add(cue.words, cue.effect);
        break;
    }
  }
  for (const ReportingWord& verb : cues.reporting_verbs) reports_.add(verb.words, verb);
  for (const ReportingWord& noun : cues.reporting_nouns) report_nouns_.add(noun.words, noun);
}

const CueEffect* CueFinder::words_at(const DependencyTree& tree, std::size_t token, bool on_noun) const {
  const auto accepts = [&](const std::vector<std::string>& rest) {
    if (token + rest.size() >= tree.end() && !rest.empty()) return false;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      if (!tree.is_text(token + 1 + i, rest[i])) return false;
    }
    return true;
  };
  const std::string& first = tree.token(token).folded;
  const CueEffect* cue = words_.find(first, accepts);
  return cue || !on_noun ? cue : modifiers_.find(first, accepts);
}

const CueEffect* CueFinder::governing(const DependencyTree& tree, std::size_t governor, std::size_t at) const {
  const auto accepts = [&](const std::vector<std::string>& rest) { return accompanied(tree, governor, at, rest); };
  const std::string lemma = lemma_of(tree.token(governor));
  if (tree.is_verb(governor)) return verbs_.find(lemma, accepts);
  if (tree.token(governor).pos == PartOfSpeech::adj || tree.token(governor).pos == PartOfSpeech::adv) {
    return adjectives_.find(lemma, accepts);
  }
  return tree.is_noun(governor) ? nouns_.find(lemma, accepts) : nullptr;
}

const ReportingWord* CueFinder::reporting(const DependencyTree& tree, std::size_t governor, std::size_t at) const {
  const auto accepts = [&](const std::vector<std::string>& rest) { return accompanied(tree, governor, at, rest); };
  const std::string lemma = lemma_of(tree.token(governor));
  if (tree.is_verb(governor)) return reports_.find(lemma, accepts);
  return tree.is_noun(governor) ? report_nouns_.find(lemma, accepts) : nullptr;
}

}  // namespace entente::ingest
