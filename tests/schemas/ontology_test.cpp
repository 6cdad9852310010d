#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <entente/schemas/ontology.hpp>

namespace entente {
namespace {

const std::filesystem::path kSchema = ENTENTE_SOURCE_DIR "/schemas/json/relations.schema.json";

TEST_CASE("the shipped ontology has the twelve relations, each a full codebook entry") {
  const Ontology& ontology = test::shipped_knowledge().ontology;
  CHECK(ontology.relations().size() == 12);
  for (const char* name : {"allied-with", "mediates", "sanctions", "created", "member-of", "leads", "attacks",
                           "supports", "arms", "criticizes", "negotiates-with", "recognizes"}) {
    INFO(name);
    const Relation* relation = ontology.find(name);
    REQUIRE(relation);
    CHECK(relation->definition.size() > 40);
    CHECK_FALSE(relation->boundary_rules.empty());
    CHECK_FALSE(relation->patterns.empty());
    CHECK(relation->positive_examples.size() >= 2);
    CHECK(relation->negative_examples.size() >= 2);
  }
  CHECK(ontology.find("allied-with")->symmetric);
  CHECK(ontology.find("negotiates-with")->symmetric);
  CHECK(ontology.find("sanctions")->inverse == "sanctioned-by");
  CHECK(ontology.find("allied-with")->query_type() == "ALLIED_WITH");
  CHECK(ontology.find("annexes") == nullptr);
}

TEST_CASE("broken ontologies are refused with file, place and mend") {
  const std::string relation = R"({"name": "likes", "domain": ["Country"], "range": ["Country"],
    "definition": "The subject likes the object very much.", "codes": {},
    "patterns": [{"id": "likes.verb", "text": "{subject} like:v {object}", "confidence": 0.5}],
    "examples": {"positive": [], "negative": []}})";
  const auto file_of = [](const std::string& relations) {
    return R"({"description": "test", "belief": {"systematic_error": 0.1}, "relations": [)" + relations + "]}";
  };
  const test::TemporaryDirectory folder;
  const auto error_of = [&](const std::string& content) {
    const auto loaded = Ontology::load(folder.write("relations.json", content), kSchema);
    return loaded ? std::string("none") : loaded.error().to_string();
  };
  CHECK(error_of(file_of(relation)) == "none");
  CHECK(error_of(file_of(relation + "," + relation)).find("relation 'likes' is defined twice") != std::string::npos);
  CHECK(error_of(file_of("")).find("/relations: the list needs at least 1") != std::string::npos);
  std::string wrong_type = relation;
  wrong_type.replace(wrong_type.find("[\"Country\"]"), 11, "[\"Nation\"]");
  CHECK(error_of(file_of(wrong_type)).find("/relations/0/domain/0") != std::string::npos);
}

}  // namespace
}  // namespace entente
