#include "known_lemmas.hpp"

#include "word_forms.hpp"

#include <string_view>

namespace entente::ingest {

KnownLemmas::KnownLemmas(const std::vector<Pattern>& patterns, const FactualityCues& cues, const EnglishWords& words) {
  const auto first_word = [](const std::string& phrase) { return phrase.substr(0, phrase.find(' ')); };
  for (const Pattern& pattern : patterns) {
    for (const PatternNode& node : pattern.nodes) {
      for (const auto* lemmas : {&node.lemmas, &node.except}) {
        for (const std::string& lemma : *lemmas) {
          if (node.kind == PatternNode::Kind::verb) add_verb(lemma, words);
          if (node.kind == PatternNode::Kind::noun) add_noun(lemma, words);
        }
      }
    }
    for (const std::string& trigger : pattern.relation->triggers) {
      const std::string lemma = trigger.substr(0, trigger.find(':'));
      if (trigger.ends_with(":v")) add_verb(lemma, words);
      if (trigger.ends_with(":n")) add_noun(lemma, words);
    }
  }
  for (const FactualityCue& cue : cues.cues) {
    if (cue.kind == CueKind::verb) add_verb(first_word(cue.words), words);
    if (cue.kind == CueKind::noun) add_noun(first_word(cue.words), words);
  }
  for (const ReportingWord& verb : cues.reporting_verbs) add_verb(first_word(verb.words), words);
  for (const ReportingWord& noun : cues.reporting_nouns) add_noun(first_word(noun.words), words);
}

void KnownLemmas::add_verb(const std::string& lemma, const EnglishWords& words) {
  if (!base_forms_.insert(lemma).second) return;
  const VerbForms forms = inflect_verb(lemma, words);
  for (const std::string& form : {forms.third_person, forms.past, forms.participle, forms.progressive}) {
    verbs_.emplace(form, lemma);
  }
  // "expelled": whether a longer verb doubles its last letter depends on how it is spoken, so both spellings are known.
  const auto is_vowel = [](char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; };
  const std::size_t size = lemma.size();
  if (size > 4 && !is_vowel(lemma[size - 1]) && is_vowel(lemma[size - 2]) && !is_vowel(lemma[size - 3])) {
    verbs_.emplace(lemma + lemma.back() + "ed", lemma);
    verbs_.emplace(lemma + lemma.back() + "ing", lemma);
  }
}

void KnownLemmas::add_noun(const std::string& lemma, const EnglishWords& words) {
  nouns_.emplace(lemma, lemma);
  nouns_.emplace(plural(lemma, words), lemma);
}

void KnownLemmas::correct(Document& document) const {
  for (std::size_t i = 0; i < document.tokens.size(); ++i) {
    Token& token = document.tokens[i];
    if (token.pos == PartOfSpeech::verb) {
      // "found", "ground": a base form where it must be one.
      const bool base = token.xpos == "VB" || token.xpos == "VBP" || (i > 0 && document.tokens[i - 1].folded == "to");
      if (base && base_forms_.contains(token.folded)) {
        token.lemma = token.folded;
      } else if (const auto found = verbs_.find(token.folded); found != verbs_.end()) {
        token.lemma = found->second;
      }
    } else if (token.pos == PartOfSpeech::noun || token.pos == PartOfSpeech::propn) {
      if (const auto found = nouns_.find(token.folded); found != nouns_.end()) token.lemma = found->second;
    }
  }
}

}  // namespace entente::ingest
