// Subjects of verbs, wherever they stand.
#pragma once

#include "dependency_tree.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/schemas/english.hpp>

namespace entente::ingest {

// Words that decide how arguments are shared.
struct GrammarWords {
  explicit GrammarWords(const EnglishWords& words)
      : transparent_nouns(words.transparent_nouns.begin(), words.transparent_nouns.end()),
        subject_control_verbs(words.subject_control_verbs.begin(), words.subject_control_verbs.end()),
        addressing_verbs(words.addressing_verbs.begin(), words.addressing_verbs.end()),
        owning_verbs(words.owning_verbs.begin(), words.owning_verbs.end()),
        starting_participles(words.starting_participles.begin(), words.starting_participles.end()) {}

  std::unordered_set<std::string> transparent_nouns;
  std::unordered_set<std::string> subject_control_verbs;
  std::unordered_set<std::string> addressing_verbs;
  std::unordered_set<std::string> owning_verbs;
  std::unordered_set<std::string> starting_participles;
};

// Finds surface subjects: of "was sanctioned", who was. A verb without a subject of its own has that of the verb that it is
// coordinated with, that governs it, or the noun that it describes. Remembers what it found.
class SubjectFinder {
 public:
  using Tokens = std::vector<std::size_t>;

  // Both must outlive the finder.
  SubjectFinder(const DependencyTree& tree, const GrammarWords& words)
      : tree_(tree), words_(words), subjects_(tree.end() - tree.begin()), known_(subjects_.size()) {}

  // Valid while the finder is.
  const Tokens& of(std::size_t predicate, std::size_t depth = 0);

  // The noun that a relative pronoun stands for; any other token itself.
  std::size_t resolve_relative(std::size_t token) const;
  bool is_relative_pronoun(std::size_t token) const;

 private:
  Tokens find(std::size_t at, std::size_t depth);
  Tokens controllers(std::size_t at, std::size_t depth);
  Tokens of_infinitive(std::size_t at, std::size_t depth);
  std::size_t antecedent(std::size_t at) const;
  bool is_called_on(std::size_t verb) const;

  const DependencyTree& tree_;
  const GrammarWords& words_;
  std::vector<Tokens> subjects_;
  std::vector<bool> known_;
};

}  // namespace entente::ingest
