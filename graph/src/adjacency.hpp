// Packed adjacency: all edges of a node in one direction, in one value.
//
// A value is a sorted row of 11-byte entries (relation 2, other node 4, statement 4, factuality 1; big-endian, so that
// byte order is the order of edges). It is written by merge operands of the same entries, each with a byte before it
// that says whether the entry is added or retracted; the last word on an entry holds. Adding an edge to a node with
// many of them so costs no read and no rewrite.
#pragma once

#include <cstdint>
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
  NodeId other;
  StatementNumber statement;
  Factuality factuality;

  auto operator<=>(const AdjacencyEntry&) const = default;
};

// Appends an operand that adds or retracts the entry; operands of one key may be concatenated.
void append_adjacency_change(std::string& operand, const AdjacencyEntry& entry, bool add);

// Nothing if the bytes are not a sorted row of entries.
std::optional<std::vector<AdjacencyEntry>> decode_adjacency(std::string_view bytes);

std::shared_ptr<rocksdb::MergeOperator> make_adjacency_merge_operator();

}  // namespace entente::graph
