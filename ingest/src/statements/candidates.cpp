#include "candidates.hpp"

#include "feature_hash.hpp"
#include "relation_arguments.hpp"
#include "trigger_paths.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace entente::ingest {
namespace {

constexpr std::size_t kMostMentions = 24;  // Of one sentence that are paired.
constexpr std::size_t kMostCandidates = 3000;

}  // namespace

class CandidateFinder::Sentence {
 public:
  Sentence(const PredicateGraph& graph, const std::vector<Mention>& mentions, const std::vector<RuleHit>& hits,
           const ReferenceWords& words, const StatementModel* model, bool describe)
      : model_(model),
        describe_(describe),
        graph_(graph),
        tree_(graph.tree()),
        mentions_(mentions),
        hits_(hits),
        words_(words),
        paths_(graph) {
    for (const Mention& mention : mentions) {
      heads_.push_back(tree_.head_within(mention.begin, mention.end));
      carriers_.push_back(carrier_of(heads_.back()));
      const auto same = std::find_if(mentions.begin(), mentions.end(),
                                     [&](const Mention& other) { return other.entity->key == mention.entity->key; });
      entities_.push_back(static_cast<std::size_t>(same - mentions.begin()));
    }
  }

  void add(std::size_t at, const Trigger& trigger, const std::string& lemma, std::vector<Candidate>& candidates) {
    const Relation& relation = *trigger.relation;
    const auto learned = model_ ? model_->find(relation.name) : std::nullopt;
    if ((model_ && !learned) || is_unknown_speakers(at)) return;
    const std::size_t count = std::min(mentions_.size(), kMostMentions);
    std::vector<Side> subjects(count);
    std::vector<Side> objects(count);
    for (std::size_t i = 0; i < count; ++i) {
      if (is_within_admitted(i, relation)) continue;
      subjects[i].admitted = admits(relation.domain, mentions_[i].type());
      objects[i].admitted = admits(relation.range, mentions_[i].type());
    }
    const auto is_admitted = [](const Side& side) { return side.admitted; };
    if (std::none_of(subjects.begin(), subjects.end(), is_admitted) ||
        std::none_of(objects.begin(), objects.end(), is_admitted))
      return;
    if (at != paths_.trigger()) {
      paths_.find(at);
      if (model_) add_word(StatementModel::Word::trigger, at, trigger_sum_ = {});
    }
    const Hash r = hash_of(relation.name);
    const Hash l = hash_of(lemma);
    for (std::size_t i = 0; i < count; ++i) {
      if (subjects[i].admitted) subjects[i] = read_side(i, at, r, l, 1, relation.domain);
      if (objects[i].admitted) objects[i] = read_side(i, at, r, l, 2, relation.range);
    }
    std::vector<Hash> joint;
    for (std::size_t s = 0; s < count; ++s) {
      for (std::size_t o = 0; o < count; ++o) {
        if (!subjects[s].admitted || !objects[o].admitted || entities_[s] == entities_[o]) continue;
        if ((relation.symmetric && s > o) || are_one_party(relation, mentions_[s], mentions_[o])) continue;
        if (candidates.size() >= kMostCandidates) return;
        Candidate& candidate = candidates.emplace_back();
        candidate.relation = &relation;
        candidate.trigger = at;
        candidate.subject = &mentions_[s];
        candidate.object = &mentions_[o];
        joint.clear();
        add_joint_features(candidate, subjects[s], objects[o], r, l, joint);
        if (model_) {
          StatementModel::Sum sum = trigger_sum_;
          sum += subjects[s].sum;
          sum += objects[o].sum;
          model_->add(joint, sum);
          candidate.log_odds = model_->log_odds(sum, *learned, candidate.rule_confidence());
        } else {
          for (const auto* features : {&subjects[s].features, &objects[o].features, &joint}) {
            candidate.features.insert(candidate.features.end(), features->begin(), features->end());
          }
        }
        if (describe_)
          candidate.paths = lemma + " | " + paths_.describe(carriers_[s]) + " | " + paths_.describe(carriers_[o]);
      }
    }
  }

 private:
  // A mention as one argument of a trigger.
  struct Side {
    std::size_t mention = 0;
    bool admitted = false;
    bool grouped = false;
    std::size_t rank = 0;
    std::vector<Hash> features;
    StatementModel::Sum sum;  // With what the encoder made of the mention, if there is a model.
  };

