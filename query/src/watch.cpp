#include "watch.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace entente::query {

void Watch::look(Position at) const {
  if (cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed))
    fail(QueryFault::cancelled, at, "the query was cancelled");
  if (limits_.time && std::chrono::steady_clock::now() - start_ > *limits_.time) {
    fail(QueryFault::limit_reached, at, fmt::format("the query took longer than its {} ms", limits_.time->count()),
         "narrow it, or give it more time with --timeout");
  }
}

void Watch::keep(std::size_t values, Position at) {
  kept_ += values * kBytesOfValue;
  if (limits_.memory && kept_ > *limits_.memory) {
    fail(QueryFault::limit_reached, at, fmt::format("the query keeps more than its {} MB", *limits_.memory >> 20U),
         "narrow it, add a LIMIT, or give it more with --max-memory");
  }
  tick(at);
}

void Watch::release(std::size_t values) { kept_ -= std::min(kept_, values * kBytesOfValue); }

void Watch::count_row() {
  if (limits_.rows && ++rows_ > *limits_.rows) {
    fail(QueryFault::limit_reached, {}, fmt::format("the result has more than {} rows", *limits_.rows),
         "add a LIMIT, or allow more with --max-rows");
  }
}

}  // namespace entente::query
