// Coreference within an article: pronouns and descriptions that stand for an entity named before.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/mention.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

// Resolves "it", "he" and "she", "that country", and "the war", where exactly one reading offers itself, and adds
// mentions for them. Precision before recall: what is not plain stays unresolved. Linear in the document. Thread-safe.
class CoreferenceResolver {
 public:
  explicit CoreferenceResolver(const EnglishWords& words);

  // `mentions` in text order, and again in text order in the result.
  std::vector<Mention> resolve(const Document& document, std::vector<Mention> mentions) const;

 private:
  struct State;
  const Mention* antecedent(const Document& document, std::size_t token, std::size_t length, const State& state) const;
  bool specified_further(const Document& document, const Sentence& sentence, std::size_t next) const;
  std::size_t anaphor_length(const Document& document, const Sentence& sentence, std::size_t token) const;

  std::vector<std::vector<std::string>> thing_pronouns_;
  std::vector<std::vector<std::string>> person_pronouns_;
  std::vector<std::vector<std::string>> country_phrases_;
  std::vector<std::vector<std::string>> conflict_phrases_;
  std::unordered_set<std::string> prepositions_;
};

}  // namespace entente::ingest
