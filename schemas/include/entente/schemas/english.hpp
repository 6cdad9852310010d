// Word lists of English that reading depends on: data in schemas/english.json and schemas/factuality.json.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <entente/schemas/entity.hpp>
#include <entente/schemas/result.hpp>
#include <entente/schemas/statement.hpp>

namespace entente {

// What expressions of time are made of.
struct TimeWords {
  std::map<std::string, int> months;    // "may" -> 5
  std::map<std::string, int> weekdays;  // "monday" -> 1
  std::map<std::string, int> days;      // "yesterday" -> -1: from the day of publication.
  std::vector<std::string> units;       // "week"
  std::vector<std::string> previous;    // "last" week
  std::vector<std::string> current;     // "this" year
  std::vector<std::string> following;   // "next" month
  std::vector<std::string> ago;         // two years "ago"
  std::vector<std::string> since;       // "since" 2014: without an end.
  std::vector<std::string> until;       // "until" 2014: without a beginning.
  std::vector<std::string> from;        // "from" 2014
  std::vector<std::string> to;          // "to" 2016
  std::vector<std::string> at;          // "in" 2014: after these a number of four digits is a year.
  std::map<std::string, int> numbers;   // "two" -> 2
};

// Closed word classes, irregular inflections and abbreviations. All words are in lower case.
struct EnglishWords {
  std::vector<std::string> title_abbreviations;  // "gen": may stand before a name.
  std::vector<std::string> determiners;
  std::vector<std::string> prepositions;
  std::vector<std::string> locative_prepositions;  // Before a metonym they make it a mere place.
  std::vector<std::string> coordinators;
  std::vector<std::string> thing_pronouns;             // "it": a country or body.
  std::vector<std::string> person_pronouns;            // "he", "her".
  std::vector<std::string> plural_pronouns;            // "they".
  std::vector<std::string> speaker_pronouns;           // "we", "our".
  std::vector<std::string> singular_speaker_pronouns;  // "I", "my".
  std::vector<std::string> joint_statement_names;      // "joint statement": all whom its title names speak.
  std::map<EntityType, std::vector<std::string>> description_nouns;  // "the country" may stand for a country.
  std::vector<std::string> unspecific_adjectives;                    // "the current war" is the war spoken of.
  std::vector<std::string> general_body_nouns;        // "the group" may be one whose name does not hold the noun.
  std::vector<std::string> government_nouns;          // "the regime": the country spoken of.
  std::vector<std::string> home_nouns;                // "her country": that of the person spoken of.
  std::vector<std::string> speaker_government_nouns;  // "the administration": that of who speaks.
  std::vector<std::string> pair_nouns;                // "the two sides": two countries spoken of.
  std::vector<std::string> representative_nouns;      // "forces": "Russian forces" act for Russia.
  std::vector<std::string>
      descriptive_nouns;  // "group": "the Wagner group", "Iranian citizens" stand for who is named.
  std::vector<std::string> transparent_nouns;              // "round": "a round of sanctions" is sanctions.
  std::vector<std::string> subject_control_verbs;          // "promise": who promises Egypt to do it does it.
  std::vector<std::string> addressing_verbs;               // "call": who is called on to do it does it.
  std::vector<std::string> owning_verbs;                   // "enjoy": who enjoys support is the one supported.
  std::vector<std::string> starting_participles;           // "starting" with Russia: the first of those listed.
  std::vector<std::string> office_titles;                  // "president": stand before a person's name.
  std::vector<std::string> title_modifiers;                // "foreign": belong to a title even with a capital.
  std::vector<std::string> general_titles;                 // "head of state": what the head titles come to.
  std::vector<std::string> head_titles;                    // "emir": titles of heads of state and government.
  std::vector<std::string> name_prefixes;                  // "ambassador": other words before a person's name.
  std::vector<std::string> name_particles;                 // "of", "bin": what stands between two words of one name.
  std::map<std::string, std::string> opposite_directions;  // "north" -> "south": halves of divided countries.
  TimeWords times;
  std::map<std::string, std::vector<std::string>> irregular_verbs;  // lemma -> past, participle, progressive
  std::map<std::string, std::string> irregular_nouns;               // singular -> plural
};

Result<EnglishWords> load_english_words(const std::filesystem::path& path, const std::filesystem::path& schema_path);

// What a cue does to the factuality of the relation in its scope.
enum class CueEffect {
  none,         // "not only"
  negation,     // "not", "refuse to", "fail to"
  possibility,  // "may"
  intention,    // "want to", "threaten to"
  hypothesis,   // "if", "would"
  cessation,    // "lift", "end", "former"
};

enum class CueKind : unsigned char {
  words,      // Hangs on the relation and matches as it stands: "no longer".
  modifier,   // The same, of a noun only: "the then president", but not "then attacked".
  verb,       // Governs it; the first word is a verb lemma: "refuse", "rule out".
  noun,       // A noun lemma: "refusal".
  adjective,  // An adjective lemma: "unwilling".
};

struct FactualityCue {
  std::string words;
  CueKind kind = CueKind::words;
  CueEffect effect = CueEffect::negation;
};

// A verb or noun by which a source is given for what hangs on it.
struct ReportingWord {
  std::string words;  // "say", "deny", "claim"
  Stance stance = Stance::reports;
  bool denies = false;  // What follows is negated by the source.
};

struct FactualityCues {
  std::vector<FactualityCue> cues;
  std::vector<ReportingWord> reporting_verbs;
  std::vector<ReportingWord> reporting_nouns;
  std::vector<std::string> rejecting_adverbs;         // "falsely": the author rejects what is reported.
  std::vector<std::string> rejecting_predicates;      // "is false": the author rejects the claim.
  std::vector<std::string> confirming_predicates;     // "is true": the author rejects it where they are negated.
  std::vector<std::string> attributing_prepositions;  // "according" to
};

Result<FactualityCues> load_factuality_cues(const std::filesystem::path& path,
                                            const std::filesystem::path& schema_path);

}  // namespace entente
