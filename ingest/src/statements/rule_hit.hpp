// What the patterns found in a sentence.
#pragma once

#include "pattern_matcher.hpp"

#include <cstddef>
#include <vector>

#include <entente/ingest/mention.hpp>

namespace entente::ingest {

// A statement that a pattern found, between two mentions.
struct RuleHit {
  const PatternMatch* match = nullptr;
  const Mention* subject = nullptr;
  const Mention* object = nullptr;
  std::size_t subject_token = 0;  // The heads of the phrases that stand for them.
  std::size_t object_token = 0;
  double confidence = 0;
  bool guessed = false;  // An implied argument that is one of several that can be meant.

  // The word of the relation: several patterns may read one.
  std::size_t anchor() const { return match->tokens[match->pattern->anchor]; }
};

// "US allies such as the UK and Japan" are allies of the US: drops hits that take coordinated names for the parties where
// another pattern says of the same word that each of them is in the relation with a third.
void drop_pairs_beside_third(std::vector<RuleHit>& hits);

}  // namespace entente::ingest
