// Finds where the patterns of the ontology match in a sentence.
#pragma once

#include "predicate_graph.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <entente/ingest/pattern.hpp>

namespace entente::ingest {

// The tokens that a pattern matched.
struct PatternMatch {
  const Pattern* pattern = nullptr;
  std::vector<std::size_t> tokens;     // Of each node of the pattern; of {both}, the first.
  std::vector<std::size_t> arguments;  // Of {both}: all that are coordinated.

  std::size_t root() const { return tokens.front(); }
};

class PatternMatcher {
 public:
  // `patterns` must outlive the matcher.
  explicit PatternMatcher(const std::vector<Pattern>& patterns);

  // All matches, in the order of patterns and then of the text. Their number is bounded.
  std::vector<PatternMatch> match(const PredicateGraph& graph) const;

 private:
  std::unordered_map<std::string_view, std::vector<const Pattern*>> by_anchor_;
};

}  // namespace entente::ingest
