// Reads what a sentence does with a relation: polarity, modality, phase and attribution.
#pragma once

#include "attribution_reader.hpp"
#include "lexical_classes.hpp"
#include "pattern_matcher.hpp"
#include "phrase_table.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/schemas/english.hpp>

namespace entente::ingest {

struct FactualityReading {
  Factuality factuality;
  std::vector<Attribution> attribution;
};

class FactualityReader {
 public:
  // Adds the verbs of the cues to `classes`, which must outlive the reader.
  FactualityReader(const FactualityCues& cues, const EnglishWords& words, LexicalClasses& classes);

  FactualityReading read(const SentenceView& view, const PatternMatch& match) const;

 private:
  using Cues = std::vector<const FactualityCue*>;

  Cues cues_in(const SentenceView& view, TokenRange range, const std::vector<std::size_t>& skip) const;
  Cues governing_cues(const SentenceView& view, const PatternMatch& match) const;
  bool is_condition(const SentenceView& view, const PatternMatch& match) const;

  PhraseTable<FactualityCue> cues_;
  std::unordered_set<std::string> inverted_conditionals_;
  AttributionReader attribution_;
};

}  // namespace entente::ingest
