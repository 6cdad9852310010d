// Paths, their ends and shortest ones, in every spelling, beside a search through all trails of small random graphs.
#include "catch.hpp"
#include "memory_query_graph.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using entente::test::ask;
using entente::test::MemoryQueryGraph;

constexpr std::size_t kNodes = 5;

struct Arc {
  std::size_t from;
  std::size_t to;
  char type;
};

// A step over an arc, along it or against it; a loop is passed along it.
struct TrailStep {
  std::size_t arc;
  bool along;
};

struct Trail {
  std::size_t from;
  std::size_t to;
  std::vector<TrailStep> steps;
};

struct RandomGraph {
  std::vector<Arc> arcs;
  std::vector<Trail> trails;  // All that use no arc twice.
  MemoryQueryGraph graph;

  explicit RandomGraph(std::mt19937& random) {
    std::string text = "CREATE (n0 {n: 0}), (n1 {n: 1}), (n2 {n: 2}), (n3 {n: 3}), (n4 {n: 4})";
    for (std::size_t i = 2 + random() % 5; i > 0; --i) {
      arcs.push_back({random() % kNodes, random() % kNodes, random() % 2 == 0 ? 'A' : 'B'});
      text += ", (n" + std::to_string(arcs.back().from) + ")-[:" + arcs.back().type + "]->(n" +
              std::to_string(arcs.back().to) + ")";
    }
    graph.create(text);
    for (std::size_t node = 0; node < kNodes; ++node) trails.push_back({node, node, {}});
    for (std::size_t i = 0; i < trails.size(); ++i) {
      for (std::size_t arc = 0; arc < arcs.size(); ++arc) {
        const Trail begun = trails[i];
        const auto& steps = begun.steps;
        if (std::any_of(steps.begin(), steps.end(), [&](const TrailStep& step) { return step.arc == arc; })) continue;
        if (arcs[arc].from == begun.to) add(begun, arc, true);
        if (arcs[arc].to == begun.to && arcs[arc].from != arcs[arc].to) add(begun, arc, false);
      }
    }
  }

  void add(Trail trail, std::size_t arc, bool along) {
    trail.to = along ? arcs[arc].to : arcs[arc].from;
    trail.steps.push_back({arc, along});
    trails.push_back(std::move(trail));
  }
};

// A part of a pattern: a relationship that may repeat.
struct Part {
  std::string types;  // Those allowed.
  int direction;      // 1 along arcs, -1 against them, 0 either way.
  std::size_t least = 1;
  std::optional<std::size_t> most = 1;
  int spelling = 0;  // * or {}, or a group.

  bool admits(const RandomGraph& graph, const TrailStep& step) const {
    const Arc& arc = graph.arcs[step.arc];
    const bool loop = arc.from == arc.to;
    return types.find(arc.type) != std::string::npos && (direction == 0 || loop || (direction == 1) == step.along);
  }

  bool repeats() const { return least != 1 || most != std::optional<std::size_t>(1); }

  // `name`: of a repeated relationship, if not of a group.
  std::string text(const std::string& name = "") const {
    const std::string type = types.size() == 2 ? "" : ":" + types;
    const std::string upper = most ? std::to_string(*most) : "";
    const auto arrow = [&](const std::string& inside) {
      return (direction < 0 ? "<-[" : "-[") + inside + (direction > 0 ? "]->" : "]-");
    };
    if (!repeats()) return arrow(type);
    const std::string braces = "{" + std::to_string(least) + "," + upper + "}";
    if (spelling == 0) return arrow(name + type + "*" + std::to_string(least) + ".." + upper);
    return spelling == 1 ? arrow(name + type) + braces : "((x)" + arrow("s" + type) + "(y))" + braces;
  }
};

struct Pattern {
  std::vector<Part> parts;

  explicit Pattern(std::mt19937& random) {
    const auto types = [&] { return std::string(random() % 2 == 0 ? "AB" : random() % 2 == 0 ? "A" : "B"); };
    const std::size_t count = 1 + random() % 3;
    const std::size_t repeated = random() % (count + 1);  // One of them, or none.
    for (std::size_t i = 0; i < count; ++i) {
      Part part{types(), static_cast<int>(random() % 3) - 1};
      if (i == repeated) {
        part.least = random() % 3;
        part.most = part.least + random() % 3;
        if (*part.most == 0) part.most = 1;
        if (random() % 3 == 0) part.most.reset();
        part.spelling = static_cast<int>(random() % 3);
      }
      parts.push_back(part);
    }
  }

  // In how many ways steps of the trail from `step` on are what parts from `part` on say.
  std::size_t ways(const RandomGraph& graph, const Trail& trail, std::size_t part = 0, std::size_t step = 0) const {
    if (part == parts.size()) return step == trail.steps.size() ? 1 : 0;
    std::size_t found = 0;
    for (std::size_t taken = 0;; ++taken) {
      if (taken >= parts[part].least) found += ways(graph, trail, part + 1, step + taken);
      const bool more = !parts[part].most || taken < *parts[part].most;
      if (!more || step + taken == trail.steps.size() || !parts[part].admits(graph, trail.steps[step + taken]))
        return found;
    }
  }

  std::string text() const {
    std::string result;
    for (const Part& part : parts) result += (result.empty() ? "" : "()") + part.text();
    return result;
  }
};

using Rows = std::vector<std::string>;

Rows sorted(Rows rows) {
  std::sort(rows.begin(), rows.end());
  return rows;
}

// What there is between two nodes, by length.
using ByLength = std::map<std::size_t, std::size_t>;

