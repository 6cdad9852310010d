#include "binder.hpp"
#include "executor.hpp"
#include "parser.hpp"
#include "query_failure.hpp"
#include "store_query_graph.hpp"

#include <entente/query/query.hpp>

#include <fmt/format.h>

namespace entente::query {
namespace {

// Whether all statements are asked, and not facts alone.
bool asks_claims(const Query& query, bool by_default) {
  if (!query.graph.given()) return by_default;
  if (query.graph.text != "facts" && query.graph.text != "claims") {
    fail(QueryFault::invalid_argument_value, query.graph.at, fmt::format("there is no graph '{}'", query.graph.text),
         "write USE facts or USE claims");
  }
  return query.graph.text == "claims";
}

}  // namespace

Result<void> run_query(const graph::PropertyGraph& graph, std::string_view text, const QueryOptions& options,
                       ResultReader& reader) {
  try {
    Query query = parse(text);
    bind(query);
    const StoreQueryGraph asked(graph, options.belief, asks_claims(query, options.claims));
    reader.columns(columns_of(query));
    run(query, {asked, options.parameters},
        [&](const std::vector<Value>& values) { return reader.row(values, asked); });
    return {};
  } catch (const QueryFailure& failure) {
    return to_error(failure, text);
  }
}

Result<Value> parse_value(std::string_view text) {
  class Nothing final : public QueryGraph {
    Result<std::vector<NodeRef>> nodes(std::string_view) const override { return std::vector<NodeRef>(); }
    Result<std::optional<std::vector<NodeRef>>> find(std::string_view, const Value&) const override {
      return std::optional<std::vector<NodeRef>>();
    }
    Result<std::vector<Step>> steps(NodeRef, Side, const std::vector<std::string>&) const override {
      return std::vector<Step>();
    }
    Result<std::vector<std::string>> labels(NodeRef) const override { return std::vector<std::string>(); }
    Result<std::string> type(RelationshipRef) const override { return std::string(); }
    Result<Ends> ends(RelationshipRef) const override { return Ends(); }
    Result<Value> property(NodeRef, std::string_view) const override { return Value(); }
    Result<Value> property(RelationshipRef, std::string_view) const override { return Value(); }
    Result<Map> properties(NodeRef) const override { return Map(); }
    Result<Map> properties(RelationshipRef) const override { return Map(); }
  };
  const std::string query_text = "RETURN " + std::string(text);
  try {
    Query query = parse(query_text);
    bind(query);
    Value value;
    run(query, {Nothing(), {}}, [&](const std::vector<Value>& columns) {
      value = columns.front();
      return true;
    });
    return value;
  } catch (const QueryFailure& failure) {
    return to_error(failure, query_text);
  }
}

}  // namespace entente::query
