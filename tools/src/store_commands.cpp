#include "commands.hpp"
#include "console.hpp"
#include "graph_difference.hpp"
#include "open_graph.hpp"

#include <filesystem>
#include <vector>

#include <entente/graph/bulk.hpp>
#include <entente/graph/maintenance.hpp>
#include <entente/graph/store.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

using graph::OpenMode;
using graph::Store;

ExitCode done(const std::string& text) {
  print(text);
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

// Opens the store that was made and says what it holds.
ExitCode tell(const std::string& what, const std::string& db) {
  const auto store = Store::open(db, OpenMode::read_only);
  if (!store) return fail(store.error());
  const auto counts = store->snapshot()->counts();
  if (!counts) return fail(counts.error());
  return done(fmt::format("{}: {} articles, {} entities, {} statements, {} pieces of evidence\n", what,
                          counts->articles, counts->entities, counts->statements, counts->evidence));
}

}  // namespace

ExitCode run_check(const std::string& db, bool deep) {
  const auto store = Store::open(db, OpenMode::read_only);
  if (!store) return fail(store.error());
  const auto report = store->check(deep ? graph::CheckDepth::deep : graph::CheckDepth::quick);
  if (!report) return fail(report.error());
  print(fmt::format("{} articles, {} entities, {} statements, {} pieces of evidence\n", report->counts.articles,
                    report->counts.entities, report->counts.statements, report->counts.evidence));
  for (const std::string& problem : report->problems) fmt::print(stderr, "entente: problem: {}\n", problem);
  print(report->problems.empty() ? "the store is sound\n" : "the store is damaged\n");
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return report->problems.empty() ? kDone : kUnusable;
}

ExitCode run_diff(const DiffOptions& options) {
  const auto first = open_graph(options.first);
  if (!first) return fail(first.error());
  const auto second = open_graph(options.second);
  if (!second) return fail(second.error());
  if (auto printed = print_difference(*first->graph, *second->graph, options.summary_only); !printed)
    return fail(printed.error());
  return done("");
}

ExitCode run_backup(const BackupOptions& options) {
  const auto report = graph::backup_store(options.db, options.folder, options.keep);
  if (!report) return fail(report.error());
  return done(fmt::format("backup {} made and verified; the folder holds {}\n", report->number, report->backups));
}

ExitCode run_restore(const std::string& folder, const std::string& db) {
  if (auto restored = graph::restore_store(folder, db); !restored) return fail(restored.error());
  return tell("restored", db);
}

ExitCode run_merge(const MergeOptions& options) {
  const std::vector<std::filesystem::path> stores(options.stores.begin(), options.stores.end());
  if (auto merged = graph::merge_stores(stores, options.db); !merged) return fail(merged.error());
  return tell("merged", options.db);
}

ExitCode run_compact(const std::string& db) {
  if (auto compacted = graph::compact_store(db); !compacted) return fail(compacted.error());
  return done("compacted\n");
}

}  // namespace entente::tools
