// Inflected forms of English words: how a lemma in a pattern or cue finds the words of a text.
#pragma once

#include <string>

#include <entente/schemas/english.hpp>

namespace entente::ingest {

struct VerbForms {
  std::string base;
  std::string third_person;
  std::string past;
  std::string participle;
  std::string progressive;
};

// Regular spelling rules, overruled by the irregular verbs of `words`.
VerbForms inflect_verb(const std::string& lemma, const EnglishWords& words);

// The plural of a noun.
std::string plural(const std::string& lemma, const EnglishWords& words);

}  // namespace entente::ingest
