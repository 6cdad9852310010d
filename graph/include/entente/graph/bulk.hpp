// Many articles at once, into a store that is made for them: much faster than one after the other.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <entente/schemas/contribution.hpp>
#include <entente/schemas/hash.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

struct LoadedArticle {
  Contribution contribution;
  Hash128 extraction;                // Version of the extraction, as given to Store::begin_ingest.
  std::vector<std::string> origins;  // Files that it came from, where it has no id of its own: sorted, each once.
};

// Gives the next article, or nothing after the last.
using ArticleStream = std::function<Result<std::optional<LoadedArticle>>()>;

// Makes a store of the articles at `path`, where nothing or an empty folder may be. It holds what one run of ingestion would
// have put there. Needs free space of about twice the store, and bounded memory but for the entities. On errors nothing is left.
Result<void> bulk_load(const std::filesystem::path& path, const ArticleStream& articles);

// Makes the union of the stores at `into`, the same whatever their order. An article that several hold, but from different
// extractions, is taken from one extraction; judgements are those of all. The stores are only read.
Result<void> merge_stores(const std::vector<std::filesystem::path>& stores, const std::filesystem::path& into);

}  // namespace entente::graph
