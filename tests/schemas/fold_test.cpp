#include "catch.hpp"

#include <entente/schemas/fold.hpp>
#include <entente/schemas/similar.hpp>

namespace entente {
namespace {

TEST_CASE("folding makes spellings comparable") {
  CHECK(fold("Türkiye’s") == "turkiye's");
  CHECK(fold("Erdoğan") == "erdogan");
  CHECK(fold("ŁÓDŹ–Øresund") == "lodz-oresund");
  CHECK(fold("“Æther”") == "\"aether\"");
  CHECK(fold("\xFF") == "\xEF\xBF\xBD");
  CHECK(fold("").empty());
}

TEST_CASE("folded names ignore punctuation") {
  CHECK(fold_name("U.S.") == "u s");
  CHECK(fold_name(" al-Qa'ida ") == "al qa ida");
  CHECK(fold_name("Côte d’Ivoire") == fold_name("Cote d'Ivoire"));
  CHECK(fold_name("...").empty());
}

TEST_CASE("edit distance counts insertions, deletions, changes and swaps") {
  CHECK(edit_distance("qatar", "qatar", 3) == 0);
  CHECK(edit_distance("qatar", "qatra", 3) == 1);
  CHECK(edit_distance("iran", "iraq", 3) == 1);
  CHECK(edit_distance("", "abc", 3) == 3);
  CHECK(edit_distance("abcdef", "uvwxyz", 2) == 3);
}

TEST_CASE("suggestions are near, few and in a fixed order") {
  const std::vector<std::string> words = {"russia", "rwanda", "prussia", "austria"};
  CHECK(most_similar("Rusia", words, 2) == std::vector<std::string>{"russia"});
  CHECK(most_similar("zzzz", words, 3).empty());
}

}  // namespace
}  // namespace entente
