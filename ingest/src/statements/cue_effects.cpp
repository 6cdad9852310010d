#include "cue_effects.hpp"

namespace entente::ingest {

std::string_view to_string(CueEffect effect) {
  switch (effect) {
    case CueEffect::none:
      return "none";
    case CueEffect::negation:
      return "negation";
    case CueEffect::possibility:
      return "possibility";
    case CueEffect::intention:
      return "intention";
    case CueEffect::hypothesis:
      return "hypothesis";
    case CueEffect::cessation:
      return "cessation";
  }
  return {};
}

void apply(CueEffect effect, Factuality& factuality) {
  switch (effect) {
    case CueEffect::none:
      break;
    case CueEffect::cessation:
      factuality.phase = Phase::ended;
      break;
    case CueEffect::negation:
      if (factuality.phase == Phase::ended && factuality.modality == Modality::actual) {
        factuality.phase = Phase::holds;  // Not lifted: still in force.
      } else if (factuality.polarity == Polarity::negated) {
        factuality.polarity = Polarity::affirmed;  // "has not ruled out"
        factuality.modality = Modality::possible;
      } else {
        factuality.polarity = Polarity::negated;
      }
      break;
    case CueEffect::possibility:
      if (factuality.modality == Modality::actual) factuality.modality = Modality::possible;
      break;
    case CueEffect::intention:
      if (factuality.modality != Modality::hypothetical) factuality.modality = Modality::intended;
      break;
    case CueEffect::hypothesis:
      if (factuality.modality != Modality::intended) factuality.modality = Modality::hypothetical;
      break;
  }
}

}  // namespace entente::ingest
