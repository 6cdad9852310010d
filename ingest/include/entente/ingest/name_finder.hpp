// Names outside the lexicon: persons, organisations and places that the language model recognised.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/mention.hpp>
#include <entente/schemas/english.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

// Joins recognised names with the mentions of the lexicon. A name outside the lexicon becomes an entity whose key is made
// of its words ("person/jane-doe"). The lexicon knows better: a name that overlaps one of its mentions is left out, unless
// the mention is only a part of it that does not act for its country ("Bank of Israel", but not "Israel's army").
// Titles before a person's name are no part of it. Persons of one word are who bears it as the last word of a longer name in
// the article, be it of the lexicon or new; otherwise nobody. Likewise "the North" is the only country of the article that is
// the northern half of another, such as North Korea. Thread-safe.
class NameFinder {
 public:
  // `lexicon` must outlive the finder.
  NameFinder(const Lexicon& lexicon, const EnglishWords& words);

  // `mentions` are the lexicon's, in text order, and so is the result.
  std::vector<Mention> join(const Document& document, const std::vector<Mention>& mentions) const;

 private:
  struct Name;

  std::optional<Name> read_name(const Document& document, NamedSpan span, const std::vector<Mention>& mentions) const;
  void drop_prefixes(const Document& document, const std::vector<Mention>& mentions, NamedSpan& span) const;
  bool replaces(const Document& document, const NamedSpan& name, const Mention& mention) const;

  std::string direction_of(const Entity& country) const;
  bool may_be_half(const Document& document, std::size_t at) const;
  std::shared_ptr<const Entity> entity_of(const std::string& key, std::string_view slug, EntityType type) const;
  std::string name_of(std::string_view slug, EntityType type) const;

  const Lexicon& lexicon_;
  std::unordered_set<std::string> representatives_;
  std::unordered_set<std::string> prefixes_;  // What may stand before a person's name.
  std::unordered_set<std::string> small_words_;
  std::unordered_set<std::string> linking_words_;  // Prepositions that stand between names, and seldom within one.
  std::map<std::string, std::string> opposite_directions_;
};

}  // namespace entente::ingest
