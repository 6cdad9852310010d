#include "catch.hpp"
#include "fixtures.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <entente/graph/memory_graph.hpp>
#include <entente/query/completion.hpp>

namespace entente::query {
namespace {

const graph::MemoryGraph& world() {
  static const graph::MemoryGraph made = [] {
    graph::MemoryGraph graph;
    graph.put(test::shipped_extractor().extract(
        test::make_article("a", "Russia attacked Ukraine. The United States sanctioned Russia.", "2023-01-01", "a")));
    return graph;
  }();
  return made;
}

// The text with each word that may follow.
std::vector<std::string> completed(const std::string& text) {
  const auto completion = complete(world(), text);
  REQUIRE(completion.ok());
  std::vector<std::string> texts;
  for (const std::string& word : completion->words) texts.push_back(text.substr(0, completion->begin) + word);
  return texts;
}

using Texts = std::vector<std::string>;

TEST_CASE("what may follow depends on where it stands") {
  CHECK(completed("MATCH (a:cou") == Texts{"MATCH (a:Country"});
  CHECK(completed("MATCH (a)-[r:SANCTIONS|att") == Texts{"MATCH (a)-[r:SANCTIONS|ATTACKS"});
  CHECK(completed("MATCH (a)-[r]->(b) RETURN r.conf") == Texts{"MATCH (a)-[r]->(b) RETURN r.confidence"});
  CHECK(completed("MATCH (a {iso") == Texts{"MATCH (a {iso3"});
  CHECK(completed("MATCH (a {name: 'rus") == Texts{"MATCH (a {name: 'Russia"});
  CHECK(completed("MATCH (a {name: \"united st") == Texts{"MATCH (a {name: \"United States"});
  CHECK(completed("opt") == Texts{"OPTIONAL"});
  CHECK(completed("RETURN datetime.fromepochm") == Texts{"RETURN datetime.fromepochmillis("});
  CHECK(completed("CALL db.lab") == Texts{"CALL db.labels("});
  CHECK(completed("RETURN 'it''s (:' + coal") == Texts{"RETURN 'it''s (:' + coalesce("});
  CHECK(completed("MATCH (a:Nobody").empty());
  const auto all = completed("");
  CHECK(std::find(all.begin(), all.end(), "MATCH") != all.end());
}

TEST_CASE("any text can be completed, or not") {
  std::mt19937 random(6);
  const std::string characters = "ab.:'\"`\\([{}])|! \xC3\xA4";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t length = random() % 12; text.size() < length;) text += characters[random() % characters.size()];
    const auto completion = complete(world(), text);
    REQUIRE(completion.ok());
    CHECK(completion->begin <= text.size());
  }
}

}  // namespace
}  // namespace entente::query
