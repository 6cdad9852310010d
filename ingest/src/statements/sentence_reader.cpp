#include "sentence_reader.hpp"

#include "choice.hpp"
#include "relation_arguments.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <tuple>
#include <utility>

namespace entente::ingest {
namespace {

constexpr std::size_t kMostParties = 3;      // A pact of many parties says little of each two.
constexpr std::size_t kMostHits = 512;       // Of patterns in one sentence.
constexpr double kGuessed = 0.5;             // What is left of a pattern's reliability where several can be meant.
constexpr double kWorthTelling = 0.2;        // Candidates without a rule that an explanation names.
constexpr std::size_t kMostStatements = 64;  // In one sentence.

// How much of a pattern's reliability is left where an argument is meant in this way.
double reliability(Reference reference) {
  switch (reference) {
    case Reference::anaphor:
      return 0.8;
    case Reference::belonging:
      return 0.9;
    default:
      return 1.0;
  }
}

// A verb that may be any is no word of the relation, but what the sentence says of it: "opposed sanctions".
bool is_wildcard(const PatternNode& node) { return !node.is_slot() && node.lemmas.empty(); }

RelationWords words_of(const PatternMatch& match) {
  RelationWords words;
  words.root = match.root();
  if (is_wildcard(match.pattern->nodes.front())) {
    words.support = match.root();
    words.root = match.tokens[match.pattern->anchor];
  }
  words.effect = match.pattern->source->effect;
  for (std::size_t i = 0; i < match.tokens.size(); ++i) {
    const PatternNode& node = match.pattern->nodes[i];
    if (!node.is_slot() && !is_wildcard(node)) words.literals.push_back(match.tokens[i]);
  }
  std::sort(words.literals.begin(), words.literals.end());
  return words;
}

// Parts of a match, as an explanation names them.
std::vector<ExplainedWord> explain_words(const DependencyTree& tree, const PatternMatch& match) {
  std::vector<std::string> parts(match.tokens.size(), "root");
  for (const PatternLink& link : match.pattern->links) {
    constexpr std::array<const char*, 7> kNames = {"subject",     "object",   "recipient", "possessor",
                                                   "preposition", "identity", "complement"};
    parts[link.to] = kNames[static_cast<std::size_t>(link.kind)];
  }
  std::vector<ExplainedWord> words;
  for (std::size_t i = 0; i < match.tokens.size(); ++i) {
    if (!match.pattern->nodes[i].implied) words.push_back({parts[i], tree.token(match.tokens[i]).span});
  }
  return words;
}

}  // namespace

class SentenceReader::Sentence {
 public:
  Sentence(const SentenceReader& reader, const DependencyTree& tree, const std::vector<Mention>& mentions,
           const Date& published)
      : reader_(reader),
        tree_(tree),
        mentions_(mentions),
        times_(reader.times_.find(tree, published)),
        graph_(tree, reader.grammar_words_),
        arguments_(graph_, mentions, reader.reference_words_),
        matches_(reader.matcher_.match(graph_)) {
    for (const PatternMatch& match : matches_) find_hits(match);
    drop_pairs_beside_third(hits_);
    for (const std::size_t said = hits_.size(); const PatternMatch& match : matches_) find_implied_hits(match, said);
  }

  std::vector<Candidate> candidates(const StatementModel* model, bool describe) const {
    return reader_.candidates_.find(graph_, mentions_, hits_, model, describe);
  }

  std::vector<ExtractedStatement> statements() {
    std::vector<ExtractedStatement> best;
    for (const RuleHit& hit : hits_) {
      if (learned(*hit.match->pattern->relation)) continue;
      keep_best(statement_of(hit, hit.confidence), best);
    }
    if (reader_.model_) {
      for (const Choice& choice : choices(false)) {
        if (choice.accepted) keep_best(statement_of(choice.candidate, choice.probability), best);
      }
    }
    add_offices(best);
    std::sort(best.begin(), best.end(), [](const ExtractedStatement& a, const ExtractedStatement& b) {
      return std::tie(a.evidence.subject, a.evidence.object, a.statement.relation, a.statement.factuality) <
             std::tie(b.evidence.subject, b.evidence.object, b.statement.relation, b.statement.factuality);
    });
    return best;
  }

