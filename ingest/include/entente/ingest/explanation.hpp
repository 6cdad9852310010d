// Why an article gave the statements that it gave: what a user reads who wonders about one.
#pragma once

#include <string>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/mention.hpp>
#include <entente/schemas/article.hpp>
#include <entente/schemas/statement.hpp>

namespace entente::ingest {

// A word of the sentence and what part it played.
struct ExplainedWord {
  std::string part;  // "root", "subject", "on", "negation"
  Span span;
};

// One place where a pattern matched.
struct ExplainedMatch {
  std::string rule;
  std::string pattern;
  std::vector<ExplainedWord> words;  // In the order of the pattern's nodes.
  std::vector<ExplainedWord> cues;   // From the relation outwards.
  std::vector<ExtractedStatement> statements;
  std::string problem;  // Why it made no statement; empty if it made some.
};

// What the statement model thought of a candidate, where a pattern matched or the model found it likely.
struct ExplainedCandidate {
  std::string relation;
  EntityKey subject;
  EntityKey object;
  std::string paths;  // The trigger, and the ways from it to both arguments.
  std::string rule;   // The best pattern that found it; empty if none did.
  double probability = 0;
  bool accepted = false;
};

struct ExplainedSentence {
  std::vector<Mention> mentions;
  std::vector<ExplainedMatch> matches;
  std::vector<ExplainedCandidate> candidates;
};

struct Explanation {
  Article article;
  Document document;                         // Of the article's text.
  std::vector<ExplainedSentence> sentences;  // As many as the document has.
};

}  // namespace entente::ingest
