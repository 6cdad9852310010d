#include "value_text.hpp"

#include <cmath>

#include <entente/query/query.hpp>

#include <fmt/format.h>

namespace entente::query {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result + "'";
}

class Text {
 public:
  Text(const QueryGraph& graph, bool brief) : graph_(graph), brief_(brief) {}

  Result<std::string> of(const Value& value) const {
    if (value.is_null()) return std::string("null");
    if (value.boolean() != nullptr) return std::string(*value.boolean() ? "true" : "false");
    if (value.integer() != nullptr) return std::to_string(*value.integer());
    if (value.real() != nullptr) return real_text(*value.real());
    if (value.text() != nullptr) return quoted(*value.text());
    if (value.node() != nullptr) return node(*value.node());
    if (value.relationship() != nullptr) return relationship(*value.relationship());
    if (value.path() != nullptr) return path(*value.path());
    if (value.map() != nullptr) return map(*value.map());
    if (value.temporal() != nullptr) return temporal(*value.temporal());
    if (value.duration() != nullptr) return fmt::format("duration('{}')", to_string(*value.duration()));
    std::string text;
    for (const Value& element : *value.list()) {
      const auto part = of(element);
      if (!part) return part;
      text += (text.empty() ? "" : ", ") + *part;
    }
    return "[" + text + "]";
  }

 private:
  static std::string temporal(const Temporal& temporal) {
    static const char* const kFunctions[] = {"datetime", "localdatetime", "date", "time", "localtime"};
    return fmt::format("{}('{}')", kFunctions[static_cast<std::size_t>(temporal.kind)], to_string(temporal));
  }

  Result<std::string> map(const Map& values) const {
    std::string text;
    for (const auto& [name, value] : values) {
      const auto part = of(value);
      if (!part) return part;
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, *part);
    }
    return "{" + text + "}";
  }

  Result<std::string> node(NodeRef node) const {
    const auto labels = graph_.labels(node);
    if (!labels) return labels.error();
    const auto properties = brief_ ? named(node) : graph_.properties(node);
    if (!properties) return properties.error();
    // The last label says most: all nodes of a store are entities.
    const std::string label = labels->empty() ? "" : ":" + labels->back();
    if (properties->empty()) return "(" + label + ")";
    const auto inside = map(*properties);
    if (!inside) return inside;
    return fmt::format("({} {})", label, *inside);
  }

  Result<Map> named(NodeRef node) const {
    auto name = graph_.property(node, "name");
    if (!name) return name.error();
    return name->is_null() ? Map() : Map{{"name", std::move(*name)}};
  }

  Result<std::string> relationship(RelationshipRef relationship) const {
    const auto type = graph_.type(relationship);
    if (!type || brief_) return type ? Result<std::string>("[:" + *type + "]") : type;
    const auto properties = graph_.properties(relationship);
    if (!properties) return properties.error();
    const auto inside = map(*properties);
    if (!inside) return inside;
    return fmt::format("[:{} {}]", *type, *inside);
  }

  Result<std::string> path(const Path& path) const {
    auto text = node(path.nodes.front());
    for (std::size_t i = 0; i < path.relationships.size() && text; ++i) {
      const auto ends = graph_.ends(path.relationships[i]);
      if (!ends) return ends.error();
      const auto step = relationship(path.relationships[i]);
      if (!step) return step;
      const auto next = node(path.nodes[i + 1]);
      if (!next) return next;
      const bool forward = ends->start == path.nodes[i];
      *text += fmt::format("{}{}{}{}", forward ? "-" : "<-", *step, forward ? "->" : "-", *next);
    }
    return text;
  }

  const QueryGraph& graph_;
  bool brief_;
};

}  // namespace

std::string real_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

Result<std::string> value_text(const Value& value, const QueryGraph& graph, bool brief) {
  return Text(graph, brief).of(value);
}

}  // namespace entente::query
