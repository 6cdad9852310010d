// The ontology: which relations there are, what they mean, and how sentences express them.
//
// It is data (schemas/relations.json), so that a researcher adds a relation without touching C++. It is also the
// codebook: the definitions and examples are what a human coder reads, and the examples run as tests.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/result.hpp>
#include <entente/schemas/statement.hpp>

namespace entente {

// One way in which a sentence expresses the relation, in the pattern language that ingest/pattern.hpp documents.
struct RelationPattern {
  std::string place;        // File and JSON path, for errors.
  std::string id;           // "sanctions.impose": written into the evidence as its rule.
  std::string text;         // "{subject} impose:v sanction:n on|against {object}"
  Factuality effect;        // What the words of the pattern themselves say, as "lift sanctions" says ended.
  double confidence = 0.0;  // How often a match of this pattern is right: 0..1.
  bool reciprocal = false;  // The relation holds both ways.
  std::vector<EntityType> subject_types;  // Narrower than the relation's domain and range; empty where they are not.
  std::vector<EntityType> object_types;
};

// Statements that titles make: "President Macron" says that he leads France, where the lexicon knows his office.
struct RelationOffices {
  std::string id;                   // Written into the evidence as its rule; empty where titles say nothing.
  std::vector<std::string> except;  // Titles that hold one of these words do not count: "ambassador".
  double confidence = 0.0;
};

struct RelationExample {
  std::string text;
  std::vector<Statement> statements;  // Subject and object hold entity names, not keys.
};

struct Relation {
  std::string name;     // "allied-with"
  std::string inverse;  // "sanctioned-by"; the name itself for symmetric relations.
  bool symmetric = false;
  std::vector<EntityType> domain;
  std::vector<EntityType> range;
  // Whether "vowed to lift" is recorded as an end that is intended; otherwise what is only to end still holds.
  bool records_wished_ends = false;
  bool places_are_countries = false;  // As objects, places stand for the country that they lie in.
  std::string definition;
  std::vector<std::string> boundary_rules;
  std::vector<std::string> cameo;     // CAMEO event codes.
  std::vector<std::string> plover;    // PLOVER event types, with the mode after a slash.
  std::vector<std::string> wikidata;  // Property ids.
  std::vector<RelationPattern> patterns;
  RelationOffices offices;
  // Words ("boycott:n") that often name the relation though no pattern is sure: the statement model looks around them as well.
  std::vector<std::string> triggers;
  std::vector<RelationExample> positive_examples;
  std::vector<std::string> negative_examples;  // Sentences that must not give this relation.

  // "ALLIED_WITH": the relationship type in queries.
  std::string query_type() const;
};

// How single pieces of evidence combine into the confidence of a statement (see combined_confidence).
struct BeliefParameters {
  double systematic_error = 0.0;  // Share of a source's claims that more of its evidence would not mend.
};

class Ontology {
 public:
  // Reads and checks a relations file. Fails on a broken file, on two relations or patterns of one name, and on
  // codes or types that do not exist.
  static Result<Ontology> load(const std::filesystem::path& path, const std::filesystem::path& schema_path);

  // Adds the relations and word lists of a further file of the same form, whose belief does not count. Fails as load does, and
  // on names that are taken; nothing is added then.
  Result<void> extend(const std::filesystem::path& path, const std::filesystem::path& schema_path);

  // In the order of the file.
  const std::vector<Relation>& relations() const { return relations_; }

  // Null if there is no such relation.
  const Relation* find(std::string_view name) const;

  // The lemmas that patterns call <name>; null if there is no such list.
  const std::vector<std::string>* words(std::string_view name) const;

  const BeliefParameters& belief() const { return belief_; }

 private:
  Result<void> add(Relation relation, const std::string& place);

  std::vector<Relation> relations_;
  std::map<std::string, std::vector<std::string>, std::less<>> words_;
  BeliefParameters belief_;
};

}  // namespace entente
