#include "factuality_reader.hpp"
#include "lexical_classes.hpp"
#include "pattern_matcher.hpp"
#include "sentence_view.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <entente/ingest/coreference.hpp>
#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/mention_finder.hpp>
#include <entente/ingest/name_finder.hpp>
#include <entente/ingest/pattern.hpp>
#include <entente/ingest/statement_extractor.hpp>

namespace entente::ingest {
namespace {

// A resolved pronoun or description is right less often than a name.
constexpr double kCoreferenceReliability = 0.8;

bool admits(const std::vector<EntityType>& types, const Mention& mention) {
  return std::find(types.begin(), types.end(), mention.type()) != types.end();
}

LexicalClasses classes_for(const EnglishWords& words, const std::vector<Pattern>& patterns) {
  LexicalClasses classes(words);
  for (const Pattern& pattern : patterns) {
    for (const PatternElement& element : pattern.elements) {
      if (!element.verb) continue;
      for (const std::string& form : element.forms) classes.add_verb_form(form);
    }
  }
  return classes;
}

// The statements of one sentence, one for each relation and pair.
class SentenceStatements {
 public:
  explicit SentenceStatements(const SentenceView& view, Span sentence) : view_(view), sentence_(sentence) {}

  void add(const PatternMatch& match, const Mention& subject, const Mention& object, const FactualityReading& reading) {
    const Relation& relation = *match.pattern->relation;
    if (subject.entity->key == object.entity->key) return;
    if (!admits(relation.domain, subject) || !admits(relation.range, object)) return;
    ExtractedStatement extracted;
    extracted.statement = {subject.entity->key, relation.name, object.entity->key, reading.factuality};
    Evidence& evidence = extracted.evidence;
    evidence.sentence = sentence_;
    evidence.subject = subject.span;
    evidence.object = object.span;
    evidence.trigger = trigger(match);
    evidence.rule = match.pattern->source->id;
    evidence.attribution = reading.attribution;
    evidence.confidence = match.pattern->source->confidence;
    if (subject.coreferent) evidence.confidence *= kCoreferenceReliability;
    if (object.coreferent) evidence.confidence *= kCoreferenceReliability;
    if (relation.symmetric) order_symmetric(extracted);
    keep_best({std::move(extracted), match.literals});
  }

  // In the order of their triggers' relations and arguments: independent of the order of matching.
  std::vector<ExtractedStatement> take() {
    std::vector<ExtractedStatement> result;
    for (Reading& reading : best_) result.push_back(std::move(reading.extracted));
    std::sort(result.begin(), result.end(), [](const ExtractedStatement& a, const ExtractedStatement& b) {
      return std::tie(a.evidence.subject, a.evidence.object, a.statement.relation, a.statement.factuality) <
             std::tie(b.evidence.subject, b.evidence.object, b.statement.relation, b.statement.factuality);
    });
    return result;
  }

 private:
  std::string trigger(const PatternMatch& match) const {
    std::string words;
    for (const std::size_t token : match.literals) {
      if (!words.empty()) words += ' ';
      words += view_.token(token).span.of(view_.document().text);
    }
    return words;
  }

  struct Reading {
    ExtractedStatement extracted;
    std::vector<std::size_t> literals;  // Sorted.
  };

  // Whether two readings are of the same words, or say the same.
  static bool compete(const Reading& a, const Reading& b) {
    const Statement& x = a.extracted.statement;
    const Statement& y = b.extracted.statement;
    if (x.subject != y.subject || x.relation != y.relation || x.object != y.object) return false;
    if (x.factuality == y.factuality) return true;
    return std::find_first_of(a.literals.begin(), a.literals.end(), b.literals.begin(), b.literals.end()) !=
           a.literals.end();
  }

  // Several patterns may see one statement. What the sentence makes of it is read best by the pattern that saw cues;
  // between equals the more reliable pattern wins, then the one whose id comes first.
  static auto rank(const Reading& reading) {
    const auto& [statement, evidence] = reading.extracted;
    return std::tuple(statement.factuality.is_fact(), -evidence.confidence, evidence.rule, statement.factuality,
                      evidence.subject, evidence.object);
  }

