#include "factuality_reader.hpp"

#include <algorithm>

namespace entente::ingest {
namespace {

constexpr std::size_t kClauseStart = 12;    // Words before a subject in which "if" governs its clause.
constexpr std::size_t kNominalContext = 6;  // Words before a noun phrase in which a verb governs it.
constexpr std::size_t kControlVerb = 3;     // Words before a subject in which a verb like "urge" governs it.

// Effects combine from the relation outwards.
void apply(CueEffect effect, Factuality& factuality) {
  switch (effect) {
    case CueEffect::cessation:
      factuality.phase = Phase::ended;
      break;
    case CueEffect::negation:
      if (factuality.phase == Phase::ended && factuality.modality == Modality::actual) {
        factuality.phase = Phase::holds;  // Not lifted: still in force.
      } else if (factuality.polarity == Polarity::negated) {
        factuality.polarity = Polarity::affirmed;  // "has not ruled out"
        factuality.modality = Modality::possible;
      } else {
        factuality.polarity = Polarity::negated;
      }
      break;
    case CueEffect::possibility:
      if (factuality.modality == Modality::actual) factuality.modality = Modality::possible;
      break;
    case CueEffect::intention:
      if (factuality.modality != Modality::hypothetical) factuality.modality = Modality::intended;
      break;
    case CueEffect::hypothesis:
      if (factuality.modality != Modality::intended) factuality.modality = Modality::hypothetical;
      break;
  }
}

// A noun phrase ("US sanctions on Cuba") rather than a clause with a subject and a verb.
bool is_nominal(const PatternMatch& match) { return match.chain_begin <= match.range.begin; }

bool has_subject_modifier(const Pattern& pattern) {
  return std::any_of(pattern.elements.begin(), pattern.elements.end(), [](const PatternElement& element) {
    return element.kind == PatternElement::Kind::subject_modifier;
  });
}

// Where the words begin that can govern a noun phrase from before it.
std::size_t nominal_context(const SentenceView& view, std::size_t phrase) {
  std::size_t context = phrase;
  while (context > view.begin() && phrase - context < kNominalContext && !view.ends_clause(context - 1) &&
         !view.mention_at(context - 1) && !view.is(context - 1, kRelativePronoun)) {
    --context;
  }
  return context;
}

bool is_question(const SentenceView& view) {
  std::size_t last = view.end();
  while (last > view.begin() && view.is_text(last - 1, "\"")) --last;
  return last > view.begin() && view.is_text(last - 1, "?");
}

}  // namespace

FactualityReader::FactualityReader(const FactualityCues& cues, const EnglishWords& words, LexicalClasses& classes)
    : inverted_conditionals_(cues.inverted_conditionals.begin(), cues.inverted_conditionals.end()),
      attribution_(cues, words, classes) {
  for (const FactualityCue& cue : cues.cues) {
    if (cue.kind == CueKind::verb) {
      cues_.add_verb(cue.words, cue, words, [&](const std::string& form) { classes.add_verb_form(form); });
      continue;
    }
    cues_.add(cue.words, cue);
    if (cue.kind == CueKind::noun) {
      cues_.add(plural(cue.words, words), cue);
      classes.add_cue_noun(cue.words);
      classes.add_cue_noun(plural(cue.words, words));
    }
  }
}

// The cues in a range, the last of the text first. What commas set apart is not of the predicate.
FactualityReader::Cues FactualityReader::cues_in(const SentenceView& view, TokenRange range,
                                                 const std::vector<std::size_t>& skip) const {
  std::vector<std::size_t> commas;
  for (std::size_t at = range.begin; at < range.end; ++at) {
    if (view.is_text(at, ",")) commas.push_back(at);
  }
  Cues cues;
  for (std::size_t at = range.begin; at < range.end;) {
    if (commas.size() >= 2 && at == commas.front()) at = commas.back() + 1;
    if (at >= range.end) break;
    const bool skipped = view.mention_at(at) || std::binary_search(skip.begin(), skip.end(), at);
    const auto* cue = skipped ? nullptr : cues_.match(view, at, range.end);
    if (cue) cues.push_back(&cue->value);
    at += cue ? cue->size() : 1;
  }
  std::reverse(cues.begin(), cues.end());
  return cues;
}

// The cues outside the words of the match that govern it.
FactualityReader::Cues FactualityReader::governing_cues(const SentenceView& view, const PatternMatch& match) const {
  Cues cues;
  const std::size_t begin = match.range.begin;
  if (is_nominal(match)) {
    if (match.pattern->apposition) return cues;
    const bool presupposed = has_subject_modifier(*match.pattern);
    for (const FactualityCue* cue : cues_in(view, {nominal_context(view, begin), begin}, {})) {
      // Who opposes "the US embargo on Cuba" does not deny that there is one.
      if (presupposed && cue->kind == CueKind::verb && cue->effect == CueEffect::negation) continue;
      cues.push_back(cue);
    }
    return cues;
  }
  // "urged China to sanction North Korea": what is urged is of the verb before the subject.
  if (view.is_text(match.chain_begin, "to")) {
    cues = cues_in(view, {begin - std::min(begin - view.begin(), kControlVerb), begin}, {});
  }
  return cues;
}

// "If X attacked Y, …"; "Had X attacked Y, …"
bool FactualityReader::is_condition(const SentenceView& view, const PatternMatch& match) const {
  const std::size_t begin = match.range.begin;
  const std::size_t clause = is_nominal(match) ? nominal_context(view, begin) : begin;
  for (std::size_t at = clause; at > view.begin() && clause - at < kClauseStart && !view.ends_clause(at - 1);) {
    --at;
    if (view.mention_at(at)) break;
    const auto* cue = cues_.match(view, at, clause);
    if (cue && cue->value.effect == CueEffect::hypothesis) return true;
  }
  if (begin == view.begin() || !inverted_conditionals_.contains(view.token(begin - 1).folded)) return false;
  return begin - 1 == view.begin() || view.ends_clause(begin - 2) || view.is_text(begin - 2, "\"");
}

FactualityReading FactualityReader::read(const SentenceView& view, const PatternMatch& match) const {
  FactualityReading reading;
  Factuality& factuality = reading.factuality;
  factuality = match.pattern->source->effect;
  // From the inside out: the words of the predicate; those before its first argument ("neither France nor", "no US
  // sanctions"); those that govern all of it.
  std::size_t first_argument = match.range.begin;
  while (first_argument < match.range.end && !view.mention_at(first_argument)) ++first_argument;
  const bool begins_with_argument = first_argument <= match.literals.front();
  for (const auto& cues :
       {cues_in(view, {match.chain_begin, match.chain_end}, match.literals),
        begins_with_argument && !is_nominal(match) ? cues_in(view, {match.range.begin, first_argument}, {}) : Cues{},
        governing_cues(view, match)}) {
    for (const FactualityCue* cue : cues) apply(cue->effect, factuality);
  }
  const bool open = is_question(view) || is_condition(view, match);
  if (open) apply(CueEffect::hypothesis, factuality);

  AttributionReading attribution = attribution_.read(view, match);
  if (attribution.negated) {
    factuality.polarity = factuality.polarity == Polarity::negated ? Polarity::affirmed : Polarity::negated;
  }
  // Reported speech turns "will" into "would": an announcement, not a condition.
  if (attribution.reported && factuality.modality == Modality::hypothetical && !open) {
    factuality.modality = Modality::intended;
  }
  if (attribution.attribution) reading.attribution.push_back(std::move(*attribution.attribution));
  return reading;
}

}  // namespace entente::ingest
