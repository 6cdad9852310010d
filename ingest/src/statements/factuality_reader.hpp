// Reads what a sentence does with a relation: polarity, modality, phase and attribution.
//
// From the words of the relation the reader walks up the tree. At each word it takes in the cues that hang on it ("not",
// "may", "former"), and of the word above, whether it is a cue for what hangs on it ("refuse", "plan", "lift", "say"). The
// walk ends where a clause is presupposed: what a relative clause says is not denied with the sentence around it. Compare the
// treatment of implicatives by Karttunen 2012 (https://aclanthology.org/S12-1020) and event factuality as annotated in
// FactBank (Saurí and Pustejovsky 2009, https://doi.org/10.1007/s10579-009-9089-9).
#pragma once

#include "argument_resolver.hpp"
#include "cue_finder.hpp"
#include "pattern_matcher.hpp"

#include <cstddef>
#include <string>
#include <vector>

#include <entente/schemas/english.hpp>
#include <entente/schemas/statement.hpp>

namespace entente::ingest {

// A word of the sentence that counted, and for what.
struct FactualityCueMatch {
  std::size_t token = 0;
  std::string effect;
};

// The words that express a relation.
struct RelationWords {
  std::size_t root = 0;                         // The one that all others hang on.
  std::vector<std::size_t> literals = {};       // With the root.
  std::size_t support = DependencyTree::kNone;  // A verb that says no more than that it is so: "have sanctions".
  Factuality effect = {};                       // What these words say themselves: "lift sanctions" says ended.
};

struct FactualityReading {
  Factuality factuality;
  std::vector<Attribution> attribution;  // Outermost first.
  std::vector<FactualityCueMatch> cues;  // From the relation outwards.
  bool begins = false;                   // "did not recognize it until 1933": it was so from then on.
};

// Thread-safe.
class FactualityReader {
 public:
  explicit FactualityReader(const FactualityCues& cues) : cues_(cues) {}

  // `subject` and `object` are the tokens that head the arguments.
  FactualityReading read(const PredicateGraph& graph, const ArgumentResolver& arguments, const RelationWords& words,
                         std::size_t subject, std::size_t object) const;

  // The same of a phrase that is presupposed whatever the sentence says around it: "former President Carter".
  FactualityReading read_phrase(const PredicateGraph& graph, const ArgumentResolver& arguments,
                                const RelationWords& words, std::size_t name) const;

 private:
  class Walk;

  CueFinder cues_;
};

}  // namespace entente::ingest
