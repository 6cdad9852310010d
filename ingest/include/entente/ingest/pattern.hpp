// The pattern language of schemas/relations.json, compiled.
//
// A pattern is the plainest sentence that expresses the relation. It is matched not against the words of a text but against
// who does what to whom in it, so that one pattern covers the passive, relative clauses, infinitives under other verbs,
// coordination on every word, participles ("US-brokered"), apposition and titles. Its elements, separated by blanks:
//
//   sanction:v  ally:n  loyal:a    a verb, noun or adjective by its lemma; *:v is any verb, *-evade|violate:v any but these
//   impose|slap:v                  one of several
//   <embargo>:n                    one of the words that the file lists under "words"
//   {subject} {object}             an argument: before a verb its subject, behind it its object, behind a preposition what
//                                  stands there, behind "be" and a noun who the noun is said to be of
//   {object+}                      the same, or what belongs to it: "Russian oil" for Russia
//   {object?} {subject?}           not said beside the words: an entity elsewhere in the sentence that can be meant, surely if there
//                                  is only one or if two or three are coordinated; only where no other pattern finds both
//                                  arguments beside the words
//   {both}                         two or three coordinated arguments; every pair of them stands in the relation
//   {subject's} {both's}           who a noun belongs to: "Russia's", "of Russia", "Russian", "by Russia"
//   be                             what links a subject to the noun or adjective behind it: a copula, "became", apposition, a
//                                  title ("NATO ally Turkey"), "as"
//   on|against                     prepositions. They may hang on the noun or on its verb: parsers, too, are often wrong there.
//   of                             stands for all of "of Russia", "Russia's", "Russian"
//   to                             before a verb: its infinitive, or the like
//   strategic  out                 any other word must hang on the next noun or adjective, or behind a verb on that
//
// So "{subject} impose:v <embargo>:n on {object+}" finds "Iran, on whose banks an embargo was imposed by the EU".
//
// The words of a pattern say only what its "polarity", "modality" and "phase" declare; what the sentence makes of it is read
// by the cues of schemas/factuality.json.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/schemas/english.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// A word or argument of a pattern.
struct PatternNode {
  enum class Kind : std::uint8_t { verb, noun, adjective, subject, object, both };
  Kind kind = Kind::verb;
  std::unordered_set<std::string> lemmas;           // Of words; empty means any,
  std::unordered_set<std::string> except;           // but not these.
  std::vector<std::vector<std::string>> modifiers;  // Of each, one must hang on the word.
  bool with_belongings = false;                     // Of arguments.
  bool implied = false;                             // An argument that no link reaches.

  bool is_slot() const { return kind >= Kind::subject; }
};

// How one node hangs on another.
struct PatternLink {
  enum class Kind : std::uint8_t { subject, object, recipient, possessor, preposition, identity, complement };
  std::size_t from = 0;
  std::size_t to = 0;
  Kind kind = Kind::subject;
  std::vector<std::string> prepositions;
};

// A tree of nodes, the first of which is the root.
struct Pattern {
  const Relation* relation = nullptr;
  const RelationPattern* source = nullptr;
  std::vector<PatternNode> nodes;
  std::vector<PatternLink> links;  // Each after the one that reaches its `from`.
  std::size_t anchor = 0;          // The node whose lemmas are rarest: without one of them there is no match.
};

// All patterns of the ontology, which must outlive them. Fails on a pattern that is not in the language, naming it.
Result<std::vector<Pattern>> compile_patterns(const Ontology& ontology, const EnglishWords& words);

}  // namespace entente::ingest
