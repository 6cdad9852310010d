// Nodes, relationships and paths in the rows of an answer, as a part of the graph.
#pragma once

#include <string>
#include <vector>

#include <entente/graph/selection.hpp>
#include <entente/query/query.hpp>

namespace entente::tools {

// Adds those in the value, also within lists and maps.
void add_selected(const query::Value& value, graph::Selection& selection);

// Where rows are there and nothing was selected in them.
Error nothing_to_draw();

// Takes rows for what they select alone.
class SelectionReader final : public query::ResultReader {
 public:
  void columns(const std::vector<std::string>&) override {}
  bool row(const std::vector<query::Value>& values, const query::QueryGraph& graph) override;
  void notice(const std::string& text) override;

  const graph::Selection& selection() const { return selection_; }

 private:
  graph::Selection selection_;
};

}  // namespace entente::tools
