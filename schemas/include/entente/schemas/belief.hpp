// Confidence of a statement from its evidence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <entente/schemas/ontology.hpp>

namespace entente {

// One sentence that makes the statement.
struct Reading {
  std::string source;  // Outlet; readings of one outlet share its systematic errors.
  double confidence = 0.0;
  std::uint32_t article = 0;
  std::uint32_t report = 0;  // The same number for articles that are copies of one report.
};

// How sure a reading of this confidence makes: -ln(1 - confidence) in units of 2^-32. What several readings come to is
// the sum, which, unlike a product of floating-point numbers, does not depend on the order, and can be taken back.
std::uint64_t assurance_of(double confidence);

struct CombinedReadings {
  std::uint32_t reports = 0;
  std::vector<std::uint64_t> assurances;  // What the readings of each source come to.

  bool operator==(const CombinedReadings&) const = default;
};

// Copies of a report say the same thing once: of its articles the one whose readings come to most counts, of equal ones that of the first
// source by name. Does not depend on the order of the readings.
CombinedReadings combine_readings(const std::vector<Reading>& readings);

// 1 - product over sources of (e + (1 - e) * product over its readings of (1 - confidence)), with e the systematic error. This is the
// belief model of INDRA (Gyori et al. 2017, doi:10.15252/msb.20177651) with the random error of a reader replaced by one minus the
// confidence of the single reading: a hundred articles of one outlet never make a statement certain. 0 for no source.
double combined_confidence(const std::vector<std::uint64_t>& assurances, const BeliefParameters& parameters);

}  // namespace entente
