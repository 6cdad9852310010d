#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <entente/graph/judgement.hpp>

namespace entente::graph {
namespace {

constexpr std::array<std::string_view, 8> kNames = {"same",   "different", "reject", "accept",
                                                    "rename", "alias",     "type",   "undo"};

// What a judgement is about: of two that are about the same, the later holds.
using Matter = std::tuple<int, std::string, std::string>;

Matter matter_of(const Judgement& judgement) {
  switch (judgement.kind) {
    case JudgementKind::same:
    case JudgementKind::different: {
      const auto [first, second] = std::minmax(judgement.subject, judgement.object);
      return {1, first, second};
    }
    case JudgementKind::reject:
    case JudgementKind::accept:
      return {2, judgement.subject, ""};
    case JudgementKind::alias:
      return {3, judgement.subject, judgement.object};
    default:
      return {3 + static_cast<int>(judgement.kind), judgement.subject, ""};
  }
}

}  // namespace

std::string_view to_string(JudgementKind kind) { return kNames.at(static_cast<std::size_t>(kind) - 1); }

std::optional<JudgementKind> parse_judgement_kind(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<JudgementKind>(found - kNames.begin() + 1);
}

Hash128 Judgement::id() const { return hash_fields({time, user, to_string(kind), subject, object, reason}); }

std::vector<Judgement> in_force(const std::vector<Judgement>& log) {
  // An undo may be taken back as well: the last ones are looked at first.
  std::set<std::string> undone;
  std::map<Matter, std::size_t> last;
  for (std::size_t i = log.size(); i-- > 0;) {
    const Judgement& judgement = log[i];
    if (undone.contains(judgement.id().hex())) continue;
    if (judgement.kind == JudgementKind::undo) {
      undone.insert(judgement.subject);
    } else {
      last.emplace(matter_of(judgement), i);
    }
  }
  std::vector<std::size_t> places;
  for (const auto& [matter, place] : last) places.push_back(place);
  std::sort(places.begin(), places.end());
  std::vector<Judgement> holding;
  for (const std::size_t place : places) holding.push_back(log[place]);
  return holding;
}

}  // namespace entente::graph
