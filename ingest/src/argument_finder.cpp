#include "argument_finder.hpp"

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestWalk = 30;  // Words between a subject and its verb.
constexpr std::size_t kMostUnknownWords = 10;

bool is_quote(const SentenceView& view, std::size_t index) { return view.is_text(index, "\""); }

// The first token of the noun phrase that ends with the mention: over determiners, titles and modifiers.
std::size_t phrase_begin(const SentenceView& view, std::size_t at) {
  while (at > view.begin()) {
    const std::size_t before = at - 1;
    const Mention* modifier = view.mention_at(before);
    const bool inside = view.is(before, kDeterminer | kTitle) || is_quote(view, before) || view.is_text(before, "'s") ||
                        (modifier && view.head_of(*modifier));
    if (!inside) break;
    at = before;
  }
  return at;
}

// State of the walk from a verb to its subject.
struct Walk {
  const SentenceView& view;
  std::size_t at;           // The walk has yet to look at the token before this one.
  std::size_t chain_begin;  // Where the verb's own group begins so far.
  std::size_t unknown_words = 0;
};

// "X condemned A and sanctioned B": from the "and", on to the subject of the earlier predicate.
bool skip_coordinated_predicate(Walk& walk) {
  const bool negated_pair = walk.view.is_text(walk.at - 1, "or") || walk.view.is_text(walk.at - 1, "nor");
  for (std::size_t i = walk.at - 1; i-- > walk.view.begin();) {
    if (walk.view.is_text(i, ";") || walk.view.is_text(i, ":")) return false;
    if (walk.view.mention_at(i) || !walk.view.is(i, kVerb | kBe | kAuxiliary)) continue;
    if (!negated_pair) walk.chain_begin = walk.at;
    walk.at = i;
    walk.unknown_words = 0;
    return true;
  }
  return false;
}

// Over the parenthesis that ends with a comma before the walk, if there is one.
bool skip_parenthesis(Walk& walk) {
  const auto opening = walk.view.opening_comma(walk.at - 1);
  if (!opening || *opening == walk.view.begin()) return false;
  walk.at = *opening;
  return true;
}

// The argument before a relative pronoun: "Iran, which arms Hezbollah".
const Mention* relative_antecedent(const SentenceView& view, std::size_t pronoun) {
  std::size_t at = pronoun;
  if (at > view.begin() && view.is_text(at - 1, ",")) --at;
  return at > view.begin() ? view.mention_at(at - 1) : nullptr;
}

std::optional<FoundArgument> accept(const SentenceView& view, const Mention& mention, std::size_t chain_begin) {
  if (!view.stands_for_itself(mention)) return std::nullopt;
  const Argument& argument = view.argument_of(mention);
  return FoundArgument{&argument, phrase_begin(view, argument.begin()), argument.end(), chain_begin};
}

// A possessive that governs a noun of the chain ("Israel's refusal to sanction Russia") is the subject as well.
bool governs_cue_noun(const SentenceView& view, const Mention& mention) {
  std::size_t after = view.after_possessive(mention);
  if (after < view.end() && !view.is(after, kCueNoun)) ++after;  // "Israel's repeated refusal"
  return view.after_possessive(mention) > mention.end && after < view.end() && view.is(after, kCueNoun);
}

}  // namespace

