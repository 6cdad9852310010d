#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <entente/ingest/pattern.hpp>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

using NodeKind = PatternNode::Kind;
using LinkKind = PatternLink::Kind;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<NodeKind> slot_kind(std::string_view name) {
  if (name == "subject") return NodeKind::subject;
  if (name == "object") return NodeKind::object;
  if (name == "both") return NodeKind::both;
  return std::nullopt;
}

// Reads one pattern from left to right.
class Compiler {
 public:
  Compiler(const Ontology& ontology, const std::unordered_set<std::string>& prepositions)
      : ontology_(ontology), prepositions_(prepositions) {}

  Result<Pattern> compile(const Relation& relation, const RelationPattern& source) {
    pattern_ = {};
    pattern_.relation = &relation;
    pattern_.source = &source;
    elements_ = split(source.text, ' ');
    for (next_ = 0; next_ < elements_.size(); ++next_) {
      if (auto problem = read(elements_[next_])) return fail(*problem);
    }
    // No link reaches it, wherever it stands.
    if (implied_) pattern_.nodes.push_back(*std::exchange(implied_, std::nullopt));
    if (auto problem = check()) return fail(*problem);
    return pattern_;
  }

 private:
  using Problem = std::optional<std::string>;

  Error fail(const std::string& problem) const {
    return {ErrorCode::invalid_input, problem,
            fmt::format("{}: pattern '{}'", pattern_.source->place, pattern_.source->id),
            "see the description of the pattern language in ingest/pattern.hpp"};
  }

  Problem read(const std::string& element) {
    if (element.front() == '{') return read_slot(element);
    if (element == "be") return read_copula();
    const std::size_t colon = element.rfind(':');
    if (colon != std::string::npos) return read_word(element.substr(0, colon), element.substr(colon + 1));
    if (element == "to" && next_ + 1 < elements_.size() && elements_[next_ + 1].ends_with(":v")) {
      infinitive_ = true;
      return std::nullopt;
    }
    return read_function_words(element);
  }

  Problem read_copula() {
    if (!has_subject_before_ || has_root_) return "'be' needs an argument before it";
    copula_ = true;
    return std::nullopt;
  }

  Problem read_function_words(const std::string& element) {
    std::vector<std::string> words;
    if (auto problem = read_alternatives(element, words)) return problem;
    if (words.empty()) return fmt::format("'{}' is not an element of the pattern language", element);
    const auto prepositions = std::count_if(words.begin(), words.end(),
                                            [&](const std::string& word) { return prepositions_.contains(word); });
    if (prepositions > 0 && prepositions < static_cast<std::ptrdiff_t>(words.size())) {
      return fmt::format("'{}' mixes prepositions with other words", element);
    }
    if (has_root_ && next_ + 1 < elements_.size() && are_prepositions(words)) {
      pending_prepositions_ = std::move(words);
    } else if (has_root_ && !leads_to_noun(next_ + 1)) {
      pattern_.nodes[current_].modifiers.push_back(std::move(words));  // A particle: "rule out".
    } else {
      pending_modifiers_.push_back(std::move(words));
    }
    return std::nullopt;
  }

  // The words of "impose|slap" and "<embargo>".
  Problem read_alternatives(const std::string& text, std::vector<std::string>& result) const {
    for (const std::string& word : split(text, '|')) {
      if (word.front() != '<') {
        if (word.find_first_of("{}<>*~:") != std::string::npos) return fmt::format("'{}' is no word", word);
        result.push_back(word);
        continue;
      }
      const auto* words = word.back() == '>' ? ontology_.words(word.substr(1, word.size() - 2)) : nullptr;
      if (!words) return fmt::format("there is no list '{}' under \"words\"", word);
      result.insert(result.end(), words->begin(), words->end());
    }
    return std::nullopt;
  }