  // "Libyan" of "Libyan civil war", where the war itself may be meant.
  bool is_within_admitted(std::size_t inner, const Relation& relation) const {
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const bool within = mentions_[i].begin <= mentions_[inner].begin && mentions_[inner].end <= mentions_[i].end &&
                          mentions_[i].end - mentions_[i].begin > mentions_[inner].end - mentions_[inner].begin;
      if (within && admits(relation.range, mentions_[i].type())) return true;
    }
    return false;
  }

  // The noun that stands for the entity: "officials" of "Iranian officials", "president" of "the president of Iran".
  std::size_t carrier_of(std::size_t head) const {
    std::size_t carrier = head;
    for (std::size_t steps = 0; steps < 3; ++steps) {
      std::size_t next = DependencyTree::kNone;
      for (const Arc& arc : graph_.arcs_to(carrier)) {
        const bool stands = arc.role == Role::possessor && tree_.token(arc.head).pos == PartOfSpeech::noun &&
                            words_.representatives.contains(lemma_of(tree_.token(arc.head)));
        if (stands && tree_.dominates(arc.head, carrier)) next = arc.head;
      }
      if (next == DependencyTree::kNone) break;
      carrier = next;
    }
    return carrier;
  }

  std::size_t mentions_between(std::size_t a, std::size_t b) const {
    if (a > b) std::swap(a, b);
    return static_cast<std::size_t>(
        std::count_if(heads_.begin(), heads_.end(), [&](std::size_t head) { return head > a && head < b; }));
  }

  const PathTo& path_to(std::size_t mention) const { return paths_.to(carriers_[mention]); }

  // How many others of the right types are nearer to the trigger.
  std::size_t rank_of(std::size_t mention, const std::vector<EntityType>& types) const {
    const auto far = [](std::size_t length) { return length == 0 ? std::size_t{99} : length; };
    const std::size_t own = far(path_to(mention).length);
    std::size_t nearer = 0;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (entities_[i] != entities_[mention] && admits(types, mentions_[i].type()) && far(path_to(i).length) < own)
        ++nearer;
    }
    return bucket(nearer);
  }

  // Before the phrase, or before the first of those that it is coordinated with.
  Hash preposition_at(std::size_t mention) const {
    for (const Arc& arc : graph_.arcs_to(carriers_[mention])) {
      if (!arc.preposition.empty()) return hash_of(arc.preposition);
    }
    return 0;
  }

  Side read_side(std::size_t mention, std::size_t trigger, Hash r, Hash l, Hash side,
                 const std::vector<EntityType>& types) {
    const std::size_t head = heads_[mention];
    const Mention& m = mentions_[mention];
    const PathTo& path = path_to(mention);
    const Hash pos = static_cast<Hash>(tree_.token(trigger).pos);
    const bool before = head < trigger;
    const std::size_t distance = bucket(before ? trigger - head : head - trigger);
    const std::size_t between = bucket(mentions_between(head, trigger));
    const Hash type = static_cast<Hash>(m.type());
    const Hash reference = m.coreferent ? 9 : static_cast<Hash>(m.kind);
    const Hash relation = static_cast<Hash>(tree_.relation(head));
    const Hash preposition = hash_of(tree_.case_of(head));
    const Hash reach = path.length == 0 ? mix(99, before ? 1 : 2) : path.roles;
    const Hash carried = carriers_[mention] == head ? 0 : hash_of(lemma_of(tree_.token(carriers_[mention])));
    const std::size_t rank = rank_of(mention, types);
    const bool grouped = is_grouped(mention, types);
    Side result{mention, true, grouped, rank, {}, {}};
    result.features = {
        feature(side, 50, bucket(m.in_article), r),
        feature(side, 51, m.in_title, r),
        feature(side, 52, grouped, r),
        feature(side, 53, grouped, rank, r),
        feature(side, 54, path.length, type, r),
        feature(side, 27, rank, r),
        feature(side, 28, rank, path.length),
        feature(side, 29, carried != 0, r),
        feature(side, 46, carried, r),
        feature(side, 47, rank, before, r),
        feature(side, 48, preposition_at(mention), r),
        feature(side, 49, preposition_at(mention), path.length, r),
        feature(side, 10, reach),
        feature(side, 11, reach, pos),
        feature(side, 12, reach, r),
        feature(side, 13, reach, r, l),
        feature(side, 14, path.words, r),
        feature(side, 15, path.length, r),
        feature(side, 16, path.first, path.length, r),
        feature(side, 17, type, r),
        feature(side, 18, reference, r),
        feature(side, 19, reference, path.length),
        feature(side, 20, distance, before, r),
        feature(side, 21, between, before, r),
        feature(side, 22, between, before, path.length),
        feature(side, 23, relation, r),
        feature(side, 24, relation, before),
        feature(side, 25, preposition, before, r),
        feature(side, 26, preposition, relation, before),
    };
    if (model_) {
      model_->add(result.features, result.sum);
      result.sum += side == 1 ? subject_sum(mention) : object_sum(mention);
    }
    return result;
  }

  void add_word(StatementModel::Word word, std::size_t token, StatementModel::Sum& sum) const {
    const Document& document = tree_.document();
    model_->add(word, document.encodings.data() + token * document.encoding_width, sum);
  }

  // What the encoder made of a mention, worked out once for all triggers.
  const StatementModel::Sum& subject_sum(std::size_t mention) {
    return word_sum(StatementModel::Word::subject, mention, subject_sums_);
  }
  const StatementModel::Sum& object_sum(std::size_t mention) {
    return word_sum(StatementModel::Word::object, mention, object_sums_);
  }
  const StatementModel::Sum& word_sum(StatementModel::Word word, std::size_t mention,
                                      std::vector<std::optional<StatementModel::Sum>>& sums) {
    if (sums.empty()) sums.resize(mentions_.size());
    if (!sums[mention]) add_word(word, heads_[mention], sums[mention].emplace());
    return *sums[mention];
  }

  // Whether another entity of the right type is coordinated with it: "Israel and Egypt signed".
  bool is_grouped(std::size_t mention, const std::vector<EntityType>& types) const {
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (i != mention && admits(types, mentions_[i].type()) && coordinated(carriers_[mention], carriers_[i]))
        return true;
    }
    return false;
  }

  bool coordinated(std::size_t a, std::size_t b) const {
    return (tree_.is(a, Dependency::conj) && tree_.head(a) == b) ||
           (tree_.is(b, Dependency::conj) && tree_.head(b) == a) ||
           (tree_.is(a, Dependency::conj) && tree_.is(b, Dependency::conj) && tree_.head(a) == tree_.head(b));
  }

  void add_joint_features(Candidate& candidate, const Side& from_side, const Side& to_side, Hash r, Hash l,
                          std::vector<Hash>& joint) const {
    const std::size_t s = from_side.mention;
    const std::size_t o = to_side.mention;
    const std::size_t subject = heads_[s];
    const std::size_t object = heads_[o];
    const std::size_t trigger = candidate.trigger;
    const PathTo& from = path_to(s);
    const PathTo& to = path_to(o);
    const Hash order = (subject < trigger ? 1U : 0U) + (object < trigger ? 2U : 0U) + (subject < object ? 4U : 0U);
    const Hash types = mix(static_cast<Hash>(mentions_[s].type()), static_cast<Hash>(mentions_[o].type()));
    const bool joined = coordinated(subject, object);
    // What patterns say: of this pair, of each argument with another one, of the pair the other way round.
    bool any = false;
    bool subject_taken = false;
    bool object_taken = false;
    bool reversed = false;
    Hash elsewhere = 0;  // What surer patterns make of this very word.
    for (const RuleHit& hit : hits_) {
      if (hit.match->pattern->relation != candidate.relation) continue;
      const std::size_t hit_subject = entity_of(*hit.subject);
      const std::size_t hit_object = entity_of(*hit.object);
      const bool opposite = hit_subject == entities_[o] && hit_object == entities_[s];
      const bool turned = candidate.relation->symmetric && opposite;
      const bool same_subject = turned || hit_subject == entities_[s];
      const bool same_object = turned || hit_object == entities_[o];
      if (same_subject && same_object) {
        any = true;
        candidate.rules.push_back(&hit);
        joint.push_back(feature(3, hit.guessed ? 59 : 30, hash_of(hit.match->pattern->source->id)));
      } else {
        subject_taken = subject_taken || same_subject;
        object_taken = object_taken || same_object;
        const bool here =
            std::find(hit.match->tokens.begin(), hit.match->tokens.end(), trigger) != hit.match->tokens.end();
        if (here && !hit.guessed) elsewhere |= 1U + (same_subject ? 2U : 0U) + (same_object ? 4U : 0U);
      }
      reversed = reversed || (opposite && !turned);
    }
    std::stable_sort(candidate.rules.begin(), candidate.rules.end(),
                     [](const RuleHit* a, const RuleHit* b) { return a->confidence > b->confidence; });
    const Hash taken = (any ? 1U : 0U) + (subject_taken ? 2U : 0U) + (object_taken ? 4U : 0U) + (reversed ? 8U : 0U);
    const Hash both = mix(from.roles, to.roles);
    for (const Hash hash : {
             feature(3, 31, r),
             feature(3, 32, r, l),
             feature(3, 33, taken, r),
             feature(3, 34, taken),
             feature(3, 35, order, r),
             feature(3, 36, order, from.length, to.length),
             feature(3, 37, both),
             feature(3, 38, both, r),
             feature(3, 39, from.length, to.length, r),
             feature(3, 40, types, r),
             feature(3, 41, joined, r),
             feature(3, 42, joined, from.length, to.length),
             feature(3, 43, bucket(mentions_.size()), r),
             feature(3, 44, bucket(mentions_between(subject, object)), r),
             feature(3, 45, from.roles == to.roles, r),
             feature(3, 55, from.roles, to_side.rank, r),
             feature(3, 56, from.length, to_side.rank, to_side.grouped, r),
             feature(3, 57, to.roles, from_side.rank, r),
             feature(3, 58, from.first, to.first, r, l),
             feature(3, 60, elsewhere, any),
             feature(3, 61, elsewhere, any, r),
             feature(3, 62, elsewhere, any, joined),
         }) {
      joint.push_back(hash);
    }
  }

  // "our ally", where nobody knows who speaks: of whom it is said is none of those named.
  bool is_unknown_speakers(std::size_t noun) const {
    const std::size_t owner = tree_.child(noun, Dependency::nmod_poss);
    return owner != DependencyTree::kNone && words_.speaker_pronouns.contains(tree_.token(owner).folded) &&
           std::find(heads_.begin(), heads_.end(), owner) == heads_.end();
  }

  // Of a mention of this sentence, which is one of `mentions_`.
  std::size_t entity_of(const Mention& mention) const {
    return entities_[static_cast<std::size_t>(&mention - mentions_.data())];
  }

  const StatementModel* model_;
  bool describe_;
  const PredicateGraph& graph_;
  const DependencyTree& tree_;
  const std::vector<Mention>& mentions_;
  const std::vector<RuleHit>& hits_;
  const ReferenceWords& words_;
  std::vector<std::size_t> heads_;
  std::vector<std::size_t> carriers_;
  std::vector<std::size_t> entities_;  // Of each mention, the first one of the same entity.
  TriggerPaths paths_;
  StatementModel::Sum trigger_sum_;  // Of the word that paths lead from.
  std::vector<std::optional<StatementModel::Sum>> subject_sums_;
  std::vector<std::optional<StatementModel::Sum>> object_sums_;
};

