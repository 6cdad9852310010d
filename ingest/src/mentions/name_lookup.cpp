#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>

#include <entente/ingest/name_lookup.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::ingest {
namespace {

bool is_sure(const Lexicon& lexicon, AliasNumber alias) { return !lexicon.is_ambiguous(alias); }

std::vector<AliasNumber> best_of_each(const Lexicon& lexicon, const std::vector<AliasNumber>& aliases) {
  std::map<RecordNumber, AliasNumber> best;
  for (const AliasNumber alias : aliases) {
    const auto record = lexicon.record_of(alias);
    if (!record) continue;
    const auto [position, is_new] = best.emplace(*record, alias);
    if (!is_new && is_sure(lexicon, alias) && !is_sure(lexicon, position->second)) position->second = alias;
  }
  std::vector<AliasNumber> result;
  for (const auto& [record, alias] : best) result.push_back(alias);
  std::stable_sort(result.begin(), result.end(),
                   [&](AliasNumber a, AliasNumber b) { return is_sure(lexicon, a) && !is_sure(lexicon, b); });
  return result;
}

std::string_view without_ending(std::string_view name) {
  for (const std::string_view ending : {"'s", "’s", "'", "’"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

}  // namespace

std::vector<AliasNumber> look_up_name(const Lexicon& lexicon, const EnglishWords& words, std::string_view name) {
  if (auto found = best_of_each(lexicon, lexicon.named(name)); !found.empty()) return found;
  std::unordered_set<std::string> dropped;
  for (const auto* list : {&words.determiners, &words.office_titles, &words.title_abbreviations}) {
    dropped.insert(list->begin(), list->end());
  }
  std::string_view rest = without_ending(name);
  while (true) {
    if (auto found = best_of_each(lexicon, lexicon.named(rest)); !found.empty()) return found;
    const std::size_t blank = rest.find(' ');
    if (blank == std::string_view::npos) return {};
    std::string first = fold(rest.substr(0, blank));
    if (!first.empty() && first.back() == '.') first.pop_back();
    if (!dropped.contains(first)) return {};
    rest.remove_prefix(blank + 1);
  }
}

}  // namespace entente::ingest
