#include "export/layout.hpp"

#include "catch.hpp"

#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace entente::graph {
namespace {

using Links = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

void check_sound(const std::vector<Box>& boxes, const Layout& layout) {
  REQUIRE(layout.centres.size() == boxes.size());
  constexpr double kRounding = 1e-6;
  bool inside = true;
  bool apart = true;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Point& a = layout.centres[i];
    inside = inside && a.x - boxes[i].width / 2 >= -kRounding && a.y - boxes[i].height / 2 >= -kRounding &&
             a.x + boxes[i].width / 2 <= layout.size.width + kRounding &&
             a.y + boxes[i].height / 2 <= layout.size.height + kRounding;
    for (std::size_t j = 0; j < i; ++j) {
      const Point& b = layout.centres[j];
      apart = apart && (std::abs(a.x - b.x) >= (boxes[i].width + boxes[j].width) / 2 ||
                        std::abs(a.y - b.y) >= (boxes[i].height + boxes[j].height) / 2);
    }
  }
  CHECK(inside);
  CHECK(apart);
}

TEST_CASE("boxes of a picture do not overlap, and stand within it") {
  std::mt19937 random(2);
  std::vector<std::pair<std::string, std::pair<std::size_t, Links>>> graphs = {
      {"nothing", {0, {}}},
      {"one", {1, {}}},
      {"a loop", {1, {{0, 0}}}},
      {"a pair, linked twice", {2, {{0, 1}, {1, 0}}}}};
  Links star;
  Links clique;
  Links path;
  for (std::uint32_t i = 1; i < 400; ++i) star.emplace_back(0, i);
  for (std::uint32_t i = 0; i < 60; ++i) {
    for (std::uint32_t j = 0; j < i; ++j) clique.emplace_back(i, j);
    if (i > 0) path.emplace_back(i - 1, i);
  }
  graphs.push_back({"many by themselves", {50, {}}});
  graphs.push_back({"a star", {400, star}});
  graphs.push_back({"a small star", {150, {star.begin(), star.begin() + 149}}});
  graphs.push_back({"all with all", {60, clique}});
  graphs.push_back({"a path", {60, path}});
  for (const std::size_t size : {5U, 40U, 300U}) {
    Links links;
    for (std::size_t i = 0; i < size; ++i)
      links.emplace_back(static_cast<std::uint32_t>(random() % size), static_cast<std::uint32_t>(random() % size));
    graphs.push_back({"random", {size, links}});
  }
  for (const auto& [name, graph] : graphs) {
    INFO(name << " of " << graph.first);
    std::vector<Box> boxes(graph.first);
    for (Box& box : boxes) box = {30.0 + static_cast<double>(random() % 200), 26};
    const Layout layout = lay_out(boxes, graph.second);
    check_sound(boxes, layout);
    const Layout again = lay_out(boxes, graph.second);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      CHECK(again.centres[i].x == layout.centres[i].x);
      CHECK(again.centres[i].y == layout.centres[i].y);
    }
  }
}

TEST_CASE("linked boxes stand nearer to each other than others") {
  for (const std::uint32_t size : {30U, 250U}) {  // By springs, and by forces.
    Links ring;
    for (std::uint32_t i = 0; i < size; ++i) ring.emplace_back(i, (i + 1) % size);
    const Layout layout = lay_out(std::vector<Box>(size, Box{60, 26}), ring);
    double linked = 0;
    double opposite = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
      const Point& a = layout.centres[i];
      const Point& b = layout.centres[(i + 1) % size];
      const Point& c = layout.centres[(i + size / 2) % size];
      linked += std::hypot(a.x - b.x, a.y - b.y);
      opposite += std::hypot(a.x - c.x, a.y - c.y);
    }
    CHECK(linked * 2 < opposite);
  }
}

}  // namespace
}  // namespace entente::graph
