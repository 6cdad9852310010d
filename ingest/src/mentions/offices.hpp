// Who holds or held an office: what the lexicon's dated offices say of persons, and of bodies.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/date.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

struct HeldOffice {
  std::string title;  // In lower case: "foreign minister".
  std::shared_ptr<const Entity> of;
};

// Thread-safe.
class Offices {
 public:
  // `lexicon` must outlive this.
  explicit Offices(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // The offices that the person held at the date, the last begun first; all of them if the date is not known, or if none
  // was held then. Empty for persons outside the lexicon.
  std::vector<HeldOffice> of_person(const EntityKey& person, const Date& date) const;

  // The country or body that the person acts for: of the first of these offices.
  std::shared_ptr<const Entity> body_of(const EntityKey& person, const Date& date) const;

  // Who held an office with this title ("president", "foreign minister") of the body at the date. Null if the lexicon does
  // not know, or if there were several. Requires: the date is known.
  std::shared_ptr<const Entity> holder(const EntityKey& body, std::string_view title, const Date& date) const;

 private:
  const Lexicon& lexicon_;
};

}  // namespace entente::ingest
