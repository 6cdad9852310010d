#include "memory_query_graph.hpp"

#include "binder.hpp"
#include "evaluator.hpp"
#include "executor.hpp"
#include "parser.hpp"
#include "planner.hpp"

#include <algorithm>
#include <set>

#include <entente/query/query.hpp>

namespace entente::test {

using namespace query;  // NOLINT(google-build-using-namespace)

namespace {

void add_names(const LabelExpression* labels, std::vector<std::string>& names) {
  if (labels == nullptr) return;
  if (labels->kind == LabelExpression::Kind::name) names.push_back(labels->name);
  for (const LabelExpression& operand : labels->operands) add_names(&operand, names);
}

}  // namespace

void MemoryQueryGraph::create(std::string_view text, const Map& parameters) {
  Query query = parse(text, Dialect::with_create);
  bind(query);
  plan(query, *this);
  Execution execution{*this, parameters};
  const auto properties_of = [&](const ExpressionPtr& properties, Row& row) {
    Map values = properties ? *evaluate(*properties, row, execution).map() : Map();
    std::erase_if(values, [](const auto& property) { return property.second.is_null(); });
    return values;
  };
  execution.create = [&](const Clause& clause, Row& row) {
    for (const PathPattern& pattern : clause.patterns) {
      const auto is_new = [&](Slot slot) {
        return std::find(pattern.brought.begin(), pattern.brought.end(), slot) != pattern.brought.end();
      };
      std::vector<Slot> made;
      for (const PathPart& part : pattern.parts) {
        if (!part.node || !is_new(part.node->slot) ||
            std::find(made.begin(), made.end(), part.node->slot) != made.end())
          continue;
        made.push_back(part.node->slot);
        Node node;
        add_names(part.node->labels.get(), node.labels);
        node.properties = properties_of(part.node->properties, row);
        nodes_.push_back(std::move(node));
        row[part.node->slot] = NodeRef{nodes_.size() - 1};
      }
      for (std::size_t i = 1; i < pattern.parts.size(); i += 2) {
        const RelationshipPattern& relationship = *pattern.parts[i].relationship;
        NodeRef start = *row[pattern.parts[i - 1].node->slot].node();
        NodeRef end = *row[pattern.parts[i + 1].node->slot].node();
        if (relationship.direction == PatternDirection::left) std::swap(start, end);
        std::vector<std::string> types;
        add_names(relationship.types.get(), types);
        relationships_.push_back({start, end, types.at(0), properties_of(relationship.properties, row)});
        row[relationship.slot] = RelationshipRef{relationships_.size() - 1};
      }
    }
  };
  run(query, execution, [](const std::vector<Value>&) { return true; });
}

Result<std::vector<NodeRef>> MemoryQueryGraph::nodes(std::string_view label) const {
  std::vector<NodeRef> found;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& labels = nodes_[i].labels;
    if (label.empty() || std::find(labels.begin(), labels.end(), label) != labels.end()) found.push_back({i});
  }
  return found;
}

Result<std::optional<std::vector<NodeRef>>> MemoryQueryGraph::find(std::string_view, const Value&) const {
  return std::optional<std::vector<NodeRef>>{};
}

Result<void> MemoryQueryGraph::steps(NodeRef node, Side side, const std::vector<std::string>& types,
                                     std::vector<Step>& found) const {
  for (std::size_t i = 0; i < relationships_.size(); ++i) {
    const Relationship& one = relationships_[i];
    if (!types.empty() && std::find(types.begin(), types.end(), one.type) == types.end()) continue;
    if (side != Side::incoming && one.start == node) {
      found.push_back({{i}, one.end});
    } else if (side != Side::outgoing && one.end == node) {
      found.push_back({{i}, one.start});
    }
  }
  return {};
}

Result<std::vector<std::string>> MemoryQueryGraph::labels(NodeRef node) const { return nodes_[node.number].labels; }

Result<std::string> MemoryQueryGraph::type(RelationshipRef relationship) const {
  return relationships_[relationship.number].type;
}

Result<QueryGraph::Ends> MemoryQueryGraph::ends(RelationshipRef relationship) const {
  return Ends{relationships_[relationship.number].start, relationships_[relationship.number].end};
}

namespace {

Value value_in(const Map& properties, std::string_view name) {
  const auto found = properties.find(std::string(name));
  return found == properties.end() ? Value() : found->second;
}

}  // namespace

Result<Value> MemoryQueryGraph::property(NodeRef node, std::string_view name) const {
  return value_in(nodes_[node.number].properties, name);
}

Result<Value> MemoryQueryGraph::property(RelationshipRef relationship, std::string_view name) const {
  return value_in(relationships_[relationship.number].properties, name);
}

Result<Map> MemoryQueryGraph::properties(NodeRef node) const { return nodes_[node.number].properties; }

Result<Map> MemoryQueryGraph::properties(RelationshipRef relationship) const {
  return relationships_[relationship.number].properties;
}

Result<QueryGraph::Vocabulary> MemoryQueryGraph::vocabulary() const {
  std::set<std::string> labels;
  std::set<std::string> types;
  std::set<std::string> properties;
  for (const Node& node : nodes_) {
    labels.insert(node.labels.begin(), node.labels.end());
    for (const auto& [name, value] : node.properties) properties.insert(name);
  }
  for (const Relationship& relationship : relationships_) {
    types.insert(relationship.type);
    for (const auto& [name, value] : relationship.properties) properties.insert(name);
  }
  return Vocabulary{
      {labels.begin(), labels.end()}, {types.begin(), types.end()}, {properties.begin(), properties.end()}};
}

std::vector<std::string> ask(const QueryGraph& graph, std::string_view text, bool in_order, const Map& parameters) {
  Query query = parse(text);
  bind(query);
  plan(query, graph);
  std::vector<std::string> rows;
  run(query, {graph, parameters}, [&](const std::vector<Value>& values) {
    std::string row;
    for (const Value& value : values) row += (row.empty() ? "" : " | ") + *value_text(value, graph, false);
    rows.push_back(row);
    return true;
  });
  if (!in_order) std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace entente::test
