#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <entente/graph/duplicates.hpp>
#include <entente/schemas/fold.hpp>
#include <entente/schemas/similar.hpp>

#include <fmt/format.h>

namespace entente::graph {
namespace {

struct Named {
  NodeId node;
  EntityKey key;
  EntityType type = EntityType::country;
  std::size_t articles = 0;
  EntityCodes codes;
  std::vector<std::vector<std::string>> names;  // Each as folded words, the usual one first.
};

std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words;
  const std::string folded = fold_name(name);
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    if (end > begin) words.push_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string initials(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word.front();
  return text;
}

// Not what has codes of its own.
bool may_be_one(const Named& first, const Named& second) {
  for (std::string EntityCodes::*code : {&EntityCodes::iso3, &EntityCodes::wikidata}) {
    if (!(first.codes.*code).empty() && !(second.codes.*code).empty()) return false;
  }
  const EntityType a = first.type;
  const EntityType b = second.type;
  if (a == b) return true;
  const auto is_group = [](EntityType type) {
    return type == EntityType::organization || type == EntityType::armed_group || type == EntityType::bloc ||
           type == EntityType::company || type == EntityType::media;
  };
  return is_group(a) && is_group(b);
}

struct Likeness {
  double score = 0.0;
  std::string why;
};

Likeness likeness(const std::vector<std::string>& a, const std::vector<std::string>& b, EntityType type) {
  const std::string whole_a = joined(a);
  const std::string whole_b = joined(b);
  if (whole_a == whole_b) return {a.size() > 1 ? 1.0 : 0.6, fmt::format("both are called '{}'", whole_a)};
  std::vector<std::string> sorted_a = a;
  std::vector<std::string> sorted_b = b;
  std::sort(sorted_a.begin(), sorted_a.end());
  std::sort(sorted_b.begin(), sorted_b.end());
  if (sorted_a == sorted_b) return {0.9, fmt::format("the words of '{}' and '{}' are the same", whole_a, whole_b)};
  const std::size_t length = std::min(whole_a.size(), whole_b.size());
  if (length >= 6) {
    const std::size_t limit = length >= 12 ? 2 : 1;
    const std::size_t distance = edit_distance(whole_a, whole_b, limit);
    if (distance <= limit) {
      return {0.85 - 0.1 * static_cast<double>(distance),
              fmt::format("'{}' and '{}' differ by {} letters", whole_a, whole_b, distance)};
    }
  }
  const auto& shorter = a.size() <= b.size() ? a : b;
  const auto& longer = a.size() <= b.size() ? b : a;
  if (shorter.size() == 1 && longer.size() >= 3 && shorter.front() == initials(longer)) {
    return {0.8, fmt::format("'{}' are the initials of '{}'", shorter.front(), joined(longer))};
  }
  const bool part =
      std::includes(longer == a ? sorted_a.begin() : sorted_b.begin(), longer == a ? sorted_a.end() : sorted_b.end(),
                    shorter == a ? sorted_a.begin() : sorted_b.begin(), shorter == a ? sorted_a.end() : sorted_b.end());
  if (part && shorter.size() < longer.size()) {
    // A last name alone says little of who is meant.
    const bool ends_alike = shorter.back() == longer.back();
    const double base = type != EntityType::person ? 0.2 : shorter.size() >= 2 ? 0.7 : ends_alike ? 0.5 : 0.3;
    return {base, fmt::format("'{}' is part of '{}'", joined(shorter), joined(longer))};
  }
  return {};
}

Result<std::set<std::uint32_t>> neighbors_of(const PropertyGraph& graph, NodeId node) {
  const auto edges = graph.edges(node, Direction::either, {true, {}});
  if (!edges) return edges.error();
  std::set<std::uint32_t> neighbors;
  for (const Edge& edge : *edges) neighbors.insert(edge.source == node ? edge.target.value : edge.source.value);
  return neighbors;
}

}  // namespace

Result<std::vector<DuplicateCandidate>> duplicate_candidates(const PropertyGraph& graph,
                                                             const std::vector<Judgement>& log,
                                                             std::size_t common_word) {
  const auto nodes = graph.nodes();
  if (!nodes) return nodes.error();
  std::vector<Named> all;
  std::map<std::string, std::set<std::size_t>> groups;  // By word, and by initials.
  for (const NodeId node : *nodes) {
    const auto entity = graph.entity(node);
    if (!entity) return entity.error();
    const auto articles = graph.articles_of(node);
    if (!articles) return articles.error();
    Named named{node, entity->key, entity->type, articles->size(), entity->codes, {words_of(entity->name)}};
    for (const std::string& alias : entity->aliases) named.names.push_back(words_of(alias));
    if (named.names.front().empty()) continue;
    std::erase_if(named.names, [](const auto& words) { return words.empty(); });
    for (const auto& words : named.names) {
      for (const std::string& word : words) groups[word].insert(all.size());
      if (words.size() >= 3) groups[initials(words)].insert(all.size());
      // A wrong letter hides a word, but seldom the beginning and the length of the name.
      const std::string whole = joined(words);
      if (whole.size() >= 6) groups[fmt::format("{} {}", whole.substr(0, 3), whole.size() / 3)].insert(all.size());
    }
    all.push_back(std::move(named));
  }
  std::set<std::pair<EntityKey, EntityKey>> judged;
  for (const Judgement& judgement : in_force(log)) {
    if (judgement.kind != JudgementKind::same && judgement.kind != JudgementKind::different) continue;
    const auto [first, second] = std::minmax(judgement.subject, judgement.object);
    judged.insert({{first}, {second}});
  }
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for (const auto& [word, group] : groups) {
    if (group.size() > common_word) continue;
    for (auto a = group.begin(); a != group.end(); ++a) {
      for (auto b = std::next(a); b != group.end(); ++b) {
        if (may_be_one(all[*a], all[*b])) pairs.insert({*a, *b});
      }
    }
  }
  std::vector<DuplicateCandidate> candidates;
  for (const auto& [a, b] : pairs) {
    const Named& first = all[a];
    const Named& second = all[b];
    const auto [low, high] = std::minmax(first.key, second.key);
    if (judged.contains({low, high})) continue;
    Likeness best;
    for (const auto& one : first.names) {
      for (const auto& other : second.names) {
        if (&one != &first.names.front() && &other != &second.names.front())
          continue;  // Aliases of both are often unlucky.
        if (Likeness found = likeness(one, other, first.type); found.score > best.score) best = std::move(found);
      }
    }
    if (best.score == 0) continue;
    const auto around_first = neighbors_of(graph, first.node);
    if (!around_first) return around_first.error();
    const auto around_second = neighbors_of(graph, second.node);
    if (!around_second) return around_second.error();
    std::uint32_t common = 0;
    for (const std::uint32_t node : *around_first) common += around_second->contains(node) ? 1 : 0;
    // Who is told of as related to the other is hardly the other.
    if (around_first->contains(second.node.value)) best.score *= 0.5;
    const bool keep_order = first.articles >= second.articles;
    candidates.push_back({keep_order ? first.node : second.node, keep_order ? second.node : first.node, best.why,
                          common, best.score * (1.0 + std::log2(1.0 + common) / 4)});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  return candidates;
}

}  // namespace entente::graph
