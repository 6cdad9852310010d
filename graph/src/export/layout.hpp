// Where the boxes of a picture stand.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace entente::graph {

struct Box {
  double width = 0;
  double height = 0;
};

struct Point {
  double x = 0;
  double y = 0;
};

struct Layout {
  std::vector<Point> centres;  // By box.
  Box size;                    // Of the whole: from 0 on, to the right and downwards.
};

// Linked boxes stand near each other, and no two overlap. What hangs together is laid out by itself, by springs (Kamada and Kawai 1989)
// or, where it is large, by forces (Fruchterman and Reingold 1991), and put beside the rest. Deterministic on one kind of machine. Takes
// seconds for some thousands of boxes. Requires: links are between boxes.
Layout lay_out(const std::vector<Box>& boxes, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links);

}  // namespace entente::graph