CandidateFinder::CandidateFinder(const Ontology& ontology, const std::vector<Pattern>& patterns,
                                 const ReferenceWords& words)
    : words_(words) {
  const auto add = [&](const std::string& lemma, const Relation& relation, PatternNode::Kind kind) {
    auto& known = triggers_[lemma];
    const bool listed = std::any_of(known.begin(), known.end(), [&](const Trigger& trigger) {
      return trigger.relation == &relation && trigger.kind == kind;
    });
    if (!listed) known.push_back({&relation, kind});
  };
  for (const Pattern& pattern : patterns) {
    const PatternNode& anchor = pattern.nodes[pattern.anchor];
    for (const std::string& lemma : anchor.lemmas) add(lemma, *pattern.relation, anchor.kind);
  }
  for (const Relation& relation : ontology.relations()) {
    for (const std::string& trigger : relation.triggers) {
      const std::string lemma = trigger.substr(0, trigger.size() - 2);
      add(lemma, relation,
          trigger.back() == 'v'   ? PatternNode::Kind::verb
          : trigger.back() == 'n' ? PatternNode::Kind::noun
                                  : PatternNode::Kind::adjective);
    }
  }
}

std::vector<Candidate> CandidateFinder::find(const PredicateGraph& graph, const std::vector<Mention>& mentions,
                                             const std::vector<RuleHit>& hits, const StatementModel* model,
                                             bool describe) const {
  std::vector<Candidate> candidates;
  if (mentions.size() < 2) return candidates;
  const DependencyTree& tree = graph.tree();
  Sentence sentence(graph, mentions, hits, words_, model, describe);
  for (std::size_t at = tree.begin(); at < tree.end(); ++at) {
    const Token& token = tree.token(at);
    const std::string lemma = lemma_of(token);
    const auto found = triggers_.find(lemma);
    if (found == triggers_.end()) continue;
    for (const Trigger& trigger : found->second) {
      const bool noun = token.pos == PartOfSpeech::noun || token.pos == PartOfSpeech::propn;
      const bool fits = trigger.kind == PatternNode::Kind::noun   ? noun
                        : trigger.kind == PatternNode::Kind::verb ? token.pos == PartOfSpeech::verb
                                                                  : !noun;
      if (fits) sentence.add(at, trigger, lemma, candidates);
    }
  }
  return candidates;
}

}  // namespace entente::ingest
