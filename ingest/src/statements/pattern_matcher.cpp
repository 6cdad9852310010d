#include "pattern_matcher.hpp"

#include <algorithm>
#include <utility>

namespace entente::ingest {
namespace {

using LinkKind = PatternLink::Kind;
using NodeKind = PatternNode::Kind;

constexpr std::size_t kMostMatches = 256;  // In one sentence.

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The words of a sentence by their lemmas.
class SentenceLemmas {
 public:
  explicit SentenceLemmas(const DependencyTree& tree) : begin_(tree.begin()) {
    for (std::size_t at = tree.begin(); at < tree.end(); ++at) lemmas_.push_back(lemma_of(tree.token(at)));
  }

  const std::string& operator[](std::size_t at) const { return lemmas_[at - begin_]; }

 private:
  std::size_t begin_;
  std::vector<std::string> lemmas_;
};

// Matches of one pattern with its root at one token.
class Attempt {
 public:
  Attempt(const PredicateGraph& graph, const SentenceLemmas& lemmas, const Pattern& pattern,
          std::vector<PatternMatch>& matches)
      : graph_(graph), tree_(graph.tree()), lemmas_(lemmas), pattern_(pattern), matches_(matches) {
    match_.pattern = &pattern;
    match_.tokens.assign(pattern.nodes.size(), DependencyTree::kNone);
  }

  void run(std::size_t root) {
    if (!fits(pattern_.nodes.front(), root)) return;
    match_.tokens.front() = root;
    follow(0);
  }

 private:
  bool fits(const PatternNode& node, std::size_t at) const {
    if (node.is_slot()) return true;
    const Token& token = tree_.token(at);
    const std::string& lemma = lemmas_[at];
    switch (node.kind) {
      case NodeKind::verb:
        if (token.pos != PartOfSpeech::verb && !(token.pos == PartOfSpeech::adj && token.folded.ends_with("ed")))
          return false;
        break;
      case NodeKind::noun:
        if (token.pos != PartOfSpeech::noun && token.pos != PartOfSpeech::propn) return false;
        break;
      default:
        if (token.pos != PartOfSpeech::adj && token.pos != PartOfSpeech::verb) return false;
        break;
    }
    if (node.except.contains(lemma)) return false;
    const bool known = node.lemmas.empty() || node.lemmas.contains(lemma) ||
                       (node.kind == NodeKind::adjective && node.lemmas.contains(token.folded));
    return known && std::all_of(node.modifiers.begin(), node.modifiers.end(),
                                [&](const std::vector<std::string>& words) { return has_modifier(at, words); });
  }

  bool has_modifier(std::size_t at, const std::vector<std::string>& words) const {
    for (const std::size_t child : tree_.children(at)) {
      if (contains(words, tree_.token(child).folded) || contains(words, lemmas_[child])) return true;
    }
    return false;
  }

  // The tokens whose prepositional phrases may be meant where one is looked for at a token.
  std::vector<std::size_t> hosts(std::size_t at, bool between) const {
    std::vector<std::size_t> result = {at};
    for (const Arc& arc : graph_.arcs_to(at)) {
      // "imposed sanctions last year on Iran"; "a war broke out between"
      if (arc.role == Role::object || (arc.role == Role::subject && between)) result.push_back(arc.head);
      if (arc.role != Role::object) continue;
      // "sanctions imposed by the government of Japan on Iran": parsers hang the last phrase on the one before.
      for (const Arc& agent : graph_.arcs_of(arc.head)) {
        if (agent.role != Role::subject || agent.dependent < arc.head) continue;
        result.push_back(agent.dependent);
        for (const Arc& inner : graph_.arcs_of(agent.dependent)) {
          if (inner.role == Role::possessor && inner.dependent > agent.dependent) result.push_back(inner.dependent);
        }
      }
    }
    for (const Arc& arc : graph_.arcs_of(at)) {
      // "mediate talks between X and Y"
      if (arc.role == Role::object && tree_.is_verb(at)) result.push_back(arc.dependent);
    }
    return result;
  }

  // Whether another argument hangs on the same word in that way, "of" being the preposition in question.
  bool has_sibling(const PatternLink& link, LinkKind kind) const {
    return std::any_of(pattern_.links.begin(), pattern_.links.end(), [&](const PatternLink& other) {
      return &other != &link && other.from == link.from && other.kind == kind &&
             (kind != LinkKind::preposition || contains(other.prepositions, "of"));
    });
  }

