// What the shipped lexicon says of the world: how much, how complete, and under which conditions.
#include "catch.hpp"
#include "fixtures.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <entente/schemas/fold.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente {
namespace {

const Lexicon& world() { return test::shipped_knowledge().lexicon; }

std::map<EntityType, std::size_t> counts() {
  std::map<EntityType, std::size_t> result;
  for (std::uint32_t i = 0; i < world().size(); ++i) ++result[world().type_of({i})];
  return result;
}

TEST_CASE("the lexicon is as large as it claims to be") {
  auto of = counts();
  CHECK(of[EntityType::country] >= 249 + 150);  // ISO 3166-1, and historic and disputed states.
  CHECK(of[EntityType::organization] + of[EntityType::bloc] >= 400);
  CHECK(of[EntityType::armed_group] >= 250);
  CHECK(of[EntityType::conflict] >= 200);
  CHECK(of[EntityType::agreement] >= 200);
  CHECK(of[EntityType::media] >= 200);
  CHECK(of[EntityType::company] >= 150);
  CHECK(of[EntityType::person] >= 2500);
}

TEST_CASE("every record says where its facts are from") {
  for (std::uint32_t i = 0; i < world().size(); ++i) {
    const LexiconRecord record = world().record(RecordNumber{i});
    INFO(record.entity.key.value);
    CHECK((record.source == "factbook-2026" || record.source == "general"));
  }
}

// The entity that the name means for certain, or "".
std::string certain(const std::string& name) {
  for (const AliasNumber alias : world().named(name)) {
    const auto record = world().record_of(alias);
    if (record && !world().is_ambiguous(alias)) return world().entity(*record)->key.value;
  }
  return {};
}

TEST_CASE("names as news writes them mean whom news means") {
  const std::pair<const char*, const char*> cases[] = {
      {"Hizbullah", "group/hezbollah"},
      {"al-Qaida", "group/al-qaeda"},
      {"Daesh", "group/islamic-state"},
      {"Ansar Allah", "group/houthis"},
      {"Zhongnanhai", "country/CHN"},
      {"Elysee", "country/FRA"},
      {"Bankova", "country/UKR"},
      {"Knesset", "country/ISR"},
      {"Bundestag", "country/DEU"},
      {"Chou En-lai", "person/zhou-enlai"},
      {"Moammar Gadhafi", "person/muammar-gaddafi"},
      {"Viktor Yanukovich", "person/viktor-yanukovych"},
      {"Molotov–Ribbentrop Pact", "agreement/molotov-ribbentrop-pact"},
      {"Yom Kippur War", "conflict/october-war"},
      {"Biafra", "country/BIA"},
      {"Anadolu", "media/anadolu-agency"},
      {"Nord Stream 2 AG", "company/nord-stream-2"},
      {"Non-Proliferation Treaty", "agreement/non-proliferation-treaty"},
  };
  for (const auto& [name, key] : cases) {
    INFO(name);
    CHECK(certain(name) == key);
  }
}

std::vector<std::string> holders_of(const std::string& key, const std::string& title, const Date& on) {
  std::vector<std::string> result;
  for (const LexiconLink& link : world().record(EntityKey{key}).links) {
    const bool then = link.from <= on && (!link.until.known() || on < link.until);
    if (link.kind == LinkKind::holder && link.title == title && then) result.push_back(link.target.value);
  }
  return result;
}

TEST_CASE("offices are dated") {
  CHECK(holders_of("country/FRA", "president", {1965, 6, 0}) == std::vector<std::string>{"person/charles-de-gaulle"});
  CHECK(holders_of("country/GBR", "foreign secretary", {1956, 11, 0}) ==
        std::vector<std::string>{"person/selwyn-lloyd"});
  CHECK(holders_of("country/RUS", "president", {2010, 1, 0}) == std::vector<std::string>{"person/dmitry-medvedev"});
  CHECK(holders_of("org/nato", "secretary general", {1999, 4, 0}) == std::vector<std::string>{"person/javier-solana"});
  CHECK(holders_of("org/united-nations", "secretary-general", {1961, 10, 0}).empty());
}

TEST_CASE("organisations have members, wars and treaties parties") {
  const auto linked = [](const char* key, LinkKind kind, const char* target) {
    const auto links = world().record(EntityKey{key}).links;
    return std::any_of(links.begin(), links.end(),
                       [&](const LexiconLink& link) { return link.kind == kind && link.target.value == target; });
  };
  CHECK(linked("org/nato", LinkKind::member, "country/FIN"));
  CHECK_FALSE(linked("org/european-union", LinkKind::member, "country/GBR"));
  CHECK(linked("conflict/winter-war", LinkKind::party, "country/SUN"));
  CHECK(linked("agreement/camp-david-accords", LinkKind::party, "country/EGY"));
  CHECK(linked("group/hamas", LinkKind::home, "country/PSE"));
  CHECK(linked("country/CSK", LinkKind::successor, "country/SVK"));
  CHECK(linked("country/SVK", LinkKind::predecessor, "country/CSK"));
  CHECK(linked("country/FIN", LinkKind::membership, "org/nato"));
}

// "Turkey" the bird, "may", "said": a word of the language that is also a name needs a capital letter, and alone it is
// never a person's name.
TEST_CASE("common words that are names carry a condition") {
  const char* words[] = {"turkey", "chad",  "may",   "ban",   "said",   "moon",  "polish",   "china",      "jordan",
                         "guinea", "bush",  "rice",  "brown", "power",  "price", "grant",    "ford",       "major",
                         "heath",  "king",  "hope",  "law",   "hunt",   "day",   "grey",     "straw",      "hague",
                         "owen",   "cook",  "park",  "long",  "young",  "wood",  "hill",     "bell",       "church",
                         "marsh",  "stone", "snow",  "west",  "post",   "mail",  "times",    "star",       "dawn",
                         "sun",    "globe", "shell", "apple", "target", "quad",  "memorial", "solidarity", "telegram",
                         "kan",    "sana",  "tempo", "total"};
  std::size_t found = 0;
  for (const std::string word : words) {
    for (const NameMatch& match : world().match(word)) {
      INFO(word << " matches " << world().text_of(match.alias));
      CHECK_FALSE(world().record_of(match.alias).has_value());
    }
    for (const AliasNumber alias : world().named(word)) {
      const auto record = world().record_of(alias);
      if (!record) continue;
      ++found;
      INFO(world().text_of(alias) << " of " << world().entity(*record)->key.value);
      if (world().type_of(*record) == EntityType::person) CHECK(world().is_ambiguous(alias));
    }
  }
  CHECK(found > 25);
}

TEST_CASE("a demonym is nobody's name") {
  std::set<std::string> demonyms;
  for (std::uint32_t i = 0; i < world().alias_count(); ++i) {
    if (world().kind_of({i}) == AliasKind::demonym) demonyms.insert(fold(world().text_of({i})));
  }
  CHECK(demonyms.size() > 400);
  for (std::uint32_t i = 0; i < world().alias_count(); ++i) {
    const auto record = world().record_of({i});
    if (!record || world().type_of(*record) != EntityType::person || world().is_ambiguous({i})) continue;
    INFO(world().text_of({i}));
    CHECK_FALSE(demonyms.contains(fold(world().text_of({i}))));
  }
}

TEST_CASE("ambiguous names have a rule, or need another name of their entity") {
  std::size_t ambiguous = 0;
  for (std::uint32_t i = 0; i < world().alias_count(); ++i) {
    if (!world().is_ambiguous({i})) {
      INFO(world().text_of({i}));
      CHECK(world().needs_of({i}).empty());
      continue;
    }
    ++ambiguous;
  }
  CHECK(ambiguous > 1000);
}

}  // namespace
}  // namespace entente
