#include "catch.hpp"
#include "fixtures.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <random>
#include <set>

#include <entente/graph/graph_view.hpp>
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
    const auto view = GraphView::load(graph, {});
    REQUIRE(view.ok());
    PathMeter meter(*view);
    for (const auto& [to, unused] : neighbors) {
      PathQuestion question{node(graph, "c/" + std::to_string(from)), node(graph, "c/" + std::to_string(to)), {}, 20};
      const auto path = shortest_path(graph, question);
      REQUIRE(path.ok());
      REQUIRE(path->has_value() == distance.contains(to));
      if (*path) CHECK((*path)->size() == distance[to]);
      CHECK(*path_length(graph, question) == (*path ? std::optional((*path)->size()) : std::nullopt));
      const auto in_view = meter.length(*view->find(question.from), *view->find(question.to), question.max_length);
      CHECK(in_view == (*path ? std::optional((*path)->size()) : std::nullopt));
      if (in_view.value_or(0) > 1) CHECK_FALSE(meter.length(*view->find(question.from), *view->find(question.to), 1));
    }
  }
}

// All paths without a repeated vertex, by cost and vertices; links with their costs.
std::vector<std::pair<double, std::string>> all_paths(const std::map<std::pair<char, char>, double>& links, char from,
                                                      char to) {
  std::vector<std::pair<double, std::string>> paths;
  std::vector<std::pair<double, std::string>> begun = {{0.0, std::string(1, from)}};
  while (!begun.empty()) {
    const auto [cost, path] = begun.back();
    begun.pop_back();
    if (path.back() == to) {
      paths.emplace_back(cost, path);
      continue;
    }
    for (const auto& [ends, more] : links) {
      if (ends.first == path.back() && path.find(ends.second) == std::string::npos)
        begun.emplace_back(cost + more, path + ends.second);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

TEST_CASE("the best paths are those of a search through all, by steps and by doubt") {
  std::mt19937 random(6);
  for (int round = 0; round < 60; ++round) {
    std::vector<Statement> statements;
    std::vector<double> confidences;
    std::map<std::pair<char, char>, double> steps;
    std::map<std::pair<char, char>, double> doubts;
    for (int i = 0; i < 12; ++i) {
      const char a = static_cast<char>('A' + random() % 7);
      const char b = static_cast<char>('A' + random() % 7);
      if (a == b || steps.contains({a, b})) continue;
      statements.push_back(make_statement(std::string("c/") + a, "attacks", std::string("c/") + b));
      confidences.push_back(static_cast<double>(1 + random() % 9) / 10);
      for (const auto& ends : {std::pair(a, b), std::pair(b, a)}) {
        steps[ends] = 1;
        doubts[ends] = 1e-9 - std::log(confidences.back());
      }
    }
    MemoryGraph graph;
    Contribution contribution = make_contribution(make_article("one", "x"), statements);
    for (std::size_t i = 0; i < confidences.size(); ++i)
      contribution.statements[i].evidence.confidence = confidences[i];
    graph.put(contribution);
    const auto view = GraphView::load(graph, {}, true);
    REQUIRE(view.ok());
    const char from = statements.front().subject.value.back();
    const char to = statements.back().object.value.back();
    for (const PathCost cost : {PathCost::steps, PathCost::doubt}) {
      const auto expected = all_paths(cost == PathCost::steps ? steps : doubts, from, to);
      const BestPathsQuestion question{node(graph, std::string("c/") + from), node(graph, std::string("c/") + to), 5,
                                       cost};
      const auto found = best_paths(*view, question);
      REQUIRE(found.size() == std::min<std::size_t>(5, from == to ? 1 : expected.size()));
      for (std::size_t i = 0; i < found.size(); ++i) {
        std::string letters(1, from);
        double doubt = 0;
        for (const Edge& edge : found[i].edges) {
          const std::string source = graph.entity(edge.source)->key.value;
          letters += letters.back() == source.back() ? graph.entity(edge.target)->key.value.back() : source.back();
          doubt += doubts[{letters[letters.size() - 2], letters.back()}];
        }
        if (cost == PathCost::steps) CHECK(letters == expected[i].second);
        CHECK((cost == PathCost::steps ? static_cast<double>(letters.size() - 1) : doubt) ==
              Approx(expected[i].first).epsilon(1e-5));
        CHECK(-std::log(found[i].confidence) == Approx(doubt).margin(1e-5));
      }
    }
  }
}

TEST_CASE("best paths where there is little to find") {
  MemoryGraph graph;
  graph.put(make_contribution(make_article("one", "x"),
                              {make_statement("c/A", "attacks", "c/B"), make_statement("c/B", "supports", "c/A"),
                               make_statement("c/C", "attacks", "c/D")}));
  const auto view = GraphView::load(graph, {}, true);
  REQUIRE(view.ok());
  const NodeId a = node(graph, "c/A");
  CHECK(best_paths(*view, {a, node(graph, "c/B"), 10, PathCost::steps}).size() == 1);
  CHECK(best_paths(*view, {a, node(graph, "c/C"), 10, PathCost::steps}).empty());
  CHECK(best_paths(*view, {a, node(graph, "c/B"), 0, PathCost::steps}).empty());
  CHECK(best_paths(*view, {a, a, 3, PathCost::steps}).size() == 1);
}

}  // namespace
}  // namespace entente::graph
