// Packed adjacency: the edges of a node in one direction.
//
// A list is a byte 1 and segments, one for each relation and factuality that occurs, in this order:
//   relation 2, factuality 1, number of entries varint, their bytes varint, entries
// An entry is the difference of its other node to the one before (varint) and the statement (4, little-endian); entries
// are in the order of (other, statement). Whole segments are so passed over unread: a view of facts reads no claims.
//
// Lists are written by merge operands: rows of entries in 11 bytes each (relation 2, factuality 1, other 4, statement 4;
// big-endian, so that byte order is the order of edges), with a byte before each that says whether it is added or
// retracted; the last word on an entry holds. Adding an edge to a node with many of them so costs no rewrite.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/statement.hpp>

#include <rocksdb/merge_operator.h>

namespace entente::graph {

struct AdjacencyEntry {
  std::uint32_t relation = 0;  // Below 65,536.
  Factuality factuality;
  NodeId other;
  StatementNumber statement;

  bool operator==(const AdjacencyEntry&) const = default;
};

inline constexpr char kListMark = 1;  // First byte of a list. An empty value is an empty list.
inline constexpr std::size_t kEntryKeyBytes = 11;

// The entry as it stands in operands and in keys of chunks.
std::string entry_key(const AdjacencyEntry& entry);

// Requires: eleven bytes.
AdjacencyEntry read_entry_key(std::string_view bytes);

// Polarity 1 bit, modality 2 bits, phase 1 bit: 0 is a fact.
unsigned char pack_factuality(const Factuality& factuality);
Factuality unpack_factuality(unsigned char bits);

// Appends an operand that adds or retracts the entry; operands of one key may be concatenated.
void append_adjacency_change(std::string& operand, const AdjacencyEntry& entry, bool add);

// Writes a list from entries in their order.
class ListBuilder {
 public:
  void add(const AdjacencyEntry& entry);

  // An upper bound of what take() gives.
  std::size_t size() const { return bytes_.size() + segment_.size() + 16; }
  bool empty() const { return bytes_.empty() && count_ == 0; }

  // The list; the builder is empty again.
  std::string take();

 private:
  void close_segment();

  std::string bytes_;
  std::string segment_;
  AdjacencyEntry last_;
  std::size_t count_ = 0;  // Entries of the segment.
};

inline bool read_varint(std::string_view bytes, std::size_t& at, std::uint32_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    if (at >= bytes.size()) return false;
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    value |= (byte & 0x7FU) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

// Calls `take` with each entry of the segments for which wants(relation, factuality) holds, in order. False if the bytes
// are not a list.
template <typename Wants, typename Take>
bool read_list(std::string_view bytes, Wants&& wants, Take&& take) {
  if (bytes.empty()) return true;
  if (bytes[0] != kListMark) return false;
  for (std::size_t at = 1; at < bytes.size();) {
    if (bytes.size() - at < 3) return false;
    AdjacencyEntry entry;
    entry.relation = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) << 8 |
                     static_cast<unsigned char>(bytes[at + 1]);
    const auto factuality = static_cast<unsigned char>(bytes[at + 2]);
    at += 3;
    std::uint32_t count = 0;
    std::uint32_t size = 0;
    if (factuality > 15 || !read_varint(bytes, at, count) || !read_varint(bytes, at, size) || size > bytes.size() - at)
      return false;
    const std::size_t end = at + size;
    entry.factuality = unpack_factuality(factuality);
    if (!wants(entry.relation, entry.factuality)) {
      at = end;
      continue;
    }
    const std::string_view segment = bytes.substr(0, end);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t step = 0;
      if (!read_varint(segment, at, step) || end - at < 4) return false;
      entry.other.value += step;
      const auto* raw = reinterpret_cast<const unsigned char*>(segment.data() + at);
      entry.statement.value = static_cast<std::uint32_t>(raw[0]) | static_cast<std::uint32_t>(raw[1]) << 8 |
                              static_cast<std::uint32_t>(raw[2]) << 16 | static_cast<std::uint32_t>(raw[3]) << 24;
      at += 4;
      take(static_cast<const AdjacencyEntry&>(entry));
    }
    if (at != end) return false;
  }
  return true;
}

// All entries; nothing if the bytes are not a list, or one out of order.
std::optional<std::vector<AdjacencyEntry>> decode_list(std::string_view bytes);

// The list after the operands, one after the other; nothing if they or the list are damaged.
std::optional<std::string> apply_changes(std::string_view list, const std::vector<std::string_view>& operands);

// Calls `visit` with each change of an operand. False if it is not a row of changes.
bool read_changes(std::string_view operand, const std::function<void(std::string_view change)>& visit);

// Requires: a change that read_changes gave.
inline std::string_view changed_entry(std::string_view change) { return change.substr(1); }

std::shared_ptr<rocksdb::MergeOperator> make_adjacency_merge_operator();

}  // namespace entente::graph
