#include "sentence_view.hpp"

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestTitle = 6;  // Words between a country and the person who leads it.
constexpr std::size_t kLongestJoint = 6;  // Words between two coordinated names.
constexpr std::size_t kLongestParenthesis = 30;

}  // namespace

SentenceView::SentenceView(const Document& document, const Sentence& sentence, const std::vector<Mention>& mentions,
                           const LexicalClasses& classes)
    : document_(document), sentence_(sentence), mentions_(mentions), classes_(classes) {
  covering_.assign(sentence.end - sentence.begin, nullptr);
  for (const Mention& mention : mentions_) {
    for (std::size_t i = mention.begin; i < mention.end; ++i) covering_[i - sentence.begin] = &mention;
  }
  find_heads();
  find_arguments();
}

std::size_t SentenceView::after_possessive(const Mention& mention) const {
  std::size_t at = mention.end;
  if (at < end() && (is_text(at, "'s") || (is_text(at, "'") && !token(at).space_before))) ++at;
  return at;
}

bool SentenceView::is_adverb(std::size_t index) const {
  const std::string& word = token(index).folded;
  return is(index, kAdverb) || (word.size() > 4 && word.ends_with("ly") && !token(index).capitalized);
}

bool SentenceView::ends_clause(std::size_t index) const {
  return is_text(index, ",") || is_text(index, ";") || is_text(index, ":") || is_text(index, "(");
}

std::optional<std::size_t> SentenceView::opening_comma(std::size_t closing) const {
  for (std::size_t i = closing; i-- > begin() && closing - i < kLongestParenthesis;) {
    if (is_text(i, ",")) return i;
    if (is_text(i, ";") || is_text(i, ":")) return std::nullopt;
  }
  return std::nullopt;
}

void SentenceView::find_heads() {
  heads_.assign(mentions_.size(), nullptr);
  for (std::size_t m = 0; m + 1 < mentions_.size(); ++m) {
    const Mention& next = mentions_[m + 1];
    if (next.type() != EntityType::person || next.coreferent) continue;
    bool has_title = false;
    bool unbroken = true;
    const std::size_t start = after_possessive(mentions_[m]);
    for (std::size_t i = start; i < next.begin && unbroken; ++i) {
      has_title = has_title || is(i, kTitle);
      unbroken = is(i, kTitle) || token(i).capitalized || is_text(i, "of") || is_text(i, "-");
    }
    if (unbroken && has_title && next.begin - start <= kLongestTitle) heads_[m] = &next;
  }
}

const Mention* SentenceView::head_of(const Mention& mention) const {
  return heads_[static_cast<std::size_t>(&mention - mentions_.data())];
}

bool SentenceView::stands_for_itself(const Mention& mention) const {
  const std::size_t after = after_possessive(mention);
  if (mention.end < end() && is_text(mention.end, "-")) return false;  // "UN-brokered"
  const bool modifier =
      mention.kind == AliasKind::demonym || mention.kind == AliasKind::abbreviation || after != mention.end;
  if (!modifier || after >= end()) return true;
  if (mention.type() == EntityType::person) return false;  // "Putin's army" is not Putin.
  for (std::size_t i = after; i < end() && i < after + 3; ++i) {
    if (is(i, kRepresentative)) return true;
    if (!token(i).word || is(i, kPreposition | kAuxiliary | kBe | kVerb | kCoordinator | kSubordinator |
                                    kRelativePronoun | kDeterminer)) {
      // Nothing follows that it could modify: "the Palestinians refused".
      return i == after;
    }
    if (is_adverb(i)) return i == after;
    if (token(i).capitalized && !is(i, kTitle)) return false;  // Somebody whom the lexicon does not know.
  }
  return false;
}

// "X attacked A and B condemned it": what follows the "and" is a clause of its own.
bool SentenceView::begins_clause(const Mention& left, const Mention& right, bool after_comma) const {
  const std::size_t after = after_possessive(right);
  if (after >= end() || !is(after, kBe | kAuxiliary | kVerb) || is_text(after, "to")) return false;
  std::size_t before = left.begin;
  while (before > begin() &&
         (is(before - 1, kDeterminer | kTitle | kCoordinator) || mention_at(before - 1) || is_text(before - 1, ","))) {
    --before;
  }
  if (before == begin() || !token(before - 1).word) return false;
  if (is_text(before - 1, "between") && !after_comma) return false;
  // "X said that A and B condemned it": both are subjects.
  return !is(before - 1, kSubordinator | kRelativePronoun | kReporting) || is(before - 1, kPreposition);
}

bool SentenceView::joined(const Mention& left, const Mention& right, bool& by_comma) const {
  std::size_t at = left.end;
  if (right.begin - at > kLongestJoint + 3) return false;
  // "Israeli and Palestinian negotiators", "the French government and Germany"
  for (int nouns = 0; nouns < 2 && at < right.begin && is(at, kRepresentative); ++nouns) ++at;
  by_comma = false;
  bool joint = false;
  if (at < right.begin && is_text(at, ",")) {
    by_comma = true;
    ++at;
  }
  if (at < right.begin && is(at, kCoordinator) && !is_text(at, "but")) {
    joint = true;
    ++at;
  } else if (at + 2 < right.begin && is_text(at, "as") && is_text(at + 1, "well") && is_text(at + 2, "as")) {
    joint = true;
    at += 3;
  }
  if (!joint && !by_comma) return false;
  for (; at < right.begin; ++at) {
    // "representatives of the Nigerian government and intermediaries of Boko Haram"
    const bool noun_of =
        (is(at, kRepresentative) && is_text(at + 1, "of")) || (is_text(at, "of") && is(at - 1, kRepresentative));
    const bool part_of_phrase =
        is(at, kDeterminer | kTitle) || mention_at(at) || is_text(at, "'s") || is_text(at, "former") || noun_of;
    if (!part_of_phrase) return false;
  }
  if (joint && begins_clause(left, right, by_comma)) return false;
  // "in the city of Algiers, Eritrea and …": a place before a list is not of the list.
  if (!joint && left.kind == AliasKind::metonym) return false;
  by_comma = !joint;
  return true;
}

void SentenceView::find_arguments() {
  argument_index_.assign(mentions_.size(), 0);
  for (const Mention& mention : mentions_) singles_.push_back({{&mention}});
  std::vector<std::size_t> plain;  // Mentions that are no mere modifiers.
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    if (!heads_[m]) plain.push_back(m);
  }
  for (std::size_t i = 0; i < plain.size();) {
    // The longest chain that ends with an "and"; commas alone prove nothing.
    std::size_t last = i;
    for (std::size_t j = i; j + 1 < plain.size(); ++j) {
      bool by_comma = false;
      if (!joined(mentions_[plain[j]], mentions_[plain[j + 1]], by_comma)) break;
      if (!by_comma) last = j + 1;
    }
    Argument argument;
    for (std::size_t j = i; j <= last; ++j) {
      argument.mentions.push_back(&mentions_[plain[j]]);
      argument_index_[plain[j]] = arguments_.size();
    }
    arguments_.push_back(std::move(argument));
    i = last + 1;
  }
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    if (!heads_[m]) continue;
    argument_index_[m] = arguments_.size();
    arguments_.push_back({{&mentions_[m]}});
  }
}

const Argument& SentenceView::single(const Mention& mention) const {
  return singles_[static_cast<std::size_t>(&mention - mentions_.data())];
}

const Argument& SentenceView::argument_of(const Mention& mention) const {
  return arguments_[argument_index_[static_cast<std::size_t>(&mention - mentions_.data())]];
}

}  // namespace entente::ingest
