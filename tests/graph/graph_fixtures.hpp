// Graphs in words, and contributions at random.
#pragma once

#include <random>
#include <string>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/contribution.hpp>

namespace entente::test {

// What a graph holds, in words: nothing in it depends on numbers or order.
std::string describe(const graph::PropertyGraph& graph);

// An article with some statements about five countries.
Contribution random_contribution(std::mt19937& random, const std::string& id);

}  // namespace entente::test
