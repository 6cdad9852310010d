// Commands that read or tend a store: neighbors, find, path, articles, stats.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "describe.hpp"
#include "open_graph.hpp"
#include "shown_query.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include <entente/graph/evidence_summary.hpp>
#include <entente/graph/path.hpp>
#include <entente/graph/store.hpp>
#include <entente/query/neighborhood.hpp>
#include <entente/query/resolve.hpp>
#include <entente/schemas/fold.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

using graph::Edge;
using graph::NodeId;
using graph::OpenMode;
using graph::PropertyGraph;
using graph::Store;

graph::View view_of(const GraphQuestionOptions& question) { return {question.view == "claims", question.relations}; }

// Runs `command` on the graph of the store and turns its result into an exit code.
ExitCode with_snapshot(const std::string& db, const std::function<Result<void>(const PropertyGraph&)>& command) {
  const auto open = open_graph(db);
  if (!open) return fail(open.error());
  if (auto done = command(*open->graph); !done) return fail(done.error());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

// The most reliable sentence first, then the others.
Result<void> print_best_evidence(const PropertyGraph& graph, const query::Neighbor& neighbor, std::size_t sentences) {
  if (sentences == 0) return {};
  auto evidence = graph.evidence(neighbor.edge.statement);
  if (!evidence) return evidence.error();
  const auto best = evidence->begin() + static_cast<std::ptrdiff_t>(graph::most_reliable(*evidence));
  std::rotate(evidence->begin(), best, best + 1);
  for (std::size_t i = 0; i < evidence->size() && i < sentences; ++i) {
    print(fmt::format("      {}\n", describe_evidence((*evidence)[i])));
  }
  return {};
}

Result<void> print_neighbors(const PropertyGraph& graph, const NeighborsOptions& options, const Ontology& ontology) {
  const auto center = query::resolve_entity(graph, options.entity);
  if (!center) return center.error();
  if (options.show_query) {
    print(neighbors_query(center->entity, options));
    return {};
  }
  const auto found = query::neighbors(graph, center->node, view_of(options.question), ontology.belief());
  if (!found) return found.error();
  print(fmt::format("{}\n", describe_entity(center->entity)));
  if (found->empty()) print("  no relationships in this view; --view claims shows all statements\n");
  std::size_t shown = 0;
  for (const query::Neighbor& neighbor : *found) {
    if (shown++ == options.limit) {
      print(fmt::format("  … {} more; --limit shows more\n", found->size() - options.limit));
      break;
    }
    const std::string& self = center->entity.name;
    print(fmt::format("  {} -[{}]-> {}{}  {}\n", neighbor.outgoing ? self : neighbor.other.name, neighbor.relation,
                      neighbor.outgoing ? neighbor.other.name : self, describe_factuality(neighbor.edge.factuality),
                      describe_sources(neighbor.summary)));
    if (auto printed = print_best_evidence(graph, neighbor, options.sentences); !printed) return printed;
  }
  return {};
}

// A name a line: the name as it is compared, then whom it names.
Result<void> print_names(const PropertyGraph& graph, const FindOptions& options) {
  const auto names = graph.folded_names(fold_name(options.prefix));
  if (!names) return names.error();
  if (names->empty()) {
    return Error{ErrorCode::not_found, fmt::format("no name in the store begins with '{}'", options.prefix), "",
                 "try less of it"};
  }
  std::size_t shown = 0;
  for (const std::string& name : *names) {
    const auto nodes = graph.find_named(name);
    if (!nodes) return nodes.error();
    for (const NodeId node : *nodes) {
      if (options.limit != 0 && shown++ == options.limit) {
        print("… --limit shows more\n");
        return {};
      }
      const auto entity = graph.entity(node);
      if (!entity) return entity.error();
      print(fmt::format("{}\t{}\t{}\t{}\n", name, entity->key.value, entity->name, to_string(entity->type)));
    }
  }
  return {};
}

Result<void> print_edges(const PropertyGraph& graph, NodeId at, const graph::Path& path) {
  for (const Edge& edge : path) {
    const bool forward = edge.source == at;
    at = forward ? edge.target : edge.source;
    const auto next = graph.entity(at);
    if (!next) return next.error();
    const auto relation = graph.relation_name(edge.relation);
    if (!relation) return relation.error();
    const auto evidence = graph.evidence(edge.statement);
    if (!evidence) return evidence.error();
    print(fmt::format("  {}{}{} {}{}\n", forward ? "-[" : "<-[", *relation, forward ? "]->" : "]-", next->name,
                      describe_factuality(edge.factuality)));
    print(fmt::format("      {}\n", describe_evidence(evidence->front())));
  }
  return {};
}

Result<void> print_path(const PropertyGraph& graph, const PathOptions& options, const Ontology& ontology) {
  const auto from = query::resolve_entity(graph, options.from);
  if (!from) return from.error();
  const auto to = query::resolve_entity(graph, options.to);
  if (!to) return to.error();
  if (options.show_query) {
    print(path_query(from->entity, to->entity, options));
    return {};
  }
  const Error none{ErrorCode::not_found,
                   fmt::format("no path from {} to {} in this view", from->entity.name, to->entity.name), "",
                   "--view claims searches all statements"};
  if (options.count == 1 && options.best == "short") {
    graph::PathQuestion question;
    question.from = from->node;
    question.to = to->node;
    question.view = view_of(options.question);
    const auto path = graph::shortest_path(graph, question);
    if (!path) return path.error();
    if (!*path) return none;
    print(fmt::format("{}\n", from->entity.name));
    return print_edges(graph, from->node, **path);
  }
  graph::Scope scope;
  scope.view = view_of(options.question);
  scope.belief = ontology.belief();
  const auto view = graph::GraphView::load(graph, scope, true);
  if (!view) return view.error();
  const auto paths = graph::best_paths(
      *view,
      {from->node, to->node, options.count, options.best == "sure" ? graph::PathCost::doubt : graph::PathCost::steps});
  if (paths.empty()) return none;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (i > 0) print("\n");
    print(fmt::format("{}  (path {} of {}, confidence {:.2f})\n", from->entity.name, i + 1, paths.size(),
                      paths[i].confidence));
    if (auto printed = print_edges(graph, from->node, paths[i].edges); !printed) return printed;
  }
  return {};
}