  void explain(ExplainedSentence& explained) const {
    for (const Choice& choice : choices(true)) {
      const Candidate& candidate = choice.candidate;
      const bool ruled = !candidate.rules.empty();
      if (!ruled && choice.probability < kWorthTelling) continue;
      explained.candidates.push_back({candidate.relation->name, candidate.subject->entity->key,
                                      meant_object(*candidate.relation, *candidate.object)->key, candidate.paths,
                                      ruled ? candidate.rules.front()->match->pattern->source->id : std::string(),
                                      choice.probability, choice.accepted});
    }
    for (const PatternMatch& match : matches_) {
      ExplainedMatch& explanation = explained.matches.emplace_back();
      explanation.rule = match.pattern->source->id;
      explanation.pattern = match.pattern->source->text;
      explanation.words = explain_words(tree_, match);
      for (const RuleHit& hit : hits_) {
        if (hit.match != &match) continue;
        if (explanation.statements.empty()) {
          for (const FactualityCueMatch& cue : reading_of(hit).cues) {
            explanation.cues.push_back({cue.effect, tree_.token(cue.token).span});
          }
        }
        explanation.statements.push_back(statement_of(hit, hit.confidence));
      }
      if (explanation.statements.empty())
        explanation.problem = "an argument stands for no known entity, or for one of another type";
    }
  }

 private:
  using Mentions = std::vector<const Mention*>;

  bool learned(const Relation& relation) const {
    return reader_.model_ && reader_.model_->find(relation.name).has_value();
  }

  std::vector<Choice> choices(bool describe) const {
    if (!reader_.model_) return {};
    return choose(candidates(reader_.model_.get(), describe), *reader_.model_);
  }

  // "President Macron": what the title says.
  void add_offices(std::vector<ExtractedStatement>& best) const {
    for (const Relation& relation : reader_.relations_) {
      if (relation.offices.id.empty()) continue;
      for (const Mention& mention : mentions_) {
        if (!mention.office_of || !admits(relation.range, mention.office_of->type)) continue;
        const auto& except = relation.offices.except;
        const bool counts = std::none_of(except.begin(), except.end(), [&](const std::string& word) {
          const auto children = tree_.children(mention.title);
          return tree_.token(mention.title).folded == word ||
                 std::any_of(children.begin(), children.end(),
                             [&](std::size_t child) { return tree_.is_text(child, word); });
        });
        if (!counts) continue;
        Mention object = mention;
        object.entity = mention.office_of;
        object.span = tree_.token(mention.title).span;
        const RelationWords words{.root = mention.title, .literals = {mention.title}};
        const std::size_t head = tree_.head_within(mention.begin, mention.end);
        FactualityReading reading = reader_.factuality_.read_phrase(graph_, arguments_, words, head);
        keep_best(
            make(relation, mention, object, words.literals, relation.offices.id, relation.offices.confidence, reading),
            best);
      }
    }
  }

  void find_hits(const PatternMatch& match) {
    std::array<std::size_t, 2> slots = {match.root(), match.root()};
    std::array<std::vector<Argument>, 2> sides;
    for (std::size_t i = 0; i < match.tokens.size(); ++i) {
      const PatternNode& node = match.pattern->nodes[i];
      if (!node.is_slot() || node.implied) continue;
      const std::size_t side = node.kind == PatternNode::Kind::object ? 1 : 0;
      slots[side] = match.tokens[i];
      if (node.kind == PatternNode::Kind::both) {
        slots[1] = slots[0];
        sides[0] = sides[1] = parties(match);
      } else {
        sides[side] = arguments_.resolve(match.tokens[i], node.with_belongings);
      }
    }
    const RelationPattern& source = *match.pattern->source;
    const Relation& relation = *match.pattern->relation;
    if (is_wildcard(match.pattern->nodes.front()) && has_other_owner(match, sides)) return;
    for (const Argument& subject : sides[0]) {
      for (const Argument& object : sides[1]) {
        const double confidence = source.confidence * reliability(subject.reference) * reliability(object.reference);
        const auto add = [&](const Mention& from, const Mention& to) {
          if (hits_.size() < kMostHits && admits(relation, source, from, to)) {
            hits_.push_back({&match, &from, &to, slots[0], slots[1], confidence, false});
          }
        };
        add(*subject.mention, *object.mention);
        if (source.reciprocal) add(*object.mention, *subject.mention);
      }
    }
  }

