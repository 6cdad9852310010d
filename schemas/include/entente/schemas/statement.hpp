// Statements and their evidence: who stands in which relation to whom, what the text really says of it, and where.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/article.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/hash.hpp>
#include <entente/schemas/span.hpp>

namespace entente {

// All enumerations here are stored as numbers: never renumber, only append.

enum class Polarity : std::uint8_t { affirmed = 0, negated = 1 };

enum class Modality : std::uint8_t {
  actual = 0,        // The text presents it as fact.
  possible = 1,      // May, might, reportedly could.
  intended = 2,      // Wanted, planned, threatened, called for.
  hypothetical = 3,  // Under a condition.
};

enum class Phase : std::uint8_t { holds = 0, ended = 1 };

// How the author stands to a source that is quoted for a claim.
enum class Stance : std::uint8_t {
  reports = 0,    // said, told
  endorses = 1,   // revealed, confirmed
  distances = 2,  // claimed, alleged
  rejects = 3,    // falsely claimed
  quotes = 4,     // direct speech
};

std::string_view to_string(Polarity polarity);
std::string_view to_string(Modality modality);
std::string_view to_string(Phase phase);
std::string_view to_string(Stance stance);
std::optional<Polarity> parse_polarity(std::string_view text);
std::optional<Modality> parse_modality(std::string_view text);
std::optional<Phase> parse_phase(std::string_view text);
std::optional<Stance> parse_stance(std::string_view text);

// What a sentence does with a relation besides naming it.
struct Factuality {
  Polarity polarity = Polarity::affirmed;
  Modality modality = Modality::actual;
  Phase phase = Phase::holds;

  auto operator<=>(const Factuality&) const = default;

  // Affirmed, actual and holding: what the default view `facts` shows.
  bool is_fact() const { return *this == Factuality{}; }
};

struct StatementId {
  Hash128 hash;

  auto operator<=>(const StatementId&) const = default;
};

// A relation between two entities with its factuality. Free of evidence, so that the same claim from many articles
// is one statement.
struct Statement {
  EntityKey subject;
  std::string relation;  // A name of the ontology: "allied-with".
  EntityKey object;
  Factuality factuality;

  bool operator==(const Statement&) const = default;

  // The same on every machine and in every store. Symmetric relations must have their arguments in key order first
  // (see order_symmetric), or the same claim gets two ids.
  StatementId id() const;
};

// One link of an attribution chain, the outermost source first.
struct Attribution {
  std::string source;  // The entity's name where it is known, else the words of the text.
  std::string verb;    // As in the text: "said", "claiming".
  Stance stance = Stance::reports;

  bool operator==(const Attribution&) const = default;
};

// One place in one article that makes a statement.
struct Evidence {
  Span sentence;
  Span subject;  // The words that stand for the subject; may lie in an earlier sentence (coreference).
  Span object;
  std::string trigger;  // The words that named the relation.
  std::string rule;     // Id of the pattern that matched.
  std::vector<Attribution> attribution;
  DateRange time;           // When it was so, as far as the sentence says. Unknown if it says nothing.
  double confidence = 0.0;  // 0..1, of this one reading.

  bool operator==(const Evidence&) const = default;
};

struct ExtractedStatement {
  Statement statement;
  Evidence evidence;

  bool operator==(const ExtractedStatement&) const = default;
};

// Puts the arguments of a symmetric relation in key order, together with their mentions.
void order_symmetric(ExtractedStatement& extracted);

}  // namespace entente
