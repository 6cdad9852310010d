#include "pattern_matcher.hpp"

#include <algorithm>
#include <optional>

namespace entente::ingest {
namespace {

using Kind = PatternElement::Kind;

constexpr std::size_t kGap = 6;          // Words that "~" and a noun phrase before a slot may take.
constexpr std::size_t kMostParties = 3;  // A pact of many parties says little of each two.
constexpr std::size_t kShortGap = 3;     // Words between a slot and the literal after it: the rest of its phrase.

// One attempt to match one pattern around one anchor.
class Attempt {
 public:
  Attempt(const SentenceView& view, const Pattern& pattern, std::size_t anchor)
      : view_(view), elements_(pattern.elements), anchor_(anchor) {
    match_.pattern = &pattern;
    match_.range = {anchor, anchor + 1};
    match_.literals.push_back(anchor);
  }

  std::optional<PatternMatch> run() {
    if (elements_[match_.pattern->anchor].verb && is_attribute()) return std::nullopt;
    if (match_.pattern->simple_verb && is_passive()) return run_passive();
    if (!match_right(match_.pattern->anchor + 1, anchor_ + 1)) return std::nullopt;
    if (!match_left(match_.pattern->anchor, anchor_)) return std::nullopt;
    return finished();
  }

 private:
  bool matches(const PatternElement& element, std::size_t at) const {
    return at < view_.end() && at >= view_.begin() && !view_.mention_at(at) &&
           element.forms.contains(view_.token(at).folded);
  }

  // "the occupied territories": a participle that modifies a noun is no predicate.
  bool is_attribute() const {
    if (view_.token(anchor_).folded.ends_with("ing")) return false;
    std::size_t at = anchor_;
    while (at > view_.begin() && view_.is_adverb(at - 1)) --at;
    return at > view_.begin() && view_.is(at - 1, kDeterminer | kPreposition) && !view_.is_text(at - 1, "to");
  }

  // "was sanctioned", or "sanctioned by" as in "countries sanctioned by the EU".
  bool is_passive() const {
    const PatternElement& verb = elements_[match_.pattern->anchor];
    if (!verb.participles.contains(view_.token(anchor_).folded)) return false;
    if (anchor_ + 1 < view_.end() && view_.is_text(anchor_ + 1, "by")) return true;
    std::size_t at = anchor_;
    while (at > view_.begin() && view_.is_adverb(at - 1)) --at;
    return at > view_.begin() && view_.is(at - 1, kBe);
  }

  std::optional<PatternMatch> run_passive() {
    std::size_t by = anchor_ + 1;
    while (by < view_.end() && by < anchor_ + kGap && !view_.is_text(by, "by") && view_.token(by).word) ++by;
    if (by >= view_.end() || !view_.is_text(by, "by")) return std::nullopt;
    const auto agent = find_object(view_, by + 1, kGap, false);
    const auto patient = find_subject(view_, anchor_);
    if (!agent || !patient) return std::nullopt;
    match_.subject = agent->argument;
    match_.object = patient->argument;
    match_.range = {patient->begin, agent->end};
    match_.chain_begin = patient->chain_begin;
    match_.chain_end = anchor_;
    return match_;
  }

  void set_slot(Kind kind, const Argument* argument) {
    if (kind == Kind::subject || kind == Kind::subject_modifier) match_.subject = argument;
    if (kind == Kind::object || kind == Kind::object_modifier) match_.object = argument;
    if (kind == Kind::both) match_.both = argument;
  }

  bool fits_slot(const PatternElement& element, const Argument& argument) const {
    const std::size_t count = argument.mentions.size();
    return element.kind != Kind::both || (count >= 2 && count <= kMostParties);
  }

  bool may_be_in_gap(std::size_t at) const {
    if (at < view_.begin() || at >= view_.end()) return false;
    const std::string& text = view_.token(at).folded;
    if (text == "-" || text == "\"" || text == "of" || text == "'s") return true;
    // "new and tougher sanctions", but not "Ukraine and sanctions".
    if (text == "and") return at > view_.begin() && !view_.mention_at(at - 1) && !view_.is_text(at - 1, "'s");
    if (!view_.token(at).word) return false;
    return !view_.is(at, kPreposition | kSubordinator | kRelativePronoun | kPronoun | kAuxiliary | kBe);
  }

  // Matches elements[index..] from token `at` on.
  bool match_right(std::size_t index, std::size_t at) {
    if (index == elements_.size()) {
      match_.range.end = at;
      return true;
    }
    const PatternElement& element = elements_[index];
    if (element.kind == Kind::gap) {
      for (std::size_t skipped = 0; skipped <= kGap; ++skipped) {
        if (match_right(index + 1, at + skipped)) return true;
        if (!may_be_in_gap(at + skipped)) return false;
      }
      return false;
    }
    if (element.is_slot()) return match_slot_right(index, at);
    if (element.optional && match_right(index + 1, at)) return true;
    if (!matches(element, at) && at < view_.end() && view_.is_adverb(at)) ++at;
    // After a slot the rest of its noun phrase may come first: "on Russian banks by the EU".
    const bool after_slot = index > 0 && elements_[index - 1].is_slot() && !elements_[index - 1].is_modifier();
    for (std::size_t skipped = 0; skipped <= (after_slot ? kShortGap : 0); ++skipped) {
      if (skipped > 0 && !may_be_in_gap(at + skipped - 1)) break;
      if (!matches(element, at + skipped)) continue;
      match_.literals.push_back(at + skipped);
      if (match_right(index + 1, at + skipped + 1)) return true;
      match_.literals.pop_back();
    }
    return false;
  }

