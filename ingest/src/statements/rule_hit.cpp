#include "rule_hit.hpp"

#include <algorithm>

namespace entente::ingest {
namespace {

bool takes_coordinated(const RuleHit& hit) {
  const auto& nodes = hit.match->pattern->nodes;
  return std::any_of(nodes.begin(), nodes.end(),
                     [](const PatternNode& node) { return node.kind == PatternNode::Kind::both; });
}

// Whether a pattern with arguments of different roles says of the same word that `party` is in the relation with somebody.
bool has_other_partner(const std::vector<RuleHit>& hits, const RuleHit& pair, const Mention* party) {
  return std::any_of(hits.begin(), hits.end(), [&](const RuleHit& other) {
    return other.match->pattern->relation == pair.match->pattern->relation && other.anchor() == pair.anchor() &&
           !takes_coordinated(other) && (other.subject == party || other.object == party);
  });
}

}  // namespace

void drop_pairs_beside_third(std::vector<RuleHit>& hits) {
  const std::vector<RuleHit> all = hits;
  std::erase_if(hits, [&](const RuleHit& hit) {
    return takes_coordinated(hit) && has_other_partner(all, hit, hit.subject) &&
           has_other_partner(all, hit, hit.object);
  });
}

}  // namespace entente::ingest
