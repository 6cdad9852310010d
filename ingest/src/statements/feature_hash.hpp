// Features of candidates as hashes of what they say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace entente::ingest {

using Hash = std::uint64_t;

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), so that features do not depend on the machine.
inline Hash hash_of(std::string_view text) {
  Hash hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

inline Hash mix(Hash a, Hash b) {
  a = (a ^ (b + 0x9e3779b97f4a7c15U + (a << 6U) + (a >> 2U))) * 0xff51afd7ed558ccdU;
  return a ^ (a >> 32U);
}

template <typename... Parts>
Hash feature(Hash name, Parts... parts) {
  ((name = mix(name, static_cast<Hash>(parts))), ...);
  return name;
}

// Counts, the coarser the larger they are.
inline std::size_t bucket(std::size_t count) {
  return count < 4 ? count : count < 6 ? 4 : count < 10 ? 5 : count < 20 ? 6 : 7;
}

}  // namespace entente::ingest
