// The article that Entente was first wanted for, when it is at hand beside the checkout: what a careful reader
// records of it, and what no reader may.
#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <filesystem>

namespace entente {
namespace {

TEST_CASE("an analysis full of traps is read as its author meant it") {
  const std::filesystem::path path = ENTENTE_SOURCE_DIR "/../shared/data/corpus/lavrov_interview_analysis.txt";
  if (!std::filesystem::exists(path)) {
    WARN("skipped: the article is not at hand");
    return;
  }
  const auto lines = test::dump(test::extract(test::read_file(path)));
  const auto has = [&](const std::string& line) { return std::find(lines.begin(), lines.end(), line) != lines.end(); };
  for (const char* line :
       {"Soviet Union created Israel", "Israel allied-with United States", "Israel sanctions Russia negated",
        "Russia mediates Israel-Hamas war intended", "Russia allied-with Hamas negated", "Sergey Lavrov leads Russia",
        "Vladimir Putin supports Israel"}) {
    INFO(line);
    CHECK(has(line));
  }
  for (const char* line : {"Israel sanctions Russia", "Russia allied-with Hamas", "Russia mediates Israel-Hamas war"}) {
    INFO(line);
    CHECK_FALSE(has(line));
  }
}

}  // namespace
}  // namespace entente
