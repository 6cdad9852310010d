// Which names of a text the lexicon knows, and which it does not: how it is extended.
#pragma once

#include <string>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

struct CoveredName {
  std::string text;  // As written, spaces made one.
  std::string type;  // "PER", "LOC", …: what the language model takes it for; empty if for no name.
  bool known = false;
};

// The capitalised names of a document, in text order: proper nouns and recognised names, with the small words between them
// ("Treaty of Moscow"), without titles before them. A name is known if the lexicon has all of it, under whatever
// conditions. Nationalities count as known names too. Thread-safe.
class NameCoverage {
 public:
  // `lexicon` must outlive it. `dropped` are words, folded, that are no part of a name when they begin it: titles.
  NameCoverage(const Lexicon& lexicon, std::vector<std::string> dropped);

  std::vector<CoveredName> names_in(const Document& document) const;

 private:
  bool knows(const std::string& name) const;
  bool joins(const Document& document, std::size_t index, std::size_t end) const;

  const Lexicon& lexicon_;
  std::vector<std::string> dropped_;  // Sorted.
};

}  // namespace entente::ingest
