// A property graph in memory, which CREATE makes: what queries are tested on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/query/query_graph.hpp>

namespace entente::test {

class MemoryQueryGraph final : public query::QueryGraph {
 public:
  // Runs a query that may CREATE, such as "CREATE (:A {name: 'x'})-[:T]->()". Throws what is wrong with it.
  void create(std::string_view text, const query::Map& parameters = {});

  Result<std::vector<query::NodeRef>> nodes(std::string_view label) const override;
  Result<std::optional<std::vector<query::NodeRef>>> find(std::string_view property,
                                                          const query::Value& value) const override;
  Result<void> steps(query::NodeRef node, query::Side side, const std::vector<std::string>& types,
                     std::vector<Step>& found) const override;
  Result<std::vector<std::string>> labels(query::NodeRef node) const override;
  Result<std::string> type(query::RelationshipRef relationship) const override;
  Result<Ends> ends(query::RelationshipRef relationship) const override;
  Result<query::Value> property(query::NodeRef node, std::string_view name) const override;
  Result<query::Value> property(query::RelationshipRef relationship, std::string_view name) const override;
  Result<query::Map> properties(query::NodeRef node) const override;
  Result<query::Map> properties(query::RelationshipRef relationship) const override;
  Result<Vocabulary> vocabulary() const override;

 private:
  struct Node {
    std::vector<std::string> labels;
    query::Map properties;
  };
  struct Relationship {
    query::NodeRef start;
    query::NodeRef end;
    std::string type;
    query::Map properties;
  };

  std::vector<Node> nodes_;
  std::vector<Relationship> relationships_;
};

// The rows of the answer as text, columns with " | " between them; sorted unless they come in order. Throws what is wrong with the query.
std::vector<std::string> ask(const query::QueryGraph& graph, std::string_view text, bool in_order = false,
                             const query::Map& parameters = {});

}  // namespace entente::test
