#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <cstring>
#include <fstream>
#include <random>

#include <entente/schemas/knowledge.hpp>
#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/lexicon_compiler.hpp>

#include <xxhash.h>

namespace entente {
namespace {

const std::filesystem::path kSchema = ENTENTE_SOURCE_DIR "/schemas/json/lexicon.schema.json";

std::string compiled(const std::string& entities) {
  const test::TemporaryDirectory folder;
  const auto file = folder.write("a.json", R"({"description": "test", "license": "CC0-1.0", "entities": [)" + entities +
                                               R"(], "non_entities": ["Afar Street"]})");
  const auto result = compile_lexicon({{file}, {}, kSchema});
  REQUIRE(result.ok());
  return result->bytes;
}

Lexicon small_lexicon() {
  auto read = Lexicon::read(compiled(R"(
    {"key": "country/AFA", "type": "Country", "name": "Afar", "names": ["Republic of Afar", "Côte d'Afar"],
     "abbreviations": ["AF", "A.F."], "demonyms": ["Afari"]},
    {"key": "country/AFB", "type": "Country", "name": "Afar Bel"},
    {"key": "group/qaida", "type": "ArmedGroup", "name": "Al-Qaida", "names": ["grain deal"]},
    {"key": "org/us-body", "type": "Organization", "name": "AF Council"})"),
                            "test");
  REQUIRE(read.ok());
  return std::move(*read);
}

// "words=key" for each match.
std::vector<std::string> matches(const Lexicon& lexicon, const std::string& text) {
  std::vector<std::string> found;
  for (const NameMatch& match : lexicon.match(text)) {
    const auto record = lexicon.record_of(match.alias);
    found.push_back(text.substr(match.begin, match.end - match.begin) + "=" +
                    (record ? lexicon.entity(*record)->key.value : "-"));
  }
  return found;
}

using Found = std::vector<std::string>;

TEST_CASE("names match at words, the longest first, without overlaps") {
  const Lexicon lexicon = small_lexicon();
  CHECK(matches(lexicon, "Afar met Afar Bel, not Afarland or Safar.") ==
        Found{"Afar=country/AFA", "Afar Bel=country/AFB"});
  CHECK(matches(lexicon, "the Republic of Afar's Afari army") ==
        Found{"Republic of Afar=country/AFA", "Afari=country/AFA"});
  CHECK(matches(lexicon, "Afar Street is no country") == Found{"Afar Street=-"});
  CHECK(matches(lexicon, "").empty());
  CHECK(matches(lexicon, "Afar").size() == 1);
}

TEST_CASE("spaces, dashes, apostrophes and diacritics do not matter, case does") {
  const Lexicon lexicon = small_lexicon();
  for (const char* text : {"Republic\n  of Afar", "Republic-of-Afar", "REPUBLIC OF AFAR", "Republic of Áfar"}) {
    INFO(text);
    CHECK(matches(lexicon, text).size() == 1);
  }
  CHECK(matches(lexicon, "Cote d’Afar and Côte d'Afar and C\u00f4te dAfar").size() == 3);
  CHECK(matches(lexicon, "republic of Afar") == Found{"Afar=country/AFA"});
  CHECK(matches(lexicon, "afar").empty());
  CHECK(matches(lexicon, "AF and A.F. but not af or Af") == Found{"AF=country/AFA", "A.F.=country/AFA"});
  CHECK(matches(lexicon, "AF Council, not Af Council").size() == 1);
  CHECK(matches(lexicon, "al-Qa'ida, Al Qaida and al-Qaida").size() == 3);
  CHECK(matches(lexicon, "a grain deal, the Grain Deal").size() == 2);
}

TEST_CASE("a name is found by itself whatever its case") {
  const Lexicon lexicon = small_lexicon();
  CHECK(lexicon.named("republic OF afar").size() == 1);
  CHECK(lexicon.named("Afar").size() == 1);
  CHECK(lexicon.named("Afa").empty());
  CHECK(lexicon.named("").empty());
}

TEST_CASE("ill-formed text is searched without harm") {
  const Lexicon lexicon = small_lexicon();
  CHECK(matches(lexicon, "\xff\xfe Afar \xc3").size() == 1);
  CHECK(matches(lexicon, std::string("Afar\0Afar", 9)).size() == 2);
  const auto strange = Lexicon::read(compiled(R"({"key": "country/AFA", "type": "Country", "name": "A\u0000B",
      "names": ["\u0000\u0001", "!!", "C\u0000"]})"),
                                     "test");
  REQUIRE(strange.ok());
  CHECK(strange->named("A B").size() == 1);
  CHECK(matches(lexicon, "Afar\xe2\x80").size() == 1);
}

TEST_CASE("the same sources give the same bytes") {
  const auto sources = LexiconSources::in_directory(ENTENTE_SOURCE_DIR "/schemas/lexicon", kSchema);
  REQUIRE(sources.ok());
  const auto first = compile_lexicon(*sources);
  const auto second = compile_lexicon(*sources);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first->bytes == second->bytes);
  CHECK(first->warnings.empty());
}

