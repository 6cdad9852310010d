#include "offices.hpp"

#include <algorithm>

#include <entente/schemas/fold.hpp>

namespace entente::ingest {
namespace {

bool held_at(const LexiconLink& link, const Date& date) {
  if (link.from.known() && surely_before(date, link.from)) return false;
  return !link.until.known() || !surely_before(link.until, date);
}

}  // namespace

std::vector<HeldOffice> Offices::of_person(const EntityKey& person, const Date& date) const {
  const auto number = lexicon_.find(person);
  if (!number) return {};
  std::vector<LexiconLink> held = lexicon_.record(*number).links;
  std::erase_if(held, [](const LexiconLink& link) { return link.kind != LinkKind::office; });
  if (date.known() &&
      std::any_of(held.begin(), held.end(), [&](const LexiconLink& link) { return held_at(link, date); })) {
    std::erase_if(held, [&](const LexiconLink& link) { return !held_at(link, date); });
  }
  std::stable_sort(held.begin(), held.end(),
                   [](const LexiconLink& a, const LexiconLink& b) { return a.from > b.from; });
  std::vector<HeldOffice> result;
  for (const LexiconLink& link : held) {
    if (const auto body = lexicon_.find(link.target)) result.push_back({fold(link.title), lexicon_.entity(*body)});
  }
  return result;
}

std::shared_ptr<const Entity> Offices::body_of(const EntityKey& person, const Date& date) const {
  const auto offices = of_person(person, date);
  return offices.empty() ? nullptr : offices.front().of;
}

std::shared_ptr<const Entity> Offices::holder(const EntityKey& body, std::string_view title, const Date& date) const {
  const auto number = lexicon_.find(body);
  if (!number) return nullptr;
  std::shared_ptr<const Entity> found;
  for (const LexiconLink& link : lexicon_.record(*number).links) {
    if (link.kind != LinkKind::holder || !held_at(link, date) || fold(link.title) != title) continue;
    const auto person = lexicon_.find(link.target);
    if (!person) continue;
    if (found && found->key != link.target) return nullptr;
    found = lexicon_.entity(*person);
  }
  return found;
}

}  // namespace entente::ingest
