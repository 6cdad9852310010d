// What a sentence makes of a relation: a table of sentences and statements. Negation, refusal, wish, report and
// rejection on plain sentences are what users trust the program for.
#include "catch.hpp"
#include "fixtures.hpp"

namespace entente {
namespace {

using Lines = std::vector<std::string>;

struct Case {
  const char* text;
  Lines statements;
};

void check_all(const std::vector<Case>& cases) {
  for (const auto& [text, statements] : cases) {
    INFO(text);
    CHECK(test::dump(test::extract(text)) == statements);
  }
}

TEST_CASE("plain assertions, in active and passive, with nouns and with coordination") {
  check_all({
      {"Japan sanctioned North Korea.", {"Japan sanctions North Korea"}},
      {"North Korea was sanctioned by Japan.", {"Japan sanctions North Korea"}},
      {"Tokyo imposed tough new sanctions on Pyongyang.", {"Japan sanctions North Korea"}},
      {"Japan and South Korea sanctioned Russia and Belarus.",
       {"Japan sanctions Belarus", "Japan sanctions Russia", "South Korea sanctions Belarus",
        "South Korea sanctions Russia"}},
      {"Russian forces attacked Ukraine.", {"Russia attacks Ukraine"}},
      {"The US, France and Britain bombed Syria.",
       {"France attacks Syria", "United Kingdom attacks Syria", "United States attacks Syria"}},
      {"Israel, a close partner of Germany, criticized Iran.", {"Israel criticizes Iran"}},
      {"Iran, which supports Hezbollah, denounced Israel.", {"Iran criticizes Israel", "Iran supports Hezbollah"}},
      {"China condemned Japan and sanctioned Taiwan.", {"China criticizes Japan", "China sanctions Taiwan"}},
  });
}

TEST_CASE("more ways to say it") {
  check_all({
      {"Sanctions were imposed on Iran by the United States.", {"United States sanctions Iran"}},
      {"Washington slapped sanctions on Chinese companies.", {"United States sanctions China"}},
      {"North Korea is under UN sanctions.", {"United Nations sanctions North Korea"}},
      {"Japan, a US ally, protested.", {"Japan allied-with United States"}},
      {"The US-Japan alliance is strong.", {"Japan allied-with United States"}},
      {"Iran and Syria are allies.", {"Iran allied-with Syria"}},
      {"The ceasefire between Israel and Hezbollah was brokered by France.",
       {"France mediates Hezbollah", "France mediates Israel"}},
      {"Norway is not part of the European Union.", {"Norway member-of European Union negated"}},
      {"The United States approved arms sales to Taiwan.", {"United States arms Taiwan"}},
      {"France suspended arms deliveries to Russia.", {"France arms Russia ended"}},
      {"Iran supplies Russia with drones.", {"Iran arms Russia"}},
      {"Israel, backed by the United States, attacked Iran.", {"Israel attacks Iran", "United States supports Israel"}},
      {"The US no longer recognizes Taiwan.", {"United States recognizes Taiwan ended"}},
  });
}

TEST_CASE("an end is told of the noun, of its verb, or of a verb that follows") {
  check_all({
      {"Diplomatic relations between Peru and Chile were established in 1853 but were severed in 1868.",
       {"Chile recognizes Peru ended", "Peru recognizes Chile ended"}},
      {"The alliance between Egypt and Syria began to unravel.", {"Egypt allied-with Syria ended"}},
      {"Ex-German Chancellor Helmut Schmidt spoke.", {"Helmut Schmidt leads Germany ended"}},
      {"The then German chancellor Helmut Schmidt spoke.", {"Helmut Schmidt leads Germany ended"}},
      {"The fall of Syrian President Bashar al-Assad changed the region.", {"Bashar al-Assad leads Syria ended"}},
      {"Russia promised restraint but then recognized Abkhazia.", {"Russia recognizes Abkhazia"}},
  });
}

TEST_CASE("allies of one country are not thereby allies of each other") {
  check_all({
      {"India wants to be treated like US allies such as Britain and Japan.",
       {"Japan allied-with United States", "United Kingdom allied-with United States"}},
      {"Iran and Syria are allies of Russia.", {"Iran allied-with Russia", "Russia allied-with Syria"}},
  });
}

TEST_CASE("negation") {
  check_all({
      {"The treaty forbade Austria from joining NATO.", {"Austria member-of NATO negated"}},
      {"We have not seen any support from China for Russia.", {"China supports Russia negated"}},
      {"Israel did not sanction Russia.", {"Israel sanctions Russia negated"}},
      {"Israel hasn't sanctioned Russia.", {"Israel sanctions Russia negated"}},
      {"Israel never sanctioned Russia.", {"Israel sanctions Russia negated"}},
      {"Israel has yet to sanction Russia.", {"Israel sanctions Russia negated"}},
      {"Neither France nor Germany sanctioned Israel.",
       {"France sanctions Israel negated", "Germany sanctions Israel negated"}},
      {"There is no alliance between Russia and Hamas.", {"Russia allied-with Hamas negated"}},
  });
}

TEST_CASE("what was not so until then was so from then on") {
  check_all({
      {"The United States did not recognize the Soviet Union until 1933.", {"United States recognizes Soviet Union"}},
      {"Spain didn't recognize North Korea until February 2001.", {"Spain recognizes North Korea"}},
      {"Lithuania did not become a member of NATO until 2004.", {"Lithuania member-of NATO"}},
      {"Not until 1955 did West Germany join NATO.", {"West Germany member-of NATO"}},
      {"It was not until 1933 that the United States recognized the Soviet Union.",
       {"United States recognizes Soviet Union"}},
      {"Japan did not sanction Russia until the war had begun.", {"Japan sanctions Russia"}},
      // An end, and what is still to come.
      {"China supported Vietnam until 1978.", {"China supports Vietnam ended"}},
      {"Mubarak was the president of Egypt until 2011.", {"Hosni Mubarak leads Egypt ended"}},
      {"Spain will not recognize Kosovo until Serbia does.", {"Spain recognizes Kosovo negated"}},
      {"Spain has not recognized Kosovo until today.", {"Spain recognizes Kosovo negated"}},
  });
}

TEST_CASE("refusal is negation, and never the deed") {
  check_all({
      {"Israel refuses to sanction Russia.", {"Israel sanctions Russia negated"}},
      {"Israel has repeatedly refused to impose sanctions on Russia.", {"Israel sanctions Russia negated"}},
      {"Serbia declined to sanction Russia.", {"Serbia sanctions Russia negated"}},
      {"Israel's refusal to sanction Russia annoyed Poland.", {"Israel sanctions Russia negated"}},
      {"Iran's repeated refusal to recognize Israel is old.", {"Iran recognizes Israel negated"}},
      {"Egypt failed to mediate between Israel and Hamas.",
       {"Egypt mediates Hamas negated", "Egypt mediates Israel negated"}},
      {"Egypt stopped short of condemning Israel.", {"Egypt criticizes Israel negated"}},
      {"Germany ruled out sanctions on Serbia.", {"Germany sanctions Serbia negated"}},
      {"Germany has not ruled out sanctions on Georgia, an ally of Russia.",
       {"Georgia allied-with Russia", "Germany sanctions Georgia possible"}},
  });
}

TEST_CASE("wishes, plans, threats and demands are intended, not done") {
  check_all({
      {"Russia wants to mediate between Israel and Hamas.",
       {"Russia mediates Hamas intended", "Russia mediates Israel intended"}},
      {"North Korea threatened to attack Japan.", {"North Korea attacks Japan intended"}},
      {"Canada plans to sanction Iran.", {"Canada sanctions Iran intended"}},
      {"Turkey's offer to mediate between Russia and Ukraine stands.",
       {"Turkey mediates Russia intended", "Turkey mediates Ukraine intended"}},
      {"North Korea's threats to attack Japan continue.", {"North Korea attacks Japan intended"}},
      {"Canada called for sanctions against Iran.", {"Canada sanctions Iran intended"}},
      {"The United States urged China to sanction North Korea.", {"China sanctions North Korea intended"}},
      {"Turkey called on Russia to mediate between Iran and Israel.",
       {"Russia mediates Iran intended", "Russia mediates Israel intended"}},
      {"Austria does not want to join NATO.", {"Austria member-of NATO negated intended"}},
  });
}

TEST_CASE("possibility, condition and question") {
  check_all({
      {"France may sanction Iran.", {"France sanctions Iran possible"}},
      {"If Serbia recognized Kosovo, Brussels would rejoice.", {"Serbia recognizes Kosovo hypothetical"}},
      {"Did the European Union sanction Belarus?", {"European Union sanctions Belarus hypothetical"}},
      {"Had Russia attacked Poland, Germany would have sanctioned Russia.",
       {"Germany sanctions Russia hypothetical", "Russia attacks Poland hypothetical"}},
  });
}

TEST_CASE("what has ended, and what refuses to end") {
  check_all({
      {"The United States lifted its sanctions on Sudan.", {"United States sanctions Sudan ended"}},
      {"The United States refuses to lift its sanctions on Cuba.", {"United States sanctions Cuba"}},
      {"Canada vowed to lift its sanctions on Cuba.", {"Canada sanctions Cuba intended ended"}},
      {"Albania is no longer an ally of China.", {"Albania allied-with China ended"}},
      {"Egypt, a former ally of the Soviet Union, changed sides.", {"Egypt allied-with Soviet Union ended"}},
      {"Mali left ECOWAS.", {"Mali member-of ECOWAS ended"}},
  });
}

TEST_CASE("what the author says is false is negated") {
  check_all({
      {"Commentators falsely claim that Russia is allied with Hamas.", {"Russia allied-with Hamas negated"}},
      {"Others wrongly said that Israel sanctioned Russia.", {"Israel sanctions Russia negated"}},
      {"It is not true that Iran attacked Hamas.", {"Iran attacks Hamas negated"}},
      {"The claim that Iran attacked Hamas is false.", {"Iran attacks Hamas negated"}},
      {"Reports that China attacked Russia are baseless.", {"China attacks Russia negated"}},
  });
}

TEST_CASE("what a source denies is negated and attributed to it") {
  const Contribution contribution = test::extract("Iran denied that it attacked Hamas.");
  CHECK(test::dump(contribution) == Lines{"Iran attacks Hamas negated"});
  REQUIRE(contribution.statements.size() == 1);
  const auto& attribution = contribution.statements.front().evidence.attribution;
  REQUIRE(attribution.size() == 1);
  CHECK(attribution.front().source == "Iran");
  CHECK(attribution.front().verb == "denied");
  check_all({{"Iran denied attacking Hamas.", {"Iran attacks Hamas negated"}},
             {"China denied reports that it attacked Russia.", {"China attacks Russia negated"}}});
}

TEST_CASE("reported claims are affirmed and attributed, before and after the claim") {
  const struct {
    const char* text;
    const char* source;
    const char* verb;
    Stance stance;
  } cases[] = {
      {"Lavrov said that Israel supports Ukraine.", "Sergey Lavrov", "said", Stance::reports},
      {"Israel supports Ukraine, Lavrov said.", "Sergey Lavrov", "said", Stance::reports},
      {"Lavrov claimed that Israel supports Ukraine.", "Sergey Lavrov", "claimed", Stance::distances},
      {"Lavrov confirmed that Israel supports Ukraine.", "Sergey Lavrov", "confirmed", Stance::endorses},
      {"According to Lavrov, Israel supports Ukraine.", "Sergey Lavrov", "According to", Stance::reports},
      {"Saudi Arabia accused Israel of supporting Ukraine.", "Saudi Arabia", "accused", Stance::distances},
  };
  for (const auto& [text, source, verb, stance] : cases) {
    INFO(text);
    bool found = false;
    for (const auto& [statement, evidence] : test::extract(text).statements) {
      if (statement.relation != "supports") continue;
      found = true;
      CHECK(statement.factuality.is_fact());
      REQUIRE(evidence.attribution.size() == 1);
      CHECK(evidence.attribution.front() == Attribution{source, verb, stance});
    }
    CHECK(found);
  }
}

TEST_CASE("a cue in another clause does not leak in") {
  check_all({
      {"Canada never hesitated; Japan sanctioned Iran.", {"Japan sanctions Iran"}},
      {"Iran, which does not recognize Israel, attacked Iraq.",
       {"Iran attacks Iraq", "Iran recognizes Israel negated"}},
      {"The European Union opposes the US embargo on Cuba.", {"United States sanctions Cuba"}},
      {"Kofi Annan, then the head of the United Nations, supported Israel.",
       {"Kofi Annan leads United Nations ended", "Kofi Annan supports Israel"}},
  });
}

TEST_CASE("nothing is read into sentences that only name entities together") {
  check_all({
      {"Israel, Russia and sanctions were on the agenda.", {}},
      {"The Russian economy sanctioned by nobody grew in Israel.", {}},
      {"Delegates of France and Germany walked in the park.", {}},
      {"Laura Bush visited Jordan.", {}},
  });
}

}  // namespace
}  // namespace entente
