#include "factuality_reader.hpp"

#include "../one_of.hpp"
#include "claim_source.hpp"
#include "clause_shape.hpp"
#include "cue_effects.hpp"

#include <algorithm>

namespace entente::ingest {
namespace {

constexpr std::size_t kNone = DependencyTree::kNone;

}  // namespace

// One walk from the words of a relation to the root of the sentence.
class FactualityReader::Walk {
 public:
  Walk(const CueFinder& cues, const PredicateGraph& graph, const ArgumentResolver& arguments)
      : cues_(cues), graph_(graph), tree_(graph.tree()), arguments_(arguments) {}

  FactualityReading run_phrase(const RelationWords& words, std::size_t name) {
    reading_.factuality = words.effect;
    literals_ = words.literals;
    take_dependents(words.root);
    if (name != words.root) take_name(name);
    return std::move(reading_);
  }

  FactualityReading run(const RelationWords& words, std::size_t subject, std::size_t object) {
    Factuality& factuality = reading_.factuality;
    factuality = words.effect;
    literals_ = words.literals;
    root_ = words.root;
    support_ = words.support;
    subject_owns_root_ = tree_.is_noun(root_) && subject != root_ && tree_.dominates(root_, subject) && subject < root_;
    for (const std::size_t literal : literals_) {
      if (literal != words.root) take_dependents(literal);
    }
    take_argument(subject);
    if (object != subject) take_argument(object);
    take_dependents(words.root);
    if (tree_.is(root_, Dependency::nmod_desc)) take_name(tree_.head(root_));
    const bool main = climb(words.root);
    if (!main && tree_.is_verb(root_)) credit(stopped_);
    if (main && is_question(tree_)) note(CueEffect::hypothesis, tree_.end() - 1);
    // Reported speech turns "will" into "would": an announcement, not a condition.
    if (reported_ && !conditional_ && factuality.modality == Modality::hypothetical) {
      factuality.modality = Modality::intended;
    }
    std::reverse(reading_.attribution.begin(), reading_.attribution.end());
    return std::move(reading_);
  }

 private:
  void note(CueEffect effect, std::size_t token) {
    if (effect == CueEffect::none) return;
    reading_.cues.push_back({token, std::string(to_string(effect))});
    apply(effect, reading_.factuality);
    if (effect == CueEffect::hypothesis && !is_one_of(tree_.token(token).folded, {"would", "'d"})) conditional_ = true;
  }

  static bool may_be_cue(Dependency relation, bool noun) {
    switch (relation) {
      case Dependency::advmod:
      case Dependency::aux:
      case Dependency::mark:
      case Dependency::cc:
        return true;
      case Dependency::det:
      case Dependency::amod:
      case Dependency::case_marker:
      case Dependency::compound:
        return noun;
      default:
        return false;
    }
  }

  // Cues that hang on the token, the nearest first.
  void take_dependents(std::size_t at) {
    std::vector<std::pair<std::size_t, CueEffect>> found;
    for (const std::size_t child : tree_.children(at)) {
      // "Neither has Israel joined": taken for the subject.
      const bool inverted = child == tree_.begin() && is_one_of(tree_.token(child).folded, {"neither", "nor", "never"});
      if (!inverted && !may_be_cue(tree_.relation(child), tree_.is_noun(at))) continue;
      if (std::find(literals_.begin(), literals_.end(), child) != literals_.end() || arguments_.mention_at(child))
        continue;
      const auto first = tree_.children(child);
      const bool on_noun = tree_.is_noun(at);
      const CueEffect* cue = first.empty() ? nullptr : cues_.words_at(tree_, first.front(), on_noun);
      if (!cue) cue = cues_.words_at(tree_, child, on_noun);
      if (cue) found.emplace_back(child, *cue);
    }
    const bool late = is_late(at);
    bool begins = false;
    for (auto it = found.rbegin(); it != found.rend(); ++it) {
      if (late && it->second == CueEffect::negation) {
        begins = true;
        reading_.cues.push_back({it->first, "inception"});
      } else {
        note(it->second, it->first);
      }
    }
    if (begins) {
      reading_.begins = true;
    } else {
      take_last_year(at);
    }
    if (tree_.is_noun(at)) take_prefix(at);
    if (is_inverted_conditional(tree_, at)) note(CueEffect::hypothesis, tree_.child(at, Dependency::aux));
    // "If X attacked Y, Z would …": the clause with the condition.
    for (const std::size_t child : tree_.children(at)) {
      if (tree_.is(child, Dependency::advcl) && is_one_of(tree_.mark_of(child), {"if", "unless"})) {
        if (reading_.factuality.modality == Modality::actual)
          note(CueEffect::hypothesis, tree_.child(child, Dependency::mark));
      }
    }
  }

