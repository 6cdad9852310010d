#include "../mentions/coreference.hpp"
#include "../mentions/offices.hpp"
#include "dependency_tree.hpp"
#include "known_lemmas.hpp"
#include "sentence_reader.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/mention_finder.hpp>
#include <entente/ingest/name_finder.hpp>
#include <entente/ingest/pattern.hpp>
#include <entente/ingest/statement_extractor.hpp>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

class TreeExtractor final : public StatementExtractor {
 public:
  TreeExtractor(const Knowledge& knowledge, std::shared_ptr<const LanguageModel> language,
                std::vector<Pattern> patterns, std::shared_ptr<const StatementModel> statements)
      : language_(std::move(language), {.keep_encodings = true}),
        version_(fmt::format("trees-7 {} {}", language_.model().name(),
                             statements ? statements->fingerprint().hex() : "rules alone")),
        mention_finder_(knowledge.lexicon, knowledge.english),
        name_finder_(knowledge.lexicon, knowledge.english),
        offices_(knowledge.lexicon),
        coreference_(knowledge.lexicon, knowledge.english, offices_),
        lemmas_(patterns, knowledge.factuality, knowledge.english),
        reader_(knowledge, std::move(patterns), std::move(statements)) {}

  Contribution extract(Article article) const override {
    Contribution contribution;
    const Document document = parse(article.text);
    const std::vector<DependencyTree> trees = trees_of(document);
    Mentions mentions = find_mentions(document, trees, article);
    contribution.entities = count_entities(mentions);
    for (std::size_t i = 0; i < document.sentences.size(); ++i) {
      if (mentions.by_sentence[i].empty()) continue;
      for (ExtractedStatement& extracted : reader_.read(trees[i], mentions.by_sentence[i], article.date, nullptr)) {
        contribution.statements.push_back(std::move(extracted));
      }
    }
    contribution.english = document.english;
    contribution.article = std::move(article);
    return contribution;
  }

  std::unique_ptr<const Explanation> explain(Article article) const override {
    auto explanation = std::make_unique<Explanation>();
    explanation->article = std::move(article);
    const Document& document = explanation->document = parse(explanation->article.text);
    const std::vector<DependencyTree> trees = trees_of(document);
    Mentions mentions = find_mentions(document, trees, explanation->article);
    for (std::size_t i = 0; i < document.sentences.size(); ++i) {
      ExplainedSentence& sentence = explanation->sentences.emplace_back();
      sentence.mentions = std::move(mentions.by_sentence[i]);
      reader_.read(trees[i], sentence.mentions, explanation->article.date, &sentence);
    }
    return explanation;
  }

  Candidates candidates(const Article& article) const override {
    Candidates result;
    Document document = parse(article.text);
    const std::vector<DependencyTree> trees = trees_of(document);
    const Mentions mentions = find_mentions(document, trees, article);
    for (std::size_t i = 0; i < trees.size(); ++i) {
      for (CandidateStatement& candidate : reader_.candidates(trees[i], mentions.by_sentence[i])) {
        result.statements.push_back(std::move(candidate));
      }
    }
    result.encodings = std::move(document.encodings);
    result.encoding_width = document.encoding_width;
    return result;
  }

  std::string_view version() const override { return version_; }

 private:
  struct Mentions {
    std::vector<Mention> named;
    std::vector<std::vector<Mention>> by_sentence;  // With anaphors.
  };

  static std::vector<DependencyTree> trees_of(const Document& document) {
    std::vector<DependencyTree> trees;
    trees.reserve(document.sentences.size());
    for (const Sentence& sentence : document.sentences) trees.emplace_back(document, sentence);
    return trees;
  }

  Document parse(std::string_view text) const {
    Document document = language_.parse(text);
    lemmas_.correct(document);
    return document;
  }

  Mentions find_mentions(const Document& document, const std::vector<DependencyTree>& trees,
                         const Article& article) const {
    Mentions mentions;
    mentions.named = name_finder_.join(document, mention_finder_.find(document, article.title));
    const auto all = coreference_.resolve(article, document, trees, mentions.named);
    auto mention = all.begin();
    for (const Sentence& sentence : document.sentences) {
      auto& here = mentions.by_sentence.emplace_back();
      for (; mention != all.end() && mention->begin < sentence.end; ++mention) here.push_back(*mention);
    }
    return mentions;
  }

  // How often each entity is named; those that are only meant are counted as well, with 0.
  static std::vector<EntityMentions> count_entities(const Mentions& mentions) {
    std::map<EntityKey, EntityMentions> counts;
    for (const Mention& mention : mentions.named) {
      EntityMentions& entry = counts[mention.entity->key];
      entry.entity = mention.entity;
      ++entry.count;
    }
    for (const auto& sentence : mentions.by_sentence) {
      for (const Mention& mention : sentence) {
        counts[mention.entity->key].entity = mention.entity;
        if (mention.home) counts[mention.home->key].entity = mention.home;
        if (mention.office_of) counts[mention.office_of->key].entity = mention.office_of;
      }
    }
    std::vector<EntityMentions> result;
    for (auto& [key, entry] : counts) result.push_back(std::move(entry));
    return result;
  }

  LanguagePipeline language_;
  std::string version_;
  MentionFinder mention_finder_;
  NameFinder name_finder_;
  Offices offices_;
  CoreferenceResolver coreference_;
  KnownLemmas lemmas_;
  SentenceReader reader_;
};

}  // namespace

Result<std::unique_ptr<StatementExtractor>> make_statement_extractor(const Knowledge& knowledge,
                                                                     std::shared_ptr<const LanguageModel> language,
                                                                     std::shared_ptr<const StatementModel> statements) {
  auto patterns = compile_patterns(knowledge.ontology, knowledge.english);
  if (!patterns) return patterns.error();
  if (statements && statements->encoding_width() != language->encoding_width()) {
    return Error{ErrorCode::invalid_input, "the statement model was trained with another language model", "",
                 "train it again with tools/train/train_statements"};
  }
  return std::unique_ptr<StatementExtractor>(
      std::make_unique<TreeExtractor>(knowledge, std::move(language), std::move(*patterns), std::move(statements)));
}

}  // namespace entente::ingest
