#include "formats.hpp"
#include "xml_writer.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace entente::graph {
namespace {

struct Attribute {
  const char* name;
  const char* type;
};
constexpr std::array<Attribute, 7> kNodeAttributes = {{{"key", "string"},
                                                       {"type", "string"},
                                                       {"iso3", "string"},
                                                       {"cow", "string"},
                                                       {"wikidata", "string"},
                                                       {"aliases", "string"},
                                                       {"statements", "integer"}}};
constexpr std::array<Attribute, 13> kEdgeAttributes = {{{"relation", "string"},
                                                        {"polarity", "string"},
                                                        {"modality", "string"},
                                                        {"phase", "string"},
                                                        {"symmetric", "boolean"},
                                                        {"attribution", "string"},
                                                        {"confidence", "double"},
                                                        {"statements", "integer"},
                                                        {"articles", "integer"},
                                                        {"sentence", "string"},
                                                        {"doc", "string"},
                                                        {"url", "string"},
                                                        {"statement", "string"}}};

// Gephi wants whole days: the first and last that a date of less precision may mean.
std::string first_day(Date date) {
  date.month = std::max<std::uint8_t>(1, date.month);
  date.day = std::max<std::uint8_t>(1, date.day);
  return date.to_string();
}
std::string last_day(Date date) {
  if (date.month == 0) date.month = 12;
  if (date.day == 0) {
    const std::chrono::year_month_day_last end{std::chrono::year{date.year},
                                               std::chrono::month_day_last{std::chrono::month{date.month}}};
    date.day = static_cast<std::uint8_t>(static_cast<unsigned>(end.day()));
  }
  return date.to_string();
}

class GexfWriter {
 public:
  GexfWriter(const ExportSource& source, TextWriter& out) : source_(source), xml_(out) {}

  Result<void> write() {
    xml_.start("gexf");
    xml_.attribute("xmlns", "http://gexf.net/1.3");
    xml_.attribute("xmlns:viz", "http://gexf.net/1.3/viz");
    xml_.attribute("version", "1.3");
    xml_.start("meta");
    xml_.element("creator", source_.options.generator.empty() ? "Entente" : source_.options.generator);
    xml_.end();
    xml_.start("graph");
    xml_.attribute("defaultedgetype", "directed");
    xml_.attribute("mode", "dynamic");
    xml_.attribute("timeformat", "date");
    xml_.attribute("timerepresentation", "interval");
    write_attributes("node", kNodeAttributes);
    write_attributes("edge", kEdgeAttributes);
    xml_.start("nodes");
    for (std::size_t i = 0; i < source_.selected.nodes.size(); ++i) {
      if (auto written = write_node(i); !written) return written;
    }
    xml_.end();
    xml_.start("edges");
    const auto edges = each_edge(source_, [&](const ExportEdge& edge) -> Result<void> {
      write_edge(edge);
      return {};
    });
    if (!edges) return edges;
    xml_.end();
    xml_.end();
    xml_.end();
    return {};
  }

 private:
  template <typename Attributes>
  void write_attributes(const char* domain, const Attributes& attributes) {
    xml_.start("attributes");
    xml_.attribute("class", domain);
    xml_.attribute("mode", "static");
    for (const Attribute& attribute : attributes) {
      xml_.start("attribute");
      xml_.attribute("id", attribute.name);
      xml_.attribute("title", attribute.name);
      xml_.attribute("type", attribute.type);
      xml_.end();
    }
    xml_.end();
  }

  void times(const Date& first, const Date& last) {
    if (!first.known()) return;
    xml_.attribute("start", first_day(first));
    xml_.attribute("end", last_day(last));
  }

  void value(const char* name, std::string_view text) {
    if (text.empty()) return;
    xml_.start("attvalue");
    xml_.attribute("for", name);
    xml_.attribute("value", text);
    xml_.end();
  }

  Result<void> write_node(std::size_t index) {
    const SelectedNode& node = source_.selected.nodes[index];
    const auto entity = source_.graph.entity(node.node);
    if (!entity) return entity.error();
    xml_.start("node");
    xml_.attribute("id", fmt::format("n{}", index));
    xml_.attribute("label", entity->name);
    times(node.first_seen, node.last_seen);
    xml_.start("attvalues");
    value("key", entity->key.value);
    value("type", to_string(entity->type));
    value("iso3", entity->codes.iso3);
    value("cow", entity->codes.cow);
    value("wikidata", entity->codes.wikidata);
    value("aliases", joined(entity->aliases, '|'));
    value("statements", fmt::format("{}", node.statements));
    xml_.end();
    xml_.start("viz:size");
    xml_.attribute("value", fmt::format("{}", std::min(100U, 10 + node.statements)));
    xml_.end();
    xml_.start("viz:color");
    const std::string_view color = color_of(entity->type);
    for (const auto& [channel, at] : {std::pair("r", 1U), std::pair("g", 3U), std::pair("b", 5U)}) {
      xml_.attribute(channel, fmt::format("{}", std::stoi(std::string(color.substr(at, 2)), nullptr, 16)));
    }
    xml_.end();
    xml_.end();
    return {};
  }

  void write_edge(const ExportEdge& edge) {
    xml_.start("edge");
    xml_.attribute("id", "s" + edge.id);
    xml_.attribute("source", fmt::format("n{}", edge.source));
    xml_.attribute("target", fmt::format("n{}", edge.target));
    xml_.attribute("kind", edge.relation);  // Parallel edges are kept apart by it.
    xml_.attribute("label", edge.relation);
    xml_.attribute("weight", fmt::format("{}", edge.reports));
    times(edge.first_seen, edge.last_seen);
    xml_.start("attvalues");
    value("relation", edge.relation);
    value("polarity", edge.polarity);
    value("modality", edge.modality);
    value("phase", edge.phase);
    value("symmetric", edge.symmetric ? "true" : "false");
    value("attribution", attribution_text(edge.best.evidence));
    value("confidence", fmt::format("{:.4f}", edge.confidence));
    value("statements", fmt::format("{}", edge.statements));
    value("articles", fmt::format("{}", edge.articles));
    value("sentence", edge.best.sentence);
    value("doc", edge.best.article.id.value);
    value("url", edge.best.article.url);
    value("statement", edge.id);
    xml_.end();
    xml_.end();
  }

  const ExportSource& source_;
  XmlWriter xml_;
};

}  // namespace

Result<void> write_gexf(const ExportSource& source, TextWriter& out) { return GexfWriter(source, out).write(); }

}  // namespace entente::graph
