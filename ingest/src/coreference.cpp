#include <algorithm>
#include <iterator>
#include <string>

#include <entente/ingest/coreference.hpp>

namespace entente::ingest {
namespace {

std::vector<std::string> split_words(const std::string& phrase) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin < phrase.size()) {
    const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
    words.push_back(phrase.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::vector<std::vector<std::string>> split_all(const std::vector<std::string>& phrases) {
  std::vector<std::vector<std::string>> result;
  for (const std::string& phrase : phrases) result.push_back(split_words(phrase));
  return result;
}

// Length of the longest phrase that begins at `token`, 0 if none does.
std::size_t longest_phrase(const Document& document, const Sentence& sentence, std::size_t token,
                           const std::vector<std::vector<std::string>>& phrases) {
  std::size_t longest = 0;
  for (const auto& phrase : phrases) {
    if (phrase.size() <= longest || token + phrase.size() > sentence.end) continue;
    const bool equal =
        std::equal(phrase.begin(), phrase.end(), document.tokens.begin() + static_cast<std::ptrdiff_t>(token),
                   [](const std::string& word, const Token& t) { return word == t.folded; });
    if (equal) longest = phrase.size();
  }
  return longest;
}

bool is_thing(const Mention& mention) {
  const EntityType type = mention.type();
  return type == EntityType::country || type == EntityType::organization || type == EntityType::armed_group;
}

}  // namespace

// What has been mentioned so far.
struct CoreferenceResolver::State {
  const Mention* last_country = nullptr;
  const Mention* last_conflict = nullptr;
  const Mention* first_thing_here = nullptr;    // In this sentence: what it is about, as a rule.
  const Mention* first_thing_before = nullptr;  // In the sentence before.
  const Mention* person = nullptr;              // The only person of this and the last sentence.
  const Mention* person_before = nullptr;
  bool several_persons = false;
  bool several_persons_before = false;

  void next_sentence(bool new_paragraph) {
    first_thing_before = new_paragraph ? nullptr : first_thing_here;
    first_thing_here = nullptr;
    person_before = person;
    several_persons_before = several_persons;
    person = nullptr;
    several_persons = false;
  }

  void see(const Mention& mention) {
    if (mention.type() == EntityType::country) last_country = &mention;
    if (mention.type() == EntityType::conflict) last_conflict = &mention;
    if (is_thing(mention) && !first_thing_here) first_thing_here = &mention;
    if (mention.type() == EntityType::person) {
      if (person && person->entity->key != mention.entity->key) several_persons = true;
      person = &mention;
    }
  }
};

CoreferenceResolver::CoreferenceResolver(const EnglishWords& words)
    : thing_pronouns_(split_all(words.thing_pronouns)),
      person_pronouns_(split_all(words.person_pronouns)),
      country_phrases_(split_all(words.country_phrases)),
      prepositions_(words.prepositions.begin(), words.prepositions.end()) {
  for (const std::string& determiner : words.conflict_determiners) {
    for (const std::string& noun : words.conflict_nouns)
      conflict_phrases_.push_back(split_words(determiner + " " + noun));
  }
}

std::size_t CoreferenceResolver::anaphor_length(const Document& document, const Sentence& sentence,
                                                std::size_t token) const {
  std::size_t longest = 0;
  for (const auto* phrases : {&thing_pronouns_, &person_pronouns_, &country_phrases_}) {
    longest = std::max(longest, longest_phrase(document, sentence, token, *phrases));
  }
  const std::size_t conflict = longest_phrase(document, sentence, token, conflict_phrases_);
  return specified_further(document, sentence, token + conflict) ? longest : std::max(longest, conflict);
}

// "The war in Yemen" says which war it is; "the war" alone refers back.
bool CoreferenceResolver::specified_further(const Document& document, const Sentence& sentence,
                                            std::size_t next) const {
  if (next + 1 >= sentence.end || !prepositions_.contains(document.tokens[next].folded)) return false;
  return document.tokens[next + 1].capitalized || (next + 2 < sentence.end && document.tokens[next + 2].capitalized);
}

// The entity that the phrase stands for, or null.
const Mention* CoreferenceResolver::antecedent(const Document& document, std::size_t token, std::size_t length,
                                               const State& state) const {
  const Sentence phrase{token, token + length};
  if (longest_phrase(document, phrase, token, conflict_phrases_) == length) return state.last_conflict;
  if (longest_phrase(document, phrase, token, country_phrases_) == length) return state.last_country;
  if (longest_phrase(document, phrase, token, thing_pronouns_) == length) {
    return state.first_thing_here ? state.first_thing_here : state.first_thing_before;
  }
  if (state.person) return state.several_persons ? nullptr : state.person;
  return state.several_persons_before ? nullptr : state.person_before;
}

std::vector<Mention> CoreferenceResolver::resolve(const Document& document, std::vector<Mention> mentions) const {
  std::vector<Mention> found;
  State state;
  auto mention = mentions.cbegin();
  for (const Sentence& sentence : document.sentences) {
    state.next_sentence(document.tokens[sentence.begin].paragraph_before);
    for (std::size_t token = sentence.begin; token < sentence.end;) {
      if (mention != mentions.cend() && mention->begin == token) {
        state.see(*mention);
        token = mention->end;
        ++mention;
        continue;
      }
      const std::size_t length = anaphor_length(document, sentence, token);
      const bool holds_name = mention != mentions.cend() && mention->begin < token + length;
      if (length == 0 || holds_name) {
        ++token;
        continue;
      }
      const Mention* named = antecedent(document, token, length, state);
      if (named) {
        Mention anaphor = *named;
        anaphor.begin = token;
        anaphor.end = token + length;
        anaphor.span = {document.tokens[token].span.begin_byte, document.tokens[token + length - 1].span.end_byte};
        anaphor.kind = AliasKind::name;
        anaphor.coreferent = true;
        found.push_back(anaphor);
      }
      token += length;
    }
  }
  std::vector<Mention> merged;
  merged.reserve(mentions.size() + found.size());
  std::merge(mentions.begin(), mentions.end(), found.begin(), found.end(), std::back_inserter(merged),
             [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
  return merged;
}

}  // namespace entente::ingest
