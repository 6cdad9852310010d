#include "catch.hpp"
#include "fixtures.hpp"
#include "store_query_graph.hpp"

#include <set>
#include <utility>

#include <entente/graph/memory_graph.hpp>
#include <entente/query/neighborhood.hpp>
#include <entente/query/resolve.hpp>

namespace entente::query {
namespace {

// A small world from real sentences, with the names of the shipped lexicon.
const graph::MemoryGraph& world() {
  static const graph::MemoryGraph made = [] {
    graph::MemoryGraph graph;
    const struct {
      const char* id;
      const char* date;
      const char* text;
    } articles[] = {
        {"a", "2023-01-01", "Russia attacked Ukraine. The United States sanctioned Russia."},
        {"b", "2023-06-01", "Moscow attacked Ukraine. Israel refuses to sanction Russia."},
        {"c", "2022-01-01",
         "The Democratic Republic of the Congo left the East African Community. Congo's Brazzaville criticized "
         "France."},
    };
    for (const auto& [id, date, text] : articles) {
      graph.put(test::shipped_extractor().extract(test::make_article(id, text, date, id)));
    }
    return graph;
  }();
  return made;
}

TEST_CASE("entities are found by key and by any of their names") {
  for (const char* text : {"country/RUS", "Russia", "russia", "the Kremlin", "Kremlin", "Russian Federation", "RUSSIA",
                           "the  Russian  federation"}) {
    INFO(text);
    const auto resolved = resolve_entity(world(), text);
    REQUIRE(resolved.ok());
    CHECK(resolved->entity.key.value == "country/RUS");
  }
  CHECK(resolve_entity(world(), "USA")->entity.name == "United States");
  CHECK(resolve_entity(world(), "U.S.")->entity.name == "United States");
}

TEST_CASE("unknown names get suggestions, ambiguous ones the choice") {
  const auto unknown = resolve_entity(world(), "Rusia");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == ErrorCode::not_found);
  CHECK(unknown.error().mend.find("did you mean 'Russia'") != std::string::npos);
  CHECK(resolve_entity(world(), "").error().code == ErrorCode::not_found);
  const auto ambiguous = resolve_entity(world(), "Congo");
  REQUIRE_FALSE(ambiguous.ok());
  CHECK(ambiguous.error().code == ErrorCode::ambiguous);
  CHECK(ambiguous.error().mend.find("country/COD") != std::string::npos);
  CHECK(ambiguous.error().mend.find("country/COG") != std::string::npos);
}

TEST_CASE("neighbourhoods keep to the view and are ordered") {
  const BeliefParameters belief{0.05};
  const auto russia = *resolve_entity(world(), "Russia");
  const auto facts = *neighbors(world(), russia.node, {}, belief);
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].relation == "attacks");
  CHECK(facts[0].outgoing);
  CHECK(facts[0].other.name == "Ukraine");
  CHECK(facts[0].summary.articles == 2);
  CHECK(facts[0].summary.first_seen.to_string() == "2023-01-01");
  CHECK(facts[0].summary.last_seen.to_string() == "2023-06-01");
  CHECK(facts[0].summary.confidence > 0.85);
  CHECK(facts[1].other.name == "United States");
  CHECK_FALSE(facts[1].outgoing);
  CHECK(neighbors(world(), russia.node, {true, {}}, belief)->size() == 3);
  CHECK(neighbors(world(), russia.node, {true, {"sanctions"}}, belief)->size() == 2);
}

TEST_CASE("statements of an entity about itself are one relationship each, from whichever side") {
  graph::MemoryGraph graph;
  graph.put(test::make_contribution(test::make_article("one", "x"), {test::make_statement("c/A", "attacks", "c/A"),
                                                                     test::make_statement("c/A", "supports", "c/A"),
                                                                     test::make_statement("c/A", "supports", "c/B")}));
  const StoreQueryGraph asked(graph, {0.05}, false);
  const auto node = asked.find("key", "c/A");
  REQUIRE(node.ok());
  for (const auto& [side, count] :
       {std::pair(Side::both, 3), std::pair(Side::outgoing, 3), std::pair(Side::incoming, 2)}) {
    std::vector<QueryGraph::Step> steps;
    REQUIRE(asked.steps((*node)->front(), side, {}, steps).ok());
    CHECK(steps.size() == static_cast<std::size_t>(count));
    std::set<RelationshipRef> different;
    for (const QueryGraph::Step& step : steps) different.insert(step.relationship);
    CHECK(different.size() == steps.size());
  }
  for (const auto& [type, count] : {std::pair("SUPPORTS", 2), std::pair("supports", 0)}) {
    std::vector<QueryGraph::Step> steps;
    REQUIRE(asked.steps((*node)->front(), Side::both, {type}, steps).ok());
    CHECK(steps.size() == static_cast<std::size_t>(count));
  }
}

}  // namespace
}  // namespace entente::query