  bool are_prepositions(const std::vector<std::string>& words) const {
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return prepositions_.contains(word); });
  }

  // Whether the elements from here on are words that modify a noun or adjective, up to that.
  bool leads_to_noun(std::size_t at) const {
    for (; at < elements_.size(); ++at) {
      const std::string& element = elements_[at];
      if (element.ends_with(":n") || element.ends_with(":a")) return true;
      if (element.find_first_of(":{") != std::string::npos || are_prepositions(split(element, '|'))) return false;
    }
    return false;
  }

  Problem read_word(const std::string& lemmas, const std::string& mark) {
    PatternNode node;
    if (mark == "v") {
      node.kind = NodeKind::verb;
    } else if (mark == "n") {
      node.kind = NodeKind::noun;
    } else if (mark == "a") {
      node.kind = NodeKind::adjective;
    } else {
      return fmt::format("':{}' marks no word class; there are v, n and a", mark);
    }
    if (lemmas != "*") {
      const bool wildcard = lemmas.starts_with("*-");
      std::vector<std::string> words;
      if (auto problem = read_alternatives(wildcard ? lemmas.substr(2) : lemmas, words)) return problem;
      if (words.empty()) return fmt::format("':{}' has no lemma before it", mark);
      (wildcard ? node.except : node.lemmas).insert(words.begin(), words.end());
    }
    node.modifiers = std::exchange(pending_modifiers_, {});
    const std::size_t number = pattern_.nodes.size();
    pattern_.nodes.push_back(std::move(node));
    return has_root_ ? attach_word(number) : make_root(number);
  }

  // The root comes first in the list of nodes; what stood before it is linked now.
  Problem make_root(std::size_t number) {
    std::swap(pattern_.nodes[0], pattern_.nodes[number]);
    has_root_ = true;
    current_ = 0;
    take_possessor(0);
    if (!has_subject_before_) return std::nullopt;
    const bool verb = pattern_.nodes[0].kind == NodeKind::verb;
    LinkKind kind = LinkKind::subject;
    if (possessive_) {
      if (verb) return "a verb has no possessor";
      kind = LinkKind::possessor;
    } else if (copula_) {
      kind = LinkKind::identity;
    } else if (!verb) {
      return "an argument before a noun needs \"'s\" or 'be'";
    }
    pattern_.links.push_back({0, number, kind, {}});
    return std::nullopt;
  }

  void take_possessor(std::size_t noun) {
    if (!pending_possessor_) return;
    pattern_.links.push_back({noun, *pending_possessor_, LinkKind::possessor, {}});
    pending_possessor_.reset();
  }

  Problem attach_word(std::size_t number) {
    PatternLink link{current_, number, LinkKind::object, {}};
    const NodeKind kind = pattern_.nodes[number].kind;
    if (!pending_prepositions_.empty()) {
      link.kind = LinkKind::preposition;
      link.prepositions = std::exchange(pending_prepositions_, {});
    } else if (kind == NodeKind::verb) {
      if (!infinitive_) return "a second verb needs 'to' before it";
      link.kind = LinkKind::complement;
      infinitive_ = false;
    } else if (pattern_.nodes[current_].kind != NodeKind::verb) {
      return "a second noun needs a preposition before it";
    }
    pattern_.links.push_back(link);
    take_possessor(number);
    current_ = number;
    return std::nullopt;
  }

  Problem read_slot(const std::string& element) {
    if (element.back() != '}') return fmt::format("'{}' is not an element of the pattern language", element);
    std::string name = element.substr(1, element.size() - 2);
    PatternNode node;
    bool possessive = false;
    if (name.ends_with("'s")) {
      possessive = true;
      name.resize(name.size() - 2);
    } else if (name.ends_with("?")) {
      node.implied = true;
      name.pop_back();
    } else if (name.ends_with("+")) {
      node.with_belongings = true;
      name.pop_back();
    }
    const auto kind = slot_kind(name);
    if (!kind) return fmt::format("'{}' is no argument; there are subject, object and both", element);
    node.kind = *kind;
    if (node.implied) {
      if (*kind == NodeKind::both) return "{both?} cannot be implied";
      if (implied_) return "only one argument can be implied";
      implied_ = std::move(node);
      return std::nullopt;
    }
    const std::size_t number = pattern_.nodes.size();
    pattern_.nodes.push_back(std::move(node));
    if (!has_root_ && !has_subject_before_) {
      possessive_ = possessive;
      has_subject_before_ = true;
      return std::nullopt;
    }
    if (possessive) {
      pending_possessor_ = number;
      return std::nullopt;
    }
    if (!has_root_) return "only one argument can stand before the first word";
    pattern_.links.push_back(slot_link(number));
    return std::nullopt;
  }

  PatternLink slot_link(std::size_t number) {
    PatternLink link{current_, number, LinkKind::object, {}};
    if (!pending_prepositions_.empty()) {
      link.kind = LinkKind::preposition;
      link.prepositions = std::exchange(pending_prepositions_, {});
    } else if (pattern_.nodes[current_].kind == NodeKind::noun) {
      link.kind = LinkKind::identity;  // "ally:n {subject}"
    } else if (next_ + 1 < elements_.size() && elements_[next_ + 1].ends_with(":n")) {
      link.kind = LinkKind::recipient;  // "give:v {object} weapon:n"
    }
    return link;
  }

  Problem check() {
    int subjects = 0;
    int objects = 0;
    int both = 0;
    for (const PatternNode& node : pattern_.nodes) {
      subjects += node.kind == NodeKind::subject ? 1 : 0;
      objects += node.kind == NodeKind::object ? 1 : 0;
      both += node.kind == NodeKind::both ? 1 : 0;
    }
    if (!(both == 1 && subjects + objects == 0) && !(both == 0 && subjects == 1 && objects == 1)) {
      return "a pattern needs one {subject} and one {object}, or one {both}";
    }
    if (!has_root_) return "no element is a word to look for";
    if (!pending_prepositions_.empty() || !pending_modifiers_.empty() || pending_possessor_ || infinitive_) {
      return "the last element needs something behind it";
    }
    // Nouns are rarer than the verbs that go with them.
    std::optional<std::size_t> anchor;
    for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
      const PatternNode& node = pattern_.nodes[i];
      if (node.is_slot() || node.lemmas.empty()) continue;
      if (!anchor || pattern_.nodes[*anchor].kind == NodeKind::verb) anchor = i;
    }
    if (!anchor) return "no element is a word to look for";
    pattern_.anchor = *anchor;
    return std::nullopt;
  }

  const Ontology& ontology_;
  const std::unordered_set<std::string>& prepositions_;
  Pattern pattern_;
  std::vector<std::string> elements_;
  std::size_t next_ = 0;
  std::size_t current_ = 0;  // The last word.
  bool has_root_ = false;
  bool has_subject_before_ = false;
  bool possessive_ = false;
  bool copula_ = false;
  bool infinitive_ = false;
  std::optional<std::size_t> pending_possessor_;
  std::optional<PatternNode> implied_;
  std::vector<std::string> pending_prepositions_;
  std::vector<std::vector<std::string>> pending_modifiers_;
};

}  // namespace

Result<std::vector<Pattern>> compile_patterns(const Ontology& ontology, const EnglishWords& words) {
  const std::unordered_set<std::string> prepositions(words.prepositions.begin(), words.prepositions.end());
  std::vector<Pattern> patterns;
  for (const Relation& relation : ontology.relations()) {
    for (const RelationPattern& source : relation.patterns) {
      auto pattern = Compiler(ontology, prepositions).compile(relation, source);
      if (!pattern) return pattern.error();
      patterns.push_back(std::move(*pattern));
    }
  }
  return patterns;
}

}  // namespace entente::ingest