  std::vector<std::size_t> candidates(const PatternLink& link) const {
    const std::size_t from = match_.tokens[link.from];
    std::vector<std::size_t> result;
    const auto take = [&](std::size_t host, auto&& wanted) {
      for (const Arc& arc : graph_.arcs_of(host)) {
        if (wanted(arc) && std::find(result.begin(), result.end(), arc.dependent) == result.end()) {
          result.push_back(arc.dependent);
        }
      }
    };
    const auto of_role = [&](Role role) { take(from, [role](const Arc& arc) { return arc.role == role; }); };
    switch (link.kind) {
      case LinkKind::subject:
        of_role(Role::subject);
        break;
      case LinkKind::object:
        of_role(Role::object);
        break;
      case LinkKind::recipient:
        of_role(Role::recipient);
        break;
      case LinkKind::possessor:
        // "the Soviet creation of Israel": where the pattern says what stands behind "of", a possessor stands before.
        take(from, [&](const Arc& arc) {
          return (arc.role == Role::possessor &&
                  (arc.preposition.empty() || !has_sibling(link, LinkKind::preposition))) ||
                 (arc.role == Role::oblique && arc.preposition == "by");
        });
        break;
      case LinkKind::preposition:
        if (contains(link.prepositions, "of") && !has_sibling(link, LinkKind::possessor)) of_role(Role::possessor);
        for (const std::size_t host : hosts(from, contains(link.prepositions, "between"))) {
          take(host, [&](const Arc& arc) {
            return arc.role == Role::oblique && contains(link.prepositions, arc.preposition);
          });
        }
        break;
      case LinkKind::identity:
        of_role(Role::identity);
        break;
      case LinkKind::complement:
        of_role(Role::complement);
        break;
    }
    return result;
  }

  void follow(std::size_t number) {
    if (matches_.size() >= kMostMatches) return;
    if (number == pattern_.links.size()) {
      matches_.push_back(match_);
      return;
    }
    const PatternLink& link = pattern_.links[number];
    const PatternNode& node = pattern_.nodes[link.to];
    std::vector<std::size_t> found = candidates(link);
    if (node.kind == NodeKind::both) {
      if (found.empty()) return;
      match_.tokens[link.to] = found.front();
      match_.arguments = std::move(found);
      follow(number + 1);
      return;
    }
    for (const std::size_t token : found) {
      if (!fits(node, token) || std::find(match_.tokens.begin(), match_.tokens.end(), token) != match_.tokens.end())
        continue;
      match_.tokens[link.to] = token;
      follow(number + 1);
      match_.tokens[link.to] = DependencyTree::kNone;
    }
  }

  const PredicateGraph& graph_;
  const DependencyTree& tree_;
  const SentenceLemmas& lemmas_;
  const Pattern& pattern_;
  std::vector<PatternMatch>& matches_;
  PatternMatch match_;
};

}  // namespace

PatternMatcher::PatternMatcher(const std::vector<Pattern>& patterns) {
  for (const Pattern& pattern : patterns) {
    for (const std::string& lemma : pattern.nodes[pattern.anchor].lemmas) by_anchor_[lemma].push_back(&pattern);
  }
}

std::vector<PatternMatch> PatternMatcher::match(const PredicateGraph& graph) const {
  const DependencyTree& tree = graph.tree();
  const SentenceLemmas lemmas(tree);
  std::vector<const Pattern*> patterns;
  for (std::size_t at = tree.begin(); at < tree.end(); ++at) {
    for (const std::string_view word : {std::string_view(lemmas[at]), std::string_view(tree.token(at).folded)}) {
      if (const auto found = by_anchor_.find(word); found != by_anchor_.end()) {
        patterns.insert(patterns.end(), found->second.begin(), found->second.end());
      }
    }
  }
  std::sort(patterns.begin(), patterns.end());
  patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
  std::vector<PatternMatch> matches;
  for (const Pattern* pattern : patterns) {
    Attempt attempt(graph, lemmas, *pattern, matches);
    for (std::size_t root = tree.begin(); root < tree.end(); ++root) attempt.run(root);
  }
  return matches;
}

}  // namespace entente::ingest
