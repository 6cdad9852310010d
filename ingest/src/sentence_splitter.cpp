
#include <entente/ingest/sentence_splitter.hpp>

#include <unicode/uchar.h>

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestSentence = 400;

bool is_final(const Token& token) {
  const std::string& text = token.folded;
  return !token.word && (text == "." || text == "!" || text == "?" || text == "\xE2\x80\xA6" || text == ".." ||
                         text.starts_with("..."));
}

bool is_closing(const Token& token) {
  const std::string& text = token.folded;
  return !token.word && !token.space_before && (text == "\"" || text == "'" || text == ")" || text == "]");
}

bool is_opening(const Token& token) {
  const std::string& text = token.folded;
  return !token.word && (text == "\"" || text == "'" || text == "(" || text == "[" || text == "-" || text == "*" ||
                         text == "\xE2\x80\xA2");
}

bool can_begin(const Token& token) {
  return token.capitalized || is_opening(token) ||
         (token.word && u_isdigit(static_cast<unsigned char>(token.folded[0]))) ||
         static_cast<unsigned char>(token.folded[0]) >= 0x80;
}

bool ends_with_period(const Token& token) { return token.word && token.folded.back() == '.'; }

bool is_initial(const Token& token) { return token.folded.size() == 2 && token.capitalized; }

}  // namespace

SentenceSplitter::SentenceSplitter(const EnglishWords& words) {
  titles_.insert(words.title_abbreviations.begin(), words.title_abbreviations.end());
  for (const auto* list : {&words.determiners, &words.prepositions, &words.coordinators, &words.subordinators,
                           &words.object_pronouns, &words.thing_pronouns, &words.person_pronouns}) {
    starters_.insert(list->begin(), list->end());
  }
}

// Whether a sentence ends with the token at `index`, given that `next` is the first token after it and its closing
// quotes.
bool SentenceSplitter::ends_sentence(const std::vector<Token>& tokens, std::size_t index, std::size_t next) const {
  const Token& token = tokens[index];
  const Token& following = tokens[next];
  if (is_final(token)) {
    if (token.folded == "." || token.folded == "?" || token.folded == "!") {
      return following.space_before ? can_begin(following) : following.paragraph_before;
    }
    return following.space_before && following.capitalized;  // After an ellipsis a sentence may go on.
  }
  if (!ends_with_period(token) || !following.space_before || !can_begin(following)) return false;
  std::string stem = token.folded;
  stem.pop_back();
  if (is_initial(token)) return false;
  if (titles_.contains(stem)) {
    return !token.capitalized && following.capitalized && starters_.contains(following.folded);
  }
  return starters_.contains(following.folded) || is_opening(following);
}

std::vector<Sentence> SentenceSplitter::split(const std::vector<Token>& tokens) const {
  std::vector<Sentence> sentences;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > begin && (tokens[i].paragraph_before || i - begin >= kLongestSentence)) {
      sentences.push_back({begin, i});
      begin = i;
    }
    if (!is_final(tokens[i]) && !ends_with_period(tokens[i])) continue;
    std::size_t next = i + 1;
    while (next < tokens.size() && (is_closing(tokens[next]) || is_final(tokens[next])) &&
           !tokens[next].paragraph_before)
      ++next;
    if (next >= tokens.size() || tokens[next].paragraph_before || !ends_sentence(tokens, i, next)) continue;
    sentences.push_back({begin, next});
    begin = next;
    i = next - 1;
  }
  if (begin < tokens.size()) sentences.push_back({begin, tokens.size()});
  return sentences;
}

}  // namespace entente::ingest
