#include "drawn_graph.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include <entente/graph/graphml.hpp>

#include <fmt/format.h>
#include <libxml/xmlwriter.h>
#include <unistd.h>

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
constexpr std::array<Attribute, 17> kEdgeAttributes = {{{"edgelabel", "string"},
                                                        {"interaction", "string"},
                                                        {"weight", "double"},
                                                        {"polarity", "string"},
                                                        {"modality", "string"},
                                                        {"phase", "string"},
                                                        {"symmetric", "string"},
                                                        {"attribution", "string"},
                                                        {"confidence", "double"},
                                                        {"first_date", "string"},
                                                        {"last_date", "string"},
                                                        {"sentence", "string"},
                                                        {"doc", "string"},
                                                        {"url", "string"},
                                                        {"rule", "string"},
                                                        {"trigger", "string"},
                                                        {"statement", "string"}}};

// Without what XML 1.0 cannot hold, escaped or not: control characters and noncharacters. Ill-formed UTF-8 cannot
// occur: texts are checked when they are read.
std::string xml_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\n' && c != '\t') continue;
    const std::string_view three = text.substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      i += 2;
      continue;
    }
    clean += text[i];
  }
  return clean;
}

// libxml2's text writer into a string.
class XmlWriter {
 public:
  XmlWriter()
      : buffer_(xmlBufferCreate(), xmlBufferFree),
        writer_(xmlNewTextWriterMemory(buffer_.get(), 0), xmlFreeTextWriter) {
    xmlTextWriterSetIndent(writer_.get(), 1);
    xmlTextWriterStartDocument(writer_.get(), "1.0", "UTF-8", nullptr);
  }
  void start(const char* element) { xmlTextWriterStartElement(writer_.get(), as_xml(element)); }
  void end() { xmlTextWriterEndElement(writer_.get()); }
  void attribute(const char* name, const std::string& value) {
    xmlTextWriterWriteAttribute(writer_.get(), as_xml(name), as_xml(value.c_str()));
  }
  // A <data> element; nothing for empty values, which some readers refuse.
  void data(const char* key, std::string_view value) {
    const std::string clean = xml_text(value);
    if (clean.empty()) return;
    start("data");
    attribute("key", key);
    xmlTextWriterWriteString(writer_.get(), as_xml(clean.c_str()));
    end();
  }
  std::string finish() {
    xmlTextWriterEndDocument(writer_.get());
    xmlTextWriterFlush(writer_.get());
    return reinterpret_cast<const char*>(xmlBufferContent(buffer_.get()));
  }

 private:
  static const xmlChar* as_xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

  std::unique_ptr<xmlBuffer, void (*)(xmlBufferPtr)> buffer_;
  std::unique_ptr<xmlTextWriter, void (*)(xmlTextWriterPtr)> writer_;
};

void write_keys(XmlWriter& xml) {
  const auto write = [&](const Attribute& attribute, const char* domain, const char* name) {
    xml.start("key");
    xml.attribute("id", attribute.id);
    xml.attribute("for", domain);
    xml.attribute("attr.name", name);
    xml.attribute("attr.type", attribute.type);
    xml.end();
  };
  for (const Attribute& attribute : kNodeAttributes) write(attribute, "node", attribute.id);
  for (const Attribute& attribute : kEdgeAttributes) {
    write(attribute, "edge", std::string_view(attribute.id) == "edgelabel" ? "label" : attribute.id);
  }
}

void write_node(XmlWriter& xml, const std::string& id, const DrawnNode& node) {
  std::string aliases;
  for (const std::string& alias : node.entity.aliases) aliases += (aliases.empty() ? "" : "|") + alias;
  xml.start("node");
  xml.attribute("id", id);
  xml.data("label", node.entity.name);
  xml.data("name", node.entity.name);
  xml.data("key", node.entity.key.value);
  xml.data("type", to_string(node.entity.type));
  xml.data("color", color_of(node.entity.type));
  xml.data("size", fmt::format("{}", std::min<std::size_t>(100, 10 + node.statements)));
  xml.data("iso3", node.entity.codes.iso3);
  xml.data("cow", node.entity.codes.cow);
  xml.data("wikidata", node.entity.codes.wikidata);
  xml.data("aliases", aliases);
  xml.data("first_seen", node.first_seen.to_string());
  xml.data("last_seen", node.last_seen.to_string());
  xml.data("n_statements", fmt::format("{}", node.statements));
  xml.end();
}

