// Cue words by the lemma that they begin with.
#pragma once

#include "dependency_tree.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace entente::ingest {

// Phrases such as "rule out" or "no longer", each with a value. What follows the first word is matched as it stands.
template <typename Value>
class CueTable {
 public:
  struct Entry {
    std::vector<std::string> rest;  // Behind the first word.
    Value value;
  };

  void add(const std::string& phrase, Value value) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= phrase.size();) {
      const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
      if (end > begin) words.push_back(phrase.substr(begin, end - begin));
      begin = end + 1;
    }
    if (words.empty()) return;
    Entry entry{{words.begin() + 1, words.end()}, std::move(value)};
    auto& entries = by_first_word_[words.front()];
    // Longer phrases first.
    auto place = entries.begin();
    while (place != entries.end() && place->rest.size() >= entry.rest.size()) ++place;
    entries.insert(place, std::move(entry));
  }

  // The longest phrase that begins with the word and whose other words `accepts`, or null.
  template <typename Accepts>
  const Value* find(const std::string& first, Accepts&& accepts) const {
    const auto found = by_first_word_.find(first);
    if (found == by_first_word_.end()) return nullptr;
    for (const Entry& entry : found->second) {
      if (accepts(entry.rest)) return &entry.value;
    }
    return nullptr;
  }

 private:
  std::unordered_map<std::string, std::vector<Entry>> by_first_word_;
};

}  // namespace entente::ingest
