#include "lexicon_draft.hpp"
#include "name_cursor.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace entente::lexicon {
namespace {

Error invalid(std::string message, const std::string& place, std::string mend) {
  return {ErrorCode::invalid_input, std::move(message), place, std::move(mend)};
}

Result<void> check_references(const LexiconDraft& draft) {
  for (const auto& [key, record] : draft.records) {
    for (const LexiconLink& link : record.record.links) {
      if (draft.records.contains(link.target.value)) continue;
      return invalid(fmt::format("'{}' refers to '{}', which no file defines", key, link.target.value), record.place,
                     "define it or correct the key");
    }
  }
  for (const OfficeList& list : draft.offices) {
    if (draft.records.contains(list.of.value)) continue;
    return invalid(fmt::format("an office of '{}', which no file defines", list.of.value), list.place,
                   "define it or correct the key");
  }
  return {};
}

// "The Russian" is somebody, never a person known by that name.
Result<void> check_demonyms(const LexiconDraft& draft) {
  for (const auto& [key, record] : draft.records) {
    const EntityType type = record.record.entity.type;
    if (type != EntityType::person && type != EntityType::media && type != EntityType::company) continue;
    for (const Alias& alias : record.record.aliases) {
      if (alias.kind != AliasKind::demonym) continue;
      return invalid(fmt::format("'{}' has a demonym, '{}'", key, alias.text), record.place,
                     "demonyms belong to countries, places and peoples; give it as one of the \"names\"");
    }
  }
  return {};
}

// Whether some text is both names.
bool clash(const Alias& a, const Alias& b) {
  const auto agrees = [](const Alias& alias, const std::string& text) {
    return case_agrees(alias.text, text, alias.kind == AliasKind::abbreviation);
  };
  return agrees(a, b.text) || agrees(b, a.text);
}

// Two entities may share a name only where each use of it but one carries a condition.
Result<void> settle_clashes(LexiconDraft& draft) {
  std::map<std::string, std::vector<std::pair<RecordDraft*, Alias*>>> owners;
  for (auto& [key, record] : draft.records) {
    for (Alias& alias : record.record.aliases) {
      if (!alias.ambiguous) owners[comparison_form(alias.text)].emplace_back(&record, &alias);
    }
  }
  for (auto& [form, uses] : owners) {
    for (std::size_t i = 0; i < uses.size(); ++i) {
      for (std::size_t j = i + 1; j < uses.size(); ++j) {
        const auto& [first, a] = uses[i];
        const auto& [second, b] = uses[j];
        if (first == second || !clash(*a, *b)) continue;
        const std::string message = fmt::format("'{}' is a name of both '{}' and '{}'", b->text,
                                                first->record.entity.key.value, second->record.entity.key.value);
        const std::string mend = "mark the rarer meaning with {\"text\": …, \"ambiguous\": true, \"needs\": […]}";
        const bool second_is_users = second->user_names.contains(b->text);
        if (!second_is_users && !first->user_names.contains(a->text)) return invalid(message, second->place, mend);
        const std::string& place = second_is_users ? second->place : first->place;
        draft.warnings.push_back(
            fmt::format("{}: {}: it now counts only beside another name of its entity ({})", place, message, mend));
        a->ambiguous = b->ambiguous = true;
      }
    }
  }
  return {};
}

// Whether months may have passed between the end of one term and the beginning of the next.
bool leaves_gap(const Date& until, const Date& from) {
  if (until.month == 0 || from.month == 0) return from.year > until.year + 1;
  return (from.year * 12 + from.month) - (until.year * 12 + until.month) > 1;
}

struct Term {
  Date from;
  Date until;
  std::string person;
  const std::string* place;
};

Result<void> check_holders(const LexiconDraft& draft) {
  using Office = std::pair<std::string, std::string>;
  std::set<Office> shared;
  for (const OfficeList& list : draft.offices) {
    if (list.shared) shared.emplace(list.of.value, list.title);
  }
  std::map<Office, std::vector<Term>> offices;
  for (const auto& [key, record] : draft.records) {
    for (const LexiconLink& link : record.record.links) {
      const Office office(link.target.value, link.title);
      if (link.kind != LinkKind::office || !link.from.known() || shared.contains(office)) continue;
      offices[office].push_back({link.from, link.until, key, &record.place});
    }
  }
  for (auto& [office, terms] : offices) {
    std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
      return std::tie(a.from, a.until, a.person) < std::tie(b.from, b.until, b.person);
    });
    for (std::size_t i = 1; i < terms.size(); ++i) {
      const Term& before = terms[i - 1];
      const Term& after = terms[i];
      if (before.person == after.person) continue;
      if (before.until.known() && !surely_before(after.from, before.until)) continue;
      return invalid(
          fmt::format("'{}' of '{}' has two holders at once: '{}' ({} to {}) and '{}' (from {})", office.second,
                      office.first, before.person, before.from.to_string(),
                      before.until.known() ? before.until.to_string() : "now", after.person, after.from.to_string()),
          *after.place, "correct the dates, or mark the list of holders with \"shared\": true");
    }
  }
  return {};
}

Result<void> check_gaps(const LexiconDraft& draft) {
  for (const OfficeList& list : draft.offices) {
    for (std::size_t i = 1; list.complete && i < list.terms.size(); ++i) {
      const OfficeList::Term& before = list.terms[i - 1];
      const OfficeList::Term& after = list.terms[i];
      if (!leaves_gap(before.until, after.from)) continue;
      return invalid(fmt::format("nobody is '{}' of '{}' from {} to {}", list.title, list.of.value,
                                 before.until.to_string(), after.from.to_string()),
                     fmt::format("{}/holders/{}", list.place, i),
                     "add who was, or a vacancy (from and until without a person), or drop \"complete\"");
    }
  }
  return {};
}

}  // namespace

Result<void> check_draft(LexiconDraft& draft) {
  if (auto checked = check_references(draft); !checked) return checked;
  if (auto checked = check_demonyms(draft); !checked) return checked;
  if (auto checked = check_holders(draft); !checked) return checked;
  if (auto checked = check_gaps(draft); !checked) return checked;
  return settle_clashes(draft);
}

}  // namespace entente::lexicon
