#include "picture.hpp"

#include "text_writer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente::graph {
namespace {

constexpr std::size_t kMostCharacters = 60;

bool begins_character(char c) { return (c & 0xC0) != 0x80; }  // In UTF-8.

}  // namespace

Result<Picture> draw(const ExportSource& source) {
  Picture picture;
  for (const SelectedNode& node : source.selected.nodes) {
    auto entity = source.graph.entity(node.node);
    if (!entity) return entity.error();
    picture.boxes.push_back(box_of(*entity));
    picture.entities.push_back(std::move(*entity));
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
  for (const SelectedStatement& statement : source.selected.statements)
    links.emplace_back(statement.source, statement.target);
  picture.layout = lay_out(picture.boxes, links);
  return picture;
}

std::string label_of(const Entity& entity) {
  std::string label = one_line(entity.name);
  std::size_t characters = 0;
  for (std::size_t at = 0; at < label.size(); ++at) {
    if (begins_character(label[at]) && ++characters > kMostCharacters) return label.substr(0, at) + "…";
  }
  return label;
}

Box box_of(const Entity& entity) {
  const std::string label = label_of(entity);
  const auto characters = std::count_if(label.begin(), label.end(), begins_character);
  return {20 + 7 * static_cast<double>(characters), 26};
}

double width_of(const ExportEdge& edge) { return 1.0 + std::log2(std::max(1U, edge.reports)); }

const char* text_color_on(EntityType type) {
  switch (type) {
    case EntityType::company:
    case EntityType::place:
    case EntityType::media:
    case EntityType::bloc:
    case EntityType::person:
      return "#000000";
    default:
      return "#ffffff";
  }
}

}  // namespace entente::graph
