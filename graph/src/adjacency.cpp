#include "adjacency.hpp"

#include "keys.hpp"

#include <map>

namespace entente::graph {
namespace {

constexpr std::size_t kEntryBytes = 11;
constexpr std::size_t kChangeBytes = 1 + kEntryBytes;
constexpr char kAdd = 1;
constexpr char kRetract = 2;

// polarity 1 bit, modality 2 bits, phase 1 bit
unsigned char pack(const Factuality& factuality) {
  return static_cast<unsigned char>(static_cast<unsigned>(factuality.polarity) |
                                    static_cast<unsigned>(factuality.modality) << 1U |
                                    static_cast<unsigned>(factuality.phase) << 3U);
}

Factuality unpack(unsigned char bits) {
  return {static_cast<Polarity>(bits & 1U), static_cast<Modality>(bits >> 1U & 3U),
          static_cast<Phase>(bits >> 3U & 1U)};
}

using Changes = std::map<std::string_view, char>;  // entry -> last word on it

// False if the operand is not a row of changes.
bool collect(std::string_view operand, Changes& changes) {
  if (operand.size() % kChangeBytes != 0) return false;
  for (std::size_t at = 0; at < operand.size(); at += kChangeBytes) {
    if (operand[at] != kAdd && operand[at] != kRetract) return false;
    changes[operand.substr(at + 1, kEntryBytes)] = operand[at];
  }
  return true;
}

std::string_view view(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class AdjacencyMergeOperator final : public rocksdb::MergeOperator {
 public:
  const char* Name() const override { return "entente.adjacency.1"; }

  bool FullMergeV2(const MergeOperationInput& input, MergeOperationOutput* output) const override {
    Changes changes;
    for (const rocksdb::Slice& operand : input.operand_list) {
      if (!collect(view(operand), changes)) return false;
    }
    const std::string_view existing = input.existing_value ? view(*input.existing_value) : std::string_view{};
    if (existing.size() % kEntryBytes != 0) return false;
    std::string& merged = output->new_value;
    merged.clear();
    merged.reserve(existing.size() + changes.size() * kEntryBytes);
    auto change = changes.begin();
    const auto emit_before = [&](std::string_view limit) {
      for (; change != changes.end() && (limit.empty() || change->first < limit); ++change) {
        if (change->second == kAdd) merged += change->first;
      }
    };
    for (std::size_t at = 0; at < existing.size(); at += kEntryBytes) {
      const std::string_view entry = existing.substr(at, kEntryBytes);
      emit_before(entry);
      if (change != changes.end() && change->first == entry) {
        if (change->second == kAdd) merged += entry;
        ++change;
      } else {
        merged += entry;
      }
    }
    emit_before({});
    return true;
  }

  bool PartialMergeMulti(const rocksdb::Slice&, const std::deque<rocksdb::Slice>& operands, std::string* merged,
                         rocksdb::Logger*) const override {
    Changes changes;
    for (const rocksdb::Slice& operand : operands) {
      if (!collect(view(operand), changes)) return false;
    }
    merged->clear();
    for (const auto& [entry, change] : changes) {
      *merged += change;
      *merged += entry;
    }
    return true;
  }
};

}  // namespace

void append_adjacency_change(std::string& operand, const AdjacencyEntry& entry, bool add) {
  operand += add ? kAdd : kRetract;
  operand += static_cast<char>(entry.relation >> 8);
  operand += static_cast<char>(entry.relation);
  append_u32(operand, entry.other.value);
  append_u32(operand, entry.statement.value);
  operand += static_cast<char>(pack(entry.factuality));
}

std::optional<std::vector<AdjacencyEntry>> decode_adjacency(std::string_view bytes) {
  if (bytes.size() % kEntryBytes != 0) return std::nullopt;
  std::vector<AdjacencyEntry> entries;
  entries.reserve(bytes.size() / kEntryBytes);
  for (std::size_t at = 0; at < bytes.size(); at += kEntryBytes) {
    if (at > 0 && bytes.substr(at, kEntryBytes) <= bytes.substr(at - kEntryBytes, kEntryBytes)) return std::nullopt;
    AdjacencyEntry entry;
    entry.relation = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) << 8 |
                     static_cast<unsigned char>(bytes[at + 1]);
    entry.other = {read_u32(bytes, at + 2)};
    entry.statement = {read_u32(bytes, at + 6)};
    entry.factuality = unpack(static_cast<unsigned char>(bytes[at + 10]));
    entries.push_back(entry);
  }
  return entries;
}

std::shared_ptr<rocksdb::MergeOperator> make_adjacency_merge_operator() {
  return std::make_shared<AdjacencyMergeOperator>();
}

}  // namespace entente::graph
