// The closed word classes of English, as one look-up.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include <entente/ingest/document.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

enum WordClass : std::uint32_t {
  kBe = 1U << 0,
  kAuxiliary = 1U << 1,
  kDeterminer = 1U << 2,
  kPreposition = 1U << 3,
  kCoordinator = 1U << 4,
  kSubordinator = 1U << 5,
  kRelativePronoun = 1U << 6,
  kPronoun = 1U << 7,
  kRepresentative = 1U << 8,
  kTitle = 1U << 9,
  kAdverb = 1U << 10,
  kReporting = 1U << 11,  // A form of a reporting verb.
  kVerb = 1U << 12,       // A form of a verb that some pattern or cue uses.
  kCueNoun = 1U << 13,    // A noun that governs a clause: "refusal".
};

class LexicalClasses {
 public:
  explicit LexicalClasses(const EnglishWords& words);

  void add_verb_form(const std::string& form) { classes_[form] |= kVerb; }
  void add_cue_noun(const std::string& form) { classes_[form] |= kCueNoun; }
  void add_reporting_form(const std::string& form) { classes_[form] |= kVerb | kReporting; }

  // Whether the token belongs to one of the classes in `mask`.
  bool is(const Token& token, std::uint32_t mask) const {
    const auto found = classes_.find(token.folded);
    return found != classes_.end() && (found->second & mask) != 0;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> classes_;
};

inline LexicalClasses::LexicalClasses(const EnglishWords& words) {
  const std::pair<const std::vector<std::string>*, WordClass> lists[] = {
      {&words.be_forms, kBe},
      {&words.auxiliaries, kAuxiliary},
      {&words.adverbs, kAdverb},
      {&words.determiners, kDeterminer},
      {&words.prepositions, kPreposition},
      {&words.coordinators, kCoordinator},
      {&words.subordinators, kSubordinator},
      {&words.relative_pronouns, kRelativePronoun},
      {&words.object_pronouns, kPronoun},
      {&words.representative_nouns, kRepresentative},
      {&words.office_titles, kTitle},
  };
  for (const auto& [list, word_class] : lists) {
    for (const std::string& word : *list) classes_[word] |= word_class;
  }
}

}  // namespace entente::ingest