void write_edge(XmlWriter& xml, const std::string& source, const std::string& target, const DrawnEdge& row,
                bool symmetric) {
  const StoredEvidence& best = row.best;
  std::string attribution;
  for (const Attribution& link : best.evidence.attribution) {
    attribution += fmt::format("{}{} ({})", attribution.empty() ? "" : "; ", link.source, to_string(link.stance));
  }
  const std::string id = row.statement.id().hash.hex();
  xml.start("edge");
  xml.attribute("id", "s" + id);
  xml.attribute("source", source);
  xml.attribute("target", target);
  xml.attribute("label", row.statement.relation);  // Gephi keeps parallel edges only if this differs.
  xml.data("edgelabel", row.statement.relation);
  xml.data("interaction", row.statement.relation);
  xml.data("weight", fmt::format("{}", row.summary.articles));
  xml.data("polarity", to_string(row.statement.factuality.polarity));
  xml.data("modality", to_string(row.statement.factuality.modality));
  xml.data("phase", to_string(row.statement.factuality.phase));
  xml.data("symmetric", symmetric ? "true" : "false");
  xml.data("attribution", attribution);
  xml.data("confidence", fmt::format("{:.4f}", row.summary.confidence));
  xml.data("first_date", row.summary.first_seen.to_string());
  xml.data("last_date", row.summary.last_seen.to_string());
  xml.data("sentence", best.sentence);
  xml.data("doc", best.article.id.value);
  xml.data("url", best.article.url);
  xml.data("rule", best.evidence.rule);
  xml.data("trigger", best.evidence.trigger);
  xml.data("statement", id);
  xml.end();
}

Error write_error(const std::filesystem::path& path, int number) {
  const std::string reason = std::system_category().message(number);
  return {number == ENOSPC ? ErrorCode::no_space : ErrorCode::io, "cannot be written: " + reason, path.string(),
          "check path, rights and free space; the file that was there before is unchanged"};
}

}  // namespace

Result<std::string> selection_to_graphml(const PropertyGraph& graph, const Selection& selection,
                                         const Ontology& ontology) {
  const auto drawn = draw(graph, selection, ontology);
  if (!drawn) return drawn.error();
  XmlWriter xml;
  xml.start("graphml");
  xml.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns");
  write_keys(xml);
  xml.start("graph");
  xml.attribute("id", "entente");
  xml.attribute("edgedefault", "directed");
  std::map<EntityKey, std::string> ids;
  for (const auto& [key, node] : drawn->nodes) {
    const auto id = ids.emplace(key, fmt::format("n{}", ids.size())).first;
    write_node(xml, id->second, node);
  }
  for (const DrawnEdge& edge : drawn->edges) {
    const Relation* relation = ontology.find(edge.statement.relation);
    write_edge(xml, ids.at(edge.statement.subject), ids.at(edge.statement.object), edge,
               relation && relation->symmetric);
  }
  return xml.finish();
}

Result<std::string> to_graphml(const PropertyGraph& graph, const View& view, const Ontology& ontology) {
  const auto selection = select_view(graph, view);
  if (!selection) return selection.error();
  return selection_to_graphml(graph, *selection, ontology);
}

Result<void> write_graphml(const PropertyGraph& graph, const View& view, const Ontology& ontology,
                           const std::filesystem::path& path) {
  const auto document = to_graphml(graph, view, ontology);
  if (!document) return document.error();
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.tmp", getpid());
  const auto close = [](std::FILE* file) { return file ? std::fclose(file) : 0; };
  std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(temporary.c_str(), "wb"), close);
  if (!file) return write_error(path, errno);
  const bool written = std::fwrite(document->data(), 1, document->size(), file.get()) == document->size() &&
                       std::fflush(file.get()) == 0 && fsync(fileno(file.get())) == 0;
  const int failure = errno;
  file.reset();
  std::error_code ignored;
  if (!written) {
    std::filesystem::remove(temporary, ignored);
    return write_error(path, failure);
  }
  std::error_code renamed;
  std::filesystem::rename(temporary, path, renamed);
  if (renamed) {
    std::filesystem::remove(temporary, ignored);
    return write_error(path, renamed.value());
  }
  return {};
}

}  // namespace entente::graph
