// Keeps a query within its limits.
#pragma once

#include "query_failure.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

#include <entente/query/query.hpp>

namespace entente::query {

class Watch {
 public:
  Watch(const QueryLimits& limits, const std::atomic<bool>* cancelled)
      : limits_(limits), cancelled_(cancelled), start_(std::chrono::steady_clock::now()) {}

  // Throws if the time is up or the query is cancelled; looks now and then only.
  void tick(Position at) {
    constexpr std::uint32_t kBetweenLooks = 256;
    if (++ticks_ % kBetweenLooks == 0) look(at);
  }

  // Throws if, with so many values more, too many are kept.
  void keep(std::size_t values, Position at);
  void release(std::size_t values);

  // Throws if there are more rows than allowed.
  void count_row();

 private:
  static constexpr std::uint64_t kBytesOfValue = 48;  // With its share of the row that holds it.

  void look(Position at) const;

  QueryLimits limits_;
  const std::atomic<bool>* cancelled_;
  std::chrono::steady_clock::time_point start_;
  std::uint32_t ticks_ = 0;
  std::uint64_t kept_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace entente::query
