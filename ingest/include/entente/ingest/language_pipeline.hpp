// English from raw text to tokens, sentences, tags, lemmas, dependency trees and names.
//
// Words follow the treebanks UD English EWT and GUM (https://universaldependencies.org/en/). One network reads all:
// vectors of word forms (GloVe, trained words and subwords), layers of simple recurrent units, and over them taggers, a
// biaffine parser (Dozat and Manning 2017, https://arxiv.org/abs/1611.01734) and a linear-chain entity recogniser
// (Lample et al. 2016, https://arxiv.org/abs/1603.01360).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/language_model.hpp>

namespace entente::ingest {

struct LanguagePipelineOptions {
  // Labels are the same on all processors; `portable` is for proving that.
  enum class Instructions : std::uint8_t { best, avx2, portable };
  Instructions instructions = Instructions::best;
  bool keep_encodings = false;  // See Document::encodings.
};

// Thread-safe. A pure function of model and text: the same bytes give the same labels on every machine, in any order.
class LanguagePipeline {
 public:
  // Longer sentences are cut, which bounds the cost of parsing; given ones must not be longer.
  static constexpr std::size_t kLongestSentence = 256;

  explicit LanguagePipeline(std::shared_ptr<const LanguageModel> model, const LanguagePipelineOptions& options = {});
  ~LanguagePipeline();

  // Any bytes will do, up to 4 GiB; ill-formed UTF-8 is read as unknown signs. Linear in the length of the text.
  Document parse(std::string_view text) const;

  // The same of some paragraphs of the text alone, which are as find_paragraphs gives them.
  Document parse(std::string_view text, const std::vector<Span>& paragraphs) const;

  // Paragraphs without the white space around them. Blank lines end one, and so do line feeds, unless lines are wrapped
  // at a common width.
  static std::vector<Span> find_paragraphs(std::string_view text);

  // The first half of parse(): tokens and sentences alone.
  Document segment(std::string_view text, const std::vector<Span>& paragraphs) const;

  // The second half: labels for given tokens and sentences, of which only the spans need to be set.
  void annotate(Document& document) const;

  const LanguageModel& model() const { return *model_; }

 private:
  struct Workspaces;
  std::shared_ptr<const LanguageModel> model_;
  bool keep_encodings_ = false;
  std::unique_ptr<Workspaces> workspaces_;
};

}  // namespace entente::ingest
