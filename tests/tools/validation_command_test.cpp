// Samples to be coded, what they come to, and stores compared.
#include "agreement_measures.hpp"
#include "catch.hpp"
#include "command.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <sstream>
#include <string>

namespace entente {
namespace {

using test::has;
using test::Outcome;
using test::run;
using test::TemporaryDirectory;

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST_CASE("an entity is shown with its relations, what is disputed, and when it was told of") {
  const TemporaryDirectory folder;
  folder.write("a.jsonl",
               "{\"id\": \"1\", \"date\": \"2020-05-01\", \"text\": \"Iran attacked Iraq. Poland sanctioned Iran.\"}\n"
               "{\"id\": \"2\", \"date\": \"2021\", \"text\": \"Iran did not attack Iraq, whatever others wrote of it "
               "at the time.\"}\n"
               "{\"id\": \"3\", \"text\": \"Iran backs Hezbollah.\"}\n");
  REQUIRE(run(folder, "ingest a.jsonl --db world.db").status == 0);
  const std::string shown = run(folder, "show Iran --db world.db").out;
  INFO(shown);
  CHECK(has(shown, "attacks                           1       1  2020-05-01 to 2021"));
  CHECK(has(shown, "sanctioned-by                     1       0  2020-05-01"));
  const std::size_t disputed = shown.find("  disputed\n  Iran attacks Iraq\n    affirmed by 1 article");
  REQUIRE(disputed != std::string::npos);
  CHECK(shown.find("denied by 1 article", disputed) != std::string::npos);
  CHECK(has(shown, "time line\n  2020-05-01  Iran attacks Iraq\n  2020-05-01  Poland sanctions Iran\n"));
  CHECK_FALSE(has(shown, "\x1b"));
  CHECK_FALSE(has(run(folder, "show Hezbollah --db world.db").out, "disputed"));
}

TEST_CASE("measures of agreement are those worked out by hand") {
  // The example of Krippendorff's "Computing Krippendorff's Alpha-Reliability" (2011) for two coders and two values.
  const std::string first = "0100000010";
  const std::string second = "1110010000";
  std::vector<tools::Coded> items;
  for (std::size_t i = 0; i < first.size(); ++i) items.push_back({{first[i]}, {second[i]}});
  items.push_back({"1", ""});
  CHECK(tools::observed_agreement(items) == Approx(0.6));
  CHECK(tools::krippendorffs_alpha(items) == Approx(0.095).margin(0.0005));
  CHECK(tools::cohens_kappa(items) == Approx((0.6 - 0.56) / 0.44));
  CHECK(tools::cohens_kappa({{"a", "a"}, {"a", "a"}}) == 1.0);
  CHECK(tools::krippendorffs_alpha({{"a", "a"}, {"a", "a"}}) == 1.0);
  const tools::Interval interval = tools::wilson_interval(8, 10);
  CHECK(interval.low == Approx(0.490).margin(0.0005));
  CHECK(interval.high == Approx(0.943).margin(0.0005));
  CHECK(tools::wilson_interval(0, 0).high == 1.0);
  CHECK(tools::wilson_interval(5, 5).high == 1.0);
}

TEST_CASE("samples are the same for the same seed, in whatever order articles came") {
  const TemporaryDirectory folder;
  const std::string articles = "'" ENTENTE_SOURCE_DIR "/tests/articles";
  REQUIRE(run(folder, "ingest " + articles + "' --db a.db").status == 0);
  REQUIRE(run(folder, "ingest " + articles + "/13-wire-items.jsonl' --db b.db").status == 0);
  REQUIRE(run(folder, "ingest " + articles + "' --db b.db").status == 0);
  for (const char* what : {"--view claims --statements 20", "--sentences 20"}) {
    const std::string sheet = run(folder, std::string("sample --db a.db ") + what).out;
    CHECK(lines(sheet) >= 21);
    CHECK(sheet == run(folder, std::string("sample --db b.db ") + what).out);
    CHECK(sheet != run(folder, std::string("sample --seed 2 --db a.db ") + what).out);
    CHECK(lines(run(folder, std::string("sample --db a.db ") + what + "000").out) > 40);
  }
  CHECK(has(run(folder, "sample --statements 5 --relation mediates --db a.db").out, ",mediates,"));
}

TEST_CASE("coded sheets come to precision, recall and agreement") {
  const TemporaryDirectory folder;
  folder.write("a.csv", "item,correct,relation\n1,yes,attacks\n2,NO,attacks\n3,1,arms\n4,,arms\n");
  folder.write("b.csv", "item,correct,relation\n2,n,attacks\n1,y,attacks\n3,0,arms\n5,y,arms\n");
  const Outcome one = run(folder, "agreement a.csv");
  CHECK(one.status == 0);
  CHECK(has(one.out, "attacks                  1 of     2   0.500"));
  CHECK(has(one.out, "all                      2 of     3   0.667   [0.208, 0.939]"));
  const Outcome both = run(folder, "agreement a.csv b.csv");
  CHECK(has(both.out, "agreement on 3 items that both coded: 0.667, Cohen's kappa 0.400"));
  CHECK(has(both.err, "2 items stand in one of the sheets alone"));
  folder.write("s.csv", "item,missed,found\n1,2,3\n2,0,1\n3,,9\n");
  CHECK(has(run(folder, "agreement s.csv").out, "all                      4 of     6   0.667"));
  CHECK(run(folder, "agreement a.csv s.csv").status != 0);
  folder.write("bad.csv", "item,correct,relation\n1,perhaps,attacks\n");
  CHECK(has(run(folder, "agreement bad.csv").err, "bad.csv, row 2: 'perhaps' is neither yes nor no"));
  folder.write("bad.csv", "item,missed,found\n1,many,2\n");
  CHECK(has(run(folder, "agreement bad.csv").err, "bad.csv, row 2: 'missed' or 'found' is no number"));
  folder.write("bad.csv", "x,y\n1,2\n");
  CHECK(run(folder, "agreement bad.csv").status == 2);
  CHECK(run(folder, "agreement none.csv").status != 0);
}

TEST_CASE("stores are compared, and articles read anew tell what changed") {
  const TemporaryDirectory folder;
  folder.write(
      "a.jsonl",
      "{\"id\": \"1\", \"text\": \"Iran attacked Iraq.\"}\n{\"id\": \"1\", \"text\": \"Poland attacked Iran.\"}\n");
  folder.write("b.jsonl", "{\"id\": \"2\", \"text\": \"Iran attacked Iraq. Iran backs Hezbollah.\"}\n");
  REQUIRE(run(folder, "ingest a.jsonl --db a.db").status == 0);
  REQUIRE(run(folder, "ingest a.jsonl b.jsonl --db b.db").status == 0);
  const std::string difference = run(folder, "diff a.db b.db").out;
  CHECK(has(difference, "+ article 2\t"));
  CHECK(has(difference, "+ Iran supports Hezbollah"));
  CHECK(has(difference, "~ Iran attacks Iraq  1 articles, then 2"));
  CHECK(has(run(folder, "diff b.db a.db").out, "- Iran supports Hezbollah"));
  CHECK(has(run(folder, "diff a.db a.db").out, "statements: the same"));
  CHECK_FALSE(has(run(folder, "diff --summary a.db b.db").out, "+ "));

  CHECK(has(run(folder, "reextract --db b.db").out, "0 new, 3 unchanged, 0 changed, 0 failed"));
  folder.write("mine.json",
               "{\"description\": \"Ours\", \"license\": \"CC0-1.0\", \"entities\": [{\"key\": \"group/b\", \"type\": "
               "\"ArmedGroup\", "
               "\"name\": \"Backers\"}]}");
  const Outcome anew = run(folder, "reextract --list --lexicon mine.json --db b.db");
  CHECK(has(anew.out, "0 new, 0 unchanged, 3 changed, 0 failed"));
  CHECK(has(anew.out, "statements: the same"));
  const std::string stats = run(folder, "stats --db b.db").out;
  CHECK(has(stats, "articles            3"));
  CHECK(lines(stats.substr(stats.find("read by"))) == 2);
  CHECK(has(run(folder, "export --db b.db").out, "<!-- Written by entente"));
  CHECK(run(folder, "check --deep --db b.db").status == 0);
}

}  // namespace
}  // namespace entente
