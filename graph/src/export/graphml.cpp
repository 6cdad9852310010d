#include "formats.hpp"
#include "picture.hpp"
#include "xml_writer.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace entente::graph {
namespace {

struct Attribute {
  const char* id;
  const char* type;
};

// Ids double as names; each is unique, since readers differ in what they do with repetitions. No booleans: Boost reads
// only 0 and 1, others only true and false. Gephi shows "label"
// and "color", Cytoscape "name" and "interaction".
constexpr std::array<Attribute, 13> kNodeAttributes = {{{"label", "string"},
                                                        {"name", "string"},
                                                        {"key", "string"},
                                                        {"type", "string"},
                                                        {"color", "string"},
                                                        {"size", "double"},
                                                        {"iso3", "string"},
                                                        {"cow", "string"},
                                                        {"wikidata", "string"},
                                                        {"aliases", "string"},
                                                        {"first_seen", "string"},
                                                        {"last_seen", "string"},
                                                        {"n_statements", "int"}}};
constexpr std::array<Attribute, 21> kEdgeAttributes = {
    {{"edgelabel", "string"},  {"interaction", "string"}, {"weight", "double"},    {"polarity", "string"},
     {"modality", "string"},   {"phase", "string"},       {"symmetric", "string"}, {"attribution", "string"},
     {"confidence", "double"}, {"first_date", "string"},  {"last_date", "string"}, {"sentence", "string"},
     {"doc", "string"},        {"url", "string"},         {"rule", "string"},      {"trigger", "string"},
     {"statement", "string"},  {"statements", "int"},     {"articles", "int"},     {"time_from", "string"},
     {"time_until", "string"}}};

// What yEd draws; other readers see nothing of it.
constexpr const char* kYedNamespace = "http://www.yworks.com/xml/graphml";

const char* shape_of(EntityType type) {
  switch (type) {
    case EntityType::person:
      return "ellipse";
    case EntityType::conflict:
      return "octagon";
    case EntityType::agreement:
      return "parallelogram";
    case EntityType::organization:
    case EntityType::bloc:
      return "hexagon";
    case EntityType::armed_group:
      return "diamond";
    default:
      return "roundrectangle";
  }
}

class GraphmlWriter {
 public:
  GraphmlWriter(const ExportSource& source, TextWriter& out)
      : source_(source), xml_(out), yed_(source.options.format == ExportFormat::yed) {}

  Result<void> write() {
    if (!source_.options.generator.empty()) xml_.comment("Written by " + source_.options.generator);
    xml_.start("graphml");
    xml_.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns");
    if (yed_) xml_.attribute("xmlns:y", kYedNamespace);
    write_keys();
    xml_.start("graph");
    xml_.attribute("id", "entente");
    xml_.attribute("edgedefault", "directed");
    if (yed_ && source_.selected.nodes.size() <= kMostDrawn) {
      auto picture = draw(source_);
      if (!picture) return picture.error();
      centres_ = std::move(picture->layout.centres);
    }
    for (std::size_t i = 0; i < source_.selected.nodes.size(); ++i) {
      if (auto written = write_node(i); !written) return written;
    }
    const auto edges = each_edge(source_, [&](const ExportEdge& edge) -> Result<void> {
      write_edge(edge);
      return {};
    });
    if (!edges) return edges;
    xml_.end();
    xml_.end();
    return {};
  }

 private:
  void write_keys() {
    const auto write = [&](const Attribute& attribute, const char* domain, const char* name) {
      xml_.start("key");
      xml_.attribute("id", attribute.id);
      xml_.attribute("for", domain);
      xml_.attribute("attr.name", name);
      xml_.attribute("attr.type", attribute.type);
      xml_.end();
    };
    for (const Attribute& attribute : kNodeAttributes) write(attribute, "node", attribute.id);
    for (const Attribute& attribute : kEdgeAttributes) {
      write(attribute, "edge", std::string_view(attribute.id) == "edgelabel" ? "label" : attribute.id);
    }
    if (!yed_) return;
    for (const auto& [id, domain] : {std::pair("nodegraphics", "node"), std::pair("edgegraphics", "edge")}) {
      xml_.start("key");
      xml_.attribute("id", id);
      xml_.attribute("for", domain);
      xml_.attribute("yfiles.type", id);
      xml_.end();
    }
  }

  // Nothing for empty values, which some readers refuse.
  void data(const char* key, std::string_view value) {
    const std::string clean = clean_text(value);
    if (clean.empty()) return;
    xml_.start("data");
    xml_.attribute("key", key);
    xml_.text(clean);
    xml_.end();
  }

