// Measures of whole graphs, on graphs whose answers are known.
#include "catch.hpp"
#include "fixtures.hpp"

#include <algorithm>
#include <map>

#include <entente/graph/analysis.hpp>
#include <entente/graph/memory_graph.hpp>

namespace entente::graph {
namespace {

using test::make_article;
using test::make_contribution;
using test::make_statement;

// "A B C" links A with B and C.
MemoryGraph graph_of(const std::vector<std::pair<std::string, std::string>>& arcs) {
  std::vector<Statement> statements;
  for (const auto& [from, to] : arcs) statements.push_back(make_statement("c/" + from, "supports", "c/" + to));
  MemoryGraph graph;
  graph.put(make_contribution(make_article("one", "x", "2020"), statements));
  return graph;
}

std::string name(const PropertyGraph& graph, NodeId node) { return graph.entity(node)->key.value.substr(2); }

GraphView view_of(const PropertyGraph& graph, const Scope& scope = {}) {
  auto view = GraphView::load(graph, scope);
  REQUIRE(view.ok());
  return std::move(*view);
}

std::map<std::string, double> scores(const PropertyGraph& graph, Centrality measure, const Scope& scope = {}) {
  const auto found = centrality(view_of(graph, scope), measure);
  std::map<std::string, double> result;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) CHECK(found[i - 1].value >= found[i].value);
    result[name(graph, found[i].node)] = found[i].value;
  }
  return result;
}

std::vector<std::string> grouped(const PropertyGraph& graph, Grouping grouping) {
  std::vector<std::string> result;
  for (const auto& group : groups(view_of(graph), grouping)) {
    result.emplace_back();
    for (const NodeId node : group) result.back() += name(graph, node);
  }
  return result;
}

// Two triangles, ABC and DEF, joined by C-D, and a tail D-G; H and I apart.
MemoryGraph two_triangles() {
  return graph_of(
      {{"A", "B"}, {"B", "C"}, {"C", "A"}, {"C", "D"}, {"D", "E"}, {"E", "F"}, {"F", "D"}, {"D", "G"}, {"H", "I"}});
}

TEST_CASE("centrality on a graph worked out by hand") {
  const MemoryGraph graph = two_triangles();
  CHECK(scores(graph, Centrality::degree)["D"] == 4);
  CHECK(scores(graph, Centrality::degree)["H"] == 1);
  const auto betweenness = scores(graph, Centrality::betweenness);
  CHECK(betweenness.at("C") == Approx(8));  // Between A, B and D, E, F, G.
  CHECK(betweenness.at("D") == Approx(3 * 3 + 2));
  CHECK(betweenness.at("A") == Approx(0));
  const auto cores = scores(graph, Centrality::core);
  CHECK(cores.at("A") == 2);
  CHECK(cores.at("F") == 2);
  CHECK(cores.at("G") == 1);
}

TEST_CASE("page rank sums to one, also with nodes that lead nowhere, and agrees with its definition") {
  const MemoryGraph graph = graph_of({{"A", "B"}, {"C", "B"}, {"B", "D"}});
  const auto ranks = scores(graph, Centrality::page_rank);
  double sum = 0;
  for (const auto& [key, rank] : ranks) sum += rank;
  CHECK(sum == Approx(1));
  const double base = 0.15 / 4 + 0.85 * ranks.at("D") / 4;
  CHECK(ranks.at("A") == Approx(base).epsilon(1e-6));
  CHECK(ranks.at("B") == Approx(base + 0.85 * 2 * ranks.at("A")).epsilon(1e-6));
  CHECK(ranks.at("D") == Approx(base + 0.85 * ranks.at("B")).epsilon(1e-6));
}

TEST_CASE("groups: components, strong components and communities") {
  const MemoryGraph graph = two_triangles();
  CHECK(grouped(graph, Grouping::connected) == std::vector<std::string>{"ABCDEFG", "HI"});
  CHECK(grouped(graph, Grouping::strong) == std::vector<std::string>{"ABC", "DEF", "G", "H", "I"});
  CHECK(grouped(graph, Grouping::communities) == std::vector<std::string>{"DEFG", "ABC", "HI"});
}

TEST_CASE("bridges and what they cut off") {
  const MemoryGraph graph = two_triangles();
  std::vector<std::string> lines;
  for (const Bridge& bridge : bridges(view_of(graph))) {
    lines.push_back(name(graph, bridge.first) + name(graph, bridge.second) + std::to_string(bridge.cut_off));
  }
  CHECK(lines == std::vector<std::string>{"CD3", "DG1", "HI1"});
}

TEST_CASE("the scope keeps to view, relation, confidence and time") {
  MemoryGraph graph;
  Contribution old = make_contribution(
      make_article("old", "x", "1999-05"),
      {make_statement("c/A", "attacks", "c/B"),
       make_statement("c/A", "supports", "c/C", {Polarity::negated, Modality::actual, Phase::holds})});
  for (ExtractedStatement& extracted : old.statements) extracted.evidence.confidence = 0.2;
  graph.put(old);
  graph.put(make_contribution(make_article("new", "x", "2020"), {make_statement("c/D", "supports", "c/E")}));
  graph.put(make_contribution(make_article("undated", "x", ""), {make_statement("c/F", "supports", "c/G")}));
  const auto count = [&](const Scope& scope) { return scores(graph, Centrality::degree, scope).size(); };
  CHECK(count({}) == 6);
  Scope claims;
  claims.view.claims = true;
  CHECK(count(claims) == 7);
  Scope attacks;
  attacks.view.relations = {"attacks"};
  CHECK(count(attacks) == 2);
  Scope sure;
  sure.least_confidence = 0.5;
  CHECK(count(sure) == 4);
  Scope in_time;
  in_time.from = {2000, 0, 0};
  CHECK(count(in_time) == 2);
  in_time.from = {};
  in_time.until = {1999, 0, 0};
  CHECK(count(in_time) == 2);
  in_time.until = {1998, 12, 0};
  CHECK(count(in_time) == 0);
  const GraphView nothing = view_of(graph, in_time);
  CHECK(groups(nothing, Grouping::communities).empty());
  CHECK(bridges(nothing).empty());
  CHECK(centrality(nothing, Centrality::page_rank).empty());
}

}  // namespace
}  // namespace entente::graph
