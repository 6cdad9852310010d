// The articles that a store holds, to be read anew.
#pragma once

#include <memory>

#include <entente/graph/property_graph.hpp>
#include <entente/ingest/article_reader.hpp>

namespace entente::tools {

// Reads from the graph, which must outlive it. Counts articles in place of bytes.
std::unique_ptr<ingest::ArticleReader> read_store(const graph::PropertyGraph& graph);

}  // namespace entente::tools
