// A selection as a picture: what SVG and yEd draw alike.
#pragma once

#include "layout.hpp"
#include "selected_graph.hpp"

#include <string>
#include <vector>

namespace entente::graph {

// More become a black spot, and take long to lay out.
inline constexpr std::size_t kMostDrawn = 5000;

struct Picture {
  std::vector<Entity> entities;  // By node, as what follows.
  std::vector<Box> boxes;
  Layout layout;
};

// Fails as the graph's functions do. Requires: no more than kMostDrawn nodes.
Result<Picture> draw(const ExportSource& source);

// Its name; of a long one the beginning.
std::string label_of(const Entity& entity);

// A box that holds the label.
Box box_of(const Entity& entity);

// Grows with the number of reports.
double width_of(const ExportEdge& edge);

// What can be read on color_of(type).
const char* text_color_on(EntityType type);

}  // namespace entente::graph
