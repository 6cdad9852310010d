// Finds the names of the lexicon in a text.
#pragma once

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

// A name is found however it was divided into tokens; it begins and ends where tokens do. At each place the longest name
// wins, and matches never overlap. Upper case in a name must be upper case in the text, and abbreviations match only as
// written ("US", never "us"). Names that stand for places ("in Moscow"), parts of other names ("Laura Bush"), single words
// that are verbs ("Polish the silver"), last names where no person is meant ("in May") and ambiguous names without support
// in the article are left out rather than guessed. Thread-safe.
class MentionFinder {
 public:
  // `lexicon` must outlive the finder.
  MentionFinder(const Lexicon& lexicon, const EnglishWords& words);

  // Mentions in text order. `title` supports ambiguous names, but is not searched for mentions.
  std::vector<Mention> find(const Document& document, std::string_view title) const;

 private:
  // A name in a text and what it may mean, before ambiguity is settled, which takes the whole article.
  struct Match {
    std::size_t begin = 0;  // Tokens, half-open.
    std::size_t end = 0;
    std::vector<AliasNumber> readings;
  };
  class Support;

  // Who is meant by a last name, by titles and context; none if that is open.
  std::optional<AliasNumber> bearer_of(const Document& document, const Match& match, const Support& support) const;
  bool has_longer_name(const Document& document, const Match& match) const;
  std::shared_ptr<const Entity> home_of(RecordNumber place) const;
  void add_names_within(const Document& document, const Mention& mention, std::vector<Mention>& mentions) const;

  std::vector<Match> matches_in(const Document& document, const Sentence& sentence) const;
  bool is_mere_verb(const Document& document, const Sentence& sentence, const Match& match) const;
  bool is_mere_place(const Document& document, const Match& match, AliasNumber alias) const;
  static const NamedSpan* person_at(const Document& document, std::size_t token);
  bool is_part_of_other_name(const Document& document, const Match& match) const;
  bool is_mere_word(const Document& document, const Match& match, AliasNumber alias) const;

  const Lexicon& lexicon_;
  std::unordered_set<std::string> locative_;
  std::unordered_set<std::string> determiners_;
  std::unordered_set<std::string> not_names_;  // Capitalised words beside a name that are no part of it.
};

}  // namespace entente::ingest