  bool match_slot_right(std::size_t index, std::size_t at) {
    const PatternElement& element = elements_[index];
    // A name in apposition stands right beside its noun: "NATO ally Turkey".
    const bool beside_noun = index > 0 && elements_[index - 1].noun && !element.is_modifier();
    auto found = find_object(view_, at, beside_noun ? 1 : kGap, element.with_belongings || element.is_modifier());
    if (!found || !fits_slot(element, *found->argument)) return false;
    // "Prime Minister Begin and President Sadat": one office, one holder; "the allies X and Y" are both.
    if (beside_noun && !view_.token(match_.literals.back()).folded.ends_with("s")) {
      const Mention& holder = *found->argument->mentions.front();
      found->argument = &view_.single(holder);
      found->end = holder.end;
    }
    std::size_t next = found->end;
    if (element.is_modifier()) next = view_.after_possessive(*found->argument->mentions.back());
    if (!match_right(index + 1, next)) return false;
    set_slot(element.kind, found->argument);
    return true;
  }

  // Matches elements[0..index) backwards from the token before `at`.
  bool match_left(std::size_t index, std::size_t at) {
    if (index == 0) {
      match_.range.begin = at;
      return true;
    }
    const PatternElement& element = elements_[index - 1];
    if (element.kind == Kind::gap) {
      for (std::size_t skipped = 0; skipped <= kGap && skipped <= at; ++skipped) {
        if (match_left(index - 1, at - skipped)) return true;
        if (at - skipped <= view_.begin() || !may_be_in_gap(at - skipped - 1)) return false;
      }
      return false;
    }
    if (element.is_slot()) return match_slot_left(index, at);
    if (element.optional && match_left(index - 1, at)) return true;
    if (at > view_.begin() && !matches(element, at - 1) && view_.is_adverb(at - 1)) --at;
    if (at == view_.begin() || !matches(element, at - 1)) return false;
    match_.literals.push_back(at - 1);
    if (match_left(index - 1, at - 1)) return true;
    match_.literals.pop_back();
    return false;
  }

  bool match_slot_left(std::size_t index, std::size_t at) {
    const PatternElement& element = elements_[index - 1];
    const PatternElement& after = elements_[index];
    // A slot that begins the pattern is a subject, however far from its verb; inside, words stand beside each other.
    const bool before_verb = index == 1 && !element.is_modifier() && (after.verb || is_be(after));
    const auto found = before_verb             ? find_subject(view_, at)
                       : element.is_modifier() ? find_modifier(view_, at)
                                               : find_adjacent(at);
    if (!found || !fits_slot(element, *found->argument)) return false;
    if (before_verb) subject_chain_ = found->chain_begin;
    if (!match_left(index - 1, found->begin)) return false;
    set_slot(element.kind, found->argument);
    return true;
  }

  static bool is_be(const PatternElement& element) { return element.forms.contains("is"); }

  // The argument that ends right before `at`, as in "{object} , backed by {subject}"; "the Nigerian government" as well.
  std::optional<FoundArgument> find_adjacent(std::size_t at) const {
    std::size_t end = at;
    for (int nouns = 0; nouns < 2 && end > view_.begin() && view_.is(end - 1, kRepresentative); ++nouns) --end;
    auto found = find_modifier(view_, end);
    if (found) found->end = at;
    return found;
  }

  PatternMatch finished() {
    std::sort(match_.literals.begin(), match_.literals.end());
    match_.chain_begin = subject_chain_.value_or(match_.range.begin);
    match_.chain_end = match_.literals.back() + 1;
    return match_;
  }

  const SentenceView& view_;
  const std::vector<PatternElement>& elements_;
  std::size_t anchor_;
  PatternMatch match_;
  std::optional<std::size_t> subject_chain_;
};

}  // namespace

PatternMatcher::PatternMatcher(const std::vector<Pattern>& patterns) {
  for (const Pattern& pattern : patterns) {
    for (const std::string& form : pattern.elements[pattern.anchor].forms) by_anchor_[form].push_back(&pattern);
  }
}

std::vector<PatternMatch> PatternMatcher::match(const SentenceView& view) const {
  std::vector<PatternMatch> matches;
  for (std::size_t at = view.begin(); at < view.end(); ++at) {
    if (view.mention_at(at)) continue;
    const auto patterns = by_anchor_.find(view.token(at).folded);
    if (patterns == by_anchor_.end()) continue;
    for (const Pattern* pattern : patterns->second) {
      if (auto match = Attempt(view, *pattern, at).run()) matches.push_back(std::move(*match));
    }
  }
  return matches;
}

}  // namespace entente::ingest
