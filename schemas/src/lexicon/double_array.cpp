#include "double_array.hpp"

#include <algorithm>
#include <array>

namespace entente::lexicon {
namespace {

constexpr std::size_t kBytes = 256;
// Where the free nodes before a position have become rarer than this, they are given up: searching them takes longer
// than the space is worth.
constexpr std::size_t kCrowded = 20;  // One in so many.

class Builder {
 public:
  explicit Builder(const std::vector<std::string>& keys) : keys_(keys) {
    nodes_.assign(kBytes, {0, kFreeNode});
    nodes_[kRootNode] = {0, kRootNode};
  }

  std::vector<TrieNode> build() {
    std::vector<Range> open = {{0, keys_.size(), 0, kRootNode}};
    while (!open.empty()) {
      const Range range = open.back();
      open.pop_back();
      if (range.begin < range.end) expand(range, open);
    }
    nodes_.resize(highest_ + 1 + kBytes, {0, kFreeNode});
    return std::move(nodes_);
  }

 private:
  // The keys below one node: they share their first `depth` bytes.
  struct Range {
    std::size_t begin;
    std::size_t end;
    std::size_t depth;
    std::uint32_t node;
  };

  unsigned char byte_at(std::size_t key, std::size_t depth) const {
    return depth < keys_[key].size() ? static_cast<unsigned char>(keys_[key][depth]) : 0;
  }

  void expand(const Range& range, std::vector<Range>& open) {
    std::vector<Range> children;
    std::vector<unsigned char> bytes;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const unsigned char byte = byte_at(i, range.depth);
      if (bytes.empty() || bytes.back() != byte) {
        bytes.push_back(byte);
        children.push_back({i, i, range.depth + 1, 0});
      }
      children.back().end = i + 1;
    }
    const std::uint32_t base = place(bytes);
    nodes_[range.node].base = base;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const std::uint32_t node = base + bytes[i];
      nodes_[node].check = range.node;
      highest_ = std::max<std::size_t>(highest_, node);
      if (bytes[i] == 0) {
        nodes_[node].base = static_cast<std::uint32_t>(children[i].begin);
      } else {
        children[i].node = node;
        open.push_back(children[i]);
      }
    }
  }

  // The first base from which all these bytes lead to free nodes.
  std::uint32_t place(const std::vector<unsigned char>& bytes) {
    std::size_t seen = 0;
    std::size_t taken = 0;
    for (std::size_t node = std::max<std::size_t>(first_free_, bytes.front() + 1U);; ++node) {
      if (node + kBytes >= nodes_.size()) nodes_.resize(nodes_.size() * 2, {0, kFreeNode});
      ++seen;
      if (nodes_[node].check != kFreeNode) {
        ++taken;
        continue;
      }
      const std::size_t base = node - bytes.front();
      const bool fits = std::all_of(bytes.begin(), bytes.end(), [&](unsigned char byte) {
        return base + byte != kRootNode && nodes_[base + byte].check == kFreeNode;
      });
      if (!fits) continue;
      if ((seen - taken) * kCrowded < seen) first_free_ = node;
      return static_cast<std::uint32_t>(base);
    }
  }

  const std::vector<std::string>& keys_;
  std::vector<TrieNode> nodes_;
  std::size_t first_free_ = 1;
  std::size_t highest_ = 0;
};

}  // namespace

std::vector<TrieNode> build_double_array(const std::vector<std::string>& keys) { return Builder(keys).build(); }

bool is_sound(std::span<const TrieNode> nodes, std::size_t keys) {
  if (nodes.size() <= kBytes) return false;
  const std::size_t last_base = nodes.size() - kBytes;
  if (nodes[kRootNode].base > last_base) return false;
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const auto [base, parent] = nodes[i];
    if (parent == kFreeNode) continue;
    if (parent >= nodes.size() || nodes[parent].base > i) return false;
    const bool leaf = nodes[parent].base == i;
    if (leaf ? base >= keys : base > last_base) return false;
  }
  return true;
}

}  // namespace entente::lexicon