  void keep_best(Reading reading) {
    for (Reading& other : best_) {
      if (!compete(reading, other)) continue;
      if (rank(reading) < rank(other)) other = std::move(reading);
      return;
    }
    best_.push_back(std::move(reading));
  }

  const SentenceView& view_;
  Span sentence_;
  std::vector<Reading> best_;
};

class PatternExtractor final : public StatementExtractor {
 public:
  PatternExtractor(const Knowledge& knowledge, std::shared_ptr<const LanguageModel> model,
                   std::vector<Pattern> patterns)
      : language_(std::move(model)),
        version_("patterns-2 " + language_.model().name()),
        mention_finder_(knowledge.lexicon, knowledge.english),
        name_finder_(knowledge.lexicon, knowledge.english),
        coreference_(knowledge.english),
        patterns_(std::move(patterns)),
        matcher_(patterns_),
        classes_(classes_for(knowledge.english, patterns_)),
        factuality_(knowledge.factuality, knowledge.english, classes_) {}

  Contribution extract(Article article) const override {
    Contribution contribution;
    const Document document = language_.parse(article.text);
    const auto named = name_finder_.join(document, mention_finder_.find(document, article.title));
    contribution.entities = count_entities(named);
    const auto mentions = coreference_.resolve(document, named);
    auto mention = mentions.begin();
    for (const Sentence& sentence : document.sentences) {
      std::vector<Mention> here;
      for (; mention != mentions.end() && mention->begin < sentence.end; ++mention) here.push_back(*mention);
      if (here.size() < 2) continue;
      for (ExtractedStatement& extracted : read_sentence(document, sentence, here)) {
        contribution.statements.push_back(std::move(extracted));
      }
    }
    contribution.english = document.english;
    contribution.article = std::move(article);
    return contribution;
  }

  std::string_view version() const override { return version_; }

 private:
  static std::vector<EntityMentions> count_entities(const std::vector<Mention>& mentions) {
    std::map<EntityKey, EntityMentions> counts;
    for (const Mention& mention : mentions) {
      EntityMentions& entry = counts[mention.entity->key];
      entry.entity = mention.entity;
      ++entry.count;
    }
    std::vector<EntityMentions> result;
    for (auto& [key, entry] : counts) result.push_back(std::move(entry));
    return result;
  }

  std::vector<ExtractedStatement> read_sentence(const Document& document, const Sentence& sentence,
                                                const std::vector<Mention>& mentions) const {
    const SentenceView view(document, sentence, mentions, classes_);
    SentenceStatements statements(view, document.span_of(sentence));
    for (const PatternMatch& match : matcher_.match(view)) {
      const FactualityReading reading = factuality_.read(view, match);
      if (match.both) {
        add_pairs(match, reading, statements);
        continue;
      }
      for (const Mention* subject : match.subject->mentions) {
        for (const Mention* object : match.object->mentions) statements.add(match, *subject, *object, reading);
      }
    }
    return statements.take();
  }

  static void add_pairs(const PatternMatch& match, const FactualityReading& reading, SentenceStatements& statements) {
    for (const Mention* a : match.both->mentions) {
      for (const Mention* b : match.both->mentions) {
        if (a != b) statements.add(match, *a, *b, reading);
      }
    }
  }

  LanguagePipeline language_;
  std::string version_;
  MentionFinder mention_finder_;
  NameFinder name_finder_;
  CoreferenceResolver coreference_;
  std::vector<Pattern> patterns_;
  PatternMatcher matcher_;
  LexicalClasses classes_;
  FactualityReader factuality_;
};

}  // namespace

Result<std::unique_ptr<StatementExtractor>> make_pattern_extractor(const Knowledge& knowledge,
                                                                   std::shared_ptr<const LanguageModel> model) {
  auto patterns = compile_patterns(knowledge.ontology, knowledge.english);
  if (!patterns) return patterns.error();
  return std::unique_ptr<StatementExtractor>(
      std::make_unique<PatternExtractor>(knowledge, std::move(model), std::move(*patterns)));
}

}  // namespace entente::ingest
