#include "adjacency_lists.hpp"

#include "keys.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace entente::graph {
namespace {

constexpr std::size_t kLeastEntryBytes = 5;
constexpr std::size_t kChunkBytes = kMostListBytes / 2;  // Of the chunks that a split makes.

const std::string& first_start() {
  static const std::string start(kEntryKeyBytes, '\0');
  return start;
}

bool is_directory(std::string_view value) { return !value.empty() && value[0] == kDirectoryMark; }

// The entries in lists of at most about kChunkBytes.
std::vector<std::pair<std::string, std::string>> split(const std::vector<AdjacencyEntry>& entries,
                                                       const std::string& start) {
  std::vector<std::pair<std::string, std::string>> chunks;  // Start and list.
  ListBuilder list;
  std::string begin = start;
  for (const AdjacencyEntry& entry : entries) {
    if (list.size() >= kChunkBytes) {
      chunks.emplace_back(std::exchange(begin, entry_key(entry)), list.take());
    }
    list.add(entry);
  }
  chunks.emplace_back(std::move(begin), list.take());
  return chunks;
}

std::string directory_of(const std::vector<std::string>& starts) {
  std::string directory(1, kDirectoryMark);
  for (const std::string& start : starts) directory += start;
  return directory;
}

// Makes changes to lists: what fits is left to RocksDB to merge, what grows too long is split.
struct Change {
  const Database& database;
  rocksdb::WriteBatch& batch;

  rocksdb::ColumnFamilyHandle* family() const { return database.family(Family::adjacency); }

  Result<std::vector<AdjacencyEntry>> entries_after(const std::string& key, std::string_view list,
                                                    std::string_view changes) const {
    const auto merged = apply_changes(list, {changes});
    auto entries = merged ? decode_list(*merged) : std::nullopt;
    if (!entries) return corrupt_record(database.path(), Family::adjacency, key);
    return std::move(*entries);
  }

  Result<void> change_whole(const std::string& key, std::string_view list, std::string_view changes) const {
    if (list.size() + changes.size() <= kMostListBytes) {
      batch.Merge(family(), key, rocksdb::Slice(changes.data(), changes.size()));
      return {};
    }
    const auto entries = entries_after(key, list, changes);
    if (!entries) return entries.error();
    write_list(key, *entries, [&](std::string_view at, std::string_view value) {
      batch.Put(family(), rocksdb::Slice(at.data(), at.size()), rocksdb::Slice(value.data(), value.size()));
    });
    return {};
  }

  Result<void> change_hub(const std::string& key, const std::vector<std::string_view>& starts,
                          std::string_view changes) const {
    std::map<std::string_view, std::string> by_chunk;
    const bool read = read_changes(changes, [&](std::string_view change) {
      const auto after = std::upper_bound(starts.begin(), starts.end(), changed_entry(change));
      by_chunk[*(after - 1)] += change;
    });
    if (!read) return corrupt_record(database.path(), Family::adjacency, key);
    std::vector<std::string> new_starts(starts.begin(), starts.end());
    for (const auto& [start, chunk_changes] : by_chunk) {
      const std::string chunk_key = key + std::string(start);
      const auto chunk = database.get(Family::adjacency, chunk_key, nullptr);
      if (!chunk) return chunk.error();
      const std::string list = chunk->value_or("");
      if (list.size() + chunk_changes.size() <= kMostListBytes) {
        batch.Merge(family(), chunk_key, chunk_changes);
        continue;
      }
      const auto entries = entries_after(chunk_key, list, chunk_changes);
      if (!entries) return entries.error();
      for (const auto& [begin, piece] : split(*entries, std::string(start))) {
        batch.Put(family(), key + begin, piece);
        if (begin != start) new_starts.push_back(begin);
      }
    }
    if (new_starts.size() > starts.size()) {
      std::sort(new_starts.begin(), new_starts.end());
      batch.Put(family(), key, directory_of(new_starts));
    }
    return {};
  }
};

class EdgeReader {
 public:
  EdgeReader(NodeId node, Direction direction, const EdgeFilter& filter, std::vector<Edge>& edges)
      : node_(node), outgoing_(direction == Direction::outgoing), filter_(filter), edges_(edges) {}

  bool read(std::string_view list) {
    if (edges_.empty() && filter_.all_relations) edges_.reserve(list.size() / kLeastEntryBytes);
    return read_list(
        list, [&](std::uint32_t relation, const Factuality& factuality) { return filter_.wants(relation, factuality); },
        [&](const AdjacencyEntry& entry) {
          edges_.push_back({outgoing_ ? node_ : entry.other,
                            outgoing_ ? entry.other : node_,
                            {entry.relation},
                            entry.statement,
                            entry.factuality});
        });
  }

