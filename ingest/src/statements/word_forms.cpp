#include "word_forms.hpp"

namespace entente::ingest {
namespace {

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool ends_in_consonant_y(std::string_view word) {
  return word.size() > 1 && word.back() == 'y' && !is_vowel(word[word.size() - 2]);
}

std::string with_s(const std::string& word) {
  if (ends_in_consonant_y(word)) return word.substr(0, word.size() - 1) + "ies";
  for (const std::string_view ending : {"s", "x", "z", "ch", "sh"}) {
    if (word.ends_with(ending)) return word + "es";
  }
  return word + "s";
}

// "slap" -> "slapp": short words of one vowel between consonants double the last letter.
std::string doubled(const std::string& word) {
  const std::size_t n = word.size();
  if (n < 3 || n > 4 || is_vowel(word[n - 1]) || !is_vowel(word[n - 2]) || is_vowel(word[n - 3])) return word;
  if (word.back() == 'w' || word.back() == 'x' || word.back() == 'y') return word;
  return word + word.back();
}

std::string with_ed(const std::string& word) {
  if (word.back() == 'e') return word + "d";
  if (ends_in_consonant_y(word)) return word.substr(0, word.size() - 1) + "ied";
  return doubled(word) + "ed";
}

std::string with_ing(const std::string& word) {
  if (word.ends_with("ie")) return word.substr(0, word.size() - 2) + "ying";
  if (word.back() == 'e' && !word.ends_with("ee")) return word.substr(0, word.size() - 1) + "ing";
  return doubled(word) + "ing";
}

}  // namespace

VerbForms inflect_verb(const std::string& lemma, const EnglishWords& words) {
  if (const auto found = words.irregular_verbs.find(lemma); found != words.irregular_verbs.end()) {
    return {lemma, with_s(lemma), found->second[0], found->second[1], found->second[2]};
  }
  return {lemma, with_s(lemma), with_ed(lemma), with_ed(lemma), with_ing(lemma)};
}

std::string plural(const std::string& lemma, const EnglishWords& words) {
  const auto found = words.irregular_nouns.find(lemma);
  return found == words.irregular_nouns.end() ? with_s(lemma) : found->second;
}

}  // namespace entente::ingest
