// Coreference within an article: pronouns and descriptions that stand for an entity named before.
#pragma once

#include "../statements/dependency_tree.hpp"
#include "offices.hpp"
#include "speakers.hpp"
#include "titles.hpp"

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/mention.hpp>
#include <entente/schemas/article.hpp>
#include <entente/schemas/english.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

// Resolves
//   he, she, it, they       by salience, after the algorithm of Lappin and Leass 1994 (https://aclanthology.org/J94-4002):
//                           recent subjects before objects before the rest, never an argument of the same verb
//   we, our, I              who speaks: in a quotation whoever is quoted, elsewhere the speaker of the article
//   that country, the regime, the alliance, the war    what was last spoken of that is one
//   the two countries, both sides    the two that were named together
//   the president, the Russian foreign minister    who was named with that office, or holds it at the article's date
// and adds mentions for them. Precision before recall: where two readings are about as good, nothing is added. Linear in the
// document. Thread-safe.
class CoreferenceResolver {
 public:
  // All must outlive the resolver.
  CoreferenceResolver(const Lexicon& lexicon, const EnglishWords& words, const Offices& offices);

  // `named` and the result are in text order. Mentions of several entities by the same words follow each other.
  std::vector<Mention> resolve(const Article& article, const Document& document,
                               const std::vector<DependencyTree>& trees, const std::vector<Mention>& named) const;

 private:
  class Reading;
  using Words = std::unordered_set<std::string>;

  const Lexicon& lexicon_;
  const Offices& offices_;
  Speakers speakers_;
  Words person_pronouns_;
  Words thing_pronouns_;
  Words plural_pronouns_;
  Words speaker_pronouns_;
  Words singular_speaker_pronouns_;
  Words government_nouns_;
  Words pair_nouns_;
  Words unspecific_adjectives_;
  Words general_body_nouns_;
  Words home_nouns_;
  Words speaker_government_nouns_;
  Titles titles_;
  std::map<std::string, std::vector<EntityType>> described_types_;  // By noun.
};

}  // namespace entente::ingest
