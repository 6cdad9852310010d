#include "formats.hpp"
#include "picture.hpp"

#include <string>
#include <vector>

namespace entente::graph {
namespace {

// A quoted string: only quotes and backslashes mean something in it.
std::string dot_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : one_line(text)) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

}  // namespace

Result<void> write_dot(const ExportSource& source, TextWriter& out) {
  out.write(
      "digraph entente {\n"
      "  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n"
      "  edge [fontname=\"sans-serif\", fontsize=10];\n");
  std::vector<std::string> ids;
  for (const SelectedNode& node : source.selected.nodes) {
    const auto entity = source.graph.entity(node.node);
    if (!entity) return entity.error();
    ids.push_back(dot_string(entity->key.value));
    out.print("  {} [label={}, fillcolor=\"{}\", fontcolor=\"{}\"];\n", ids.back(), dot_string(entity->name),
              color_of(entity->type), text_color_on(entity->type));
  }
  const auto edges = each_edge(source, [&](const ExportEdge& edge) -> Result<void> {
    out.print("  {} -> {} [label={}, penwidth={:.1f}{}{}];\n", ids[edge.source], ids[edge.target],
              dot_string(edge.relation), width_of(edge), edge.symmetric ? ", dir=none" : "",
              edge.fact ? "" : ", style=dashed");
    return {};
  });
  if (!edges) return edges;
  out.write("}\n");
  return {};
}

}  // namespace entente::graph
