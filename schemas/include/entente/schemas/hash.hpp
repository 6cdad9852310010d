// Content hashes of 128 bits (XXH3, https://github.com/Cyan4973/xxHash): ids that are the same on every machine.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  auto operator<=>(const Hash128&) const = default;

  // 32 lower-case hexadecimal digits.
  std::string hex() const;

  // The reverse of hex(); nothing if `text` is not exactly 32 hexadecimal digits.
  static std::optional<Hash128> from_hex(std::string_view text);
};

// Hash of a sequence of fields. Each field is preceded by its length, so {"ab","c"} and {"a","bc"} differ.
Hash128 hash_fields(std::initializer_list<std::string_view> fields);

}  // namespace entente

template <>
struct std::hash<entente::Hash128> {
  std::size_t operator()(const entente::Hash128& value) const noexcept { return value.low; }
};
