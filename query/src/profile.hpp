// What the steps of a plan have done.
#pragma once

#include "plan_id.hpp"

#include <cstdint>
#include <vector>

namespace entente::query {

class Profile {
 public:
  struct Counts {
    std::uint64_t rows = 0;   // That it handed on.
    std::uint64_t reads = 0;  // Relationships that it looked at.
  };

  Counts& of(PlanId id) {
    if (id >= counts_.size()) counts_.resize(id + 1);
    return counts_[id];
  }

 private:
  std::vector<Counts> counts_;
};

}  // namespace entente::query
