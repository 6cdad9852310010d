// Titles of offices in a sentence: "foreign minister".
#pragma once

#include "../statements/dependency_tree.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/ingest/mention.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

// Thread-safe.
class Titles {
 public:
  explicit Titles(const EnglishWords& words)
      : nouns_(words.office_titles.begin(), words.office_titles.end()),
        modifiers_(words.title_modifiers.begin(), words.title_modifiers.end()),
        general_(words.general_titles.begin(), words.general_titles.end()),
        heads_(words.head_titles.begin(), words.head_titles.end()) {}

  // Whether the lemma is a title's noun: "president", "minister".
  bool is_title(const std::string& lemma) const { return nouns_.contains(lemma); }

  // Whether the title tells no more than that its bearer leads: "leader".
  bool is_general(const std::string& title) const { return general_.contains(title); }

  // The tokens that are titles of the person of a mention: "President" of "President Macron", "minister" of "the foreign
  // minister, Wang Yi".
  std::vector<std::size_t> of(const DependencyTree& tree, const Mention& mention) const;

  // The title that a noun heads, in lower case, with the modifiers that are no names: "foreign minister".
  std::string at(const DependencyTree& tree, std::size_t noun) const;

  // Whether a title as a text has it may be one that the lexicon knows: "president" may be short for "president of the
  // council", "secretary" for "secretary of state"; "head of state" goes by many names.
  bool is_same(const std::string& said, const std::string& held) const;

 private:
  using Words = std::unordered_set<std::string>;

  Words nouns_;
  Words modifiers_;
  Words general_;
  Words heads_;
};

}  // namespace entente::ingest
