#include "open_graph.hpp"

#include "data_directory.hpp"

#include <utility>

#include <entente/graph/curated_graph.hpp>

namespace entente::tools {

Result<OpenGraph> open_graph(const std::string& db) {
  auto store = graph::Store::open(db, graph::OpenMode::read_only);
  if (!store) return store.error();
  const auto log = store->judgements();
  if (!log) return log.error();
  auto snapshot = store->snapshot();
  if (log->empty()) return OpenGraph{std::move(*store), std::move(snapshot)};
  const auto ontology = load_shipped_ontology();
  if (!ontology) return ontology.error();
  auto curated = graph::curate(std::move(snapshot), *log, *ontology);
  if (!curated) return curated.error();
  return OpenGraph{std::move(*store), std::move(*curated)};
}

}  // namespace entente::tools