std::optional<FoundArgument> find_subject(const SentenceView& view, std::size_t verb) {
  Walk walk{view, verb, verb};
  while (walk.at > view.begin() && verb - walk.at < kLongestWalk && walk.unknown_words <= kMostUnknownWords) {
    const std::size_t here = walk.at - 1;
    if (const Mention* mention = view.mention_at(here)) {
      const Argument& argument = view.argument_of(*mention);
      const std::size_t begin = phrase_begin(view, argument.begin());
      const bool in_phrase =
          begin > view.begin() && view.is(begin - 1, kPreposition) && !view.is_text(begin - 1, "than");
      // "after the Soviet Union invaded": right before the verb it is the subject of a clause.
      const bool in_clause = in_phrase && view.is(begin - 1, kSubordinator) && walk.unknown_words == 0;
      // "called on Russia to mediate"
      const bool controlled = in_phrase && (view.is_text(begin - 1, "on") || view.is_text(begin - 1, "for")) &&
                              view.is_text(mention->end, "to");
      if (in_phrase && !in_clause && !controlled && !view.is_text(begin - 1, "of")) {
        walk.at = begin - 1;  // "the US, after talks with Iran, sanctioned …": not Iran.
        continue;
      }
      if (governs_cue_noun(view, *mention)) return FoundArgument{&argument, begin, argument.end(), mention->end};
      // The words between the subject and its verb belong to the predicate, unless a coordination cut them off.
      const std::size_t chain = walk.chain_begin == verb ? argument.end() : walk.chain_begin;
      return accept(view, *mention, chain);
    }
    if (view.is_text(here, ",")) {
      if (!skip_parenthesis(walk)) return std::nullopt;
      continue;
    }
    if (view.is(here, kCoordinator)) {
      if (!skip_coordinated_predicate(walk)) return std::nullopt;
      continue;
    }
    if (view.is(here, kRelativePronoun)) {
      const Mention* antecedent = relative_antecedent(view, here);
      if (!antecedent) return std::nullopt;
      return accept(view, *antecedent, here);
    }
    const bool as_adverb = here > view.begin() && view.is(here - 1, kAuxiliary);  // "has since bombed"
    if (view.is(here, kSubordinator) && !view.is(here, kPreposition) && !as_adverb) return std::nullopt;
    if (!view.token(here).word && !is_quote(view, here) && !view.is_text(here, "-")) return std::nullopt;
    if (view.is(here, kPronoun)) return std::nullopt;  // Unresolved, or it would be a mention.
    const bool of_the_verb = view.is(here, kAuxiliary | kBe | kVerb) || view.is_adverb(here);
    walk.unknown_words += of_the_verb ? 0 : 1;
    --walk.at;
  }
  return std::nullopt;
}

std::optional<FoundArgument> find_object(const SentenceView& view, std::size_t begin, std::size_t gap,
                                         bool with_belongings) {
  for (std::size_t at = begin; at < view.end() && at <= begin + gap; ++at) {
    if (const Mention* mention = view.mention_at(at)) {
      while (const Mention* head = view.head_of(*mention)) mention = head;
      if (!with_belongings && !view.stands_for_itself(*mention)) return std::nullopt;
      const Argument& argument = view.argument_of(*mention);
      if (argument.mentions.front() != mention && argument.begin() < begin) return std::nullopt;
      return FoundArgument{&argument, at, argument.end(), at};
    }
    const Token& token = view.token(at);
    if (!token.word && !is_quote(view, at) && token.folded != "-") return std::nullopt;
    if (view.is(at, kSubordinator | kRelativePronoun | kPronoun | kAuxiliary | kBe) && !view.is(at, kDeterminer)) {
      return std::nullopt;
    }
    // "the government of X" is X; "the importance of X" is not.
    const bool names_whole = token.folded == "of" && at > begin && view.is(at - 1, kRepresentative);
    if (view.is(at, kPreposition) && !names_whole) return std::nullopt;
    // A name that the lexicon does not know: what follows may belong to it.
    if (token.capitalized && !view.is(at, kTitle | kRepresentative | kDeterminer)) return std::nullopt;
    if (view.is(at, kCoordinator)) return std::nullopt;
    if (at > view.begin() && view.is(at, kVerb) && !view.is(at - 1, kDeterminer) && token.folded.ends_with("ed"))
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<FoundArgument> find_modifier(const SentenceView& view, std::size_t noun) {
  std::size_t at = noun;
  if (at > view.begin() && (view.is_text(at - 1, "'s") || view.is_text(at - 1, "'"))) --at;
  if (at == view.begin()) return std::nullopt;
  const Mention* mention = view.mention_at(at - 1);
  if (!mention || mention->end != at) return std::nullopt;
  const Argument& argument = view.argument_of(*mention);
  return FoundArgument{&argument, phrase_begin(view, argument.begin()), noun, argument.begin()};
}

}  // namespace entente::ingest
