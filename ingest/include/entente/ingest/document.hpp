// A text divided into tokens and sentences: what the later stages of extraction read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/span.hpp>

namespace entente::ingest {

struct Token {
  Span span;
  std::string folded;        // See fold(); what words are compared by.
  bool word = false;         // Letters or digits; otherwise punctuation.
  bool capitalized = false;  // Begins with an upper-case letter.
  bool all_caps = false;     // At least two letters, all of them upper case.
  bool space_before = false;
  bool paragraph_before = false;  // A paragraph begins here.
};

// Indexes into Document::tokens, half-open. Never empty.
struct Sentence {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Document {
  std::string_view text;  // Must outlive the document.
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;  // In order, covering all tokens.

  // From the first byte of the first token to the last byte of the last.
  Span span_of(const Sentence& sentence) const {
    return {tokens[sentence.begin].span.begin_byte, tokens[sentence.end - 1].span.end_byte};
  }
};

}  // namespace entente::ingest
