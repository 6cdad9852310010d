// Matches compiled patterns against a sentence.
#pragma once

#include "argument_finder.hpp"
#include "sentence_view.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include <entente/ingest/pattern.hpp>

namespace entente::ingest {

// Tokens, half-open.
struct TokenRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct PatternMatch {
  const Pattern* pattern = nullptr;
  const Argument* subject = nullptr;
  const Argument* object = nullptr;
  const Argument* both = nullptr;
  TokenRange range;                   // From the first token matched to the last.
  std::vector<std::size_t> literals;  // Tokens that matched words of the pattern, in text order.
  std::size_t chain_begin = 0;        // The words that modify the predicate begin here …
  std::size_t chain_end = 0;          // … and end here: before the object, or with the last literal.
};

class PatternMatcher {
 public:
  // `patterns` must outlive the matcher.
  explicit PatternMatcher(const std::vector<Pattern>& patterns);

  // All matches, in order of their anchors and then of the patterns. Thread-safe.
  std::vector<PatternMatch> match(const SentenceView& view) const;

 private:
  std::unordered_map<std::string, std::vector<const Pattern*>> by_anchor_;
};

}  // namespace entente::ingest
