// Who is meant by pronouns, descriptions and offices: seen in the statements that follow from it.
#include "catch.hpp"
#include "fixtures.hpp"

namespace entente {
namespace {

using Lines = std::vector<std::string>;

Lines read(const std::string& text, const std::string& title = "", const std::string& date = "") {
  Article article = test::make_article("test", text, date);
  article.title = title;
  return test::dump(test::shipped_extractor().extract(std::move(article)));
}

TEST_CASE("pronouns stand for who was spoken of") {
  CHECK(read("Japan protested in Geneva. It sanctioned North Korea.") == Lines{"Japan sanctions North Korea"});
  CHECK(read("Israel said that it had sanctioned Iran.") == Lines{"Israel sanctions Iran"});
}

TEST_CASE("we is who speaks: the quoted one, or the speaker of the article") {
  CHECK(read("We condemned Iran in the strongest terms.", "UN General Debate, CUB, session 46 (1991)") ==
        Lines{"Cuba criticizes Iran"});
  CHECK(read("We condemned Iran in the strongest terms.", "Department Press Briefing, July 7, 2021") ==
        Lines{"United States criticizes Iran"});
  CHECK(read("We condemned Iran in the strongest terms.").empty());
  CHECK(read("As we have seen, Iran attacked our ally, Israel.") == Lines{"Iran attacks Israel"});
}

TEST_CASE("a description stands for what was named before") {
  CHECK(read("Egypt borders Libya. France bombed that country.") == Lines{"France attacks Libya"});
}

TEST_CASE("titles say whom a person leads, as the lexicon knows offices") {
  CHECK(read("President Emmanuel Macron arrived late.") == Lines{"Emmanuel Macron leads France"});
  CHECK(read("Former President Jimmy Carter arrived late.") == Lines{"Jimmy Carter leads United States ended"});
  CHECK(read("Emmanuel Macron arrived late.").empty());
}

TEST_CASE("an office without a name is its holder at the date of the article") {
  const std::string text = "The French president condemned Iran.";
  CHECK(read(text, "", "2010-05-01") == Lines{"Nicolas Sarkozy criticizes Iran", "Nicolas Sarkozy leads France"});
  CHECK(read(text) == Lines{"France criticizes Iran"});
}

}  // namespace
}  // namespace entente