  // "did not recognize it until 1933", "It was not until 1933 that …": a negation means that it was so from then on.
  bool is_late(std::size_t at) const {
    bool until = tree_.case_of(at) == "until";
    bool past = false;
    for (const std::size_t child : tree_.children(at)) {
      until = until || tree_.case_of(child) == "until" || tree_.mark_of(child) == "until";
      past = past || is_one_of(tree_.token(child).folded, {"did", "was", "were"});
    }
    return until && past;
  }

  // "until 1960"
  void take_last_year(std::size_t at) {
    for (const std::size_t child : tree_.children(at)) {
      const bool year = tree_.token(child).pos == PartOfSpeech::num && tree_.token(child).folded.size() == 4;
      if (year && tree_.case_of(child) == "until") note(CueEffect::cessation, child);
    }
  }

  // "then-President", "the then president", "ex-West German Chancellor", whatever the parser hangs the prefix on.
  void take_prefix(std::size_t noun) {
    const auto children = tree_.children(noun);
    std::size_t first = noun;
    for (const std::size_t child : children) {
      if (child < first && child + 4 > noun && tree_.is_any(child, {Dependency::compound, Dependency::amod}))
        first = child;
    }
    // The hyphen may be a token of its own.
    const std::size_t width = first > tree_.begin() && tree_.is_text(first - 1, "-") ? 2 : 1;
    if (first < tree_.begin() + width) return;
    const std::size_t prefix = first - width;
    const bool joined = width == 2 || tree_.token(prefix).folded.ends_with('-');
    const bool between = !children.empty() && children.front() < prefix && !tree_.dominates(noun, prefix);
    const bool seen = std::find(children.begin(), children.end(), prefix) != children.end();
    if (seen || !(joined || between)) return;
    const CueEffect* cue = cues_.words_at(tree_, prefix, true);
    if (cue && *cue == CueEffect::cessation) note(*cue, prefix);
  }

  // "former French President Carter", where the parser hangs the word on the name; "the fall of President Assad"
  void take_name(std::size_t name) {
    take_dependents(name);
    const std::size_t outer = tree_.head(name);
    if (outer == kNone || !tree_.is(name, Dependency::nmod) || tree_.case_of(name) != "of") return;
    const CueEffect* cue = cues_.governing(tree_, outer, name);
    if (cue && *cue == CueEffect::cessation) note(*cue, outer);
  }

  // "relations were established in 1853 but severed in 1868", "the alliance began to unravel": of a noun and the verb that
  // it is subject of.
  void take_later_end(std::size_t noun, std::size_t verb) {
    if (!tree_.is_noun(noun) || !tree_.is_any(noun, {Dependency::nsubj, Dependency::nsubj_pass})) return;
    for (const std::size_t child : tree_.children(verb)) {
      const bool shares_subject =
          tree_.is(child, Dependency::xcomp) || (tree_.is(child, Dependency::conj) && !has_subject(tree_, child));
      if (!tree_.is_verb(child) || !shares_subject || is_negated(tree_, child)) continue;
      const CueEffect* cue = cues_.governing(tree_, child, noun);
      // A noun can only be the subject of its own end in the passive, or with verbs that need no object.
      if (cue && *cue == CueEffect::cessation && !tree_.has_child(child, Dependency::obj)) note(*cue, child);
    }
  }

