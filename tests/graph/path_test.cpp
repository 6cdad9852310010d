#include "catch.hpp"
#include "fixtures.hpp"

#include <deque>
#include <random>
#include <set>

#include <entente/graph/memory_graph.hpp>
#include <entente/graph/path.hpp>

namespace entente::graph {
namespace {

using test::make_article;
using test::make_contribution;
using test::make_statement;

NodeId node(const PropertyGraph& graph, const std::string& key) { return **graph.find_node({key}); }

std::string path_in(const PropertyGraph& graph, const std::string& from, const std::string& to, const View& view = {},
                    std::size_t most = 6) {
  PathQuestion question{node(graph, from), node(graph, to), view, most};
  const auto path = shortest_path(graph, question);
  REQUIRE(path.ok());
  if (!*path) return "none";
  std::string text = from;
  NodeId at = question.from;
  for (const Edge& edge : **path) {
    CHECK((edge.source == at || edge.target == at));
    const bool forward = edge.source == at;
    at = forward ? edge.target : edge.source;
    text += (forward ? " -" : " <-") + *graph.relation_name(edge.relation) + "- " + graph.entity(at)->key.value;
  }
  return text;
}

TEST_CASE("shortest paths follow edges both ways and keep to the view") {
  MemoryGraph graph;
  graph.put(
      make_contribution(make_article("one", "x"),
                        {make_statement("c/A", "attacks", "c/B"), make_statement("c/C", "supports", "c/B"),
                         make_statement("c/C", "arms", "c/D"),
                         make_statement("c/A", "sanctions", "c/D", {Polarity::negated, Modality::actual, Phase::holds}),
                         make_statement("c/E", "attacks", "c/F")}));
  CHECK(path_in(graph, "c/A", "c/D") == "c/A -attacks- c/B <-supports- c/C -arms- c/D");
  CHECK(path_in(graph, "c/A", "c/D", {true, {}}) == "c/A -sanctions- c/D");
  CHECK(path_in(graph, "c/A", "c/D", {}, 2) == "none");
  CHECK(path_in(graph, "c/A", "c/D", {}, 3) != "none");
  CHECK(path_in(graph, "c/A", "c/E") == "none");
  CHECK(path_in(graph, "c/A", "c/A") == "c/A");
  CHECK(path_in(graph, "c/A", "c/C", {false, {"attacks"}}) == "none");
}

TEST_CASE("on random graphs the length equals that of a plain search") {
  std::mt19937 random(5);
  for (int round = 0; round < 100; ++round) {
    std::vector<Statement> statements;
    std::map<int, std::set<int>> neighbors;
    for (int i = 0; i < 14; ++i) {
      const int a = static_cast<int>(random() % 10);
      const int b = static_cast<int>(random() % 10);
      if (a == b) continue;
      statements.push_back(
          make_statement("c/" + std::to_string(a), i % 2 ? "attacks" : "supports", "c/" + std::to_string(b)));
      neighbors[a].insert(b);
      neighbors[b].insert(a);
    }
    MemoryGraph graph;
    graph.put(make_contribution(make_article("one", "x"), statements));
    const int from = neighbors.begin()->first;
    std::map<int, std::size_t> distance = {{from, 0}};
    for (std::deque<int> queue = {from}; !queue.empty(); queue.pop_front()) {
      for (const int next : neighbors[queue.front()]) {
        if (distance.emplace(next, distance[queue.front()] + 1).second) queue.push_back(next);
      }
    }
    for (const auto& [to, unused] : neighbors) {
      PathQuestion question{node(graph, "c/" + std::to_string(from)), node(graph, "c/" + std::to_string(to)), {}, 20};
      const auto path = shortest_path(graph, question);
      REQUIRE(path.ok());
      REQUIRE(path->has_value() == distance.contains(to));
      if (*path) CHECK((*path)->size() == distance[to]);
      CHECK(*path_length(graph, question) == (*path ? std::optional((*path)->size()) : std::nullopt));
    }
  }
}

}  // namespace
}  // namespace entente::graph