std::size_t sum_of(const ByLength& found, std::size_t groups = kNodes * 10) {
  std::size_t sum = 0;
  for (auto at = found.begin(); at != found.end() && groups > 0; ++at, --groups) sum += at->second;
  return sum;
}

TEST_CASE("paths are those of a search through all trails") {
  std::mt19937 random(20151);
  std::size_t cases = 0;
  const auto same = [&](const RandomGraph& graph, const std::string& query, const Rows& expected) {
    ++cases;
    INFO(query);
    CHECK(ask(graph.graph, query) == sorted(expected));
  };
  while (cases < 10'000) {
    const RandomGraph graph(random);
    for (int round = 0; round < 4; ++round) {
      const Pattern pattern(random);
      std::map<std::pair<std::size_t, std::size_t>, ByLength> found;
      for (const Trail& trail : graph.trails) {
        if (const std::size_t ways = pattern.ways(graph, trail))
          found[{trail.from, trail.to}][trail.steps.size()] += ways;
      }
      const std::string text = pattern.text();
      std::set<std::size_t> ends;
      std::size_t all = 0;
      for (const auto& [pair, lengths] : found) {
        ends.insert(pair.second);
        all += sum_of(lengths);
      }
      same(graph, "MATCH (a)" + text + "(b) RETURN count(DISTINCT b)", {std::to_string(ends.size())});
      same(graph, "MATCH p = (a)" + text + "(b) RETURN count(p)", {std::to_string(all)});
      const std::size_t from = random() % kNodes;
      const std::string a = "(a {n: " + std::to_string(from) + "})";
      Rows distinct;
      Rows counts;
      Rows shortest;
      Rows any;
      Rows backwards;
      for (const auto& [pair, lengths] : found) {
        const std::string end = std::to_string(pair.second);
        if (pair.second == from) backwards.push_back(std::to_string(pair.first));
        if (pair.first != from) continue;
        distinct.push_back(end);
        counts.push_back(end + " | " + std::to_string(sum_of(lengths)));
        const std::string length = std::to_string(lengths.begin()->first);
        shortest.push_back(end + " | " + length + " | " + std::to_string(lengths.begin()->second));
        any.push_back(end + " | " + length);
      }
      same(graph, "MATCH " + a + text + "(b) RETURN DISTINCT b.n", distinct);
      same(graph, "MATCH (b)" + text + a + " RETURN DISTINCT b.n", backwards);
      same(graph, "MATCH " + a + text + "(b) RETURN b.n, count(*)", counts);
      same(graph, "MATCH p = ALL SHORTEST " + a + text + "(b) RETURN b.n, length(p), count(p)", shortest);
      same(graph, "MATCH p = ANY SHORTEST " + a + text + "(b) RETURN b.n, length(p)", any);
      // Conditions on paths, on ends, and on each relationship, where only ends are asked for.
      const std::size_t steps = 1 + random() % 3;
      Rows of_length;
      Rows greater;
      for (const auto& [pair, lengths] : found) {
        if (pair.first != from) continue;
        if (lengths.contains(steps)) of_length.push_back(std::to_string(pair.second));
        if (pair.second > from) greater.push_back(std::to_string(pair.second));
      }
      const std::string of_steps = " = " + std::to_string(steps) + " RETURN DISTINCT b.n";
      same(graph, "MATCH p = " + a + text + "(b) WHERE length(p)" + of_steps, of_length);
      same(graph, "MATCH " + a + text + "(b) WHERE b.n > a.n RETURN DISTINCT b.n", greater);
      const Part& only = pattern.parts[0];
      if (pattern.parts.size() == 1 && only.repeats() && only.spelling < 2) {
        same(graph, "MATCH " + a + only.text("r") + "(b) WHERE size(r)" + of_steps, of_length);
        same(graph,
             "MATCH " + a + only.text("r") + "(b) WHERE all(x IN r WHERE startNode(x).n <= 9) RETURN DISTINCT b.n",
             distinct);
      }
      const std::size_t to = random() % kNodes;
      const ByLength& between = found[{from, to}];
      const std::string b = "(b {n: " + std::to_string(to) + "})";
      same(graph, "MATCH " + a + ", " + b + " MATCH (a)" + text + "(b) RETURN count(*)",
           {std::to_string(sum_of(between))});
      same(graph, "MATCH " + a + text + b + " RETURN count(*)", {std::to_string(sum_of(between))});
      const std::size_t k = 1 + random() % 4;
      same(graph, "MATCH p = SHORTEST " + std::to_string(k) + " " + a + text + b + " RETURN count(p)",
           {std::to_string(std::min(k, sum_of(between)))});
      same(graph, "MATCH p = SHORTEST " + std::to_string(k) + " GROUPS " + a + text + b + " RETURN count(p)",
           {std::to_string(sum_of(between, k))});
      if (pattern.parts.size() > 1 || pattern.parts[0].spelling == 2 || from == to) continue;
      const std::string ends_first = "MATCH " + a + ", " + b + " MATCH p = ";
      Rows lengths;
      Rows length_and_count;
      if (!between.empty()) {
        lengths.push_back(std::to_string(between.begin()->first));
        length_and_count.push_back(lengths[0] + " | " + std::to_string(between.begin()->second));
      }
      same(graph, ends_first + "shortestPath((a)" + text + "(b)) RETURN length(p)", lengths);
      same(graph, ends_first + "allShortestPaths((a)" + text + "(b)) RETURN length(p), count(p)", length_and_count);
    }
  }
}

}  // namespace
