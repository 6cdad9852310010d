// A trie in two arrays: the child of node s by byte b is t = base[s] + b, if check[t] == s. After J. Aoe, "An Efficient
// Digital Search Algorithm by Using a Double-Array Structure", IEEE Transactions on Software Engineering 15(9), 1989.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace entente::lexicon {

// Byte 0 leads from the end of a key to a leaf, whose `base` is the key's number.
struct TrieNode {
  std::uint32_t base = 0;
  std::uint32_t check = 0;
};

inline constexpr std::uint32_t kFreeNode = 0xFFFFFFFF;
inline constexpr std::uint32_t kRootNode = 0;

// Keys are distinct, sorted by their bytes, not empty and without byte 0. The same keys give the same nodes. A key's number
// is its index. The arrays end late enough for every step from a node to stay within them.
std::vector<TrieNode> build_double_array(const std::vector<std::string>& keys);

// Whether every step within `nodes` stays within them and every leaf is a number below `keys`.
bool is_sound(std::span<const TrieNode> nodes, std::size_t keys);

// The child of `node` by `byte`, or kFreeNode.
inline std::uint32_t child(std::span<const TrieNode> nodes, std::uint32_t node, unsigned char byte) {
  const std::uint32_t next = nodes[node].base + byte;
  return nodes[next].check == node ? next : kFreeNode;
}

}  // namespace entente::lexicon
