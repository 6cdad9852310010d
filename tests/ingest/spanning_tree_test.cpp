#include "language/spanning_tree.hpp"

#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace entente::ingest::language {
namespace {

// Whether every word reaches the root and only one word hangs on it.
bool is_tree(const std::vector<std::size_t>& heads) {
  std::size_t roots = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i] > heads.size() || heads[i] == i + 1) return false;
    roots += heads[i] == 0 ? 1 : 0;
    std::size_t at = i + 1;
    for (std::size_t steps = 0; at != 0; ++steps) {
      if (steps > heads.size()) return false;
      at = heads[at - 1];
    }
  }
  return roots == 1;
}

double weight_of(const std::vector<float>& scores, const std::vector<std::size_t>& heads) {
  double sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) sum += scores[i * (heads.size() + 1) + heads[i]];
  return sum;
}

TEST_CASE("the tree is the best of all trees") {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> draw(-3, 3);
  SpanningTree tree;
  std::vector<std::size_t> heads;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t length = 1 + random() % 5;
    std::vector<float> scores(length * (length + 1));
    for (float& score : scores) score = draw(random);
    tree.find(scores.data(), length, length + 1, heads);
    REQUIRE(is_tree(heads));
    double best = -1e9;
    std::vector<std::size_t> other(length, 0);
    while (true) {
      if (is_tree(other)) best = std::max(best, weight_of(scores, other));
      std::size_t digit = 0;
      while (digit < length && ++other[digit] > length) other[digit++] = 0;
      if (digit == length) break;
    }
    INFO("round " << round);
    CHECK(std::abs(weight_of(scores, heads) - best) < 1e-2);
  }
}

TEST_CASE("long sentences of junk are trees in bounded time") {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> draw(-3, 3);
  SpanningTree tree;
  std::vector<std::size_t> heads;
  std::vector<float> scores(256 * 257);
  for (float& score : scores) score = draw(random);
  tree.find(scores.data(), 256, 257, heads);
  CHECK(is_tree(heads));
  // Everybody wants the right neighbour: one cycle of all.
  std::fill(scores.begin(), scores.end(), 0.0F);
  for (std::size_t i = 0; i < 256; ++i) scores[i * 257 + (i + 1) % 256 + 1] = 5;
  tree.find(scores.data(), 256, 257, heads);
  CHECK(is_tree(heads));
}

TEST_CASE("scores of a damaged model give a tree") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::vector<float> values{0,      1,    -1,   3e38F, -3e38F, 1e7F, kInfinity, -kInfinity, std::nanf(""),
                                  1e-40F, 2e6F, -9e5F};
  std::mt19937 random(7);
  SpanningTree tree;
  std::vector<std::size_t> heads;
  for (int round = 0; round < 20000; ++round) {
    const std::size_t length = 1 + random() % 12;
    std::vector<float> scores(length * (length + 1));
    for (float& score : scores) score = values[random() % values.size()];
    tree.find(scores.data(), length, length + 1, heads);
    INFO("round " << round);
    REQUIRE(is_tree(heads));
  }
}

}  // namespace
}  // namespace entente::ingest::language
