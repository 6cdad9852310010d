#include "attribution_reader.hpp"

#include "argument_finder.hpp"

#include <algorithm>

namespace entente::ingest {
namespace {

constexpr std::size_t kFrameToClaim = 12;   // Words between "not true that" and the claim.
constexpr std::size_t kClaimToFrame = 12;   // Words between a claim and "is false".
constexpr std::size_t kReportToClaim = 25;  // Words between "said" and the claim.
constexpr std::size_t kClaimToReport = 40;  // Words between a claim and ", X said".
constexpr std::size_t kReportToThat = 4;    // Words between "told" and "that".
constexpr std::size_t kLongestSource = 5;

constexpr std::uint32_t kNotInSource = kVerb | kBe | kAuxiliary | kSubordinator | kRelativePronoun | kPreposition;

std::string words_of(const SentenceView& view, TokenRange range) {
  if (range.begin == range.end) return "";
  const Span span{view.token(range.begin).span.begin_byte, view.token(range.end - 1).span.end_byte};
  return std::string(span.of(view.document().text));
}

const std::string& first_name(const FoundArgument& found) { return found.argument->mentions.front()->entity->name; }

// Who is meant by the words before a reporting verb: the entity's name, else the words themselves.
std::string source_before(const SentenceView& view, std::size_t verb) {
  std::size_t end = verb;
  while (end > view.begin() && view.is_adverb(end - 1)) --end;
  if (end > view.begin() && view.is(end - 1, kBe)) return "";           // "It is said that …", "was accused of"
  if (end == view.begin() || view.is(end - 1, kDeterminer)) return "";  // "Reports that …", "the claim that …"
  if (const auto found = find_subject(view, verb)) return first_name(*found);
  while (end > view.begin() && (view.is(end - 1, kAuxiliary | kBe) || view.is_adverb(end - 1))) --end;
  std::size_t begin = end;
  while (begin > view.begin() && end - begin < kLongestSource && view.token(begin - 1).word &&
         !view.is(begin - 1, kNotInSource)) {
    --begin;
  }
  return words_of(view, {begin, end});
}

// The same for the words after "said" or "according to".
std::string source_after(const SentenceView& view, std::size_t begin) {
  if (const auto found = find_object(view, begin, kLongestSource, true)) return first_name(*found);
  std::size_t end = begin;
  while (end < view.end() && end - begin < kLongestSource && view.token(end).word && !view.is(end, kNotInSource)) ++end;
  return words_of(view, {begin, end});
}

}  // namespace

AttributionReader::AttributionReader(const FactualityCues& cues, const EnglishWords& words, LexicalClasses& classes)
    : rejecting_adverbs_(cues.rejecting_adverbs.begin(), cues.rejecting_adverbs.end()) {
  for (const ReportingVerb& verb : cues.reporting_verbs) {
    reports_.add_verb(verb.words, verb, words, [&](const std::string& form) { classes.add_reporting_form(form); });
  }
  for (const std::string& text : cues.attributing_phrases) attributing_.add(text, {});
  for (const std::string& text : cues.rejecting_frames_before) frames_before_.add(text, {});
  for (const std::string& text : cues.rejecting_frames_after) frames_after_.add(text, {});
}

bool AttributionReader::has_rejecting_adverb(const SentenceView& view, TokenRange verb) const {
  const bool before = verb.begin > view.begin() && rejecting_adverbs_.contains(view.token(verb.begin - 1).folded);
  return before || (verb.end < view.end() && rejecting_adverbs_.contains(view.token(verb.end).folded));
}

// The nearest reporting verb before the claim whose scope reaches it.
std::optional<AttributionReader::Report> AttributionReader::report_before(const SentenceView& view,
                                                                          const PatternMatch& match) const {
  // A reporting verb may stand between the subject and the relation: "Iran denied arming Hezbollah".
  const std::size_t claim = std::max(match.range.begin, std::min(match.literals.front(), match.chain_end));
  std::optional<Report> nearest;
  for (std::size_t at = claim - std::min(claim - view.begin(), kReportToClaim); at < claim; ++at) {
    if (view.is_text(at, ";")) nearest.reset();
    if (view.mention_at(at) || std::binary_search(match.literals.begin(), match.literals.end(), at)) continue;
    const auto* phrase = reports_.match(view, at, claim);
    if (!phrase) continue;
    const TokenRange verb{at, at + phrase->size()};
    nearest = Report{verb, &phrase->value, has_rejecting_adverb(view, verb)};
    at = verb.end - 1;
  }
  if (!nearest) return std::nullopt;
  const std::size_t after = nearest->verb.end;
  // "Contrary to reports, …": set apart, it reports nothing.
  if (after + 1 < view.end() && view.is_text(after, ",") && !view.is_text(after + 1, "\"")) return std::nullopt;
  // What is said begins soon after the verb, or is told to somebody first: "told reporters that …".
  for (std::size_t at = after; at < after + kReportToThat && at < view.end(); ++at) {
    const bool opens = at >= claim || view.is_text(at, "that") || view.is_text(at, "\"") || view.is_text(at, ":") ||
                       view.mention_at(at) || view.is(at, kDeterminer | kPronoun);
    if (opens) return nearest;
  }
  return std::nullopt;
}

// ", X said" or ", said X" after the claim.
std::optional<AttributionReader::Report> AttributionReader::report_after(const SentenceView& view,
                                                                         const PatternMatch& match) const {
  const std::size_t last = std::min(view.end(), match.range.end + kClaimToReport);
  for (std::size_t at = match.range.end; at < last; ++at) {
    if (!view.is_text(at, ",") && !view.is_text(at, "\"")) continue;
    if (at + 1 < last && view.is(at + 1, kCoordinator)) continue;  // ", and X accused Y": a clause of its own.
    for (std::size_t verb = at + 1; verb < last && verb <= at + kLongestSource + 1; ++verb) {
      if (view.is_text(verb, ",") || view.is(verb, kRelativePronoun | kPreposition)) break;
      if (view.mention_at(verb)) continue;
      const auto* phrase = reports_.match(view, verb, last);
      if (!phrase || view.token(verb).folded.ends_with("ing")) continue;
      const std::size_t after = verb + phrase->size();
      const bool says_something_else = after < view.end() && (view.mention_at(after) || view.is_text(after, "that"));
      if (!says_something_else) return Report{{verb, after}, &phrase->value, false};
    }
  }
  return std::nullopt;
}

// "It is not true that …"; "The claim that … is false".
bool AttributionReader::is_framed_as_false(const SentenceView& view, const PatternMatch& match, bool reported) const {
  const std::size_t begin = match.range.begin;
  for (std::size_t at = begin; at > view.begin() && begin - at < kFrameToClaim && !view.ends_clause(at - 1);) {
    --at;
    if (frames_before_.match(view, at, view.end())) return true;
  }
  if (!reported) return false;
  const std::size_t last = std::min(view.end(), match.range.end + kClaimToFrame);
  for (std::size_t at = match.range.end; at < last && !view.ends_clause(at); ++at) {
    if (frames_after_.match(view, at, view.end())) return true;
  }
  return false;
}

std::optional<Attribution> AttributionReader::attributing_phrase(const SentenceView& view) const {
  for (std::size_t at = view.begin(); at < view.end(); ++at) {
    const auto* phrase = attributing_.match(view, at, view.end());
    if (!phrase) continue;
    const TokenRange words{at, at + phrase->size()};
    return Attribution{source_after(view, words.end), words_of(view, words), Stance::reports};
  }
  return std::nullopt;
}

AttributionReading AttributionReader::read(const SentenceView& view, const PatternMatch& match) const {
  AttributionReading reading;
  const auto before = report_before(view, match);
  const auto report = before ? before : report_after(view, match);
  const bool false_frame = is_framed_as_false(view, match, report.has_value());
  if (!report) {
    reading.negated = false_frame;
    reading.attribution = attributing_phrase(view);
    return reading;
  }
  const bool rejected = false_frame || report->with_rejecting_adverb || report->reporting->stance == Stance::rejects;
  Attribution attribution{source_before(view, report->verb.begin), words_of(view, report->verb),
                          rejected ? Stance::rejects : report->reporting->stance};
  if (!before && attribution.source.empty()) attribution.source = source_after(view, report->verb.end);
  reading.attribution = std::move(attribution);
  reading.reported = true;
  reading.negated = rejected || report->reporting->denies;
  return reading;
}

}  // namespace entente::ingest