  // "The US lifted its sanctions", "sanctions on Iran" in a sentence that speaks of one other country.
  void find_implied_hits(const PatternMatch& match, std::size_t explicit_hits) {
    const auto& nodes = match.pattern->nodes;
    const auto implied = std::find_if(nodes.begin(), nodes.end(), [](const PatternNode& node) { return node.implied; });
    if (implied == nodes.end()) return;
    const std::size_t anchor = match.tokens[match.pattern->anchor];
    for (std::size_t i = 0; i < explicit_hits; ++i) {
      if (hits_[i].match->pattern->relation == match.pattern->relation && hits_[i].anchor() == anchor) return;
    }
    const bool object_implied = implied->kind == PatternNode::Kind::object;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (!nodes[i].is_slot() || nodes[i].implied) continue;
      const auto said = arguments_.resolve(match.tokens[i], nodes[i].with_belongings);
      if (is_wildcard(nodes.front()) && has_other_owner(match, {said, {}})) return;
      for (const Argument& argument : said) {
        const Mentions others = implied_arguments(match, *argument.mention, object_implied);
        const bool guessed = others.size() > 1 && !are_coordinated(others);
        for (const Mention* other : others) {
          if (hits_.size() >= kMostHits) return;
          const std::size_t token = tree_.head_within(other->begin, other->end);
          const double confidence =
              match.pattern->source->confidence * reliability(argument.reference) * (guessed ? kGuessed : 1.0);
          const Mention* subject = object_implied ? argument.mention : other;
          const Mention* object = object_implied ? other : argument.mention;
          hits_.push_back({&match, subject, object, object_implied ? match.tokens[i] : token,
                           object_implied ? token : match.tokens[i], confidence, guessed});
        }
      }
    }
  }

  // Whether the entity is subject of the same words: "brokered by Russia and the US".
  bool is_agent(const PatternMatch& match, const Mention& mention) const {
    const std::size_t anchor = match.tokens[match.pattern->anchor];
    for (const PatternMatch& other : matches_) {
      if (other.pattern->relation != match.pattern->relation || other.tokens[other.pattern->anchor] != anchor) continue;
      for (std::size_t i = 0; i < other.tokens.size(); ++i) {
        if (other.pattern->nodes[i].kind != PatternNode::Kind::subject || other.pattern->nodes[i].implied) continue;
        for (const Argument& subject : arguments_.resolve(other.tokens[i], false)) {
          if (subject.mention->entity->key == mention.entity->key) return true;
        }
      }
    }
    return false;
  }

  // Who else of the sentence can be meant; nobody if too many can.
  Mentions implied_arguments(const PatternMatch& match, const Mention& said, bool object_implied) const {
    const Relation& relation = *match.pattern->relation;
    const RelationPattern& pattern = *match.pattern->source;
    Mentions others;
    for (const Mention& mention : mentions_) {
      const bool fits =
          object_implied ? admits(relation, pattern, said, mention) : admits(relation, pattern, mention, said);
      const bool possible = fits && mention.type() != EntityType::person && mention.type() != EntityType::place &&
                            !(object_implied && is_agent(match, mention));
      const bool known = std::any_of(others.begin(), others.end(),
                                     [&](const Mention* other) { return other->entity->key == mention.entity->key; });
      if (possible && !known) others.push_back(&mention);
    }
    // A conflict that is named is what is meant.
    const auto is_conflict = [](const Mention* mention) { return mention->type() == EntityType::conflict; };
    if (std::any_of(others.begin(), others.end(), is_conflict)) std::erase_if(others, std::not_fn(is_conflict));
    if (others.size() > kMostParties) others.clear();
    return others;
  }

