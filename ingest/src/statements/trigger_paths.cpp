#include "trigger_paths.hpp"

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestPath = 4;  // Steps between a trigger and an argument.

Hash step_of(const Arc& arc, bool upwards) {
  const Hash role = static_cast<Hash>(arc.role) * 2 + (upwards ? 1 : 0) + 1;
  return arc.role == Role::oblique ? mix(role, hash_of(arc.preposition)) : role;
}

}  // namespace

void TriggerPaths::find(std::size_t trigger) {
  trigger_ = trigger;
  paths_.assign(tree_.end() - tree_.begin(), {});
  std::vector<std::size_t> queue = {trigger};
  const Hash start = hash_of("trigger");
  paths_[trigger - tree_.begin()] = {start, start, start, 1, DependencyTree::kNone, {}};
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const std::size_t at = queue[next];
    const PathTo path = to(at);
    if (path.length > kLongestPath) continue;
    const auto go = [&](std::size_t word, const Arc& arc) {
      const Hash step = step_of(arc, word == arc.head);
      PathTo& reached = paths_[word - tree_.begin()];
      if (reached.length != 0) return;
      reached.roles = mix(path.roles, step);
      reached.words = mix(mix(path.words, next == 0 ? 0 : hash_of(lemma_of(tree_.token(at)))), step);
      reached.first = path.length == 1 ? step : path.first;
      reached.length = path.length + 1;
      reached.previous = at;
      reached.arc = arc;
      queue.push_back(word);
    };
    for (const Arc& arc : graph_.arcs_of(at)) go(arc.dependent, arc);
    for (const Arc& arc : graph_.arcs_to(at)) go(arc.head, arc);
  }
}

std::string TriggerPaths::describe(std::size_t token) const {
  std::string text;
  for (std::size_t at = token; to(at).previous != DependencyTree::kNone; at = to(at).previous) {
    const Arc& arc = to(at).arc;
    std::string step = (at == arc.head ? "^" : "") + std::string(to_string(arc.role));
    if (arc.role == Role::oblique) step += ":" + std::string(arc.preposition);
    if (!text.empty()) step += " " + lemma_of(tree_.token(at)) + " ";
    text.insert(0, step);
  }
  return text;
}

}  // namespace entente::ingest
