#include <algorithm>
#include <cmath>
#include <map>

#include <entente/schemas/belief.hpp>

namespace entente {
namespace {

constexpr double kUnit = 4294967296.0;    // 2^32
constexpr double kLeastDoubt = 1e-9;      // Of one reading: nothing is certain.
constexpr double kLeastProduct = 1e-300;  // Above the smallest numbers that lose precision.

std::uint64_t to_units(double nats) { return static_cast<std::uint64_t>(std::llround(nats * kUnit)); }

}  // namespace

std::uint64_t assurance_of(double confidence) {
  return to_units(-std::log(std::max(1.0 - std::clamp(confidence, 0.0, 1.0), kLeastDoubt)));
}

double combined_assurance(const std::vector<std::uint64_t>& by_source, const BeliefParameters& parameters) {
  std::uint64_t total = 0;
  for (const std::uint64_t assurance : by_source) {
    const double random_error = std::exp(-static_cast<double>(assurance) / kUnit);
    const double error = parameters.systematic_error + (1.0 - parameters.systematic_error) * random_error;
    total += to_units(-std::log(std::clamp(error, kLeastProduct, 1.0)));
  }
  return 1.0 - std::exp(-static_cast<double>(total) / kUnit);
}

double combined_confidence(const std::vector<SourcedConfidence>& evidence, const BeliefParameters& parameters) {
  std::map<std::string_view, std::uint64_t> by_source;
  for (const SourcedConfidence& piece : evidence) by_source[piece.source] += assurance_of(piece.confidence);
  std::vector<std::uint64_t> assurances;
  for (const auto& [source, assurance] : by_source) assurances.push_back(assurance);
  return combined_assurance(assurances, parameters);
}

}  // namespace entente