TEST_CASE("a compiled lexicon is used only if it was made of the files at hand") {
  const test::TemporaryDirectory folder;
  const auto write = [&](const std::string& name) {
    return folder.write("a.json", R"({"description": "test", "license": "CC0-1.0", "entities":
      [{"key": "country/AFA", "type": "Country", "name": ")" +
                                      name + "\"}]}");
  };
  const LexiconSources sources{{write("Afar")}, {}, kSchema};
  const auto file = folder.write("a.lexicon", compile_lexicon(sources)->bytes);
  std::vector<std::string> warnings;
  CHECK(load_lexicon(sources, file, warnings)->named("Afar").size() == 1);
  write("Bel");
  const auto newer = load_lexicon(sources, file, warnings);
  REQUIRE(newer.ok());
  CHECK(newer->named("Bel").size() == 1);
  CHECK(newer->named("Afar").empty());
  CHECK(load_lexicon(sources, folder.path() / "missing", warnings).ok());
  const LexiconSources missing{{folder.path() / "missing.json"}, {}, kSchema};
  CHECK_FALSE(load_lexicon(missing, file, warnings).ok());
}

TEST_CASE("damaged compiled lexicons are refused with what is wrong") {
  const std::string good = compiled(R"({"key": "country/AFA", "type": "Country", "name": "Afar"})");
  REQUIRE(Lexicon::read(good, "test").ok());
  const auto error_of = [](std::string bytes) {
    const auto read = Lexicon::read(std::move(bytes), "world.lexicon");
    REQUIRE_FALSE(read.ok());
    return read.error().to_string();
  };
  CHECK(error_of("").find("not a compiled lexicon") != std::string::npos);
  CHECK(error_of("PK").find("not a compiled lexicon") != std::string::npos);
  CHECK(error_of(good.substr(0, good.size() / 2)).find("cut short") != std::string::npos);
  CHECK(error_of(good + "x").find("has grown") != std::string::npos);
  std::string other_version = good;
  ++other_version[8];
  CHECK(error_of(other_version).find("of version 2; this program reads 1") != std::string::npos);
  std::string flipped = good;
  flipped[good.size() - 1] = static_cast<char>(flipped[good.size() - 1] ^ 1);
  CHECK(error_of(flipped).find("checksum") != std::string::npos);
  CHECK(error_of(flipped).find("world.lexicon") != std::string::npos);
  const auto missing = Lexicon::open("/nowhere/world.lexicon");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == ErrorCode::not_found);
}

// Whoever writes a file can write its checksum too: whatever is in it, reading stays within it.
TEST_CASE("a compiled lexicon with any byte changed is refused or harmless") {
  const std::string good = compiled(R"(
    {"key": "country/AFA", "type": "Country", "name": "Afar", "names": ["Republic of Afar",
     {"text": "Bel", "ambiguous": true, "needs": ["Capital"]}], "successors": ["country/AFB"]},
    {"key": "country/AFB", "type": "Country", "name": "Afar Bel", "from": "1990-01"})");
  constexpr std::size_t kHeader = 64;
  constexpr std::size_t kChecksum = 16;
  std::mt19937 random(7);
  std::size_t refused = 0;
  for (std::size_t i = kHeader; i < good.size(); ++i) {
    std::string bytes = good;
    bytes[i] = static_cast<char>(random());
    const std::uint64_t checksum = XXH3_64bits(bytes.data() + kHeader, bytes.size() - kHeader);
    std::memcpy(bytes.data() + kChecksum, &checksum, sizeof(checksum));
    const auto lexicon = Lexicon::read(std::move(bytes), "test");
    if (!lexicon) {
      ++refused;
      continue;
    }
    lexicon->match("The Republic of Afar, Afar Bel and Bel");
    for (std::uint32_t r = 0; r < lexicon->size(); ++r) lexicon->record(RecordNumber{r});
  }
  CHECK(refused > 0);
}

TEST_CASE("a user's lexicon is merged, and its clashes are told") {
  const test::TemporaryDirectory folder;
  const auto mine = folder.write("mine.json", R"({"description": "mine", "license": "CC0-1.0", "entities": [
    {"key": "person/jane-doe", "type": "Person", "name": "Jane Doe", "names": ["Kremlin"]},
    {"key": "country/FRA", "extends": true, "metonyms": ["Rue de Varenne"]}]})");
  KnowledgeOptions options;
  options.user_lexicons = {mine};
  std::vector<std::string> warnings;
  const auto lexicon = load_lexicon(ENTENTE_SOURCE_DIR "/schemas", options, warnings);
  REQUIRE(lexicon.ok());
  CHECK(lexicon->named("Rue de Varenne").size() == 1);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].find("'Kremlin' is a name of both 'country/RUS' and 'person/jane-doe'") != std::string::npos);
  CHECK(warnings[0].find("mine.json") != std::string::npos);
  for (const AliasNumber alias : lexicon->named("Kremlin")) CHECK(lexicon->is_ambiguous(alias));
  options.user_lexicons = {folder.write("broken.json", "{")};
  CHECK_FALSE(load_lexicon(ENTENTE_SOURCE_DIR "/schemas", options, warnings).ok());
}

}  // namespace
}  // namespace entente
