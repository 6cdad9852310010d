// Text that nobody wrote for us to read: no crash, no junk, bounded cost.
#include "catch.hpp"
#include "fixtures.hpp"

#include <random>

#include <entente/ingest/text.hpp>

namespace entente {
namespace {

TEST_CASE("text is checked and normalised") {
  CHECK(*ingest::normalize_text("a\r\nb\rc\n") == "a\nb\nc\n");
  CHECK(*ingest::normalize_text("\xEF\xBB\xBFx\x01\x7Fy\tz") == "xy\tz");
  CHECK(*ingest::normalize_text("e\xCC\x81") == "\xC3\xA9");
  const auto latin = ingest::normalize_text(
      "line one\nD\xE9"
      "tente\n");
  REQUIRE_FALSE(latin.ok());
  CHECK(latin.error().to_string().find("line 2: the text is not valid UTF-8") != std::string::npos);
  CHECK(latin.error().mend.find("iconv") != std::string::npos);
  const auto binary = ingest::normalize_text(std::string_view("PK\x03\x04\0\0", 6));
  REQUIRE_FALSE(binary.ok());
  CHECK(binary.error().message.find("binary") != std::string::npos);
  for (const char* surrogate : {"\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC0\xAF", "\xE2\x82"})
    CHECK_FALSE(ingest::normalize_text(surrogate).ok());
}

std::string repeat(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST_CASE("pathological texts are read without trouble") {
  const std::string texts[] = {
      repeat("a", 1 << 20),
      repeat("Russia and ", 500) + "Iran sanctioned Israel.",
      repeat("Russia, ", 2000) + "Iran sanctioned Israel.",
      repeat("Iran, which Israel said that ", 40) + "attacked Iraq.",
      repeat("sanction ", 3000),
      repeat("Iran sanctions ", 3000),
      repeat("'s", 5000) + repeat("n't ", 500) + repeat(".", 5000),
      repeat("U.S.", 5000),
      repeat("\"(", 3000),
      "IRAN SANCTIONED ISRAEL AND RUSSIA ATTACKED UKRAINE",
      "\xF0\x9F\x98\x80 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE4\xB8\xAD\xE6\x96\x87",
      ", , , by of the and said Israel",
  };
  for (const std::string& text : texts) {
    INFO(text.substr(0, 60));
    const Contribution contribution = test::extract(text);
    for (const auto& [statement, evidence] : contribution.statements) {
      CHECK(evidence.sentence.contains(evidence.subject));
      CHECK(evidence.sentence.end_byte <= text.size());
    }
  }
}

TEST_CASE("random rows of words and signs are read without trouble, twice the same") {
  const std::vector<std::string> parts = {"Israel",
                                          "Russia",
                                          " sanction",
                                          "ed ",
                                          " by ",
                                          "and ",
                                          ", ",
                                          "refuses to ",
                                          "\"",
                                          "'s ",
                                          "it ",
                                          "that country ",
                                          ". ",
                                          "the war ",
                                          "not ",
                                          "Hamas ",
                                          "falsely claims that ",
                                          "(",
                                          ")",
                                          "-",
                                          "alliance between ",
                                          "of ",
                                          "U.S. ",
                                          "President ",
                                          "Putin ",
                                          "\n\n",
                                          "if ",
                                          "? ",
                                          "who "};
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const std::size_t length = random() % 40;
    for (std::size_t i = 0; i < length; ++i) text += parts[random() % parts.size()];
    INFO(text);
    const Contribution first = test::extract(text);
    CHECK(first.statements == test::extract(text).statements);
    for (const auto& [statement, evidence] : first.statements) {
      CHECK(statement.subject != statement.object);
      CHECK(evidence.sentence.end_byte <= text.size());
      CHECK((evidence.confidence > 0 && evidence.confidence <= 1));
    }
  }
}

}  // namespace
}  // namespace entente
