#include "graph_engines.hpp"

#include "sqlite_peer.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include <entente/graph/graph_view.hpp>
#include <entente/graph/path.hpp>
#include <entente/graph/store.hpp>
#include <entente/query/query.hpp>

#include <fmt/format.h>

namespace entente::bench {
namespace {

using graph::Direction;
using graph::Edge;
using graph::GraphView;
using graph::NodeId;
using graph::Store;
using graph::Vertex;

const graph::View kClaims{true, {}};

// Counts numbers that were not met before.
class DistinctCount {
 public:
  void begin() {
    ++round_;
    count_ = 0;
  }
  void see(std::uint32_t number) {
    if (number >= marks_.size()) marks_.resize(number * std::size_t{2} + 1);
    if (std::exchange(marks_[number], round_) != round_) ++count_;
  }
  std::uint64_t count() const { return count_; }

 private:
  std::vector<std::uint32_t> marks_;
  std::uint32_t round_ = 0;
  std::uint64_t count_ = 0;
};

class StoreEngine : public GraphEngine {
 public:
  StoreEngine(const std::filesystem::path& path, const SyntheticGraph& graph)
      : graph_(graph), store_(need(Store::open(path, graph::OpenMode::read_only))), snapshot_(store_.snapshot()) {
    for (std::size_t i = 0; i < SyntheticGraph::kRelations; ++i)
      of_relation_.push_back({true, {SyntheticGraph::relation(i)}});
  }

  void know(std::uint32_t node) override { nodes_[node] = *need(snapshot_->find_node({SyntheticGraph::key_of(node)})); }

  std::uint64_t one_hop(std::uint32_t node, std::size_t relation) override {
    return need(snapshot_->edges(nodes_.at(node), Direction::outgoing, of_relation_[relation])).size();
  }

  std::uint64_t two_hop_count(std::uint32_t node) override {
    std::vector<NodeId> first;
    for (const Edge& edge : need(snapshot_->edges(nodes_.at(node), Direction::outgoing, kClaims)))
      first.push_back(edge.target);
    std::sort(first.begin(), first.end());
    first.erase(std::unique(first.begin(), first.end()), first.end());
    distinct_.begin();
    for (const NodeId near : first) {
      for (const Edge& edge : need(snapshot_->edges(near, Direction::outgoing, kClaims)))
        distinct_.see(edge.target.value);
    }
    return distinct_.count();
  }

  std::uint64_t path_length(std::uint32_t from, std::uint32_t to) override {
    return need(graph::path_length(*snapshot_, {nodes_.at(from), nodes_.at(to), kClaims, kMostSteps}))
        .value_or(kNoPath);
  }

 protected:
  const SyntheticGraph& graph_;
  Store store_;
  std::unique_ptr<graph::PropertyGraph> snapshot_;
  std::vector<graph::View> of_relation_;
  std::unordered_map<std::uint32_t, NodeId> nodes_;
  DistinctCount distinct_;
};

// The same questions in the query language, prepared once.
class QueryEngine final : public StoreEngine {
 public:
  QueryEngine(const std::filesystem::path& path, const SyntheticGraph& graph) : StoreEngine(path, graph) {
    for (std::size_t i = 0; i < SyntheticGraph::kRelations; ++i) {
      std::string type = SyntheticGraph::relation(i);
      std::transform(type.begin(), type.end(), type.begin(), [](char c) {
        return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      });
      one_hop_.push_back(prepare("MATCH ({key: $key})-[:" + type + "]->(b) RETURN b"));
    }
    two_hops_ = prepare("MATCH ({key: $key})-->()-->(c) RETURN count(DISTINCT c)");
    path_ = prepare(
        fmt::format("MATCH p = ANY SHORTEST ({{key: $key}})-[*..{}]-({{key: $other}}) RETURN length(p)", kMostSteps));
  }

