// From text to tokens.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

// Splits text as UD English does in the main: clitics are tokens of their own ("Israel|'s", "does|n't"), hyphens are
// tokens, and abbreviations keep their period ("U.S.", "Gen.", "p.m."). Every byte that is not white space belongs to
// exactly one token. Linear in the length of the text. Thread-safe.
class Tokenizer {
 public:
  explicit Tokenizer(const EnglishWords& words);

  // Requires: `text` is well-formed UTF-8. At most 4 GiB.
  std::vector<Token> tokenize(std::string_view text) const;

 private:
  std::unordered_set<std::string> abbreviations_;
};

}  // namespace entente::ingest
