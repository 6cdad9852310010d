#include "drawn_graph.hpp"

#include <algorithm>
#include <cmath>

#include <entente/graph/dot.hpp>

#include <fmt/format.h>

namespace entente::graph {
namespace {

// A quoted string: only quotes and backslashes mean something in it.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result + "\"";
}

}  // namespace

Result<std::string> to_dot(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology) {
  const auto drawn = draw(graph, selection, ontology);
  if (!drawn) return drawn.error();
  std::string text =
      "digraph entente {\n"
      "  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontcolor=\"white\"];\n"
      "  edge [fontname=\"sans-serif\", fontsize=10];\n";
  for (const auto& [key, node] : drawn->nodes) {
    text += fmt::format("  {} [label={}, fillcolor=\"{}\"];\n", quoted(key.value), quoted(node.entity.name),
                        color_of(node.entity.type));
  }
  for (const DrawnEdge& edge : drawn->edges) {
    const Relation* const relation = ontology.find(edge.statement.relation);
    const bool symmetric = relation != nullptr && relation->symmetric;
    text += fmt::format("  {} -> {} [label={}, penwidth={:.1f}{}{}];\n", quoted(edge.statement.subject.value),
                        quoted(edge.statement.object.value), quoted(edge.statement.relation),
                        1.0 + std::log2(std::max<std::uint32_t>(1, edge.summary.articles)),
                        symmetric ? ", dir=none" : "", edge.statement.factuality.is_fact() ? "" : ", style=dashed");
  }
  return text + "}\n";
}

}  // namespace entente::graph