  std::uint64_t one_hop(std::uint32_t node, std::size_t relation) override {
    return ask(*one_hop_[relation], node, node).rows;
  }
  std::uint64_t two_hop_count(std::uint32_t node) override {
    return static_cast<std::uint64_t>(ask(*two_hops_, node, node).last);
  }
  std::uint64_t path_length(std::uint32_t from, std::uint32_t to) override {
    if (from == to) return 0;  // In the language a path back to where it begins has a length of its own.
    const Answer answer = ask(*path_, from, to);
    return answer.rows == 0 ? kNoPath : static_cast<std::uint64_t>(answer.last);
  }

 private:
  struct Answer final : query::ResultReader {
    std::uint64_t rows = 0;
    std::int64_t last = 0;
    void columns(const std::vector<std::string>&) override {}
    bool row(const std::vector<query::Value>& values, const query::QueryGraph&) override {
      ++rows;
      if (values[0].integer() != nullptr) last = *values[0].integer();
      return true;
    }
  };

  std::optional<query::PreparedQuery> prepare(const std::string& text) const {
    query::QueryOptions options;
    options.claims = true;
    return need(query::PreparedQuery::prepare(*snapshot_, text, options));
  }

  static Answer ask(const query::PreparedQuery& query, std::uint32_t node, std::uint32_t other) {
    Answer answer;
    const query::Map parameters = {{"key", SyntheticGraph::key_of(node)}, {"other", SyntheticGraph::key_of(other)}};
    if (const auto done = query.run(parameters, answer); !done) need(Result<int>(done.error()));
    return answer;
  }

  std::vector<std::optional<query::PreparedQuery>> one_hop_;
  std::optional<query::PreparedQuery> two_hops_;
  std::optional<query::PreparedQuery> path_;
};

class ViewEngine final : public StoreEngine {
 public:
  ViewEngine(const std::filesystem::path& path, const SyntheticGraph& graph)
      : StoreEngine(path, graph), view_(need(GraphView::load(*snapshot_, {kClaims, {}, 0, {}, {}}))), meter_(view_) {}

  void know(std::uint32_t node) override {
    StoreEngine::know(node);
    vertices_[node] = *view_.find(nodes_.at(node));
  }

  std::uint64_t one_hop(std::uint32_t node, std::size_t relation) override {
    const auto arcs =
        view_.outgoing(vertices_.at(node), relation);  // Relations are numbered in the order of their names.
    edges_.clear();
    for (graph::Arc arc = arcs.first; arc < arcs.end; ++arc) edges_.push_back(view_.edge(arc));
    return edges_.size();
  }

  std::uint64_t two_hop_count(std::uint32_t node) override {
    distinct_.begin();
    first_.assign(view_.targets(view_.outgoing(vertices_.at(node))).begin(),
                  view_.targets(view_.outgoing(vertices_.at(node))).end());
    std::sort(first_.begin(), first_.end());
    first_.erase(std::unique(first_.begin(), first_.end()), first_.end());
    for (const Vertex near : first_) {
      for (const Vertex far : view_.targets(view_.outgoing(near))) distinct_.see(far);
    }
    return distinct_.count();
  }

  std::uint64_t path_length(std::uint32_t from, std::uint32_t to) override {
    return meter_.length(vertices_.at(from), vertices_.at(to), kMostSteps).value_or(kNoPath);
  }

 private:
  GraphView view_;
  graph::PathMeter meter_;
  std::unordered_map<std::uint32_t, Vertex> vertices_;
  std::vector<Edge> edges_;
  std::vector<Vertex> first_;
};

// The graph's own arrays: offsets and ends, and nothing else.
class MatrixEngine final : public GraphEngine {
 public:
  explicit MatrixEngine(const SyntheticGraph& graph)
      : outgoing_(graph, true), incoming_(graph, false), marks_(graph.node_count(), 0) {}

  std::uint64_t one_hop(std::uint32_t node, std::size_t relation) override {
    found_.clear();
    for (std::uint32_t i = outgoing_.begins[node]; i < outgoing_.begins[node + 1]; ++i) {
      if (outgoing_.relations[i] == relation) found_.push_back(outgoing_.ends[i]);
    }
    return found_.size();
  }

