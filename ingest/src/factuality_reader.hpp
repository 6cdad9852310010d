// Reads what a sentence does with a relation: polarity, modality, phase and attribution.
#pragma once

#include "lexical_classes.hpp"
#include "pattern_matcher.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
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
  struct Phrase {
    std::vector<std::unordered_set<std::string>> words;
    CueEffect effect = CueEffect::negation;  // Cues.
    bool verb = false;
    ReportingVerb reporting;  // Reporting verbs.
  };
  // Phrases by the words they can begin with, longest first.
  using PhraseTable = std::unordered_map<std::string, std::vector<Phrase>>;
  struct Report {
    std::size_t begin = 0;
    std::size_t end = 0;
    const Phrase* phrase = nullptr;
    bool rejected = false;  // With an adverb like "falsely".
  };

  static void add(PhraseTable& table, Phrase phrase);
  static const Phrase* phrase_at(const PhraseTable& table, const SentenceView& view, std::size_t at, std::size_t end);

  std::vector<const Phrase*> cues_in(const SentenceView& view, TokenRange range,
                                     const std::vector<std::size_t>& skip) const;
  std::vector<CueEffect> cues_of(const SentenceView& view, const PatternMatch& match) const;
  std::optional<Report> report_before(const SentenceView& view, const PatternMatch& match) const;
  std::optional<Report> report_after(const SentenceView& view, const PatternMatch& match) const;
  std::string source_before(const SentenceView& view, std::size_t verb) const;
  std::string source_after(const SentenceView& view, std::size_t at) const;
  std::optional<Attribution> phrase_attribution(const SentenceView& view) const;
  bool is_rejected(const SentenceView& view, const PatternMatch& match, const std::optional<Report>& report) const;
  bool is_inverted_condition(const SentenceView& view, const PatternMatch& match) const;
  bool is_question(const SentenceView& view) const;

  PhraseTable cues_;
  PhraseTable reports_;
  PhraseTable attributing_;
  PhraseTable frames_before_;
  PhraseTable frames_after_;
  std::unordered_set<std::string> rejecting_;
  std::unordered_set<std::string> inverted_conditionals_;
};

}  // namespace entente::ingest