  Result<void> write_node(std::size_t index) {
    const SelectedNode& node = source_.selected.nodes[index];
    const auto entity = source_.graph.entity(node.node);
    if (!entity) return entity.error();
    xml_.start("node");
    xml_.attribute("id", fmt::format("n{}", index));
    data("label", entity->name);
    data("name", entity->name);
    data("key", entity->key.value);
    data("type", to_string(entity->type));
    data("color", color_of(entity->type));
    data("size", fmt::format("{}", std::min(100U, 10 + node.statements)));
    data("iso3", entity->codes.iso3);
    data("cow", entity->codes.cow);
    data("wikidata", entity->codes.wikidata);
    data("aliases", joined(entity->aliases, '|'));
    data("first_seen", node.first_seen.to_string());
    data("last_seen", node.last_seen.to_string());
    data("n_statements", fmt::format("{}", node.statements));
    if (yed_) draw_node(*entity, index);
    xml_.end();
    return {};
  }

  void draw_node(const Entity& entity, std::size_t index) {
    xml_.start("data");
    xml_.attribute("key", "nodegraphics");
    xml_.start("y:ShapeNode");
    xml_.start("y:Geometry");
    const Box box = box_of(entity);
    xml_.attribute("width", fmt::format("{:.1f}", box.width));
    xml_.attribute("height", fmt::format("{:.1f}", box.height));
    if (!centres_.empty()) {
      xml_.attribute("x", fmt::format("{:.1f}", centres_[index].x - box.width / 2));
      xml_.attribute("y", fmt::format("{:.1f}", centres_[index].y - box.height / 2));
    }
    xml_.end();
    xml_.start("y:Fill");
    xml_.attribute("color", color_of(entity.type));
    xml_.attribute("transparent", "false");
    xml_.end();
    xml_.start("y:NodeLabel");
    xml_.attribute("textColor", text_color_on(entity.type));
    xml_.text(label_of(entity));
    xml_.end();
    xml_.start("y:Shape");
    xml_.attribute("type", shape_of(entity.type));
    xml_.end();
    xml_.end();
    xml_.end();
  }

  void write_edge(const ExportEdge& edge) {
    const StoredEvidence& best = edge.best;
    xml_.start("edge");
    xml_.attribute("id", "s" + edge.id);
    xml_.attribute("source", fmt::format("n{}", edge.source));
    xml_.attribute("target", fmt::format("n{}", edge.target));
    xml_.attribute("label", edge.relation);  // Gephi keeps parallel edges only if this differs.
    data("edgelabel", edge.relation);
    data("interaction", edge.relation);
    data("weight", fmt::format("{}", edge.reports));
    data("polarity", edge.polarity);
    data("modality", edge.modality);
    data("phase", edge.phase);
    data("symmetric", edge.symmetric ? "true" : "false");
    data("attribution", attribution_text(best.evidence));
    data("confidence", fmt::format("{:.4f}", edge.confidence));
    data("first_date", edge.first_seen.to_string());
    data("last_date", edge.last_seen.to_string());
    data("time_from", best.evidence.time.from.to_string());
    data("time_until", best.evidence.time.until.to_string());
    data("sentence", best.sentence);
    data("doc", best.article.id.value);
    data("url", best.article.url);
    data("rule", best.evidence.rule);
    data("trigger", best.evidence.trigger);
    data("statement", edge.id);
    data("statements", fmt::format("{}", edge.statements));
    data("articles", fmt::format("{}", edge.articles));
    if (yed_) draw_edge(edge);
    xml_.end();
  }

  void draw_edge(const ExportEdge& edge) {
    xml_.start("data");
    xml_.attribute("key", "edgegraphics");
    xml_.start("y:PolyLineEdge");
    xml_.start("y:LineStyle");
    xml_.attribute("type", edge.fact ? "line" : "dashed");
    xml_.attribute("width", fmt::format("{:.1f}", width_of(edge)));
    xml_.end();
    xml_.start("y:Arrows");
    xml_.attribute("source", "none");
    xml_.attribute("target", edge.symmetric ? "none" : "standard");
    xml_.end();
    xml_.element("y:EdgeLabel", edge.relation);
    xml_.end();
    xml_.end();
  }

  const ExportSource& source_;
  XmlWriter xml_;
  bool yed_;
  std::vector<Point> centres_;  // By node; none where there are too many to be drawn.
};

}  // namespace

Result<void> write_graphml(const ExportSource& source, TextWriter& out) { return GraphmlWriter(source, out).write(); }

}  // namespace entente::graph
