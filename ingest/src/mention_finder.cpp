#include <algorithm>
#include <unordered_set>

#include <entente/ingest/mention_finder.hpp>
#include <entente/schemas/fold.hpp>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

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

MentionFinder::MentionFinder(const Lexicon& lexicon, const EnglishWords& words)
    : nodes_(1),
      locative_(words.locative_prepositions.begin(), words.locative_prepositions.end()),
      titles_(words.office_titles.begin(), words.office_titles.end()),
      determiners_(words.determiners.begin(), words.determiners.end()) {
  titles_.insert(words.title_abbreviations.begin(), words.title_abbreviations.end());
  for (const LexiconRecord& record : lexicon.records()) {
    for (const Alias& alias : record.aliases) add(alias.text, &record, &alias);
  }
  for (const std::string& phrase : lexicon.non_entities()) add(phrase, nullptr, nullptr);
}

// A run of letters and digits, or another sign.
struct MentionFinder::Atom {
  std::string folded;
  std::string_view written;
  bool capitalized = false;
  bool all_caps = false;
  bool begins_token = false;
  bool ends_token = false;
  std::size_t token = 0;
};

std::vector<MentionFinder::Atom> MentionFinder::divide(std::string_view text) {
  std::vector<Atom> atoms;
  bool in_run = false;
  std::size_t run_begin = 0;
  std::size_t upper = 0;
  std::size_t letters = 0;
  const auto end_run = [&](std::size_t end) {
    if (!in_run) return;
    Atom& atom = atoms.back();
    atom.written = text.substr(run_begin, end - run_begin);
    atom.folded = fold(atom.written);
    atom.all_caps = upper >= 2 && upper == letters;
    in_run = false;
  };
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, text.size(), c);
    if (u_isUWhiteSpace(c)) {
      end_run(begin);
      continue;
    }
    const auto type = u_charType(c);
    if (!u_isalnum(c) && type != U_NON_SPACING_MARK && type != U_COMBINING_SPACING_MARK) {
      end_run(begin);
      Atom& atom = atoms.emplace_back();
      atom.written = text.substr(begin, at - begin);
      atom.folded = fold(atom.written);
      continue;
    }
    if (!in_run) {
      atoms.emplace_back().capitalized = u_isupper(c) != 0;
      in_run = true;
      run_begin = begin;
      upper = letters = 0;
    }
    upper += u_isupper(c) ? 1 : 0;
    letters += u_isalpha(c) ? 1 : 0;
  }
  end_run(text.size());
  return atoms;
}

std::vector<MentionFinder::Atom> MentionFinder::divide(const Document& document) {
  std::vector<Atom> atoms;
  atoms.reserve(document.tokens.size());
  for (std::size_t i = 0; i < document.tokens.size(); ++i) {
    const std::size_t first = atoms.size();
    for (Atom& atom : divide(document.tokens[i].span.of(document.text))) {
      atom.token = i;
      atoms.push_back(std::move(atom));
    }
    if (atoms.size() == first) continue;
    atoms[first].begins_token = true;
    atoms.back().ends_token = true;
  }
  return atoms;
}

void MentionFinder::add(std::string_view phrase, const LexiconRecord* record, const Alias* alias) {
  std::uint32_t node = 0;
  Candidate candidate{record, alias, {}, {}};
  for (const Atom& atom : divide(phrase)) {
    const auto word = vocabulary_.emplace(atom.folded, static_cast<std::uint32_t>(vocabulary_.size())).first->second;
    const std::uint64_t edge = std::uint64_t{node} << 32 | word;
    const auto [position, is_new] = edges_.emplace(edge, static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.emplace_back();
    node = position->second;
    const bool as_written = atom.all_caps || (alias && alias->kind == AliasKind::abbreviation);
    candidate.cases.push_back(as_written         ? LetterCase::as_written
                              : atom.capitalized ? LetterCase::capital
                                                 : LetterCase::any);
    candidate.written.emplace_back(as_written ? atom.written : std::string_view{});
  }
  if (!candidate.cases.empty()) nodes_[node].push_back(std::move(candidate));
}

bool MentionFinder::case_agrees(const Candidate& candidate, const std::vector<Atom>& atoms, std::size_t begin) {
  for (std::size_t i = 0; i < candidate.cases.size(); ++i) {
    const Atom& atom = atoms[begin + i];
    if (candidate.cases[i] == LetterCase::capital && !atom.capitalized) return false;
    if (candidate.cases[i] == LetterCase::as_written && atom.written != candidate.written[i]) return false;
  }
  return true;
}

std::vector<const MentionFinder::Candidate*> MentionFinder::longest_match(const std::vector<Atom>& atoms,
                                                                          std::size_t begin, std::size_t limit,
                                                                          std::size_t& end) const {
  std::vector<const Candidate*> best;
  std::uint32_t node = 0;
  for (std::size_t i = begin; i < limit; ++i) {
    const auto word = vocabulary_.find(atoms[i].folded);
    if (word == vocabulary_.end()) break;
    const auto edge = edges_.find(std::uint64_t{node} << 32 | word->second);
    if (edge == edges_.end()) break;
    node = edge->second;
    if (!atoms[i].ends_token) continue;
    std::vector<const Candidate*> here;
    for (const Candidate& candidate : nodes_[node]) {
      if (case_agrees(candidate, atoms, begin)) here.push_back(&candidate);
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
  const std::vector<Atom> atoms = divide(document);
  std::size_t next = 0;
  for (const Sentence& sentence : document.sentences) {
    std::size_t limit = next;
    while (limit < atoms.size() && atoms[limit].token < sentence.end) ++limit;
    while (next < limit) {
      if (!atoms[next].begins_token) {
        ++next;
        continue;
      }
      std::size_t atoms_end = next + 1;
      const auto candidates = longest_match(atoms, next, limit, atoms_end);
      const std::size_t begin = atoms[next].token;
      const std::size_t end = atoms[atoms_end - 1].token + 1;
      Match match;
      for (const Candidate* candidate : candidates) {
        if (!candidate->record || is_mere_place(document, begin, *candidate) ||
            is_part_of_other_name(document, sentence, begin, end, *candidate)) {
          continue;
        }
        match.readings.emplace_back(candidate->record, candidate->alias);
        if (!candidate->alias->ambiguous) certain.insert(candidate->record);
      }
      if (!match.readings.empty()) {
        match.mention.begin = begin;
        match.mention.end = end;
        match.mention.span = {document.tokens[begin].span.begin_byte, document.tokens[end - 1].span.end_byte};
        matches.push_back(std::move(match));
      }
      next = candidates.empty() ? next + 1 : atoms_end;
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
