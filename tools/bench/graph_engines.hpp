// Engines that answer the questions of the store's benchmark: the store, the query language on it, its view in memory, a bare matrix in compressed sparse rows
// (what memory and processor allow), and SQLite.
#pragma once

#include "synthetic_graph.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace entente::bench {

inline constexpr std::size_t kMostSteps = 6;  // Of a path.

// Nodes are those of the synthetic graph. What can be prepared for a node beforehand is prepared once, see know().
class GraphEngine {
 public:
  virtual ~GraphEngine() = default;

  // Told of each node that a question will be about.
  virtual void know(std::uint32_t /*node*/) {}

  // Outgoing edges of the relation, made ready for use.
  virtual std::uint64_t one_hop(std::uint32_t node, std::size_t relation) = 0;

  // Distinct nodes at the end of two outgoing edges.
  virtual std::uint64_t two_hop_count(std::uint32_t node) = 0;

  // Steps from one to the other, direction ignored; kNoPath if there are more than kMostSteps.
  virtual std::uint64_t path_length(std::uint32_t from, std::uint32_t to) = 0;
};

inline constexpr std::uint64_t kNoPath = static_cast<std::uint64_t>(-1);

// `name`: entente, query, view, csr or sqlite. Stores and databases are in `directory`; `nodes` and `edges` as they were loaded.
std::unique_ptr<GraphEngine> make_engine(const std::string& name, const std::filesystem::path& directory,
                                         const SyntheticGraph& graph);

std::filesystem::path store_path(const std::filesystem::path& directory);
std::filesystem::path sqlite_path(const std::filesystem::path& directory);

// The value, or the end of the process with a message: this is a measuring program.
template <typename T>
T need(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().to_string().c_str());
  std::exit(1);
}

}  // namespace entente::bench
