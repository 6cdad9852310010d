// Which candidates of a sentence count, as the statement model has learned.
#pragma once

#include "candidates.hpp"

#include <vector>

#include <entente/ingest/statement_model.hpp>

namespace entente::ingest {

// What the model makes of one relation between two entities.
struct Choice {
  Candidate candidate;  // The likeliest of those that say the same.
  double probability = 0;
  bool accepted = false;
};

// Several words may say the same: the odds that one of them does are the sum of theirs.
std::vector<Choice> choose(std::vector<Candidate> candidates, const StatementModel& model);

}  // namespace entente::ingest
