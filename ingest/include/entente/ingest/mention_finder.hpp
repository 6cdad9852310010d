// Finds the names of the lexicon in a text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/mention.hpp>
#include <entente/schemas/english.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

// A trie over runs of letters and single signs, so that a name is found however it was divided into tokens; it begins and
// ends where tokens do. At each place the longest name wins, and matches never overlap. Upper case in a name must be
// upper case in the text, and abbreviations match only as written ("US", never "us"). Names that stand for places
// ("in Moscow"), parts of other names ("Laura Bush") and ambiguous names without support in the article are left out
// rather than guessed. Thread-safe after construction.
class MentionFinder {
 public:
  // `lexicon` must outlive the finder and its mentions.
  MentionFinder(const Lexicon& lexicon, const EnglishWords& words);

  // Mentions in text order. `title` supports ambiguous names, but is not searched for mentions.
  std::vector<Mention> find(const Document& document, std::string_view title) const;

 private:
  enum class LetterCase : std::uint8_t { any, capital, as_written };
  struct Candidate {
    const LexiconRecord* record = nullptr;  // Null for phrases that are no entities.
    const Alias* alias = nullptr;
    std::vector<LetterCase> cases;     // One per atom.
    std::vector<std::string> written;  // Only for as_written.
  };
  struct Atom;

  void add(std::string_view phrase, const LexiconRecord* record, const Alias* alias);
  static std::vector<Atom> divide(std::string_view text);
  static std::vector<Atom> divide(const Document& document);
  static bool case_agrees(const Candidate& candidate, const std::vector<Atom>& atoms, std::size_t begin);
  bool is_mere_place(const Document& document, std::size_t begin, const Candidate& candidate) const;
  bool is_part_of_other_name(const Document& document, const Sentence& sentence, std::size_t begin, std::size_t end,
                             const Candidate& candidate) const;
  std::vector<const Candidate*> longest_match(const std::vector<Atom>& atoms, std::size_t begin, std::size_t limit,
                                              std::size_t& end) const;

  std::unordered_map<std::string, std::uint32_t> vocabulary_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // node << 32 | word -> node
  std::vector<std::vector<Candidate>> nodes_;
  std::unordered_set<std::string> locative_;
  std::unordered_set<std::string> titles_;
  std::unordered_set<std::string> determiners_;
};

}  // namespace entente::ingest
