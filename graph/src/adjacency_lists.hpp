// Where the edges of a node lie, and how they are read and changed.
//
//   node direction          -> a list; or, of a hub, its directory: a byte 2 and the first entries of its chunks
//   node direction entry    -> the chunk of a hub that begins with this entry: a list
//
// A list that grows beyond kMostListBytes is split into chunks, and so is a chunk: one more edge at a node with a million of
// them rewrites one small chunk at most. The first chunk of a hub begins with eleven zero bytes.
#pragma once

#include "adjacency.hpp"
#include "database.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/write_batch.h>

namespace entente::graph {

inline constexpr std::size_t kMostListBytes = std::size_t{32} << 10;
inline constexpr char kDirectoryMark = 2;

// Which edges are read.
struct EdgeFilter {
  bool claims = false;
  bool all_relations = true;
  std::vector<bool> relations;  // By number, unless all are wanted.

  bool wants(std::uint32_t relation, const Factuality& factuality) const {
    return (claims || factuality.is_fact()) && (all_relations || (relation < relations.size() && relations[relation]));
  }
};

// Appends the edges of the node, outgoing before incoming ones, each in the order of entries.
Result<void> append_edges(const Database& database, const rocksdb::Snapshot* snapshot, NodeId node, Direction direction,
                          const EdgeFilter& filter, std::vector<Edge>& edges);

// Adds to the batch what makes the changes (a row of them, see adjacency.hpp) to the list under `key`. Reads the latest
// state: requires that nothing else in the batch touches the list.
Result<void> change_list(const Database& database, const std::string& key, std::string_view changes,
                         rocksdb::WriteBatch& batch);

// Hands `emit` the records of a list that is made anew from sorted entries, in the order of their keys.
void write_list(const std::string& key, const std::vector<AdjacencyEntry>& entries,
                const std::function<void(std::string_view key, std::string_view value)>& emit);

// The first entries of the chunks; nothing if the value is not a directory.
std::optional<std::vector<std::string_view>> read_directory(std::string_view value);

}  // namespace entente::graph
