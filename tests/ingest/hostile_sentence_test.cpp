// Sentences that no writer means: their cost is bounded, and nothing is read into them.
#include "catch.hpp"
#include "fixtures.hpp"

#include <string>

namespace entente {
namespace {

TEST_CASE("hundreds of coordinated names end in bounded statements") {
  std::string text = "Japan sanctioned Iran";
  for (int i = 0; i < 500; ++i) text += i % 2 == 0 ? ", Iraq" : ", Syria";
  text += " and Libya.";
  const Contribution contribution = test::extract(text);
  CHECK(contribution.statements.size() < 500);
}

TEST_CASE("dozens of nested clauses are walked") {
  std::string text = "Japan said";
  for (int i = 0; i < 40; ++i) text += " that France believed that Germany denied";
  text += " that Iran attacked Iraq.";
  CHECK(test::extract(text).statements.size() < 100);
}

TEST_CASE("capitals, glued headlines, noise and sentences without a verb give no junk") {
  for (const char* text :
       {"", ".", "IRAN IRAQ WAR OIL PRICE JAPAN MARKET TOKYO NEW YORK LONDON STOCK BOND DLR PCT",
        "JapanSanctionsIranSaysReportIraqWarEndsLaterTodayOilUp", "J a p a n s a n c t i o n e d I r a n .",
        "lran sanct1oned lraq; Jap4n s4nctioned 1ran ~~ |||", "Iran. Iraq. Sanctions. Attack. Ally. War.",
        "\" \" \" ( ( ( ) ] } — — — , , , ; ; ;"}) {
    INFO(text);
    for (const std::string& line : test::dump(test::extract(text))) {
      INFO(line);
      CHECK(line.find("Iran-Iraq War") != std::string::npos);
    }
  }
}

}  // namespace
}  // namespace entente
