// A text divided into tokens and sentences, with what the language pipeline says of them: what the later stages of
// extraction read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/span.hpp>

namespace entente::ingest {

// Universal parts of speech (https://universaldependencies.org/u/pos/).
enum class PartOfSpeech : std::uint8_t {
  adj,
  adp,
  adv,
  aux,
  cconj,
  det,
  intj,
  noun,
  num,
  part,
  pron,
  propn,
  punct,
  sconj,
  sym,
  verb,
  x,
};

// "ADJ", "ADP", … as in treebanks.
std::string_view to_string(PartOfSpeech pos);
std::optional<PartOfSpeech> parse_part_of_speech(std::string_view text);

// What a name names, as far as its sentence tells.
enum class NameType : std::uint8_t { person, location, organization, nationality, event, other };

// "PER", "LOC", "ORG", "NORP", "EVENT", "MISC", as in files of named entities.
std::string_view to_string(NameType type);
std::optional<NameType> parse_name_type(std::string_view text);

// A syntactic word of Universal Dependencies.
struct Token {
  static constexpr std::size_t kRoot = static_cast<std::size_t>(-1);

  Span span;
  std::string folded;        // See fold(); what words are compared by.
  std::string lemma;         // "sanction" of "sanctioned".
  bool word = false;         // Letters or digits; otherwise punctuation.
  bool capitalized = false;  // Begins with an upper-case letter.
  bool all_caps = false;     // At least two letters, all of them upper case.
  bool space_before = false;
  bool paragraph_before = false;  // A paragraph begins here.
  bool joined = false;            // Written in one with the token before: the "n't" of "don't".

  PartOfSpeech pos = PartOfSpeech::x;
  std::string_view xpos;      // Tag of the Penn Treebank: "NNP". Valid while the language model is.
  std::size_t head = kRoot;   // Index into Document::tokens.
  std::string_view relation;  // To the head, as in Universal Dependencies: "nsubj:pass". Valid while the model is.
};

// Indexes into Document::tokens, half-open. Never empty.
struct Sentence {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A name of one or more tokens, half-open.
struct NamedSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  NameType type = NameType::other;
};

struct Document {
  std::string_view text;  // Must outlive the document.
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;  // In order, covering all tokens.
  std::vector<NamedSpan> names;     // In order, never overlapping, each within one sentence.
  bool english = true;              // False where most words are none that the language model learned.

  // What the encoder made of each token in its sentence, `encoding_width` numbers a token; empty unless the pipeline keeps it.
  std::vector<float> encodings;
  std::size_t encoding_width = 0;

  // From the first byte of the first token to the last byte of the last.
  Span span_of(const Sentence& sentence) const {
    return {tokens[sentence.begin].span.begin_byte, tokens[sentence.end - 1].span.end_byte};
  }
};

}  // namespace entente::ingest
