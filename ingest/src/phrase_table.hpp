// Phrases by the words that they can begin with, for matching at a place of a sentence.
#pragma once

#include "sentence_view.hpp"
#include "word_forms.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace entente::ingest {

// Each phrase carries a value of type Value. The first word may be a verb lemma, which matches in every inflection.
template <typename Value>
class PhraseTable {
 public:
  struct Phrase {
    std::vector<std::unordered_set<std::string>> words;
    Value value;

    std::size_t size() const { return words.size(); }
  };

  // `each_form` is called with every inflected form of a verb.
  void add_verb(const std::string& text, Value value, const EnglishWords& english,
                const std::function<void(const std::string&)>& each_form) {
    Phrase phrase = split(text, std::move(value));
    for (const std::string& form : inflect_verb(*phrase.words.front().begin(), english).all()) {
      phrase.words.front().insert(form);
      each_form(form);
    }
    insert(std::move(phrase));
  }

  void add(const std::string& text, Value value) { insert(split(text, std::move(value))); }

  // The longest phrase that begins at token `at` and ends before `end`, or null.
  const Phrase* match(const SentenceView& view, std::size_t at, std::size_t end) const {
    const auto phrases = by_first_word_.find(view.token(at).folded);
    if (phrases == by_first_word_.end()) return nullptr;
    for (const Phrase& phrase : phrases->second) {
      if (at + phrase.size() > end) continue;
      bool equal = true;
      for (std::size_t i = 1; i < phrase.size() && equal; ++i) {
        equal = phrase.words[i].contains(view.token(at + i).folded);
      }
      if (equal) return &phrase;
    }
    return nullptr;
  }

 private:
  static Phrase split(const std::string& text, Value value) {
    Phrase phrase{{}, std::move(value)};
    for (std::string& word : split_at(text, ' ')) phrase.words.push_back({std::move(word)});
    return phrase;
  }

  void insert(Phrase phrase) {
    for (const std::string& first : phrase.words.front()) {
      auto& phrases = by_first_word_[first];
      const auto shorter = std::find_if(phrases.begin(), phrases.end(),
                                        [&](const Phrase& other) { return other.size() < phrase.size(); });
      phrases.insert(shorter, phrase);
    }
  }

  std::unordered_map<std::string, std::vector<Phrase>> by_first_word_;  // Longest first.
};

}  // namespace entente::ingest