  bool are_coordinated(const Mentions& mentions) const {
    std::vector<std::size_t> heads;
    for (const Mention* mention : mentions) heads.push_back(tree_.head_within(mention->begin, mention->end));
    for (std::size_t i = 1; i < heads.size(); ++i) {
      const bool joined = tree_.is(heads[i], Dependency::conj) &&
                          (tree_.head(heads[i]) == heads[0] || tree_.head(heads[i]) == heads[i - 1]);
      if (!joined) return false;
    }
    return true;
  }

  // "The EU opposed the US embargo": the embargo is not of whoever does something with it.
  bool has_other_owner(const PatternMatch& match, const std::array<std::vector<Argument>, 2>& sides) const {
    for (const Arc& arc : graph_.arcs_of(match.tokens[match.pattern->anchor])) {
      if (arc.role != Role::possessor) continue;
      for (const Argument& owner : arguments_.resolve(arc.dependent, false)) {
        const bool known = std::any_of(sides.begin(), sides.end(), [&](const std::vector<Argument>& side) {
          return std::any_of(side.begin(), side.end(), [&](const Argument& argument) {
            return argument.mention->entity->key == owner.mention->entity->key;
          });
        });
        if (!known) return true;
      }
    }
    return false;
  }

  // Two or three, or none.
  std::vector<Argument> parties(const PatternMatch& match) const {
    std::vector<Argument> result;
    for (const std::size_t token : match.arguments) {
      for (const Argument& party : arguments_.resolve(token, false)) result.push_back(party);
      if (result.size() > kMostParties) return {};
    }
    if (result.size() < 2) return {};
    return result;
  }

  FactualityReading reading_of(const RuleHit& hit) const {
    return reader_.factuality_.read(graph_, arguments_, words_of(*hit.match), hit.subject_token, hit.object_token);
  }

  ExtractedStatement statement_of(const RuleHit& hit, double confidence) const {
    return make(*hit.match->pattern->relation, *hit.subject, *hit.object, words_of(*hit.match).literals,
                hit.match->pattern->source->id, confidence, reading_of(hit));
  }

  // "upset its allies": whoever they are, what is done to them says nothing of the alliance.
  bool names_somebody(const Candidate& candidate) const {
    const auto nouns = reader_.naming_nouns_.find(candidate.relation);
    return nouns != reader_.naming_nouns_.end() && nouns->second.contains(lemma_of(tree_.token(candidate.trigger)));
  }

  ExtractedStatement statement_of(const Candidate& candidate, double probability) const {
    if (!candidate.rules.empty()) return statement_of(*candidate.rules.front(), probability);
    RelationWords words{.root = candidate.trigger, .literals = {candidate.trigger}};
    if (tree_.is_noun(candidate.trigger) && !names_somebody(candidate)) {
      // "provided a form of support": the verb whose object or subject it is says no more than that it is so.
      std::size_t at = candidate.trigger;
      while (tree_.is(at, Dependency::nmod) && tree_.case_of(at) == "of" &&
             reader_.grammar_words_.transparent_nouns.contains(tree_.token(tree_.head(at)).lemma))
        at = tree_.head(at);
      const std::size_t verb = tree_.head(at);
      if (verb != DependencyTree::kNone && tree_.is_verb(verb)) words.support = verb;
    }
    const auto head = [&](const Mention& mention) { return tree_.head_within(mention.begin, mention.end); };
    return make(*candidate.relation, *candidate.subject, *candidate.object, words.literals,
                candidate.relation->name + ".learned", probability,
                reader_.factuality_.read(graph_, arguments_, words, head(*candidate.subject), head(*candidate.object)));
  }

  ExtractedStatement make(const Relation& relation, const Mention& subject, const Mention& object,
                          const std::vector<std::size_t>& literals, std::string rule, double confidence,
                          const FactualityReading& reading) const {
    ExtractedStatement extracted;
    extracted.statement = {subject.entity->key, relation.name, meant_object(relation, object)->key, reading.factuality};
    Factuality& factuality = extracted.statement.factuality;
    if (!relation.records_wished_ends && factuality.phase == Phase::ended && factuality.modality != Modality::actual) {
      factuality.phase = Phase::holds;
      factuality.modality = Modality::actual;
    }
    Evidence& evidence = extracted.evidence;
    evidence.sentence = tree_.document().span_of({tree_.begin(), tree_.end()});
    evidence.subject = subject.span;
    evidence.object = object.span;
    for (const std::size_t token : literals) {
      if (!evidence.trigger.empty()) evidence.trigger += ' ';
      evidence.trigger += tree_.token(token).span.of(tree_.document().text);
    }
    if (!literals.empty()) evidence.time = TimeReader::time_of(tree_, times_, literals.front(), reading.begins);
    evidence.rule = std::move(rule);
    evidence.attribution = reading.attribution;
    evidence.confidence = confidence;
    if (relation.symmetric) order_symmetric(extracted);
    return extracted;
  }