Result<void> print_stats(const PropertyGraph& graph) {
  const auto counts = graph.counts();
  if (!counts) return counts.error();
  print(fmt::format("articles    {:>9}\nentities    {:>9}\nstatements  {:>9}\nevidence    {:>9}\n", counts->articles,
                    counts->entities, counts->statements, counts->evidence));
  const auto nodes = graph.nodes();
  if (!nodes) return nodes.error();
  struct Counts {
    std::uint64_t facts = 0;
    std::uint64_t all = 0;
  };
  std::map<graph::RelationNumber, Counts> relations;
  std::map<std::string, std::uint64_t> types;
  for (const NodeId node : *nodes) {
    const auto entity = graph.entity(node);
    if (!entity) return entity.error();
    ++types[std::string(to_string(entity->type))];
    const auto edges = graph.edges(node, graph::Direction::outgoing, {true, {}});
    if (!edges) return edges.error();
    for (const Edge& edge : *edges) {
      ++relations[edge.relation].all;
      relations[edge.relation].facts += edge.factuality.is_fact() ? 1 : 0;
    }
  }
  print("\nentities by type\n");
  for (const auto& [type, count] : types) print(fmt::format("  {:<16} {:>7}\n", type, count));
  print("\nstatements by relation       all   facts\n");
  std::map<std::string, Counts> by_name;
  for (const auto& [relation, count] : relations) {
    const auto name = graph.relation_name(relation);
    if (!name) return name.error();
    by_name.emplace(*name, count);
  }
  for (const auto& [relation, count] : by_name) {
    print(fmt::format("  {:<22} {:>7} {:>7}\n", relation, count.all, count.facts));
  }
  return {};
}

}  // namespace

ExitCode run_neighbors(const NeighborsOptions& options) {
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  return with_snapshot(options.question.db,
                       [&](const PropertyGraph& graph) { return print_neighbors(graph, options, *ontology); });
}

ExitCode run_find(const FindOptions& options) {
  return with_snapshot(options.db, [&](const PropertyGraph& graph) { return print_names(graph, options); });
}

ExitCode run_path(const PathOptions& options) {
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  return with_snapshot(options.question.db,
                       [&](const PropertyGraph& graph) { return print_path(graph, options, *ontology); });
}

ExitCode run_articles_list(const std::string& db) {
  return with_snapshot(db, [](const PropertyGraph& graph) -> Result<void> {
    const auto articles = graph.articles();
    if (!articles) return articles.error();
    for (const graph::ArticleSummary& article : *articles) print(describe_article(article) + "\n");
    return {};
  });
}

ExitCode run_articles_reports(const std::string& db) {
  return with_snapshot(db, [](const PropertyGraph& graph) -> Result<void> {
    const auto articles = graph.articles();
    if (!articles) return articles.error();
    std::map<graph::ArticleNumber, std::vector<const graph::ArticleSummary*>> reports;
    for (const graph::ArticleSummary& article : *articles) {
      const auto report = graph.report_of(article.number);
      if (!report) return report.error();
      reports[*report].push_back(&article);
    }
    std::map<ArticleId, std::vector<const graph::ArticleSummary*>>
        by_first;  // The earliest, undated ones last, then by id.
    for (auto& [number, copies] : reports) {
      if (copies.size() < 2) continue;
      std::stable_sort(copies.begin(), copies.end(), [](const auto* a, const auto* b) {
        return a->date.known() != b->date.known() ? a->date.known() : a->date < b->date;
      });
      by_first.emplace(copies.front()->id, copies);
    }
    for (const auto& [first, copies] : by_first) {
      for (const auto* article : copies) print(fmt::format("{}\t{}\n", first.value, describe_article(*article)));
    }
    return {};
  });
}

ExitCode run_articles_remove(const std::string& db, const std::vector<std::string>& ids) {
  auto store = Store::open(db, OpenMode::read_write);
  if (!store) return fail(store.error());
  ExitCode code = kDone;
  for (const std::string& id : ids) {
    const auto removed = store->remove({id});
    if (!removed) return fail(removed.error());
    if (*removed) {
      print(fmt::format("removed {}\n", id));
    } else {
      code = fail({ErrorCode::not_found, fmt::format("the store holds no article '{}'", id), "",
                   "see 'entente articles list'"});
    }
  }
  if (auto found = store->find_reports(); !found) return fail(found.error());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return code;
}

ExitCode run_stats(const std::string& db) {
  const auto open = open_graph(db);
  if (!open) return fail(open.error());
  if (auto printed = print_stats(*open->graph); !printed) return fail(printed.error());
  const auto extractions = open->store.extractions();
  if (!extractions) return fail(extractions.error());
  if (!extractions->empty()) print("\nread by\n");
  for (const graph::Extraction& extraction : *extractions) print(fmt::format("  {}\n", extraction.description));
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
