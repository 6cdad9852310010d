// The examples of the ontology are its tests.
#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <algorithm>

#include <entente/ingest/pattern.hpp>

namespace entente {
namespace {

std::string line_of(const Statement& statement, bool symmetric, const Contribution& contribution) {
  // Examples name entities; symmetric relations have them in key order.
  std::string subject = statement.subject.value;
  std::string object = statement.object.value;
  if (symmetric) {
    EntityKey subject_key;
    EntityKey object_key;
    for (const EntityMentions& mentions : contribution.entities) {
      if (mentions.entity->name == subject) subject_key = mentions.entity->key;
      if (mentions.entity->name == object) object_key = mentions.entity->key;
    }
    if (object_key < subject_key) std::swap(subject, object);
  }
  std::string line = subject + " " + statement.relation + " " + object;
  if (statement.factuality.polarity != Polarity::affirmed) line += " negated";
  if (statement.factuality.modality != Modality::actual)
    line += " " + std::string(to_string(statement.factuality.modality));
  if (statement.factuality.phase != Phase::holds) line += " ended";
  return line;
}

TEST_CASE("every positive example of the codebook gives exactly its statements of the relation") {
  for (const Relation& relation : test::shipped_knowledge().ontology.relations()) {
    for (const RelationExample& example : relation.positive_examples) {
      INFO(example.text);
      const Contribution contribution = test::extract(example.text);
      std::vector<std::string> expected;
      for (const Statement& statement : example.statements)
        expected.push_back(line_of(statement, relation.symmetric, contribution));
      std::sort(expected.begin(), expected.end());
      std::vector<std::string> found = test::dump(contribution);
      std::erase_if(found,
                    [&](const std::string& line) { return line.find(" " + relation.name + " ") == std::string::npos; });
      CHECK(found == expected);
    }
  }
}

TEST_CASE("no negative example of the codebook gives a statement of the relation") {
  for (const Relation& relation : test::shipped_knowledge().ontology.relations()) {
    for (const std::string& text : relation.negative_examples) {
      INFO(text);
      for (const std::string& line : test::dump(test::extract(text))) {
        INFO(line);
        CHECK(line.find(" " + relation.name + " ") == std::string::npos);
      }
    }
  }
}

TEST_CASE("patterns outside the pattern language are refused by their id") {
  const test::TemporaryDirectory folder;
  for (const char* text : {"{subject} likes {objct}", "{subject} like:v", "{both} and {subject} like:v",
                           "{subject} of {object}", "{subject} | {object}"}) {
    INFO(text);
    const auto path =
        folder.write("relations.json", std::string(R"({"description": "test", "belief": {"systematic_error": 0.1},
      "relations": [{"name": "likes", "domain": ["Country"], "range": ["Country"], "definition": "The subject likes the object.",
      "codes": {}, "patterns": [{"id": "likes.bad", "confidence": 0.5, "text": ")") +
                                           text + R"("}], "examples": {"positive": [], "negative": []}}]})");
    const auto ontology = Ontology::load(path, ENTENTE_SOURCE_DIR "/schemas/json/relations.schema.json");
    REQUIRE(ontology.ok());
    const auto patterns = ingest::compile_patterns(*ontology, test::shipped_knowledge().english);
    REQUIRE_FALSE(patterns.ok());
    CHECK(patterns.error().to_string().find("likes.bad") != std::string::npos);
  }
}

}  // namespace
}  // namespace entente
