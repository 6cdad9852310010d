#include "choice.hpp"

#include "relation_arguments.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace entente::ingest {
namespace {

constexpr double kHopeless = -7;  // Log odds below which a candidate without a rule is left out.

auto said_by(const Candidate& candidate) {
  return std::tie(candidate.relation->name, candidate.subject->entity->key,
                  meant_object(*candidate.relation, *candidate.object)->key);
}

}  // namespace

std::vector<Choice> choose(std::vector<Candidate> candidates, const StatementModel& model) {
  std::erase_if(candidates, [](const Candidate& c) { return c.rules.empty() && c.log_odds < kHopeless; });
  std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    if (said_by(a) != said_by(b)) return said_by(a) < said_by(b);
    return std::tuple(a.rule_confidence(), a.log_odds) > std::tuple(b.rule_confidence(), b.log_odds);
  });
  std::vector<Choice> result;
  for (std::size_t begin = 0; begin < candidates.size();) {
    double odds = 0;
    std::size_t end = begin;
    for (; end < candidates.size() && (end == begin || said_by(candidates[end]) == said_by(candidates[begin])); ++end) {
      odds += std::exp(candidates[end].log_odds);
    }
    const double rule = candidates[begin].rule_confidence();
    const double probability = StatementModel::probability(std::log(odds), rule);
    result.push_back({std::move(candidates[begin]), probability, model.accepts(probability, rule)});
    begin = end;
  }
  return result;
}

}  // namespace entente::ingest
