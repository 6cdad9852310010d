// Byte ranges into an article's text.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace entente {

// A half-open range [begin_byte, end_byte) of UTF-8 bytes. Every offset in Entente is of this kind.
struct Span {
  std::uint32_t begin_byte = 0;
  std::uint32_t end_byte = 0;

  auto operator<=>(const Span&) const = default;
  std::uint32_t size() const { return end_byte - begin_byte; }
  bool contains(const Span& inner) const { return begin_byte <= inner.begin_byte && inner.end_byte <= end_byte; }

  // Requires: the span lies within `text`.
  std::string_view of(std::string_view text) const { return text.substr(begin_byte, size()); }
};

}  // namespace entente