  std::uint64_t two_hop_count(std::uint32_t node) override {
    distinct_.begin();
    found_.assign(outgoing_.first(node), outgoing_.first(node + 1));
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    for (const std::uint32_t near : found_) {
      for (auto far = outgoing_.first(near); far != outgoing_.first(near + 1); ++far) distinct_.see(*far);
    }
    return distinct_.count();
  }

  // Breadth first from both ends, the narrower one ahead.
  std::uint64_t path_length(std::uint32_t from, std::uint32_t to) override {
    if (from == to) return 0;
    std::vector<std::uint32_t> levels[2] = {{from}, {to}};
    const std::uint32_t marks[2] = {++last_mark_, ++last_mark_};
    marks_[from] = marks[0];
    marks_[to] = marks[1];
    for (std::uint64_t length = 1; length <= kMostSteps && !levels[0].empty() && !levels[1].empty(); ++length) {
      const std::size_t side = levels[0].size() <= levels[1].size() ? 0 : 1;
      std::vector<std::uint32_t> next;
      for (const std::uint32_t node : levels[side]) {
        for (const Rows* rows : {&outgoing_, &incoming_}) {
          for (auto other = rows->first(node); other != rows->first(node + 1); ++other) {
            if (marks_[*other] == marks[1 - side]) return length;
            if (std::exchange(marks_[*other], marks[side]) != marks[side]) next.push_back(*other);
          }
        }
      }
      levels[side] = std::move(next);
    }
    return kNoPath;
  }

 private:
  struct Rows {
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> ends;
    std::vector<std::uint8_t> relations;

    Rows(const SyntheticGraph& graph, bool outgoing)
        : begins(graph.node_count() + 1, 0), ends(graph.edges().size()), relations(ends.size()) {
      const auto from = [&](const SyntheticEdge& edge) { return outgoing ? edge.source : edge.target; };
      for (const SyntheticEdge& edge : graph.edges()) ++begins[from(edge) + 1];
      std::partial_sum(begins.begin(), begins.end(), begins.begin());
      std::vector<std::uint32_t> next(begins.begin(), begins.end() - 1);
      for (const SyntheticEdge& edge : graph.edges()) {
        const std::uint32_t place = next[from(edge)]++;
        ends[place] = outgoing ? edge.target : edge.source;
        relations[place] = edge.relation;
      }
    }
    const std::uint32_t* first(std::uint32_t node) const { return ends.data() + begins[node]; }
  };

  Rows outgoing_;
  Rows incoming_;
  std::vector<std::uint32_t> marks_;
  std::uint32_t last_mark_ = 0;
  std::vector<std::uint32_t> found_;
  DistinctCount distinct_;
};

class SqliteEngine final : public GraphEngine {
 public:
  explicit SqliteEngine(const std::filesystem::path& path) : peer_(path) {}
  std::uint64_t one_hop(std::uint32_t node, std::size_t relation) override {
    return peer_.one_hop(node, relation).size();
  }
  std::uint64_t two_hop_count(std::uint32_t node) override { return peer_.two_hop_count(node); }
  std::uint64_t path_length(std::uint32_t from, std::uint32_t to) override {
    return from == to ? 0 : static_cast<std::uint64_t>(peer_.path_length(from, to, kMostSteps));
  }

 private:
  SqlitePeer peer_;
};

}  // namespace

std::filesystem::path store_path(const std::filesystem::path& directory) { return directory / "entente.db"; }
std::filesystem::path sqlite_path(const std::filesystem::path& directory) { return directory / "sqlite.db"; }

std::unique_ptr<GraphEngine> make_engine(const std::string& name, const std::filesystem::path& directory,
                                         const SyntheticGraph& graph) {
  if (name == "entente") return std::make_unique<StoreEngine>(store_path(directory), graph);
  if (name == "query") return std::make_unique<QueryEngine>(store_path(directory), graph);
  if (name == "view") return std::make_unique<ViewEngine>(store_path(directory), graph);
  if (name == "csr") return std::make_unique<MatrixEngine>(graph);
  return std::make_unique<SqliteEngine>(sqlite_path(directory));
}

}  // namespace entente::bench
