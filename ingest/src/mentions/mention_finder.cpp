#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include <entente/ingest/mention_finder.hpp>
#include <entente/schemas/fold.hpp>

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

}  // namespace

// What in an article speaks for and against the readings of ambiguous names.
class MentionFinder::Support {
 public:
  Support(const Lexicon& lexicon, const Document& document, std::string_view title)
      : lexicon_(lexicon), text_(document.text), title_(title) {
    for (const NameMatch& match : lexicon.match(title)) {
      const auto record = lexicon.record_of(match.alias);
      if (!record || lexicon.is_ambiguous(match.alias)) continue;
      certain_.insert(*record);
      const std::string name = fold(title.substr(match.begin, match.end - match.begin));
      const std::size_t blank = name.rfind(' ');
      if (lexicon.type_of(*record) == EntityType::person && blank != std::string::npos)
        bearers_.emplace(name.substr(blank + 1), *record);
    }
  }

  // "Carney" is nobody else where the title says "Briefing by Jay Carney".
  bool is_of_another(const std::string& last_name, RecordNumber record) const {
    const auto bearer = bearers_.find(last_name);
    return bearer != bearers_.end() && bearer->second != record;
  }

  bool is_certain(const EntityKey& key) const {
    const auto record = lexicon_.find(key);
    return record && certain_.contains(*record);
  }

  void add(const Match& match) {
    for (const AliasNumber alias : match.readings) {
      if (!lexicon_.is_ambiguous(alias)) certain_.insert(*lexicon_.record_of(alias));
    }
  }

  // The one reading that the article supports, if there is exactly one.
  std::optional<AliasNumber> settle(const Match& match) {
    std::optional<AliasNumber> chosen;
    for (const AliasNumber alias : match.readings) {
      if (!possible(alias)) continue;
      if (chosen && lexicon_.record_of(*chosen) == lexicon_.record_of(alias)) continue;
      // A name that is certain outweighs one that needs support.
      if (chosen && lexicon_.is_ambiguous(*chosen) == lexicon_.is_ambiguous(alias)) return std::nullopt;
      if (!chosen || lexicon_.is_ambiguous(*chosen)) chosen = alias;
    }
    return chosen;
  }

 private:
  bool possible(AliasNumber alias) {
    const auto [known, is_new] = possible_.emplace(alias.value, false);
    if (is_new) {
      known->second = !article_holds(lexicon_.avoid_of(alias)) &&
                      (!lexicon_.is_ambiguous(alias) || certain_.contains(*lexicon_.record_of(alias)) ||
                       article_holds(lexicon_.needs_of(alias)));
    }
    return known->second;
  }

  bool article_holds(const std::vector<std::string_view>& phrases) const {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return holds(text_, phrase) || holds(title_, phrase); });
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  std::string_view title_;
  std::set<RecordNumber> certain_;
  std::unordered_map<std::string, RecordNumber> bearers_;  // Of last names in the title.
  std::unordered_map<std::uint32_t, bool> possible_;       // By alias: the article is searched once for each.
};

MentionFinder::MentionFinder(const Lexicon& lexicon, const EnglishWords& words)
    : lexicon_(lexicon),
      locative_(words.locative_prepositions.begin(), words.locative_prepositions.end()),
      determiners_(words.determiners.begin(), words.determiners.end()) {
  for (const auto* list :
       {&words.office_titles, &words.name_prefixes, &words.title_abbreviations, &words.determiners}) {
    not_names_.insert(list->begin(), list->end());
  }
}

// "in Moscow" names a place; "Moscow said" a government.
bool MentionFinder::is_mere_place(const Document& document, const Match& match, AliasNumber alias) const {
  if (lexicon_.kind_of(alias) != AliasKind::metonym) return false;
  return match.begin > 0 && locative_.contains(document.tokens[match.begin - 1].folded);
}

// The person's name, as the language model sees it, that holds the token; null if none does.
const NamedSpan* MentionFinder::person_at(const Document& document, std::size_t token) {
  const auto name = std::upper_bound(document.names.begin(), document.names.end(), token,
                                     [](std::size_t at, const NamedSpan& span) { return at < span.end; });
  const bool holds = name != document.names.end() && name->begin <= token && name->type == NameType::person;
  return holds ? &*name : nullptr;
}

