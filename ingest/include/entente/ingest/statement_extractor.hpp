// From an article to the statements that it makes.
#pragma once

#include <memory>
#include <string_view>

#include <entente/ingest/language_model.hpp>
#include <entente/schemas/contribution.hpp>
#include <entente/schemas/knowledge.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// The inside of extraction, to be replaced without touching what stands around it.
class StatementExtractor {
 public:
  virtual ~StatementExtractor() = default;

  // What the article says. A pure function of the article: no state is kept between calls, so that any order and any
  // number of threads give the same bytes. Thread-safe. Requires: the text is what normalize_text returned.
  virtual Contribution extract(Article article) const = 0;

  // Names extractor and version; statements of different versions may differ.
  virtual std::string_view version() const = 0;
};

// The extractor of surface patterns: finds the names of the lexicon and those that the language model sees, the patterns
// of the ontology around them, and the cue words that say what the sentence makes of the relation. `knowledge` must
// outlive the extractor. Fails on patterns that are not in the pattern language.
Result<std::unique_ptr<StatementExtractor>> make_pattern_extractor(const Knowledge& knowledge,
                                                                   std::shared_ptr<const LanguageModel> model);

}  // namespace entente::ingest
