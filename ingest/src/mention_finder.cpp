#include <algorithm>
#include <unordered_set>

#include <entente/ingest/mention_finder.hpp>

namespace entente::ingest {
namespace {

bool is_word_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z');
}

// Whether `text` holds `phrase` as whole words, as written.
bool holds(std::string_view text, std::string_view phrase) {
  for (std::size_t at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const bool begins = at == 0 || !is_word_byte(text[at - 1]);
    const std::size_t end = at + phrase.size();
    if (begins && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

bool either_holds(std::string_view text, std::string_view title, const std::vector<std::string>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const std::string& phrase) { return holds(text, phrase) || holds(title, phrase); });
}

// A match before ambiguity is settled, which takes the whole article.
struct Match {
  Mention mention;
  std::vector<std::pair<const LexiconRecord*, const Alias*>> readings;
};

// The one reading that the article supports, if there is exactly one.
const std::pair<const LexiconRecord*, const Alias*>* settle(const Match& match, const Document& document,
                                                            std::string_view title,
                                                            const std::unordered_set<const LexiconRecord*>& certain) {
  const std::pair<const LexiconRecord*, const Alias*>* chosen = nullptr;
  for (const auto& reading : match.readings) {
    const auto& [record, alias] = reading;
    if (either_holds(document.text, title, alias->avoid)) continue;
    if (alias->ambiguous && !certain.contains(record) && !either_holds(document.text, title, alias->needs)) continue;
    if (chosen && chosen->first == record) continue;
    // A name that is certain outweighs one that needs support.
    if (chosen && chosen->second->ambiguous == alias->ambiguous) return nullptr;
    if (!chosen || chosen->second->ambiguous) chosen = &reading;
  }
  return chosen;
}

}  // namespace

MentionFinder::MentionFinder(const Lexicon& lexicon, const EnglishWords& words, const Tokenizer& tokenizer)
    : nodes_(1),
      locative_(words.locative_prepositions.begin(), words.locative_prepositions.end()),
      titles_(words.office_titles.begin(), words.office_titles.end()),
      determiners_(words.determiners.begin(), words.determiners.end()) {
  titles_.insert(words.title_abbreviations.begin(), words.title_abbreviations.end());
  for (const LexiconRecord& record : lexicon.records()) {
    for (const Alias& alias : record.aliases) add(alias.text, &record, &alias, tokenizer);
  }
  for (const std::string& phrase : lexicon.non_entities()) add(phrase, nullptr, nullptr, tokenizer);
}

void MentionFinder::add(std::string_view phrase, const LexiconRecord* record, const Alias* alias,
                        const Tokenizer& tokenizer) {
  std::uint32_t node = 0;
  Candidate candidate{record, alias, {}, {}};
  for (const Token& token : tokenizer.tokenize(phrase)) {
    const auto word = vocabulary_.emplace(token.folded, static_cast<std::uint32_t>(vocabulary_.size())).first->second;
    const std::uint64_t edge = std::uint64_t{node} << 32 | word;
    const auto [position, is_new] = edges_.emplace(edge, static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.emplace_back();
    node = position->second;
    const bool as_written = token.all_caps || (alias && alias->kind == AliasKind::abbreviation);
    candidate.cases.push_back(as_written          ? LetterCase::as_written
                              : token.capitalized ? LetterCase::capital
                                                  : LetterCase::any);
    candidate.written.emplace_back(as_written ? token.span.of(phrase) : std::string_view{});
  }
  if (!candidate.cases.empty()) nodes_[node].push_back(std::move(candidate));
}

bool MentionFinder::case_agrees(const Candidate& candidate, const Document& document, std::size_t begin) const {
  for (std::size_t i = 0; i < candidate.cases.size(); ++i) {
    const Token& token = document.tokens[begin + i];
    if (candidate.cases[i] == LetterCase::capital && !token.capitalized) return false;
    if (candidate.cases[i] == LetterCase::as_written && token.span.of(document.text) != candidate.written[i])
      return false;
  }
  return true;
}

std::vector<const MentionFinder::Candidate*> MentionFinder::longest_match(const Document& document,
                                                                          const Sentence& sentence, std::size_t begin,
                                                                          std::size_t& end) const {
  std::vector<const Candidate*> best;
  std::uint32_t node = 0;
  for (std::size_t i = begin; i < sentence.end; ++i) {
    const auto word = vocabulary_.find(document.tokens[i].folded);
    if (word == vocabulary_.end()) break;
    const auto edge = edges_.find(std::uint64_t{node} << 32 | word->second);
    if (edge == edges_.end()) break;
    node = edge->second;
    std::vector<const Candidate*> here;
    for (const Candidate& candidate : nodes_[node]) {
      if (case_agrees(candidate, document, begin)) here.push_back(&candidate);
    }
    if (!here.empty()) {
      best = std::move(here);
      end = i + 1;
    }
  }
  return best;
}

// "in Moscow" names a place; "Moscow said" a government.
bool MentionFinder::is_mere_place(const Document& document, std::size_t begin, const Candidate& candidate) const {
  if (candidate.alias->kind != AliasKind::metonym) return false;
  return begin > 0 && locative_.contains(document.tokens[begin - 1].folded);
}

// "Laura Bush", "Jordan Peterson": a single word of the lexicon inside a longer name that it does not know.
bool MentionFinder::is_part_of_other_name(const Document& document, const Sentence& sentence, std::size_t begin,
                                          std::size_t end, const Candidate& candidate) const {
  if (end - begin != 1 || !candidate.record) return false;
  const bool person = candidate.record->entity->type == EntityType::person;
  if (!person && !candidate.alias->ambiguous) return false;
  const auto is_unknown_name = [&](std::size_t index) {
    const Token& token = document.tokens[index];
    if (!token.word || !token.capitalized || token.all_caps) return false;
    std::string stem = token.folded;
    if (stem.back() == '.') stem.pop_back();
    return !titles_.contains(stem) && !determiners_.contains(stem) && !vocabulary_.contains(token.folded);
  };
  const bool before = begin > sentence.begin + 1 && is_unknown_name(begin - 1);
  const bool after = end < sentence.end && document.tokens[end].space_before && is_unknown_name(end);
  return person ? before : before || after;
}

std::vector<Mention> MentionFinder::find(const Document& document, std::string_view title) const {
  std::vector<Match> matches;
  std::unordered_set<const LexiconRecord*> certain;
  for (const Sentence& sentence : document.sentences) {
    for (std::size_t i = sentence.begin; i < sentence.end;) {
      std::size_t end = i + 1;
      const auto candidates = longest_match(document, sentence, i, end);
      Match match;
      for (const Candidate* candidate : candidates) {
        if (!candidate->record || is_mere_place(document, i, *candidate) ||
            is_part_of_other_name(document, sentence, i, end, *candidate)) {
          continue;
        }
        match.readings.emplace_back(candidate->record, candidate->alias);
        if (!candidate->alias->ambiguous) certain.insert(candidate->record);
      }
      if (!match.readings.empty()) {
        match.mention.begin = i;
        match.mention.end = end;
        match.mention.span = {document.tokens[i].span.begin_byte, document.tokens[end - 1].span.end_byte};
        matches.push_back(std::move(match));
      }
      i = candidates.empty() ? i + 1 : end;
    }
  }
  std::vector<Mention> mentions;
  for (Match& match : matches) {
    const auto* reading = settle(match, document, title, certain);
    if (!reading) continue;
    match.mention.record = reading->first;
    match.mention.kind = reading->second->kind;
    mentions.push_back(match.mention);
  }
  return mentions;
}

}  // namespace entente::ingest
