// One sentence with its mentions, arranged for the search for arguments.
#pragma once

#include "lexical_classes.hpp"

#include <cstddef>
#include <optional>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/mention.hpp>

namespace entente::ingest {

// One or more mentions joined by "and", "or" and commas, in text order.
struct Argument {
  std::vector<const Mention*> mentions;

  std::size_t begin() const { return mentions.front()->begin; }
  std::size_t end() const { return mentions.back()->end; }
};

class SentenceView {
 public:
  // `mentions` are those of the sentence, in text order. Everything given must outlive the view.
  SentenceView(const Document& document, const Sentence& sentence, const std::vector<Mention>& mentions,
               const LexicalClasses& classes);

  const Document& document() const { return document_; }
  std::size_t begin() const { return sentence_.begin; }
  std::size_t end() const { return sentence_.end; }
  const Token& token(std::size_t index) const { return document_.tokens[index]; }
  bool is(std::size_t index, std::uint32_t mask) const { return classes_.is(token(index), mask); }
  bool is_text(std::size_t index, std::string_view text) const { return token(index).folded == text; }

  // The mention that covers the token, or null.
  const Mention* mention_at(std::size_t index) const { return covering_[index - sentence_.begin]; }

  // The coordinated argument that the mention belongs to.
  const Argument& argument_of(const Mention& mention) const;

  // The mention alone.
  const Argument& single(const Mention& mention) const;

  // The person for whom the mention is only a modifier ("Russian President" before "Putin"), or null.
  const Mention* head_of(const Mention& mention) const;

  // Whether an adjective, possessive or compound modifier is followed by a noun that acts for it ("Russian forces",
  // "Israel's government"), or by no noun at all.
  bool stands_for_itself(const Mention& mention) const;

  // The token after the mention and its possessive clitic.
  std::size_t after_possessive(const Mention& mention) const;

  // An adverb or other word that may stand anywhere in a verb group or noun phrase.
  bool is_adverb(std::size_t index) const;

  // Whether the token ends a clause or sets one apart: comma, semicolon, colon, bracket.
  bool ends_clause(std::size_t index) const;

  // The comma that opens the parenthesis which the comma at `closing` closes.
  std::optional<std::size_t> opening_comma(std::size_t closing) const;

 private:
  void find_heads();
  void find_arguments();
  bool joined(const Mention& left, const Mention& right, bool& by_comma) const;
  bool begins_clause(const Mention& left, const Mention& right, bool after_comma) const;

  const Document& document_;
  const Sentence& sentence_;
  const std::vector<Mention>& mentions_;
  const LexicalClasses& classes_;
  std::vector<const Mention*> covering_;  // By token.
  std::vector<const Mention*> heads_;     // By mention.
  std::vector<Argument> arguments_;
  std::vector<Argument> singles_;            // By mention.
  std::vector<std::size_t> argument_index_;  // By mention.
};

}  // namespace entente::ingest