  // Whether a chunk with entries from `start` to before `end` can hold a wanted one.
  bool may_hold(std::string_view start, std::string_view end) const {
    if (filter_.all_relations) return true;
    const auto relation_of = [](std::string_view entry) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(entry[0])) << 8 |
             static_cast<unsigned char>(entry[1]);
    };
    const std::uint32_t last = end.empty() ? 0xFFFF : relation_of(end);
    for (std::uint32_t relation = relation_of(start); relation <= last && relation < filter_.relations.size();
         ++relation) {
      if (filter_.relations[relation]) return true;
    }
    return false;
  }

 private:
  NodeId node_;
  bool outgoing_;
  const EdgeFilter& filter_;
  std::vector<Edge>& edges_;
};

}  // namespace

std::optional<std::vector<std::string_view>> read_directory(std::string_view value) {
  if (!is_directory(value) || value.size() == 1 || (value.size() - 1) % kEntryKeyBytes != 0) return std::nullopt;
  std::vector<std::string_view> starts;
  for (std::size_t at = 1; at < value.size(); at += kEntryKeyBytes) {
    starts.push_back(value.substr(at, kEntryKeyBytes));
    if (starts.size() > 1 && starts.back() <= starts[starts.size() - 2]) return std::nullopt;
  }
  if (starts.front() != first_start()) return std::nullopt;
  return starts;
}

namespace {

Result<void> append_list(const Database& database, const rocksdb::Snapshot* snapshot, const std::string& key,
                         std::string_view head, EdgeReader& reader) {
  if (!is_directory(head)) {
    if (!reader.read(head)) return corrupt_record(database.path(), Family::adjacency, key);
    return {};
  }
  const auto starts = read_directory(head);
  if (!starts) return corrupt_record(database.path(), Family::adjacency, key);
  rocksdb::PinnableSlice chunk;
  for (std::size_t i = 0; i < starts->size(); ++i) {
    if (!reader.may_hold((*starts)[i], i + 1 < starts->size() ? (*starts)[i + 1] : std::string_view{})) continue;
    const std::string chunk_key = key + std::string((*starts)[i]);
    chunk.Reset();
    const auto found = database.get(Family::adjacency, chunk_key, snapshot, chunk);
    if (!found) return found.error();
    if (*found && !reader.read({chunk.data(), chunk.size()}))
      return corrupt_record(database.path(), Family::adjacency, chunk_key);
  }
  return {};
}

}  // namespace

Result<void> append_edges(const Database& database, const rocksdb::Snapshot* snapshot, NodeId node, Direction direction,
                          const EdgeFilter& filter, std::vector<Edge>& edges) {
  // Both lists lie together, and are read at once.
  std::array<Direction, 2> directions = {Direction::outgoing, Direction::incoming};
  std::size_t count = 2;
  if (direction != Direction::either) {
    directions[0] = direction;
    count = 1;
  }
  std::array<std::string, 2> keys;
  for (std::size_t i = 0; i < count; ++i) keys[i] = adjacency_key(node, directions[i]);
  std::array<rocksdb::PinnableSlice, 2> values;
  std::array<bool, 2> found{};
  if (auto read = database.get_all(Family::adjacency, {keys.data(), count}, snapshot, values.data(), found.data());
      !read)
    return read;
  for (std::size_t i = 0; i < count; ++i) {
    if (!found[i]) continue;
    EdgeReader reader(node, directions[i], filter, edges);
    if (auto read = append_list(database, snapshot, keys[i], {values[i].data(), values[i].size()}, reader); !read)
      return read;
  }
  return {};
}

Result<void> change_list(const Database& database, const std::string& key, std::string_view changes,
                         rocksdb::WriteBatch& batch) {
  const auto value = database.get(Family::adjacency, key, nullptr);
  if (!value) return value.error();
  const std::string head = value->value_or("");
  const Change change{database, batch};
  if (!is_directory(head)) return change.change_whole(key, head, changes);
  const auto starts = read_directory(head);
  if (!starts) return corrupt_record(database.path(), Family::adjacency, key);
  return change.change_hub(key, *starts, changes);
}

void write_list(const std::string& key, const std::vector<AdjacencyEntry>& entries,
                const std::function<void(std::string_view key, std::string_view value)>& emit) {
  ListBuilder whole;
  for (std::size_t i = 0; i < entries.size() && whole.size() <= kMostListBytes; ++i) whole.add(entries[i]);
  if (whole.size() <= kMostListBytes) return emit(key, whole.take());
  const auto chunks = split(entries, first_start());
  std::vector<std::string> starts;
  for (const auto& [start, list] : chunks) starts.push_back(start);
  emit(key, directory_of(starts));
  for (const auto& [start, list] : chunks) emit(key + start, list);
}

}  // namespace entente::graph
