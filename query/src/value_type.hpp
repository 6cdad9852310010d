// What is known of the type of an expression before it is evaluated: the kinds of values that it may have.
#pragma once

#include <cstdint>
#include <string>

#include <entente/query/value.hpp>

namespace entente::query {

class TypeSet {
 public:
  constexpr TypeSet() = default;
  constexpr explicit TypeSet(std::uint16_t bits) : bits_(bits) {}

  constexpr TypeSet operator|(TypeSet other) const { return TypeSet(static_cast<std::uint16_t>(bits_ | other.bits_)); }
  constexpr bool may_be(TypeSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool operator==(const TypeSet&) const = default;

  static TypeSet of(const Value& value);
  std::string to_string() const;

 private:
  std::uint16_t bits_ = 0;
};

namespace type {
inline constexpr TypeSet kNull{1};
inline constexpr TypeSet kBoolean{2};
inline constexpr TypeSet kInteger{4};
inline constexpr TypeSet kFloat{8};
inline constexpr TypeSet kString{16};
inline constexpr TypeSet kNode{32};
inline constexpr TypeSet kRelationship{64};
inline constexpr TypeSet kPath{128};
inline constexpr TypeSet kList{256};
inline constexpr TypeSet kMap{512};
inline constexpr TypeSet kDateTime{1024};
inline constexpr TypeSet kLocalDateTime{2048};
inline constexpr TypeSet kDate{4096};
inline constexpr TypeSet kTime{8192};
inline constexpr TypeSet kLocalTime{16384};
inline constexpr TypeSet kDuration{32768};
inline constexpr TypeSet kTemporal = kDateTime | kLocalDateTime | kDate | kTime | kLocalTime;

inline constexpr TypeSet kNumber = kInteger | kFloat;
inline constexpr TypeSet kAny{65535};
}  // namespace type

}  // namespace entente::query
