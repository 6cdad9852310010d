// The pattern language of schemas/relations.json, compiled.
//
// A pattern is a row of elements, separated by blanks, that must follow each other in a sentence:
//
//   {subject} {object}    an argument: a name of the lexicon, or several joined by "and"; up to six words of its noun
//                         phrase may stand before it ("on the government of {object}")
//   {object+}             the same, or what belongs to it: "Russian oil", "Israel's policy"
//   {both}                two or three arguments joined by "and": every pair of them stands in the relation
//   {subject's}           an argument that modifies the noun after it: "Russian", "Russia's", "US"
//   sanction:v            a verb, in any inflection; in "{subject} sanction:v {object}" also the passive
//   ally:n                a noun, singular or plural
//   be                    any form of "be", "become", "remain"
//   with                  a word as it stands
//   on|against            one of several words; with :v or :n the mark holds for all of them
//   the?                  may be absent
//   ~                     up to six words that do not leave the noun phrase ("new and tougher")
//
// Words of a pattern say only what its "polarity", "modality" and "phase" declare; cue words of
// schemas/factuality.json count between and before them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/schemas/english.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

struct PatternElement {
  enum class Kind : std::uint8_t { subject, object, both, subject_modifier, object_modifier, gap, literal };

  Kind kind = Kind::literal;
  bool optional = false;
  bool verb = false;
  bool noun = false;
  bool with_belongings = false;                 // "{object+}"
  std::unordered_set<std::string> forms;        // Literals: the words that match.
  std::unordered_set<std::string> participles;  // Verbs: forms that a passive can have.

  bool is_slot() const { return kind != Kind::gap && kind != Kind::literal; }
  bool is_modifier() const { return kind == Kind::subject_modifier || kind == Kind::object_modifier; }
};

struct Pattern {
  const Relation* relation = nullptr;
  const RelationPattern* source = nullptr;
  std::vector<PatternElement> elements;
  std::size_t anchor = 0;    // The element that the search begins with.
  bool apposition = false;   // Holds a comma: says something beside the clause, outside its cues.
  bool simple_verb = false;  // {subject} verb {object}: has a passive.
};

// Compiles all patterns of an ontology, which must outlive the result. Fails on a pattern that is not in the
// language, naming its id.
Result<std::vector<Pattern>> compile_patterns(const Ontology& ontology, const EnglishWords& words);

}  // namespace entente::ingest
