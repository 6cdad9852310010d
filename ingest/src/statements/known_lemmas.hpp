// Corrects the lemmas of words that patterns and cues ask for. The language model guesses lemmas by rules and takes "invaded" for
// a form of "invad"; of the words that matter here all forms are known.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/pattern.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

// Thread-safe once made.
class KnownLemmas {
 public:
  KnownLemmas(const std::vector<Pattern>& patterns, const FactualityCues& cues, const EnglishWords& words);

  void correct(Document& document) const;

 private:
  void add_verb(const std::string& lemma, const EnglishWords& words);
  void add_noun(const std::string& lemma, const EnglishWords& words);

  std::unordered_set<std::string> base_forms_;          // Of verbs.
  std::unordered_map<std::string, std::string> verbs_;  // Other forms, to the lemma.
  std::unordered_map<std::string, std::string> nouns_;  // Both forms.
};

}  // namespace entente::ingest