  // "neither France nor Germany", "Iran but not Iraq", "no country but Iran"
  void take_argument(std::size_t argument) {
    take_last_year(argument);
    for (const std::size_t child : tree_.children(argument)) {
      const std::string& word = tree_.token(child).folded;
      const bool negates = is_one_of(word, {"neither", "nor"}) ||
                           (is_one_of(word, {"not", "never"}) && tree_.is(child, Dependency::advmod));
      if (negates && child < argument) {
        note(CueEffect::negation, child);
        return;
      }
    }
  }

  // "discussed it with our allies": the alliance is not discussed.
  bool is_aside(std::size_t noun) const {
    return tree_.is(noun, Dependency::obl) &&
           !is_one_of(tree_.case_of(noun), {"for", "to", "of", "on", "about", "from"});
  }

  // Whether the walk came to the root of the sentence: what the relation is said in is no mere aside.
  bool climb(std::size_t at) {
    for (std::size_t steps = 0; steps < tree_.end() - tree_.begin(); ++steps) {
      stopped_ = at;
      take_sources(at);
      const std::size_t head = tree_.head(at);
      if (head == kNone) return true;
      switch (tree_.relation(at)) {
        case Dependency::conj:
          if (shares_words(tree_, at, head)) take_dependents(head);
          at = head;
          break;
        case Dependency::xcomp:
        case Dependency::ccomp:
        case Dependency::csubj:
          if (!take_governor(head, at, true)) return false;
          at = head;
          break;
        case Dependency::advcl:
          if (!is_one_of(tree_.mark_of(at), {"to", "of", "from", "for", "in", "by", "on", "against", "about"}))
            return false;
          if (!take_governor(head, at, false)) return false;
          at = head;
          break;
        case Dependency::acl:
          if (tree_.token(at).xpos == "VBN" || (tree_.token(at).xpos == "VBG" && tree_.mark_of(at).empty()))
            return false;
          if (!take_governor(head, at, false)) return false;
          at = head;
          break;
        case Dependency::obj:
        case Dependency::obl:
        case Dependency::nmod:
        case Dependency::nsubj:
        case Dependency::nsubj_pass:
        case Dependency::compound:
        case Dependency::nmod_poss:
        case Dependency::obl_agent:
          if (!tree_.is_noun(at) || is_aside(at) || !take_governor(head, at, false)) return false;
          at = head;
          break;
        case Dependency::parataxis:
          take_report_clause(head, at);
          return false;
        default:
          return false;
      }
    }
    return false;
  }

  // A presupposed clause is still told by whoever tells the sentence around it: nobody's word but its author's changes it.
  void credit(std::size_t at) {
    for (; tree_.head(at) != kNone; at = tree_.head(at)) {
      const std::size_t head = tree_.head(at);
      const ReportingWord* report = tree_.is(at, Dependency::ccomp) ? cues_.reporting(tree_, head, at) : nullptr;
      if (!report || report->denies || report->stance == Stance::rejects) continue;
      reading_.cues.push_back({head, "attribution"});
      reading_.attribution.push_back({source_of(graph_, arguments_, head),
                                      std::string(tree_.token(head).span.of(tree_.document().text)), report->stance});
    }
  }