// "Laura Bush", "Jordan Peterson": a single word of the lexicon inside a longer name that it does not know.
bool MentionFinder::is_part_of_other_name(const Document& document, const Match& match) const {
  const NamedSpan* name = match.end - match.begin == 1 ? person_at(document, match.begin) : nullptr;
  for (std::size_t i = name ? name->begin : 0; name && i < name->end; ++i) {
    const Token& token = document.tokens[i];
    if (i == match.begin || !token.word || !token.capitalized) continue;
    std::string stem = token.folded;
    if (stem.back() == '.') stem.pop_back();
    if (!not_names_.contains(stem)) return true;
  }
  return false;
}

// "May" is Theresa May only where it stands for a person: as the language model sees it, or behind a title.
bool MentionFinder::is_mere_word(const Document& document, const Match& match, AliasNumber alias) const {
  if (match.end - match.begin != 1 || !lexicon_.is_ambiguous(alias)) return false;
  if (lexicon_.type_of(*lexicon_.record_of(alias)) != EntityType::person) return false;
  const bool titled = match.begin > 0 && document.tokens[match.begin - 1].capitalized &&
                      not_names_.contains(document.tokens[match.begin - 1].folded);
  return !titled && !person_at(document, match.begin);
}

std::vector<MentionFinder::Match> MentionFinder::matches_in(const Document& document, const Sentence& sentence) const {
  const auto& tokens = document.tokens;
  const std::string_view text = document.text.substr(0, document.span_of(sentence).end_byte);
  std::vector<Match> matches;
  std::vector<NameMatch> names;
  const auto longest_at = [&](std::size_t begin) {
    Match match{begin, begin + 1, {}};
    std::size_t end_byte = 0;
    names.clear();
    if (tokens[begin].word) lexicon_.match_at(text, tokens[begin].span.begin_byte, names);
    std::size_t end = begin;
    for (const NameMatch& name : names) {
      while (end < sentence.end && tokens[end].span.end_byte < name.end) ++end;
      if (end == sentence.end || tokens[end].span.end_byte != name.end) continue;
      if (name.end > end_byte) match.readings.clear();
      end_byte = name.end;
      match.end = end + 1;
      match.readings.push_back(name.alias);
    }
    return match;
  };
  for (std::size_t begin = sentence.begin; begin < sentence.end;) {
    Match match = longest_at(begin);
    // "the West" must not break "West African" up.
    if (match.end > begin + 1 && determiners_.contains(tokens[begin].folded)) {
      Match inner = longest_at(begin + 1);
      if (inner.end > match.end && !inner.readings.empty()) match = std::move(inner);
    }
    begin = match.readings.empty() ? begin + 1 : match.end;
    if (!match.readings.empty()) matches.push_back(std::move(match));
  }
  return matches;
}

// "Polish the silver": at the beginning of a sentence the capital says nothing. Taggers, too, take it for the people.
bool MentionFinder::is_mere_verb(const Document& document, const Sentence& sentence, const Match& match) const {
  const Token& token = document.tokens[match.begin];
  if (match.end - match.begin != 1 || token.all_caps) return false;
  if (token.pos == PartOfSpeech::verb) return true;
  const bool demonym = std::all_of(match.readings.begin(), match.readings.end(),
                                   [&](AliasNumber alias) { return lexicon_.kind_of(alias) == AliasKind::demonym; });
  return demonym && match.begin == sentence.begin && match.end < sentence.end &&
         document.tokens[match.end].pos == PartOfSpeech::det;
}

// Whether another person of the article has a longer name that ends with this one.
bool MentionFinder::has_longer_name(const Document& document, const Match& match) const {
  const Token& last = document.tokens[match.end - 1];
  return std::any_of(document.names.begin(), document.names.end(), [&](const NamedSpan& name) {
    return name.type == NameType::person && name.end - name.begin > 1 &&
           document.tokens[name.end - 1].folded == last.folded && document.tokens[name.end - 2].capitalized &&
           !not_names_.contains(document.tokens[name.end - 2].folded);
  });
}

