#include "binder.hpp"
#include "executor.hpp"
#include "notices.hpp"
#include "parser.hpp"
#include "plan_text.hpp"
#include "planner.hpp"
#include "profile.hpp"
#include "query_failure.hpp"
#include "store_query_graph.hpp"
#include "watch.hpp"

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

struct PreparedQuery::State {
  std::string text;
  QueryOptions options;
  Query query;
  StoreQueryGraph graph;
};

PreparedQuery::PreparedQuery(std::unique_ptr<State> state) : state_(std::move(state)) {}
PreparedQuery::PreparedQuery(PreparedQuery&& other) noexcept = default;
PreparedQuery& PreparedQuery::operator=(PreparedQuery&& other) noexcept = default;
PreparedQuery::~PreparedQuery() = default;

Result<PreparedQuery> PreparedQuery::prepare(const graph::PropertyGraph& graph, std::string_view text,
                                             const QueryOptions& options) {
  try {
    Query query = parse(text);
    bind(query);
    const bool claims = asks_claims(query, options.claims);
    auto state = std::unique_ptr<State>(
        new State{std::string(text), options, std::move(query), StoreQueryGraph(graph, options.belief, claims)});
    plan(state->query, state->graph);
    return PreparedQuery(std::move(state));
  } catch (const QueryFailure& failure) {
    return to_error(failure, text);
  }
}

Result<void> PreparedQuery::run(const Map& parameters, ResultReader& reader) const {
  const Query& query = state_->query;
  Watch watch(state_->options.limits, state_->options.cancelled);
  Execution execution{state_->graph, parameters};
  execution.watch = &watch;
  try {
    if (query.mode == Query::Mode::explain) {
      reader.columns({"step", "details"});
      for (const PlanLine& line : plan_lines(query, state_->text)) {
        if (!reader.row({line.step, line.details}, state_->graph)) break;
      }
      return {};
    }
    if (query.mode == Query::Mode::profile) {
      Profile profile;
      execution.profile = &profile;
      query::run(query, execution, [](const std::vector<Value>&) { return true; });
      reader.columns({"step", "details", "rows", "reads"});
      for (const PlanLine& line : plan_lines(query, state_->text)) {
        const auto number = [&](std::uint64_t count) {
          return line.id == 0 ? Value() : Value(static_cast<std::int64_t>(count));
        };
        const Profile::Counts counts = profile.of(line.id);
        if (!reader.row({line.step, line.details, number(counts.rows), number(counts.reads)}, state_->graph)) break;
      }
      return {};
    }
    reader.columns(columns_of(query));
    bool any = false;
    query::run(query, execution, [&](const std::vector<Value>& values) {
      any = true;
      watch.count_row();
      return reader.row(values, state_->graph);
    });
    if (any) return {};
    for (const std::string& notice : notices_of(query, state_->graph, parameters)) reader.notice(notice);
    return {};
  } catch (const QueryFailure& failure) {
    return to_error(failure, state_->text);
  }
}

Result<void> run_query(const graph::PropertyGraph& graph, std::string_view text, const QueryOptions& options,
                       ResultReader& reader) {
  const auto prepared = PreparedQuery::prepare(graph, text, options);
  if (!prepared) return prepared.error();
  return prepared->run(options.parameters, reader);
}

Result<Value> parse_value(std::string_view text) {
  class Nothing final : public QueryGraph {
    Result<std::vector<NodeRef>> nodes(std::string_view) const override { return std::vector<NodeRef>(); }
    Result<std::optional<std::vector<NodeRef>>> find(std::string_view, const Value&) const override {
      return std::optional<std::vector<NodeRef>>();
    }
    Result<void> steps(NodeRef, Side, const std::vector<std::string>&, std::vector<Step>&) const override { return {}; }
    Result<std::vector<std::string>> labels(NodeRef) const override { return std::vector<std::string>(); }
    Result<std::string> type(RelationshipRef) const override { return std::string(); }
    Result<Ends> ends(RelationshipRef) const override { return Ends(); }
    Result<Value> property(NodeRef, std::string_view) const override { return Value(); }
    Result<Value> property(RelationshipRef, std::string_view) const override { return Value(); }
    Result<Map> properties(NodeRef) const override { return Map(); }
    Result<Map> properties(RelationshipRef) const override { return Map(); }
    Result<Vocabulary> vocabulary() const override { return Vocabulary(); }
  };
  const std::string query_text = "RETURN " + std::string(text);
  try {
    Query query = parse(query_text);
    bind(query);
    const Nothing nothing;
    plan(query, nothing);
    Value value;
    query::run(query, {nothing, {}}, [&](const std::vector<Value>& columns) {
      value = columns.front();
      return true;
    });
    return value;
  } catch (const QueryFailure& failure) {
    return to_error(failure, query_text);
  }
}

}  // namespace entente::query