  // Takes what the governor says of what hangs on it. False where the walk ends: what is presupposed is not the governor's.
  bool take_governor(std::size_t governor, std::size_t at, bool clause) {
    const bool literal = std::find(literals_.begin(), literals_.end(), governor) != literals_.end();
    const bool infinitive = tree_.mark_of(at) == "to" || tree_.token(at).xpos == "VB";
    if (take_verdict(governor)) return false;
    // "stopped short of condemning", "remains willing to": what counts is said by the adjective.
    const bool attribute =
        tree_.is(at, Dependency::xcomp) && (tree_.token(at).pos == PartOfSpeech::adj || tree_.is_noun(at));
    const CueEffect* cue = literal || attribute ? nullptr : cues_.governing(tree_, governor, at);
    if (!literal && tree_.is_verb(governor)) take_later_end(at, governor);
    // "used its veto to protect", "are used to suppress": nothing ends, other than with "used to protect".
    const bool purpose = tree_.is_any(at, {Dependency::xcomp, Dependency::ccomp, Dependency::advcl}) &&
                         tree_.is_verb(governor) &&
                         (tree_.is_passive(governor) || tree_.has_child(governor, Dependency::obj));
    if (cue && *cue == CueEffect::cessation && purpose) cue = nullptr;
    // "US sanctions failed", "the US embargo that others oppose": they are there all the same.
    if (cue && tree_.is_noun(at) && tree_.is_verb(governor) && *cue != CueEffect::cessation) {
      if (tree_.is(at, Dependency::nsubj)) return false;
      if (*cue == CueEffect::negation && at == root_ && subject_owns_root_) return false;
    }
    const ReportingWord* report = literal ? nullptr : cues_.reporting(tree_, governor, at);
    if (report && (!cue || !infinitive)) {
      // "denied reports that", but not "discussed sanctions"
      const bool of_claim = report->denies && cues_.reporting(tree_, at, at);
      if (!clause && tree_.is_verb(governor) && tree_.is_noun(at) && !of_claim) return false;
      take_report(governor, *report);
      return true;
    }
    if (cue) {
      note(*cue, governor);
      take_dependents(governor);
      return true;
    }
    // "provide any form of support"
    const bool on_the_way = support_ != kNone && tree_.is_noun(governor) && tree_.dominates(support_, governor);
    if (!clause && !literal && governor != support_ && !on_the_way) {
      // "we have not seen any support": so indefinite a noun is denied with its verb.
      const std::size_t determiner = tree_.child(at, Dependency::det);
      if (determiner != kNone && tree_.is_text(determiner, "any") && is_negated(tree_, governor)) {
        note(CueEffect::negation, determiner);
      }
      return false;
    }
    take_dependents(governor);
    return true;
  }

  // "It is not true that …", "The claim that … is false."
  bool take_verdict(std::size_t governor) {
    const std::string lemma = lemma_of(tree_.token(governor));
    std::size_t verdict = kNone;
    bool negated = false;
    if (cues_.is_rejecting_predicate(lemma)) verdict = governor;
    if (cues_.is_confirming_predicate(lemma) && is_negated(tree_, governor)) {
      verdict = governor;
    }
    for (const std::size_t child : tree_.children(governor)) {
      if (verdict == kNone && tree_.has_child(child, Dependency::cop) &&
          cues_.is_rejecting_predicate(lemma_of(tree_.token(child)))) {
        verdict = child;
      }
    }
    // The noun that introduced the claim is subject of such a predicate.
    for (const Arc& arc : graph_.arcs_to(governor)) {
      if (verdict != kNone || (arc.role != Role::identity && arc.role != Role::subject)) continue;
      const std::string predicate = lemma_of(tree_.token(arc.head));
      if (cues_.is_rejecting_predicate(predicate) && !is_negated(tree_, arc.head)) verdict = arc.head;
      if (cues_.is_confirming_predicate(predicate) && is_negated(tree_, arc.head)) verdict = arc.head;
    }
    negated =
        verdict != kNone && cues_.is_rejecting_predicate(lemma_of(tree_.token(verdict))) && is_negated(tree_, verdict);
    if (verdict == kNone || negated) return false;
    reject(verdict);
    if (const ReportingWord* report = cues_.reporting(tree_, governor, governor)) take_report(governor, *report);
    if (!reading_.attribution.empty()) reading_.attribution.back().stance = Stance::rejects;
    return true;
  }