// "Secretary Clinton": who of the bearers has such an office. Without a title the only bearer whose country is named.
std::optional<AliasNumber> MentionFinder::bearer_of(const Document& document, const Match& match,
                                                    const Support& support) const {
  if (match.end - match.begin != 1 || !person_at(document, match.begin) || has_longer_name(document, match))
    return std::nullopt;
  std::vector<std::string> titles;
  for (std::size_t at = match.begin;
       at > 0 && not_names_.contains(document.tokens[at - 1].folded) && document.tokens[at - 1].capitalized; --at) {
    titles.push_back(document.tokens[at - 1].folded);
  }
  std::optional<AliasNumber> found;
  for (const AliasNumber alias : match.readings) {
    const LexiconRecord record = lexicon_.record(*lexicon_.record_of(alias));
    if (record.entity.type != EntityType::person) return std::nullopt;
    bool fits = false;
    for (const LexiconLink& link : record.links) {
      if (link.kind != LinkKind::office) continue;
      const bool titled = std::any_of(titles.begin(), titles.end(),
                                      [&](const std::string& title) { return holds(fold(link.title), title); });
      fits = fits || titled || (match.readings.size() == 1 && support.is_certain(link.target));
    }
    if (!fits) continue;
    if (found && lexicon_.record_of(*found) != lexicon_.record_of(alias)) return std::nullopt;
    found = alias;
  }
  return found;
}

std::shared_ptr<const Entity> MentionFinder::home_of(RecordNumber place) const {
  std::shared_ptr<const Entity> home;
  for (const LexiconLink& link : lexicon_.record(place).links) {
    if (link.kind != LinkKind::home) continue;
    if (home) return nullptr;  // Disputed.
    if (const auto country = lexicon_.find(link.target)) home = lexicon_.entity(*country);
  }
  return home;
}

// "Israeli" and "Palestinian" of "Israeli-Palestinian conflict".
void MentionFinder::add_names_within(const Document& document, const Mention& mention,
                                     std::vector<Mention>& mentions) const {
  if (mention.type() != EntityType::conflict && mention.type() != EntityType::agreement) return;
  const std::string_view text = document.text.substr(0, mention.span.end_byte);
  std::vector<NameMatch> names;
  for (std::size_t at = mention.begin; at < mention.end; ++at) {
    if (!document.tokens[at].word) continue;
    names.clear();
    lexicon_.match_at(text, document.tokens[at].span.begin_byte, names);
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      const auto record = lexicon_.record_of(name->alias);
      if (!record || lexicon_.type_of(*record) != EntityType::country || lexicon_.is_ambiguous(name->alias)) continue;
      std::size_t end = at;
      while (end < mention.end && document.tokens[end].span.end_byte < name->end) ++end;
      if (end == mention.end || document.tokens[end].span.end_byte != name->end) continue;
      Mention& inner = mentions.emplace_back();
      inner.begin = at;
      inner.end = end + 1;
      inner.span = {document.tokens[at].span.begin_byte, document.tokens[end].span.end_byte};
      inner.entity = lexicon_.entity(*record);
      inner.kind = lexicon_.kind_of(name->alias);
      at = end;
      break;
    }
  }
}

std::vector<Mention> MentionFinder::find(const Document& document, std::string_view title) const {
  std::vector<Match> matches;
  Support support(lexicon_, document, title);
  for (const Sentence& sentence : document.sentences) {
    for (Match& match : matches_in(document, sentence)) {
      if (is_mere_verb(document, sentence, match) || is_part_of_other_name(document, match)) continue;
      std::erase_if(match.readings, [&](AliasNumber alias) {
        return !lexicon_.record_of(alias) || lexicon_.kind_of(alias) == AliasKind::series ||
               is_mere_place(document, match, alias) || is_mere_word(document, match, alias) ||
               support.is_of_another(document.tokens[match.end - 1].folded, *lexicon_.record_of(alias));
      });
      if (match.readings.empty()) continue;
      support.add(match);
      matches.push_back(std::move(match));
    }
  }
  std::vector<Mention> mentions;
  for (const Match& match : matches) {
    auto reading = support.settle(match);
    if (!reading) reading = bearer_of(document, match, support);
    if (!reading) continue;
    Mention mention;
    mention.begin = match.begin;
    mention.end = match.end;
    mention.span = {document.tokens[match.begin].span.begin_byte, document.tokens[match.end - 1].span.end_byte};
    mention.entity = lexicon_.entity(*lexicon_.record_of(*reading));
    mention.kind = lexicon_.kind_of(*reading);
    if (mention.type() == EntityType::place) mention.home = home_of(*lexicon_.record_of(*reading));
    mentions.push_back(mention);
    add_names_within(document, mention, mentions);
  }
  return mentions;
}

}  // namespace entente::ingest
