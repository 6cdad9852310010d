#include "catch.hpp"
#include "fixtures.hpp"

#include <memory>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/mention_finder.hpp>
#include <entente/ingest/name_finder.hpp>

namespace entente::ingest {
namespace {

// "words=key" for each mention.
std::vector<std::string> mentions_in(const std::string& text, const std::string& title = "") {
  static const LanguagePipeline pipeline(test::shipped_model());
  static const MentionFinder finder(test::shipped_knowledge().lexicon, test::shipped_knowledge().english);
  const Document document = pipeline.parse(text);
  std::vector<std::string> found;
  for (const Mention& mention : finder.find(document, title)) {
    found.push_back(std::string(mention.span.of(text)) + "=" + mention.entity->key.value);
  }
  return found;
}

using Found = std::vector<std::string>;

TEST_CASE("names, demonyms, abbreviations and seats are found") {
  CHECK(mentions_in("The Kremlin told U.S. officials and the French.") ==
        Found{"Kremlin=country/RUS", "U.S.=country/USA", "French=country/FRA"});
  CHECK(mentions_in("Türkiye’s Erdoğan") == Found{"Türkiye=country/TUR", "Erdoğan=person/recep-tayyip-erdogan"});
}

TEST_CASE("the longest name wins and names do not overlap") {
  CHECK(mentions_in("The United Nations Security Council met.") ==
        Found{"United Nations Security Council=org/united-nations-security-council"});
  CHECK(mentions_in("The Democratic Republic of the Congo voted.") ==
        Found{"Democratic Republic of the Congo=country/COD"});
  CHECK(mentions_in("South Korea and North Korea") == Found{"South Korea=country/KOR", "North Korea=country/PRK"});
}

TEST_CASE("case decides") {
  CHECK(mentions_in("They told us who may eat turkey.").empty());
  CHECK(mentions_in("The WHO advised the US.") == Found{"WHO=org/world-health-organization", "US=country/USA"});
}

TEST_CASE("last names are persons only where a person is meant") {
  CHECK(mentions_in("Theresa May resigned in May. Mrs May had lost.") ==
        Found{"Theresa May=person/theresa-may", "May=person/theresa-may"});
  CHECK(mentions_in("May will be warm.").empty());
  CHECK(mentions_in("Polish the silver before the guests come.").empty());
  CHECK(mentions_in("Polish officials met the prime minister.") == Found{"Polish=country/POL"});
  CHECK(mentions_in("The ban on turkey was said to hurt chad farmers.").empty());
  CHECK(mentions_in("A Russian shot at the moon.") == Found{"Russian=country/RUS"});
}

TEST_CASE("a seat after a locative preposition is only a place") {
  CHECK(mentions_in("He landed in Moscow.").empty());
  CHECK(mentions_in("Moscow objected.") == Found{"Moscow=country/RUS"});
}

TEST_CASE("ambiguous names need support in the article and are never guessed") {
  CHECK(mentions_in("Georgia lies on the coast.").empty());
  CHECK(mentions_in("Georgia is near Atlanta, and Russia is far.") == Found{"Russia=country/RUS"});
  CHECK(mentions_in("Georgia protested in Tbilisi.") == Found{"Georgia=country/GEO"});
  CHECK(mentions_in("Georgia protested.", "Tbilisi speaks up") == Found{"Georgia=country/GEO"});
  CHECK(mentions_in("Congo and M23") == Found{"Congo=country/COD", "M23=group/march-23-movement"});
  CHECK(mentions_in("Congo's capital Brazzaville") == Found{"Congo=country/COG", "Brazzaville=country/COG"});
}

TEST_CASE("parts of other names are no mentions") {
  CHECK(mentions_in("He reads the Washington Post and the South China Morning Post.") ==
        Found{"Washington Post=media/washington-post", "South China Morning Post=media/south-china-morning-post"});
  CHECK(mentions_in("They drove through New England with Laura Merkel.").empty());
}

// The same with the names that the language model finds.
std::vector<std::string> names_in(const std::string& text) {
  static const LanguagePipeline pipeline(test::shipped_model());
  static const MentionFinder mentions(test::shipped_knowledge().lexicon, test::shipped_knowledge().english);
  static const NameFinder names(test::shipped_knowledge().lexicon, test::shipped_knowledge().english);
  const Document document = pipeline.parse(text);
  std::vector<std::string> result;
  for (const Mention& mention : names.join(document, mentions.find(document, ""))) {
    result.push_back(std::string(mention.span.of(text)) + "=" + mention.entity->key.value);
  }
  return result;
}

TEST_CASE("names outside the lexicon become entities of their own") {
  CHECK(names_in("President Mary Smith met Robert Miller in Denver. Miller praised Israel.") ==
        Found{"Mary Smith=person/mary-smith", "Robert Miller=person/robert-miller", "Denver=place/denver",
              "Miller=person/robert-miller", "Israel=country/ISR"});
}

TEST_CASE("the name that is shown does not depend on how an article writes it") {
  const auto shown = [](const std::string& text) {
    const Contribution contribution = test::extract(text);
    std::vector<std::string> names;
    for (const EntityMentions& mentions : contribution.entities) names.push_back(mentions.entity->name);
    return names;
  };
  CHECK(shown("President Robert Miller spoke.") == Found{"Robert Miller"});
  CHECK(shown("President ROBERT MILLER spoke.") == Found{"Robert Miller"});
}

TEST_CASE("a name of one known name and another behind a preposition is two") {
  CHECK(names_in("The sanctions of the Security Council against Rhodesia held.") ==
        Found{"Security Council=org/united-nations-security-council", "Rhodesia=country/RHO"});
  CHECK(names_in("Shipping in the West African state of Liberia grew.") == Found{"Liberia=country/LBR"});
}

TEST_CASE("a direction is the half of a country that the article names") {
  CHECK(names_in("North Korea fired a missile. Japan warned the North.") ==
        Found{"North Korea=country/PRK", "Japan=country/JPN", "North=country/PRK"});
  CHECK(names_in("North Korea and South Korea met. The South was late.") ==
        Found{"North Korea=country/PRK", "South Korea=country/KOR", "South=country/KOR"});
  CHECK(names_in("South Africa voted. The South did not.") == Found{"South Africa=country/ZAF"});
  CHECK(names_in("North Korea and North Vietnam met in the North.") ==
        Found{"North Korea=country/PRK", "North Vietnam=country/VDR"});
}

TEST_CASE("a last name that nobody or several bear is nobody") {
  CHECK(names_in("Miller praised Israel.") == Found{"Israel=country/ISR"});
  CHECK(names_in("Robert Miller met Susan Miller. Miller praised Israel.") ==
        Found{"Robert Miller=person/robert-miller", "Susan Miller=person/susan-miller", "Israel=country/ISR"});
}

}  // namespace
}  // namespace entente::ingest
