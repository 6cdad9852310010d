// From one sentence with its mentions to the statements that it makes.
#pragma once

#include "argument_resolver.hpp"
#include "candidates.hpp"
#include "factuality_reader.hpp"
#include "pattern_matcher.hpp"
#include "time_reader.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <entente/ingest/explanation.hpp>
#include <entente/ingest/mention.hpp>
#include <entente/ingest/pattern.hpp>
#include <entente/ingest/statement_extractor.hpp>
#include <entente/ingest/statement_model.hpp>
#include <entente/schemas/knowledge.hpp>
#include <entente/schemas/statement.hpp>

namespace entente::ingest {

// Patterns find statements; where the model has learned a relation it decides which of all candidates count, else those of
// patterns do. Thread-safe.
class SentenceReader {
 public:
  // `knowledge` must outlive the reader.
  SentenceReader(const Knowledge& knowledge, std::vector<Pattern> patterns,
                 std::shared_ptr<const StatementModel> model);

  // In the order of arguments and relations, one for each relation and pair. `mentions` are those of the sentence, in text order, in an
  // article of this day. Writes down how it came to them if `explained` is not null.
  std::vector<ExtractedStatement> read(const DependencyTree& tree, const std::vector<Mention>& mentions,
                                       const Date& published, ExplainedSentence* explained) const;

  // All candidates, for training.
  std::vector<CandidateStatement> candidates(const DependencyTree& tree, const std::vector<Mention>& mentions) const;

 private:
  class Sentence;

  const std::vector<Relation>& relations_;
  std::vector<Pattern> patterns_;
  PatternMatcher matcher_;
  GrammarWords grammar_words_;
  ReferenceWords reference_words_;
  CandidateFinder candidates_;
  FactualityReader factuality_;
  TimeReader times_;
  // Nouns that stand for an argument, by relation: "ally", "member".
  std::unordered_map<const Relation*, std::unordered_set<std::string>> naming_nouns_;
  std::shared_ptr<const StatementModel> model_;
};

}  // namespace entente::ingest
