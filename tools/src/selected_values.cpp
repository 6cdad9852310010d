#include "selected_values.hpp"

#include "console.hpp"

namespace entente::tools {

void add_selected(const query::Value& value, graph::Selection& selection) {
  if (value.node() != nullptr) {
    selection.nodes.push_back({static_cast<std::uint32_t>(value.node()->number)});
  } else if (value.relationship() != nullptr) {
    selection.statements.push_back({static_cast<std::uint32_t>(value.relationship()->number)});
  } else if (value.path() != nullptr) {
    for (const query::NodeRef node : value.path()->nodes) add_selected(node, selection);
    for (const query::RelationshipRef relationship : value.path()->relationships) add_selected(relationship, selection);
  } else if (value.list() != nullptr) {
    for (const query::Value& element : *value.list()) add_selected(element, selection);
  } else if (value.map() != nullptr) {
    for (const auto& [name, own] : *value.map()) add_selected(own, selection);
  }
}

Error nothing_to_draw() {
  return {ErrorCode::invalid_input, "there is no node, relationship or path in the rows to draw", "",
          "return them: MATCH p = (a)-[r]->(b) RETURN p"};
}

bool SelectionReader::row(const std::vector<query::Value>& values, const query::QueryGraph&) {
  for (const query::Value& value : values) add_selected(value, selection_);
  return true;
}

void SelectionReader::notice(const std::string& text) { warn(text); }

}  // namespace entente::tools
