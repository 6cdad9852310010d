#include "catch.hpp"
#include "fixtures.hpp"

#include <string>
#include <vector>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/name_coverage.hpp>
#include <entente/ingest/name_lookup.hpp>

namespace entente::ingest {
namespace {

using Found = std::vector<std::string>;

Found look_up(const std::string& name) {
  const Knowledge& knowledge = test::shipped_knowledge();
  Found keys;
  for (const AliasNumber alias : look_up_name(knowledge.lexicon, knowledge.english, name)) {
    keys.push_back(knowledge.lexicon.entity(*knowledge.lexicon.record_of(alias))->key.value);
  }
  return keys;
}

TEST_CASE("names are looked up with what stands around them") {
  CHECK(look_up("Hizbullah") == Found{"group/hezbollah"});
  CHECK(look_up("the Kremlin’s") == Found{"country/RUS"});
  CHECK(look_up("Prime Minister Margaret Thatcher") == Found{"person/margaret-thatcher"});
  CHECK(look_up("UNITED NATIONS") == Found{"org/united-nations"});
  CHECK(look_up("Congo") == Found{"country/COD", "country/COG"});
  CHECK(look_up("Georgia Tech").empty());
  CHECK(look_up("Nobody Knows").empty());
  CHECK(look_up("").empty());
  CHECK(look_up("the").empty());
}

// "+name" for known names, "-name" for unknown ones.
Found coverage_of(const std::string& text) {
  static const LanguagePipeline pipeline(test::shipped_model());
  static const NameCoverage coverage(test::shipped_knowledge().lexicon, test::shipped_knowledge().english);
  Found found;
  for (const CoveredName& name : coverage.names_in(pipeline.parse(text))) {
    found.push_back((name.known ? "+" : "-") + name.text);
  }
  return found;
}

TEST_CASE("runs of capitalised words are taken apart into known and unknown names") {
  CHECK(coverage_of("Russian President Vladimir Putin met Karl Oberwinkler in Moscow.") ==
        Found{"+Russian", "+Vladimir Putin", "-Karl Oberwinkler", "+Moscow"});
  CHECK(coverage_of("The Bank of Oberwinkel lent to the French Government.") ==
        Found{"-Bank of Oberwinkel", "+French"});
  CHECK(coverage_of("The Treaty of  Versailles ended it.") == Found{"+Treaty of Versailles"});
  CHECK(coverage_of("nothing here is a name").empty());
}

}  // namespace
}  // namespace entente::ingest
