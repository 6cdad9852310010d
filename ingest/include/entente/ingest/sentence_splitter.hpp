// From tokens to sentences.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

// Ends sentences at final punctuation followed by what can begin a sentence, and at paragraph breaks. Titles ("Gen.
// Smith"), initials, "U.S. Congress", decimal numbers and quotations do not end one. Sentences of more than 400 tokens
// (lists, tables, broken text) are cut there, which bounds the cost of everything after. Thread-safe.
class SentenceSplitter {
 public:
  explicit SentenceSplitter(const EnglishWords& words);

  std::vector<Sentence> split(const std::vector<Token>& tokens) const;

 private:
  bool ends_sentence(const std::vector<Token>& tokens, std::size_t index, std::size_t next) const;

  std::unordered_set<std::string> titles_;
  std::unordered_set<std::string> starters_;  // Function words that begin sentences in upper case.
};

}  // namespace entente::ingest
