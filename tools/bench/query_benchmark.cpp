// Reads, checks and plans the queries of the manual, again and again: how long that takes, without running them.
//   query_benchmark query/README.md
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <entente/graph/memory_graph.hpp>
#include <entente/query/query.hpp>

#include <fmt/format.h>

int main(int argc, char** argv) {
  std::ifstream manual(argc > 1 ? argv[1] : "");
  std::vector<std::string> queries;
  bool within = false;
  for (std::string line; std::getline(manual, line);) {
    if (line.find("```cypher") != std::string::npos) {
      within = true;
      queries.emplace_back();
    } else if (line.find("```") != std::string::npos) {
      within = false;
    } else if (within) {
      queries.back() += line + "\n";
    }
  }
  if (queries.empty()) {
    std::cerr << "usage: query_benchmark query/README.md\n";
    return EXIT_FAILURE;
  }
  const entente::graph::MemoryGraph graph;
  std::vector<double> medians;
  for (const std::string& query : queries) {
    std::vector<double> times;
    for (int round = 0; round < 1000; ++round) {
      const auto begin = std::chrono::steady_clock::now();
      const auto prepared = entente::query::PreparedQuery::prepare(graph, query, {});
      times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
      if (!prepared) {
        std::cerr << prepared.error().to_string() << "\n";
        return EXIT_FAILURE;
      }
    }
    std::nth_element(times.begin(), times.begin() + 500, times.end());
    medians.push_back(times[500]);
  }
  std::sort(medians.begin(), medians.end());
  std::cout << fmt::format("{} queries, medians of 1,000 rounds: from {:.1f} to {:.1f} µs, half of them below {:.1f}\n",
                           medians.size(), medians.front(), medians.back(), medians[medians.size() / 2]);
}
