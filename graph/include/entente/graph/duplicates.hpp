// Entities that may be one and the same: for people to judge.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <entente/graph/judgement.hpp>
#include <entente/graph/property_graph.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

struct DuplicateCandidate {
  NodeId first;  // Of which articles say more.
  NodeId second;
  std::string why;              // What their names have in common.
  std::uint32_t neighbors = 0;  // That both have.
  double score = 0.0;           // The likelier, the greater; comparable within one store only.
};

// Pairs of entities of like type whose names differ by a letter or two, by their order, or by what one leaves out (a first name, all but
// its initials), the likeliest first; those with common neighbours are likelier. Pairs that `log` judges, either way, are left
// out. Names are compared only within groups that share a word or initials, so that time grows with the number of entities, not of
// pairs; words that more than `common_word` names share do not make a group.
Result<std::vector<DuplicateCandidate>> duplicate_candidates(const PropertyGraph& graph,
                                                             const std::vector<Judgement>& log,
                                                             std::size_t common_word = 200);

}  // namespace entente::graph
