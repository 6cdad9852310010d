#include <entente/schemas/result.hpp>

namespace entente {

std::string Error::to_string() const {
  std::string text = place.empty() ? message : place + ": " + message;
  if (!mend.empty()) text += " (" + mend + ")";
  return text;
}

Error Error::at(const std::string& outer) const {
  Error copy = *this;
  copy.place = place.empty() ? outer : outer + ": " + place;
  return copy;
}

}  // namespace entente
