// Which statements a sentence might make, and what speaks for each: what the ranker weighs.
//
// For every word that a pattern knows as a trigger of a relation, all pairs of entities of the sentence are candidates. Features
// tell how each argument hangs on the trigger (the path between them in the predicate graph), what kind of entity and mention it
// is, and which patterns matched. Features are hashes of such facts; equal facts are equal features, on every machine.
#pragma once

#include "argument_resolver.hpp"
#include "predicate_graph.hpp"
#include "rule_hit.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <entente/ingest/mention.hpp>
#include <entente/ingest/pattern.hpp>
#include <entente/ingest/statement_model.hpp>

namespace entente::ingest {

struct Candidate {
  const Relation* relation = nullptr;
  std::size_t trigger = 0;
  const Mention* subject = nullptr;
  const Mention* object = nullptr;
  std::string paths;                  // The trigger, and the ways from it to both arguments, to read.
  std::vector<const RuleHit*> rules;  // The patterns that found it, the most reliable first.
  double log_odds = 0;                // That it is a statement, as the model has learned.

  double rule_confidence() const { return rules.empty() ? 0 : rules.front()->confidence; }
  std::vector<std::uint64_t> features;  // Only where they are asked for.
};

// Thread-safe.
class CandidateFinder {
 public:
  // All must outlive the finder.
  CandidateFinder(const Ontology& ontology, const std::vector<Pattern>& patterns, const ReferenceWords& words);

  // In the order of triggers, relations and mentions. `hits` must outlive the candidates. With a model its relations' candidates
  // are found and their features weighed; without one the features of all are written down. Paths are written down only if
  // `describe` is set. With a model, requires encodings in the document.
  std::vector<Candidate> find(const PredicateGraph& graph, const std::vector<Mention>& mentions,
                              const std::vector<RuleHit>& hits, const StatementModel* model, bool describe) const;

 private:
  class Sentence;

  struct Trigger {
    const Relation* relation = nullptr;
    PatternNode::Kind kind = PatternNode::Kind::verb;
  };
  const ReferenceWords& words_;
  std::unordered_map<std::string, std::vector<Trigger>> triggers_;  // By lemma.
};

}  // namespace entente::ingest