  void reject(std::size_t token) {
    reading_.cues.push_back({token, "rejection"});
    Polarity& polarity = reading_.factuality.polarity;
    polarity = polarity == Polarity::negated ? Polarity::affirmed : Polarity::negated;
  }

  void take_report(std::size_t verb, const ReportingWord& report) {
    bool rejected = report.stance == Stance::rejects;
    for (const std::size_t child : tree_.children(verb)) {
      rejected = rejected || cues_.is_rejecting_adverb(tree_.token(child).folded);
    }
    if (rejected) {
      reject(verb);
    } else if (report.denies && !is_negated(tree_, verb)) {
      note(CueEffect::negation, verb);
    }
    // The chain holds the next outer source last, and is turned round in the end.
    Attribution attribution{source_of(graph_, arguments_, verb),
                            std::string(tree_.token(verb).span.of(tree_.document().text)),
                            rejected ? Stance::rejects : report.stance};
    reading_.cues.push_back({verb, "attribution"});
    reading_.attribution.push_back(std::move(attribution));
    reported_ = true;
  }

  // "X attacked Y, Z said"; "according to Z"
  void take_sources(std::size_t at) {
    for (const std::size_t child : tree_.children(at)) {
      if (tree_.is(child, Dependency::parataxis)) {
        const ReportingWord* report = tree_.is_verb(child) ? cues_.reporting(tree_, child, child) : nullptr;
        const bool says_more = tree_.has_child(child, Dependency::ccomp) || tree_.has_child(child, Dependency::obj);
        if (report && !says_more) take_report(child, *report);
      }
      if (tree_.is(child, Dependency::obl) && cues_.is_attributing_preposition(std::string(tree_.case_of(child)))) {
        const auto found = arguments_.resolve(child, true);
        const std::size_t preposition = tree_.child(child, Dependency::case_marker);
        std::size_t last = preposition;
        for (const std::size_t word : tree_.children(preposition)) last = std::max(last, word);
        const Span span{tree_.token(preposition).span.begin_byte, tree_.token(last).span.end_byte};
        reading_.cues.push_back({preposition, "attribution"});
        reading_.attribution.push_back({found.empty() ? words_of(tree_, child) : found.front().mention->entity->name,
                                        std::string(span.of(tree_.document().text)), Stance::reports});
        reported_ = true;
      }
    }
  }

  // "Z said: X attacked Y", where the claim hangs on the verb without being its object.
  void take_report_clause(std::size_t verb, std::size_t at) {
    if (!tree_.is_verb(verb) || verb > at) return;
    const ReportingWord* report = cues_.reporting(tree_, verb, at);
    if (report && !tree_.has_child(verb, Dependency::obj)) take_report(verb, *report);
  }

  const CueFinder& cues_;
  const PredicateGraph& graph_;
  const DependencyTree& tree_;
  const ArgumentResolver& arguments_;
  std::vector<std::size_t> literals_;
  std::size_t root_ = 0;
  std::size_t support_ = kNone;
  std::size_t stopped_ = 0;         // Where the walk ended.
  bool subject_owns_root_ = false;  // "US sanctions"
  FactualityReading reading_;
  bool reported_ = false;
  bool conditional_ = false;
};

FactualityReading FactualityReader::read(const PredicateGraph& graph, const ArgumentResolver& arguments,
                                         const RelationWords& words, std::size_t subject, std::size_t object) const {
  return Walk(cues_, graph, arguments).run(words, subject, object);
}

FactualityReading FactualityReader::read_phrase(const PredicateGraph& graph, const ArgumentResolver& arguments,
                                                const RelationWords& words, std::size_t name) const {
  return Walk(cues_, graph, arguments).run_phrase(words, name);
}

}  // namespace entente::ingest
