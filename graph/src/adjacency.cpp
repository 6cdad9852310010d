#include "adjacency.hpp"

#include "keys.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace entente::graph {
namespace {

constexpr std::size_t kChangeBytes = 1 + kEntryKeyBytes;
constexpr char kAdd = 1;
constexpr char kRetract = 2;

void append_varint(std::string& out, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

using Changes = std::map<std::string_view, char>;  // entry -> last word on it

bool collect(std::string_view operand, Changes& changes) {
  return read_changes(operand, [&](std::string_view change) { changes[changed_entry(change)] = change[0]; });
}

std::string_view view(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class AdjacencyMergeOperator final : public rocksdb::MergeOperator {
 public:
  const char* Name() const override { return "entente.adjacency.2"; }

  bool FullMergeV2(const MergeOperationInput& input, MergeOperationOutput* output) const override {
    std::vector<std::string_view> operands;
    for (const rocksdb::Slice& operand : input.operand_list) operands.push_back(view(operand));
    auto merged = apply_changes(input.existing_value ? view(*input.existing_value) : std::string_view{}, operands);
    if (merged) output->new_value = std::move(*merged);
    return merged.has_value();
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

unsigned char pack_factuality(const Factuality& factuality) {
  return static_cast<unsigned char>(static_cast<unsigned>(factuality.polarity) |
                                    static_cast<unsigned>(factuality.modality) << 1U |
                                    static_cast<unsigned>(factuality.phase) << 3U);
}

Factuality unpack_factuality(unsigned char bits) {
  return {static_cast<Polarity>(bits & 1U), static_cast<Modality>(bits >> 1U & 3U),
          static_cast<Phase>(bits >> 3U & 1U)};
}

std::string entry_key(const AdjacencyEntry& entry) {
  std::string key;
  key += static_cast<char>(entry.relation >> 8);
  key += static_cast<char>(entry.relation);
  key += static_cast<char>(pack_factuality(entry.factuality));
  append_u32(key, entry.other.value);
  append_u32(key, entry.statement.value);
  return key;
}

AdjacencyEntry read_entry_key(std::string_view bytes) {
  AdjacencyEntry entry;
  entry.relation =
      static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[0])) << 8 | static_cast<unsigned char>(bytes[1]);
  entry.factuality = unpack_factuality(static_cast<unsigned char>(bytes[2]));
  entry.other = {read_u32(bytes, 3)};
  entry.statement = {read_u32(bytes, 7)};
  return entry;
}

void append_adjacency_change(std::string& operand, const AdjacencyEntry& entry, bool add) {
  operand += add ? kAdd : kRetract;
  operand += entry_key(entry);
}

bool read_changes(std::string_view operand, const std::function<void(std::string_view change)>& visit) {
  if (operand.size() % kChangeBytes != 0) return false;
  for (std::size_t at = 0; at < operand.size(); at += kChangeBytes) {
    if (operand[at] != kAdd && operand[at] != kRetract) return false;
    visit(operand.substr(at, kChangeBytes));
  }
  return true;
}

void ListBuilder::add(const AdjacencyEntry& entry) {
  if (count_ > 0 && (entry.relation != last_.relation || entry.factuality != last_.factuality)) close_segment();
  append_varint(segment_, count_ == 0 ? entry.other.value : entry.other.value - last_.other.value);
  for (unsigned shift = 0; shift < 32; shift += 8) segment_ += static_cast<char>(entry.statement.value >> shift);
  last_ = entry;
  ++count_;
}

void ListBuilder::close_segment() {
  if (count_ == 0) return;
  if (bytes_.empty()) bytes_ += kListMark;
  bytes_ += static_cast<char>(last_.relation >> 8);
  bytes_ += static_cast<char>(last_.relation);
  bytes_ += static_cast<char>(pack_factuality(last_.factuality));
  append_varint(bytes_, static_cast<std::uint32_t>(count_));
  append_varint(bytes_, static_cast<std::uint32_t>(segment_.size()));
  bytes_ += segment_;
  segment_.clear();
  count_ = 0;
}

std::string ListBuilder::take() {
  close_segment();
  return std::exchange(bytes_, {});
}

std::optional<std::vector<AdjacencyEntry>> decode_list(std::string_view bytes) {
  std::vector<AdjacencyEntry> entries;
  bool ordered = true;
  const bool read = read_list(
      bytes, [](std::uint32_t, const Factuality&) { return true; },
      [&](const AdjacencyEntry& entry) {
        ordered = ordered && (entries.empty() || entry_key(entries.back()) < entry_key(entry));
        entries.push_back(entry);
      });
  if (!read || !ordered) return std::nullopt;
  return entries;
}

std::optional<std::string> apply_changes(std::string_view list, const std::vector<std::string_view>& operands) {
  Changes changes;
  for (const std::string_view operand : operands) {
    if (!collect(operand, changes)) return std::nullopt;
  }
  ListBuilder merged;
  auto change = changes.begin();
  const bool read = read_list(
      list, [](std::uint32_t, const Factuality&) { return true; },
      [&](const AdjacencyEntry& entry) {
        const std::string key = entry_key(entry);
        for (; change != changes.end() && change->first < key; ++change) {
          if (change->second == kAdd) merged.add(read_entry_key(change->first));
        }
        const bool changed = change != changes.end() && change->first == key;
        if (!changed || change->second == kAdd) merged.add(entry);
        if (changed) ++change;
      });
  if (!read) return std::nullopt;
  for (; change != changes.end(); ++change) {
    if (change->second == kAdd) merged.add(read_entry_key(change->first));
  }
  return merged.take();
}

std::shared_ptr<rocksdb::MergeOperator> make_adjacency_merge_operator() {
  return std::make_shared<AdjacencyMergeOperator>();
}

}  // namespace entente::graph
