// Entities and statements as nodes and relationships: what queries of a store are asked of.
//
// Nodes are entities with the labels Entity and their type; relationships are statements that the view admits, with the name of their
// relation in upper snake case as type (allied-with is ALLIED_WITH).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/query/query_graph.hpp>
#include <entente/schemas/ontology.hpp>

namespace entente::query {

class StoreQueryGraph final : public QueryGraph {
 public:
  // `claims`: all statements, not facts alone. The graph must outlive it.
  StoreQueryGraph(const graph::PropertyGraph& graph, const BeliefParameters& belief, bool claims)
      : graph_(graph), belief_(belief), claims_(claims) {
    for (auto& [number, entity] : entities_) number = kNoNode;
  }

  Result<std::vector<NodeRef>> nodes(std::string_view label) const override;
  Result<std::optional<std::vector<NodeRef>>> find(std::string_view property, const Value& value) const override;
  Result<void> steps(NodeRef node, Side side, const std::vector<std::string>& types,
                     std::vector<Step>& found) const override;
  Result<std::vector<std::string>> labels(NodeRef node) const override;
  Result<std::string> type(RelationshipRef relationship) const override;
  Result<Ends> ends(RelationshipRef relationship) const override;
  Result<Value> property(NodeRef node, std::string_view name) const override;
  Result<Value> property(RelationshipRef relationship, std::string_view name) const override;
  Result<Map> properties(NodeRef node) const override;
  Result<Map> properties(RelationshipRef relationship) const override;
  Result<Vocabulary> vocabulary() const override;
  Result<std::vector<std::string>> similar(std::string_view property, std::string_view value) const override;
  Result<List> evidence(RelationshipRef relationship) const override;

 private:
  static constexpr std::uint64_t kNoNode = static_cast<std::uint64_t>(-1);

  const graph::PropertyGraph& graph_;
  BeliefParameters belief_;
  bool claims_;
  Result<void> read_labels() const;
  // Valid until the next call.
  Result<const Entity*> entity(NodeRef node) const;
  const graph::View& view_of(const std::vector<std::string>& types) const;

  mutable std::vector<graph::Edge> edges_;  // Of the node that was asked for last.
  // Found before.
  mutable std::optional<std::map<std::string, std::vector<NodeRef>, std::less<>>> labelled_;  // By type.
  mutable std::map<std::vector<std::string>, graph::View> views_;
  // Entities read last, by the end of their number: rows that follow each other are often about the same.
  mutable std::array<std::pair<std::uint64_t, Entity>, 64> entities_;
  mutable std::pair<NodeRef, Value> found_by_key_;  // The last one, whose key is likely to be asked for.
};

}  // namespace entente::query
