#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

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

CombinedReadings combine_readings(const std::vector<Reading>& readings) {
  struct Copy {
    std::string_view source;
    std::uint64_t assurance = 0;
  };
  std::map<std::uint32_t, std::map<std::uint32_t, Copy>> reports;  // By report and article.
  for (const Reading& reading : readings) {
    Copy& copy = reports[reading.report][reading.article];
    copy.source = reading.source;
    copy.assurance += assurance_of(reading.confidence);
  }
  std::map<std::string_view, std::uint64_t> by_source;
  for (const auto& [report, copies] : reports) {
    const auto worse = [](const auto& a, const auto& b) {
      return std::pair(a.second.assurance, b.second.source) < std::pair(b.second.assurance, a.second.source);
    };
    const Copy& surest = std::max_element(copies.begin(), copies.end(), worse)->second;
    by_source[surest.source] += surest.assurance;
  }
  CombinedReadings combined{static_cast<std::uint32_t>(reports.size()), {}};
  for (const auto& [source, assurance] : by_source) combined.assurances.push_back(assurance);
  return combined;
}

double combined_confidence(const std::vector<std::uint64_t>& assurances, const BeliefParameters& parameters) {
  std::uint64_t total = 0;
  for (const std::uint64_t assurance : assurances) {
    const double random_error = std::exp(-static_cast<double>(assurance) / kUnit);
    const double error = parameters.systematic_error + (1.0 - parameters.systematic_error) * random_error;
    total += to_units(-std::log(std::clamp(error, kLeastProduct, 1.0)));
  }
  return 1.0 - std::exp(-static_cast<double>(total) / kUnit);
}

}  // namespace entente
