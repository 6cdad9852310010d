// Confidence of a statement from its evidence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <entente/schemas/ontology.hpp>

namespace entente {

struct SourcedConfidence {
  std::string source;  // Outlet; evidence of one outlet shares its systematic errors.
  double confidence = 0.0;
};

// How sure a reading of this confidence makes: -ln(1 - confidence) in units of 2^-32. What several readings come to is
// the sum, which, unlike a product of floating-point numbers, does not depend on the order, and can be taken back.
std::uint64_t assurance_of(double confidence);

// 1 - product over sources of (e + (1 - e) * product over its evidence of (1 - confidence)), with e the systematic
// error. This is the belief model of INDRA (Gyori et al. 2017, doi:10.15252/msb.20177651) with the random error of a
// reader replaced by one minus the confidence of the single reading: a hundred reprints by one outlet never make a
// statement certain. Does not depend on the order of the evidence. 0 for no evidence.
double combined_confidence(const std::vector<SourcedConfidence>& evidence, const BeliefParameters& parameters);

// The same from what the readings of each source come to.
double combined_assurance(const std::vector<std::uint64_t>& by_source, const BeliefParameters& parameters);

}  // namespace entente