  // Several words may make one statement; the more reliable win, then the rule whose id comes first.
  static auto rank(const ExtractedStatement& extracted) {
    const auto& [statement, evidence] = extracted;
    return std::tuple(-evidence.confidence, evidence.rule, statement.factuality, evidence.subject, evidence.object);
  }

  static void keep_best(ExtractedStatement extracted, std::vector<ExtractedStatement>& best) {
    for (ExtractedStatement& other : best) {
      const Statement& x = extracted.statement;
      const Statement& y = other.statement;
      if (x.subject != y.subject || x.relation != y.relation || x.object != y.object) continue;
      if (rank(extracted) < rank(other)) other = std::move(extracted);
      return;
    }
    if (best.size() < kMostStatements) best.push_back(std::move(extracted));
  }

  const SentenceReader& reader_;
  const DependencyTree& tree_;
  const std::vector<Mention>& mentions_;
  const std::vector<NamedTime> times_;
  PredicateGraph graph_;
  ArgumentResolver arguments_;
  std::vector<PatternMatch> matches_;
  std::vector<RuleHit> hits_;
};

SentenceReader::SentenceReader(const Knowledge& knowledge, std::vector<Pattern> patterns,
                               std::shared_ptr<const StatementModel> model)
    : relations_(knowledge.ontology.relations()),
      patterns_(std::move(patterns)),
      matcher_(patterns_),
      grammar_words_(knowledge.english),
      reference_words_(knowledge.english),
      candidates_(knowledge.ontology, patterns_, reference_words_),
      factuality_(knowledge.factuality),
      times_(knowledge.english.times),
      model_(std::move(model)) {
  for (const Pattern& pattern : patterns_) {
    for (const PatternLink& link : pattern.links) {
      const PatternNode& noun = pattern.nodes[link.from];
      if (link.kind == PatternLink::Kind::identity && noun.kind == PatternNode::Kind::noun)
        naming_nouns_[pattern.relation].insert(noun.lemmas.begin(), noun.lemmas.end());
    }
  }
}

std::vector<ExtractedStatement> SentenceReader::read(const DependencyTree& tree, const std::vector<Mention>& mentions,
                                                     const Date& published, ExplainedSentence* explained) const {
  Sentence sentence(*this, tree, mentions, published);
  if (explained) sentence.explain(*explained);
  return sentence.statements();
}

std::vector<CandidateStatement> SentenceReader::candidates(const DependencyTree& tree,
                                                           const std::vector<Mention>& mentions) const {
  const Sentence sentence(*this, tree, mentions, {});
  std::vector<CandidateStatement> result;
  for (Candidate& candidate : sentence.candidates(nullptr, true)) {
    CandidateStatement& statement = result.emplace_back();
    statement.relation = candidate.relation->name;
    statement.subject = candidate.subject->entity;
    statement.object = meant_object(*candidate.relation, *candidate.object);
    statement.sentence = tree.document().span_of({tree.begin(), tree.end()});
    statement.trigger = candidate.trigger;
    statement.subject_word = tree.head_within(candidate.subject->begin, candidate.subject->end);
    statement.object_word = tree.head_within(candidate.object->begin, candidate.object->end);
    statement.paths = std::move(candidate.paths);
    for (const RuleHit* hit : candidate.rules) {
      statement.rules.push_back(hit->match->pattern->source->id + (hit->guessed ? "?" : ""));
    }
    statement.rule_confidence = candidate.rule_confidence();
    statement.features = std::move(candidate.features);
  }
  return result;
}

}  // namespace entente::ingest
