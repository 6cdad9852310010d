// Reads whose claim a statement is, and whether its author rejects it.
#pragma once

#include "lexical_classes.hpp"
#include "pattern_matcher.hpp"
#include "phrase_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>

#include <entente/schemas/english.hpp>
#include <entente/schemas/statement.hpp>

namespace entente::ingest {

struct AttributionReading {
  std::optional<Attribution> attribution;
  bool reported = false;  // In reported speech, where "will" becomes "would".
  bool negated = false;   // The source denies it, or the author says it is false.
};

class AttributionReader {
 public:
  // Adds the reporting verbs to `classes`.
  AttributionReader(const FactualityCues& cues, const EnglishWords& words, LexicalClasses& classes);

  AttributionReading read(const SentenceView& view, const PatternMatch& match) const;

 private:
  struct Nothing {};
  struct Report {
    TokenRange verb;
    const ReportingVerb* reporting = nullptr;
    bool with_rejecting_adverb = false;
  };

  std::optional<Report> report_before(const SentenceView& view, const PatternMatch& match) const;
  std::optional<Report> report_after(const SentenceView& view, const PatternMatch& match) const;
  bool has_rejecting_adverb(const SentenceView& view, TokenRange verb) const;
  bool is_framed_as_false(const SentenceView& view, const PatternMatch& match, bool reported) const;
  std::optional<Attribution> attributing_phrase(const SentenceView& view) const;

  PhraseTable<ReportingVerb> reports_;
  PhraseTable<Nothing> attributing_;
  PhraseTable<Nothing> frames_before_;
  PhraseTable<Nothing> frames_after_;
  std::unordered_set<std::string> rejecting_adverbs_;
};

}  // namespace entente::ingest
