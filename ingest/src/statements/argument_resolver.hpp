// From the word that heads a noun phrase to the entities that the phrase stands for.
#pragma once

#include "predicate_graph.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/ingest/mention.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

// How a phrase stands for an entity, the most direct first.
enum class Reference : std::uint8_t {
  name,            // "Iran"
  anaphor,         // "it", "that country"
  instance,        // "allies such as Iran", "the president, Hassan Rouhani"
  representative,  // "Iranian officials", "the government of Iran"
  belonging,       // "Iranian oil"
};

struct Argument {
  const Mention* mention = nullptr;
  Reference reference = Reference::name;
};

// The words that tell phrases that stand for an entity from those that merely hold one.
class ReferenceWords {
 public:
  explicit ReferenceWords(const EnglishWords& words)
      : representatives(words.representative_nouns.begin(), words.representative_nouns.end()) {
    representatives.insert(words.descriptive_nouns.begin(), words.descriptive_nouns.end());
    for (const auto* list : {&words.speaker_pronouns, &words.singular_speaker_pronouns}) {
      speaker_pronouns.insert(list->begin(), list->end());
    }
  }

  std::unordered_set<std::string> representatives;
  std::unordered_set<std::string> speaker_pronouns;  // Of one speaker or several.
};

class ArgumentResolver {
 public:
  // `mentions` are those of the sentence, in text order. All must outlive the resolver.
  ArgumentResolver(const PredicateGraph& graph, const std::vector<Mention>& mentions, const ReferenceWords& words);

  // Without duplicates; empty if the phrase stands for no known entity.
  std::vector<Argument> resolve(std::size_t token, bool with_belongings) const;

  // The mention that holds the token, or null; the first one where the words stand for several entities.
  const Mention* mention_at(std::size_t token) const;

 private:
  void add_possessors(std::size_t noun, Reference reference, std::size_t depth, std::vector<Argument>& found) const;
  void add_all(const Mention& first, Reference reference, std::vector<Argument>& found) const;
  void resolve_into(std::size_t token, bool with_belongings, std::size_t depth, std::vector<Argument>& found) const;

  const PredicateGraph& graph_;
  const std::vector<Mention>& mentions_;
  const ReferenceWords& words_;
  std::vector<const Mention*> by_token_;
};

}  // namespace entente::ingest
