// From an article to the statements that it makes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <entente/ingest/explanation.hpp>
#include <entente/ingest/language_model.hpp>
#include <entente/ingest/statement_model.hpp>
#include <entente/schemas/contribution.hpp>
#include <entente/schemas/knowledge.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// A statement that a sentence might make, with what speaks for it: what the statement model is trained on.
struct CandidateStatement {
  std::string relation;
  std::shared_ptr<const Entity> subject;
  std::shared_ptr<const Entity> object;
  Span sentence;
  std::size_t trigger = 0;       // Tokens of the document: the word that may name the relation,
  std::size_t subject_word = 0;  // and the heads of both mentions.
  std::size_t object_word = 0;
  std::string paths;               // The trigger and the ways from it to both arguments, to read.
  std::vector<std::string> rules;  // Of the patterns that found it, with "?" where an argument was guessed.
  double rule_confidence = 0;      // Of the best of them; 0 if there is none.
  std::vector<std::uint64_t> features;
};

// Of one article.
struct Candidates {
  std::vector<CandidateStatement> statements;
  std::vector<float> encodings;  // Of all tokens; see Document.
  std::size_t encoding_width = 0;
};

// The inside of extraction, to be replaced without touching what stands around it.
class StatementExtractor {
 public:
  virtual ~StatementExtractor() = default;

  // What the article says. A pure function of the article: no state is kept between calls, so that any order and any
  // number of threads give the same bytes. Thread-safe. Requires: the text is what normalize_text returned.
  virtual Contribution extract(Article article) const = 0;

  // The same with all steps that led there. Requires: as extract.
  virtual std::unique_ptr<const Explanation> explain(Article article) const = 0;

  // All that the model chooses from. Requires: as extract.
  virtual Candidates candidates(const Article& article) const = 0;

  // Names the extractor and its models; statements of different versions may differ.
  virtual std::string_view version() const = 0;
};

// The extractor that reads dependency trees: finds the names of the lexicon and those that the language model sees, the patterns of the
// ontology in the dependency trees, and the cues that say what a sentence makes of a relation. The statement model, which may
// be null, decides which candidates of the relations that it has learned are statements. `knowledge` must outlive the
// extractor. Fails on patterns that are not in the pattern language.
Result<std::unique_ptr<StatementExtractor>> make_statement_extractor(const Knowledge& knowledge,
                                                                     std::shared_ptr<const LanguageModel> language,
                                                                     std::shared_ptr<const StatementModel> statements);

}  // namespace entente::ingest
