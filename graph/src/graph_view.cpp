#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include <entente/graph/graph_view.hpp>

namespace entente::graph {
namespace {

constexpr std::size_t kProgressEvery = 10000;
constexpr std::size_t kMostArcs = std::numeric_limits<Arc>::max() / 2;  // A link has two slots of the same numbers.

}  // namespace

// Reads the arcs node by node, then numbers relations by name and vertices without gaps.
class GraphViewLoader {
 public:
  GraphViewLoader(const PropertyGraph& graph, const Scope& scope, bool with_confidence)
      : graph_(graph),
        scope_(scope),
        dated_(scope.from.known() || scope.until.known()),
        with_confidence_(with_confidence || scope.least_confidence > 0) {}

  Result<GraphView> load(const LoadProgress& progress) {
    auto nodes = graph_.nodes();
    if (!nodes) return nodes.error();
    std::unordered_map<std::uint32_t, Vertex> places;
    places.reserve(nodes->size());
    for (std::size_t i = 0; i < nodes->size(); ++i) places.emplace((*nodes)[i].value, static_cast<Vertex>(i));
    for (std::size_t i = 0; i < nodes->size(); ++i) {
      if (progress && i % kProgressEvery == 0) progress(i, nodes->size());
      if (auto read = read_arcs((*nodes)[i], static_cast<Vertex>(i), places); !read) return read.error();
    }
    if (progress) progress(nodes->size(), nodes->size());
    close_gaps(*nodes);
    number_relations();
    sort_arcs();
    index_incoming();
    return std::move(view_);
  }

 private:
  // Whether the statement of the edge is in the scope, and how sure it is, if anybody wants to know.
  struct Admission {
    bool admitted = true;
    double confidence = 0;
  };
  Result<Admission> admit(const Edge& edge) const {
    if (!dated_ && !with_confidence_) return Admission{};
    const auto summary = graph_.summary(edge.statement, scope_.belief);
    if (!summary) return summary.error();
    Admission admission{summary->confidence >= scope_.least_confidence, summary->confidence};
    if (dated_) {
      admission.admitted = admission.admitted && summary->last_seen.known() &&
                           !(scope_.from.known() && surely_before(summary->last_seen, scope_.from)) &&
                           !(scope_.until.known() && surely_before(scope_.until, summary->first_seen));
    }
    return admission;
  }

  Result<void> read_arcs(NodeId node, Vertex place, const std::unordered_map<std::uint32_t, Vertex>& places) {
    const auto edges = graph_.edges(node, Direction::outgoing, scope_.view);
    if (!edges) return edges.error();
    for (const Edge& edge : *edges) {
      const auto admission = admit(edge);
      if (!admission) return admission.error();
      if (!admission->admitted) continue;
      const auto target = places.find(edge.target.value);
      if (target == places.end()) {
        return Error{ErrorCode::corruption, "the store is damaged: an edge leads to no entity", "",
                     "run 'entente check', and restore a backup or ingest the articles again"};
      }
      if (view_.targets_.size() == kMostArcs) {
        return Error{ErrorCode::invalid_input, "more statements than a view in memory can number", "",
                     "narrow the question by relation or time"};
      }
      const auto [relation, is_new] =
          relation_places_.emplace(edge.relation, static_cast<std::uint16_t>(view_.relation_numbers_.size()));
      if (is_new) {
        auto name = graph_.relation_name(edge.relation);
        if (!name) return name.error();
        view_.relation_numbers_.push_back(edge.relation);
        view_.relations_.push_back(std::move(*name));
      }
      view_.sources_.push_back(place);
      view_.targets_.push_back(target->second);
      view_.arc_relations_.push_back(relation->second);
      view_.factualities_.push_back(edge.factuality);
      view_.statements_.push_back(edge.statement);
      if (with_confidence_) view_.confidences_.push_back(static_cast<float>(admission->confidence));
    }
    return {};
  }

  // Leaves out nodes without an arc.
  void close_gaps(const std::vector<NodeId>& nodes) {
    std::vector<Vertex> vertices(nodes.size(), 0);
    for (const std::vector<Vertex>* ends : {&view_.sources_, &view_.targets_}) {
      for (const Vertex place : *ends) vertices[place] = 1;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (vertices[i] == 0) continue;
      vertices[i] = static_cast<Vertex>(view_.nodes_.size());
      view_.vertices_of_.emplace_back(nodes[i], vertices[i]);
      view_.nodes_.push_back(nodes[i]);
    }
    std::sort(view_.vertices_of_.begin(), view_.vertices_of_.end());
    for (std::vector<Vertex>* ends : {&view_.sources_, &view_.targets_}) {
      for (Vertex& place : *ends) place = vertices[place];
    }
    view_.begins_ = begins(view_.sources_);
  }

