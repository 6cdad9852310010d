#include "factuality_reader.hpp"

#include "argument_finder.hpp"
#include "word_forms.hpp"

#include <algorithm>

namespace entente::ingest {
namespace {

constexpr std::size_t kClauseStart = 12;     // Words before a subject in which "if" governs its clause.
constexpr std::size_t kNominalContext = 6;   // Words before a noun phrase in which a verb governs it.
constexpr std::size_t kControlVerb = 3;      // Words before a subject in which a verb like "urge" governs it.
constexpr std::size_t kClaimToVerdict = 12;  // Words between a claim and "is false".
constexpr std::size_t kReportToClaim = 25;   // Words between "said" and the claim.
constexpr std::size_t kClaimToReport = 40;   // Words between a claim and ", X said".
constexpr std::size_t kLongestSource = 5;

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

void reject(Factuality& factuality) {
  factuality.polarity = factuality.polarity == Polarity::negated ? Polarity::affirmed : Polarity::negated;
}

bool is_clause_end(const SentenceView& view, std::size_t at) {
  return view.is_text(at, ",") || view.is_text(at, ";") || view.is_text(at, ":") || view.is_text(at, "(");
}

}  // namespace

FactualityReader::FactualityReader(const FactualityCues& cues, const EnglishWords& words, LexicalClasses& classes)
    : rejecting_(cues.rejecting_adverbs.begin(), cues.rejecting_adverbs.end()),
      inverted_conditionals_(cues.inverted_conditionals.begin(), cues.inverted_conditionals.end()) {
  const auto compile = [&](const std::string& text, bool verb, bool reporting = false) {
    Phrase phrase;
    for (const std::string& word : split_at(text, ' ')) {
      phrase.words.push_back({word});
      if (!verb || phrase.words.size() > 1) continue;
      for (const std::string& form : inflect_verb(word, words).all()) {
        phrase.words.back().insert(form);
        if (reporting) {
          classes.add_reporting_form(form);
        } else {
          classes.add_verb_form(form);
        }
      }
    }
    return phrase;
  };
  for (const FactualityCue& cue : cues.cues) {
    Phrase phrase = compile(cue.words, cue.verb);
    phrase.effect = cue.effect;
    phrase.verb = cue.verb;
    add(cues_, std::move(phrase));
  }
  for (const ReportingVerb& verb : cues.reporting_verbs) {
    Phrase phrase = compile(verb.words, true, true);
    phrase.reporting = verb;
    add(reports_, std::move(phrase));
  }
  for (const std::string& text : cues.attributing_phrases) add(attributing_, compile(text, false));
  for (const std::string& text : cues.rejecting_frames_before) add(frames_before_, compile(text, false));
  for (const std::string& text : cues.rejecting_frames_after) add(frames_after_, compile(text, false));
}

void FactualityReader::add(PhraseTable& table, Phrase phrase) {
  for (const std::string& first : phrase.words.front()) {
    auto& phrases = table[first];
    const auto position = std::find_if(phrases.begin(), phrases.end(),
                                       [&](const Phrase& p) { return p.words.size() < phrase.words.size(); });
    phrases.insert(position, phrase);
  }
}

const FactualityReader::Phrase* FactualityReader::phrase_at(const PhraseTable& table, const SentenceView& view,
                                                            std::size_t at, std::size_t end) {
  const auto phrases = table.find(view.token(at).folded);
  if (phrases == table.end()) return nullptr;
  for (const Phrase& phrase : phrases->second) {
    if (at + phrase.words.size() > end) continue;
    bool equal = true;
    for (std::size_t i = 1; i < phrase.words.size() && equal; ++i) {
      equal = phrase.words[i].contains(view.token(at + i).folded);
    }
    if (equal) return &phrase;
  }
  return nullptr;
}

// The cues in a range, the last of the text first. What commas set apart is not of the predicate.
std::vector<const FactualityReader::Phrase*> FactualityReader::cues_in(const SentenceView& view, TokenRange range,
                                                                       const std::vector<std::size_t>& skip) const {
  std::vector<std::size_t> commas;
  for (std::size_t at = range.begin; at < range.end; ++at) {
    if (view.is_text(at, ",")) commas.push_back(at);
  }
  std::vector<const Phrase*> cues;
  for (std::size_t at = range.begin; at < range.end;) {
    if (commas.size() >= 2 && at == commas.front()) at = commas.back() + 1;
    if (at >= range.end) break;
    const bool skipped = view.mention_at(at) || std::binary_search(skip.begin(), skip.end(), at);
    const Phrase* cue = skipped ? nullptr : phrase_at(cues_, view, at, range.end);
    if (cue) cues.push_back(cue);
    at += cue ? cue->words.size() : 1;
  }
  std::reverse(cues.begin(), cues.end());
  return cues;
}

// The effects that govern the relation, from the inside out: those within the predicate; then, for noun phrases,
// those of the verb that governs them; then conditions at the beginning of the clause.
std::vector<CueEffect> FactualityReader::cues_of(const SentenceView& view, const PatternMatch& match) const {
  std::vector<CueEffect> effects;
  for (const Phrase* cue : cues_in(view, {match.chain_begin, match.chain_end}, match.literals)) {
    effects.push_back(cue->effect);
  }
  // "Neither France nor Germany", "no US sanctions": before the first argument.
  std::size_t first = match.range.begin;
  while (first < match.range.end && !view.mention_at(first)) ++first;
  if (first < match.chain_begin || match.chain_begin <= match.range.begin) {
    for (const Phrase* cue : cues_in(view, {match.range.begin, first}, match.literals)) {
      if (match.chain_begin > match.range.begin || first <= match.literals.front()) effects.push_back(cue->effect);
    }
  }
  // "urged China to sanction North Korea": what is urged is of the verb before the subject.
  std::size_t clause = match.range.begin;
  if (match.chain_begin > match.range.begin && view.is_text(match.chain_begin, "to")) {
    const std::size_t begin = clause - view.begin() > kControlVerb ? clause - kControlVerb : view.begin();
    for (const Phrase* cue : cues_in(view, {begin, clause}, {})) effects.push_back(cue->effect);
  }
  const bool nominal = match.chain_begin <= match.range.begin;
  if (nominal && !match.pattern->apposition) {
    std::size_t context = match.range.begin;
    while (context > view.begin() && match.range.begin - context < kNominalContext &&
           !is_clause_end(view, context - 1) && !view.mention_at(context - 1) &&
           !view.is(context - 1, kRelativePronoun)) {
      --context;
    }
    const auto& elements = match.pattern->elements;
    const bool presupposed = std::any_of(elements.begin(), elements.end(), [](const PatternElement& element) {
      return element.kind == PatternElement::Kind::subject_modifier;
    });
    for (const Phrase* cue : cues_in(view, {context, match.range.begin}, {})) {
      // Who opposes "the US embargo on Cuba" does not deny that there is one.
      if (presupposed && cue->verb && cue->effect == CueEffect::negation) continue;
      effects.push_back(cue->effect);
    }
    clause = context;
  }
  for (std::size_t at = clause; at > view.begin() && clause - at < kClauseStart && !is_clause_end(view, at - 1);) {
    --at;
    if (view.mention_at(at)) break;
    const Phrase* cue = phrase_at(cues_, view, at, clause);
    if (cue && cue->effect == CueEffect::hypothesis) effects.push_back(cue->effect);
  }
  return effects;
}

// "It is not true that …"; "The claim that … is false".
bool FactualityReader::is_rejected(const SentenceView& view, const PatternMatch& match,
                                   const std::optional<Report>& report) const {
  const std::size_t begin = match.range.begin;
  for (std::size_t at = begin; at > view.begin() && begin - at < kClauseStart && !is_clause_end(view, at - 1);) {
    --at;
    if (phrase_at(frames_before_, view, at, view.end())) return true;
  }
  if (!report) return false;
  const std::size_t last = std::min(view.end(), match.range.end + kClaimToVerdict);
  for (std::size_t at = match.range.end; at < last && !is_clause_end(view, at); ++at) {
    if (phrase_at(frames_after_, view, at, view.end())) return true;
  }
  return false;
}

// "Had Russia attacked Poland, …": the auxiliary before the subject at the beginning of a clause.
bool FactualityReader::is_inverted_condition(const SentenceView& view, const PatternMatch& match) const {
  const std::size_t subject = match.range.begin;
  if (subject == view.begin() || !inverted_conditionals_.contains(view.token(subject - 1).folded)) return false;
  return subject - 1 == view.begin() || is_clause_end(view, subject - 2) || view.is_text(subject - 2, "\"");
}

bool FactualityReader::is_question(const SentenceView& view) const {
  std::size_t last = view.end();
  while (last > view.begin() && !view.token(last - 1).word && view.is_text(last - 1, "\"")) --last;
  return last > view.begin() && view.is_text(last - 1, "?");
}

// The nearest reporting verb before the claim whose scope reaches it.
std::optional<FactualityReader::Report> FactualityReader::report_before(const SentenceView& view,
                                                                        const PatternMatch& match) const {
  // A reporting verb may stand between the subject and the relation: "Iran denied arming Hezbollah".
  const std::size_t claim = std::max(match.range.begin, std::min(match.literals.front(), match.chain_end));
  std::optional<Report> nearest;
  const std::size_t first = claim - view.begin() > kReportToClaim ? claim - kReportToClaim : view.begin();
  for (std::size_t at = first; at < claim; ++at) {
    if (view.is_text(at, ";")) nearest.reset();
    const bool is_literal = std::binary_search(match.literals.begin(), match.literals.end(), at);
    if (is_literal || view.mention_at(at)) continue;
    const Phrase* phrase = phrase_at(reports_, view, at, claim);
    if (!phrase) continue;
    Report report{at, at + phrase->words.size(), phrase, false};
    at = report.end - 1;
    for (const std::size_t beside : {report.begin - 1, report.end}) {
      if (beside >= view.begin() && beside < view.end() && rejecting_.contains(view.token(beside).folded)) {
        report.rejected = true;
      }
    }
    nearest = report;
  }
  if (!nearest) return std::nullopt;
  // "Contrary to reports, …": set apart, it reports nothing.
  if (nearest->end + 1 < view.end() && view.is_text(nearest->end, ",") && !view.is_text(nearest->end + 1, "\"")) {
    return std::nullopt;
  }
  // What is said begins soon after the verb, or is told to somebody first: "told reporters that …".
  for (std::size_t at = nearest->end; at < nearest->end + 4 && at < view.end(); ++at) {
    const bool opens = at >= match.range.begin || at >= claim || view.is_text(at, "that") || view.is_text(at, "\"") ||
                       view.is_text(at, ":") || view.mention_at(at) || view.is(at, kDeterminer | kPronoun);
    if (opens) return nearest;
  }
  return std::nullopt;
}

// ", X said" or ", said X" after the claim.
std::optional<FactualityReader::Report> FactualityReader::report_after(const SentenceView& view,
                                                                       const PatternMatch& match) const {
  const std::size_t last = std::min(view.end(), match.range.end + kClaimToReport);
  for (std::size_t at = match.range.end; at < last; ++at) {
    if (!view.is_text(at, ",") && !view.is_text(at, "\"")) continue;
    if (at + 1 < last && view.is(at + 1, kCoordinator)) continue;  // ", and X accused Y": a clause of its own.
    for (std::size_t verb = at + 1; verb < last && verb <= at + kLongestSource + 1; ++verb) {
      if (view.is_text(verb, ",") || view.is(verb, kRelativePronoun | kPreposition)) break;
      if (view.mention_at(verb)) continue;
      const Phrase* phrase = phrase_at(reports_, view, verb, last);
      if (!phrase || view.token(verb).folded.ends_with("ing")) continue;
      const std::size_t after = verb + phrase->words.size();
      const bool has_object = after < view.end() && (view.mention_at(after) || view.is_text(after, "that"));
      if (!has_object) return Report{verb, after, phrase, false};
    }
  }
  return std::nullopt;
}

// Who is meant by the words before a reporting verb: the entity's name, else the words themselves.
std::string FactualityReader::source_before(const SentenceView& view, std::size_t verb) const {
  std::size_t end = verb;
  while (end > view.begin() && view.is_adverb(end - 1)) --end;
  if (end > view.begin() && view.is(end - 1, kBe)) return "";           // "It is said that …", "was accused of"
  if (end == view.begin() || view.is(end - 1, kDeterminer)) return "";  // "Reports that …", "the claim that …"
  if (const auto found = find_subject(view, verb)) return found->argument->mentions.front()->record->entity->name;
  while (end > view.begin() && (view.is(end - 1, kAuxiliary | kBe) || view.is_adverb(end - 1))) --end;
  std::size_t begin = end;
  while (begin > view.begin() && end - begin < kLongestSource && view.token(begin - 1).word &&
         !view.is(begin - 1, kVerb | kBe | kAuxiliary | kSubordinator | kRelativePronoun | kPreposition)) {
    --begin;
  }
  if (begin == end) return "";
  const Span span{view.token(begin).span.begin_byte, view.token(end - 1).span.end_byte};
  return std::string(span.of(view.document().text));
}

std::string FactualityReader::source_after(const SentenceView& view, std::size_t at) const {
  if (const auto found = find_object(view, at, kLongestSource, true)) {
    return found->argument->mentions.front()->record->entity->name;
  }
  std::size_t end = at;
  while (end < view.end() && end - at < kLongestSource && view.token(end).word &&
         !view.is(end, kVerb | kBe | kAuxiliary | kSubordinator | kRelativePronoun | kPreposition)) {
    ++end;
  }
  if (end == at) return "";
  const Span span{view.token(at).span.begin_byte, view.token(end - 1).span.end_byte};
  return std::string(span.of(view.document().text));
}

std::optional<Attribution> FactualityReader::phrase_attribution(const SentenceView& view) const {
  for (std::size_t at = view.begin(); at < view.end(); ++at) {
    const Phrase* phrase = phrase_at(attributing_, view, at, view.end());
    if (!phrase) continue;
    const std::size_t end = at + phrase->words.size();
    const Span words{view.token(at).span.begin_byte, view.token(end - 1).span.end_byte};
    return Attribution{source_after(view, end), std::string(words.of(view.document().text)), Stance::reports};
  }
  return std::nullopt;
}

FactualityReading FactualityReader::read(const SentenceView& view, const PatternMatch& match) const {
  FactualityReading reading;
  reading.factuality = match.pattern->source->effect;
  for (const CueEffect effect : cues_of(view, match)) apply(effect, reading.factuality);
  const bool open = is_question(view) || is_inverted_condition(view, match);
  if (open) apply(CueEffect::hypothesis, reading.factuality);

  const auto before = report_before(view, match);
  const auto report = before ? before : report_after(view, match);
  if (report) {
    const Span verb{view.token(report->begin).span.begin_byte, view.token(report->end - 1).span.end_byte};
    Attribution attribution;
    attribution.verb = std::string(verb.of(view.document().text));
    attribution.stance = report->rejected ? Stance::rejects : report->phrase->reporting.stance;
    if (before) {
      attribution.source = source_before(view, report->begin);
    } else {
      attribution.source = source_before(view, report->begin);
      if (attribution.source.empty()) attribution.source = source_after(view, report->end);
    }
    if (is_rejected(view, match, report)) attribution.stance = Stance::rejects;
    if (report->phrase->reporting.denies || attribution.stance == Stance::rejects) reject(reading.factuality);
    // Reported speech turns "will" into "would": an announcement, not a condition.
    if (reading.factuality.modality == Modality::hypothetical && !open) {
      reading.factuality.modality = Modality::intended;
    }
    reading.attribution.push_back(std::move(attribution));
  } else {
    if (is_rejected(view, match, std::nullopt)) reject(reading.factuality);
    if (auto attribution = phrase_attribution(view)) reading.attribution.push_back(std::move(*attribution));
  }
  return reading;
}

}  // namespace entente::ingest
