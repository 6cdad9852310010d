#include "agreement_measures.hpp"

#include <cmath>
#include <map>

namespace entente::tools {
namespace {

std::vector<Coded> coded_by_both(const std::vector<Coded>& items) {
  std::vector<Coded> both;
  for (const Coded& item : items) {
    if (!item.first.empty() && !item.second.empty()) both.push_back(item);
  }
  return both;
}

}  // namespace

Interval wilson_interval(std::size_t successes, std::size_t cases) {
  if (cases == 0) return {};
  constexpr double kZ = 1.959963984540054;
  const auto n = static_cast<double>(cases);
  const double share = static_cast<double>(successes) / n;
  const double spread = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  const double middle = share + kZ * kZ / (2 * n);
  const double scale = 1 + kZ * kZ / n;
  return {std::fmax(0.0, (middle - spread) / scale), std::fmin(1.0, (middle + spread) / scale)};
}

double observed_agreement(const std::vector<Coded>& items) {
  const auto both = coded_by_both(items);
  std::size_t same = 0;
  for (const Coded& item : both) same += item.first == item.second ? 1 : 0;
  return both.empty() ? 0.0 : static_cast<double>(same) / static_cast<double>(both.size());
}

double cohens_kappa(const std::vector<Coded>& items) {
  const auto both = coded_by_both(items);
  const auto n = static_cast<double>(both.size());
  std::map<std::string, double> first;
  std::map<std::string, double> second;
  for (const Coded& item : both) {
    ++first[item.first];
    ++second[item.second];
  }
  double expected = 0;
  for (const auto& [code, count] : first) {
    if (const auto other = second.find(code); other != second.end()) expected += count / n * other->second / n;
  }
  return expected >= 1 ? 1.0 : (observed_agreement(both) - expected) / (1 - expected);
}

double krippendorffs_alpha(const std::vector<Coded>& items) {
  const auto both = coded_by_both(items);
  const auto n = 2.0 * static_cast<double>(both.size());  // Values that can be paired.
  std::map<std::string, double> values;
  for (const Coded& item : both) {
    ++values[item.first];
    ++values[item.second];
  }
  double same_by_chance = 0;
  for (const auto& [code, count] : values) same_by_chance += count * (count - 1);
  const double expected = 1 - same_by_chance / (n * (n - 1));  // Disagreement.
  return expected <= 0 ? 1.0 : 1 - (1 - observed_agreement(both)) / expected;
}

}  // namespace entente::tools