  // Of the rows of a sorted matrix: how many entries have a lesser vertex, by vertex.
  std::vector<Arc> begins(const std::vector<Vertex>& ends) const {
    std::vector<Arc> result(view_.nodes_.size() + 1, 0);
    for (const Vertex vertex : ends) ++result[vertex + 1];
    std::partial_sum(result.begin(), result.end(), result.begin());
    return result;
  }

  void number_relations() {
    std::vector<std::uint16_t> order(view_.relations_.size());
    std::iota(order.begin(), order.end(), std::uint16_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::uint16_t a, std::uint16_t b) { return view_.relations_[a] < view_.relations_[b]; });
    std::vector<std::uint16_t> ranks(order.size());
    std::vector<std::string> names;
    std::vector<RelationNumber> numbers;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      ranks[order[rank]] = static_cast<std::uint16_t>(rank);
      names.push_back(view_.relations_[order[rank]]);
      numbers.push_back(view_.relation_numbers_[order[rank]]);
    }
    view_.relations_ = std::move(names);
    view_.relation_numbers_ = std::move(numbers);
    for (std::uint16_t& relation : view_.arc_relations_) relation = ranks[relation];
  }

  void sort_arcs() {
    struct Row {
      std::uint16_t relation;
      Vertex target;
      Factuality factuality;
      StatementNumber statement;
      float confidence;
    };
    std::vector<Row> row;
    for (Vertex vertex = 0; vertex < view_.vertex_count(); ++vertex) {
      const auto arcs = view_.outgoing(vertex);
      row.clear();
      for (Arc arc = arcs.first; arc < arcs.end; ++arc) {
        row.push_back({view_.arc_relations_[arc], view_.targets_[arc], view_.factualities_[arc], view_.statements_[arc],
                       with_confidence_ ? view_.confidences_[arc] : 0.0F});
      }
      std::sort(row.begin(), row.end(), [](const Row& a, const Row& b) {
        return std::tie(a.relation, a.target, a.factuality) < std::tie(b.relation, b.target, b.factuality);
      });
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::size_t arc = arcs.first + i;
        view_.arc_relations_[arc] = row[i].relation;
        view_.targets_[arc] = row[i].target;
        view_.factualities_[arc] = row[i].factuality;
        view_.statements_[arc] = row[i].statement;
        if (with_confidence_) view_.confidences_[arc] = row[i].confidence;
      }
    }
  }

  void index_incoming() {
    view_.incoming_begins_ = begins(view_.targets_);
    std::vector<Arc> next(view_.incoming_begins_.begin(), view_.incoming_begins_.end() - 1);
    view_.incoming_.resize(view_.arc_count());
    view_.incoming_sources_.resize(view_.arc_count());
    for (Arc arc = 0; arc < view_.arc_count(); ++arc) {
      const Arc place = next[view_.targets_[arc]]++;
      view_.incoming_[place] = arc;
      view_.incoming_sources_[place] = view_.sources_[arc];
    }
  }

  const PropertyGraph& graph_;
  const Scope& scope_;
  bool dated_;
  bool with_confidence_;
  std::map<RelationNumber, std::uint16_t> relation_places_;
  GraphView view_;
};

Result<GraphView> GraphView::load(const PropertyGraph& graph, const Scope& scope, bool with_confidence,
                                  const LoadProgress& progress) {
  return GraphViewLoader(graph, scope, with_confidence).load(progress);
}

std::optional<Vertex> GraphView::find(NodeId node) const {
  const auto found = std::lower_bound(vertices_of_.begin(), vertices_of_.end(), std::pair(node, Vertex{0}));
  if (found == vertices_of_.end() || found->first != node) return std::nullopt;
  return found->second;
}

GraphView::ArcRange GraphView::outgoing(Vertex vertex, std::size_t relation) const {
  const auto row = arc_relations_.begin();
  const auto [first, last] =
      std::equal_range(row + begins_[vertex], row + begins_[vertex + 1], static_cast<std::uint16_t>(relation));
  return {static_cast<Arc>(first - row), static_cast<Arc>(last - row)};
}

Edge GraphView::edge(Arc arc) const {
  return {nodes_[sources_[arc]], nodes_[targets_[arc]], relation_numbers_[arc_relations_[arc]], statements_[arc],
          factualities_[arc]};
}

}  // namespace entente::graph
