#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <map>
#include <set>

#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/lexicon_compiler.hpp>

namespace entente {
namespace {

const std::filesystem::path kSchema = ENTENTE_SOURCE_DIR "/schemas/json/lexicon.schema.json";

std::string file_of(const std::string& entities) {
  return R"({"description": "test", "license": "CC0-1.0", "entities": [)" + entities + "]}";
}

Result<Lexicon> load(const std::vector<std::string>& contents) {
  const test::TemporaryDirectory folder;
  std::vector<std::filesystem::path> files;
  for (const std::string& content : contents) {
    files.push_back(folder.write(std::to_string(files.size()) + ".json", content));
  }
  auto compiled = compile_lexicon({files, {}, kSchema});
  if (!compiled) return compiled.error();
  return Lexicon::read(std::move(compiled->bytes), "test");
}

TEST_CASE("the shipped lexicon knows all countries and what news calls them") {
  const Lexicon& lexicon = test::shipped_knowledge().lexicon;
  std::size_t countries = 0;
  std::size_t groups_and_organizations = 0;
  for (std::uint32_t i = 0; i < lexicon.size(); ++i) {
    const EntityType type = lexicon.type_of({i});
    countries += type == EntityType::country ? 1 : 0;
    groups_and_organizations += type == EntityType::organization || type == EntityType::armed_group ? 1 : 0;
  }
  CHECK(countries > 249);  // ISO 3166-1 has 249; historic and disputed states come on top.
  CHECK(groups_and_organizations >= 80);
  const Entity russia = lexicon.record(EntityKey{"country/RUS"}).entity;
  CHECK(russia.name == "Russia");
  CHECK(russia.codes.iso3 == "RUS");
  const std::set<std::string> aliases(russia.aliases.begin(), russia.aliases.end());
  for (const char* alias : {"Russian Federation", "Russian", "Moscow", "Kremlin"}) CHECK(aliases.contains(alias));
  const auto links = lexicon.record(EntityKey{"country/SUN"}).links;
  CHECK(std::any_of(links.begin(), links.end(), [](const LexiconLink& link) {
    return link.kind == LinkKind::successor && link.target.value == "country/RUS";
  }));
  for (const char* key : {"country/DDR", "country/BRD", "country/YUG", "country/CSK", "country/VDR", "country/RVN",
                          "org/united-nations", "group/hamas", "person/vladimir-putin"}) {
    INFO(key);
    CHECK(lexicon.find({key}).has_value());
  }
  CHECK_FALSE(lexicon.find({"country/XXX"}).has_value());
}

TEST_CASE("only a state and the one it continues share a Correlates of War code") {
  std::map<std::string, std::set<std::string>> holders;
  const Lexicon& lexicon = test::shipped_knowledge().lexicon;
  for (std::uint32_t i = 0; i < lexicon.size(); ++i) {
    const Entity& entity = *lexicon.entity({i});
    if (!entity.codes.cow.empty()) holders[entity.codes.cow].insert(entity.key.value);
  }
  CHECK(holders.size() > 190);
  CHECK(holders.at("2") == std::set<std::string>{"country/USA"});
  const std::set<std::string> continued = {"255", "345", "365", "640", "816"};
  for (const auto& [code, keys] : holders) {
    INFO(code);
    CHECK((keys.size() == 1 || continued.contains(code)));
  }
}

TEST_CASE("names that mean several things carry a condition") {
  for (const char* key : {"country/GEO", "country/COD", "country/COG"}) {
    bool conditional = false;
    for (const Alias& alias : test::shipped_knowledge().lexicon.record(EntityKey{key}).aliases)
      conditional = conditional || alias.ambiguous;
    INFO(key);
    CHECK(conditional);
  }
}

TEST_CASE("a file may extend the records of another, in any order") {
  const std::string extension =
      file_of(R"({"key": "country/AAA", "extends": true, "names": ["Aland", {"text": "A", "ambiguous": true}]})");
  // One letter is too short for a name.
  CHECK_FALSE(load({extension}).ok());
  const std::string more =
      file_of(R"({"key": "country/AAA", "extends": true, "names": ["Aland"], "metonyms": ["Acity"]})");
  const std::string base = file_of(R"({"key": "country/AAA", "type": "Country", "name": "Afar"})");
  const auto lexicon = load({more, base});
  REQUIRE(lexicon.ok());
  CHECK(lexicon->record(EntityKey{"country/AAA"}).entity.aliases == std::vector<std::string>{"Acity", "Aland"});
}

TEST_CASE("broken lexicon files are refused with file, place and mend") {
  const std::string base = R"({"key": "country/AAA", "type": "Country", "name": "Afar"})";
  const struct {
    std::vector<std::string> files;
    const char* part_of_error;
  } cases[] = {
      {{file_of(base + "," + base)}, "is already defined at"},
      {{file_of(R"({"key": "country/AAA", "extends": true})")}, "extends an entity that no file defines"},
      {{file_of(R"({"key": "country/AAA", "name": "Afar"})")}, "'type' is missing for 'country/AAA'"},
      {{file_of(R"({"key": "land/A", "type": "Country", "name": "Afar"})")},
       "/entities/0/key: 'land/A' does not have the form"},
      {{file_of(R"({"key": "country/AAA", "type": "Contry", "name": "Afar"})")}, "did you mean 'Country'?"},
      {{file_of(R"({"key": "country/AAA", "type": "Country", "name": "Afar", "successors": ["country/BBB"]})")},
       "refers to 'country/BBB'"},
      {{file_of(base + R"(,{"key": "country/BBB", "type": "Country", "name": "Afar"})")},
       "'Afar' is a name of both 'country/AAA' and 'country/BBB'"},
      {{file_of(R"({"key": "country/AAA", "type": "Country", "name": "Afar", "from": "1999-13"})")}, "is not a date"},
      {{file_of(R"({"key": "person/a-b", "type": "Person", "name": "A B", "demonyms": ["Afari"]})")}, "has a demonym"},
      {{file_of(R"({"key": "country/AAA", "type": "Country", "name": "Afar", "from": "1999", "until": "1989"})")},
       "'until' (1989) is before 'from' (1999)"},
      {{"{"}, "is not valid JSON"},
  };
  for (const auto& [files, part] : cases) {
    INFO(part);
    const auto lexicon = load(files);
    REQUIRE_FALSE(lexicon.ok());
    INFO(lexicon.error().to_string());
    CHECK(lexicon.error().to_string().find(part) != std::string::npos);
    CHECK(lexicon.error().to_string().find(".json") != std::string::npos);
  }
}

// A country, two persons, and a list of who held an office.
std::string offices_of(const std::string& list) {
  return R"({"description": "test", "license": "CC0-1.0", "entities": [
    {"key": "country/AAA", "type": "Country", "name": "Afar"},
    {"key": "person/a-b", "type": "Person", "name": "Ann Bel"},
    {"key": "person/c-d", "type": "Person", "name": "Cy Dee"}], "offices": [)" +
         list + "]}";
}

TEST_CASE("an office has one holder at a time, and a complete list no gaps") {
  const struct {
    const char* list;
    const char* error;  // "" if the list is good.
  } cases[] = {
      {R"({"title": "king", "of": "country/AAA", "complete": true, "holders": [
           {"person": "person/a-b", "from": "1990-01", "until": "1995-05"}, {"person": "person/c-d", "from": "1995-05"}]})",
       ""},
      {R"({"title": "king", "of": "country/AAA", "complete": true, "holders": [
           {"person": "person/a-b", "from": "1990", "until": "1995"}, {"person": "person/c-d", "from": "1995-11"}]})",
       ""},
      {R"({"title": "king", "of": "country/AAA", "holders": [
           {"person": "person/a-b", "from": "1990-01", "until": "1995-05"}, {"person": "person/c-d", "from": "1995-04"}]})",
       "'king' of 'country/AAA' has two holders at once: 'person/a-b' (1990-01 to 1995-05) and 'person/c-d' (from "
       "1995-04)"},
      {R"({"title": "king", "of": "country/AAA", "holders": [
           {"person": "person/a-b", "from": "1990-01"}, {"person": "person/c-d", "from": "1995-04"}]})",
       "has two holders at once"},
      {R"({"title": "king", "of": "country/AAA", "shared": true, "holders": [
           {"person": "person/a-b", "from": "1990-01"}, {"person": "person/c-d", "from": "1995-04"}]})",
       ""},
      {R"({"title": "king", "of": "country/AAA", "complete": true, "holders": [
           {"person": "person/a-b", "from": "1990-01", "until": "1995-05"}, {"person": "person/c-d", "from": "1996-05"}]})",
       "nobody is 'king' of 'country/AAA' from 1995-05 to 1996-05"},
      {R"({"title": "king", "of": "country/AAA", "complete": true, "holders": [
           {"person": "person/a-b", "from": "1990-01", "until": "1995-05"}, {"from": "1995-05", "until": "1996-05"},
           {"person": "person/c-d", "from": "1996-05"}]})",
       ""},
      {R"({"title": "king", "of": "country/AAA", "holders": [{"person": "person/x-y", "from": "1990"}]})",
       "'person/x-y' is a holder whom no file defines"},
      {R"({"title": "king", "of": "country/BBB", "holders": []})", "an office of 'country/BBB'"},
  };
  for (const auto& [list, error] : cases) {
    INFO(list);
    const auto lexicon = load({offices_of(list)});
    if (lexicon) {
      CHECK(std::string(error).empty());
      continue;
    }
    INFO(lexicon.error().to_string());
    REQUIRE_FALSE(std::string(error).empty());
    CHECK(lexicon.error().to_string().find(error) != std::string::npos);
    CHECK(lexicon.error().to_string().find("0.json: /") != std::string::npos);
  }
}

}  // namespace
}  // namespace entente
