#include <algorithm>
#include <tuple>

#include <entente/schemas/belief.hpp>

namespace entente {

double combined_confidence(std::vector<SourcedConfidence> evidence, const BeliefParameters& parameters) {
  // Sorted, because floating-point products depend on their order and exports must not.
  std::sort(evidence.begin(), evidence.end(), [](const auto& a, const auto& b) {
    return std::tie(a.source, a.confidence) < std::tie(b.source, b.confidence);
  });
  double all_wrong = 1.0;
  for (std::size_t i = 0; i < evidence.size();) {
    double source_wrong = 1.0;
    std::size_t j = i;
    for (; j < evidence.size() && evidence[j].source == evidence[i].source; ++j) {
      source_wrong *= 1.0 - evidence[j].confidence;
    }
    all_wrong *= parameters.systematic_error + (1.0 - parameters.systematic_error) * source_wrong;
    i = j;
  }
  return 1.0 - all_wrong;
}

}  // namespace entente
