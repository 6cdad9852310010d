// The cue words of schemas/factuality.json, and where a sentence has them.
#pragma once

#include "cue_table.hpp"
#include "dependency_tree.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

#include <entente/schemas/english.hpp>

namespace entente::ingest {

// Lookups return null where there is no cue. Thread-safe.
class CueFinder {
 public:
  explicit CueFinder(const FactualityCues& cues);

  // The cue of words that begins at the token: "no longer", "may"; on a noun also its modifiers: "former".
  const CueEffect* words_at(const DependencyTree& tree, std::size_t token, bool on_noun) const;

  // What the governor is for `at`, which hangs on it: "refuse", "end".
  const CueEffect* governing(const DependencyTree& tree, std::size_t governor, std::size_t at) const;

  // How the governor reports `at`, which hangs on it: "say", "claim".
  const ReportingWord* reporting(const DependencyTree& tree, std::size_t governor, std::size_t at) const;

  bool is_rejecting_adverb(const std::string& word) const { return rejecting_adverbs_.contains(word); }
  bool is_rejecting_predicate(const std::string& lemma) const { return rejecting_predicates_.contains(lemma); }
  bool is_confirming_predicate(const std::string& lemma) const { return confirming_predicates_.contains(lemma); }
  bool is_attributing_preposition(const std::string& word) const { return attributing_prepositions_.contains(word); }

 private:
  CueTable<CueEffect> words_;
  CueTable<CueEffect> modifiers_;
  CueTable<CueEffect> verbs_;
  CueTable<CueEffect> nouns_;
  CueTable<CueEffect> adjectives_;
  CueTable<ReportingWord> reports_;
  CueTable<ReportingWord> report_nouns_;
  std::unordered_set<std::string> rejecting_adverbs_;
  std::unordered_set<std::string> rejecting_predicates_;
  std::unordered_set<std::string> confirming_predicates_;
  std::unordered_set<std::string> attributing_prepositions_;
};

}  // namespace entente::ingest
