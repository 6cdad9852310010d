// Which names of a text the lexicon knows, and which it does not: how it is extended.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/schemas/english.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

struct CoveredName {
  std::string text;  // As written, spaces made one.
  std::string type;  // "PER", "LOC", …: what the language model takes it for; empty if for no name.
  bool known = false;
};

// The capitalised names of a document, in text order: proper nouns and recognised names, with the small words between them
// ("Treaty of Moscow"). What the lexicon knows of such a run of words, under whatever conditions, are known names, the rest
// of it are unknown ones, without the words that stand beside names and are none: of "Russian Ambassador Jane Doe",
// "Russian" is known and "Jane Doe" unknown. Thread-safe.
class NameCoverage {
 public:
  // `lexicon` must outlive it. The words say what stands beside names (titles, determiners, "government") and within them.
  NameCoverage(const Lexicon& lexicon, const EnglishWords& words);

  std::vector<CoveredName> names_in(const Document& document) const;

 private:
  class Run;

  const Lexicon& lexicon_;
  std::unordered_set<std::string> beside_;
  std::unordered_set<std::string> particles_;
};

}  // namespace entente::ingest
