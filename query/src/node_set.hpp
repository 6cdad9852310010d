// A set of nodes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <entente/query/value.hpp>

namespace entente::query {

// Bits in pages that are made when they are first needed: numbers of nodes lie close together. Pages are made many at a time.
class NodeSet {
 public:
  // True if the node was not in it.
  bool insert(NodeRef node) {
    const std::size_t number = node.number / kPageBits;
    if (number >= pages_.size()) pages_.resize(number + 1);
    if (pages_[number] == nullptr) pages_[number] = new_page();
    std::uint64_t& word = (*pages_[number])[node.number % kPageBits / 64];
    const std::uint64_t bit = std::uint64_t{1} << (node.number % 64);
    const bool is_new = (word & bit) == 0;
    word |= bit;
    return is_new;
  }

  bool contains(NodeRef node) const {
    const std::size_t number = node.number / kPageBits;
    return number < pages_.size() && pages_[number] != nullptr &&
           ((*pages_[number])[node.number % kPageBits / 64] >> (node.number % 64) & 1U) != 0;
  }

 private:
  static constexpr std::size_t kPageBits = 4096;
  static constexpr std::size_t kPagesAtOnce = 32;
  using Page = std::array<std::uint64_t, kPageBits / 64>;

  Page* new_page() {
    const std::size_t place = page_count_++ % kPagesAtOnce;
    if (place == 0) made_.push_back(std::unique_ptr<Page[]>(new Page[kPagesAtOnce]));  // Cleared when it is needed.
    made_.back()[place].fill(0);
    return &made_.back()[place];
  }

  std::vector<Page*> pages_;  // By number; null where there is none.
  std::vector<std::unique_ptr<Page[]>> made_;
  std::size_t page_count_ = 0;
};

}  // namespace entente::query
