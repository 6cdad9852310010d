#include "predicate_graph.hpp"

#include "../one_of.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace entente::ingest {
namespace {

constexpr std::size_t kNone = DependencyTree::kNone;
constexpr std::size_t kMostShared = 64;  // Arguments of one predicate that coordination may add.

class Builder {
 public:
  Builder(const DependencyTree& tree, const GrammarWords& words) : tree_(tree), words_(words), subjects_(tree, words) {}

  std::vector<Arc> build() {
    for (std::size_t at = tree_.begin(); at < tree_.end(); ++at) {
      if (is_predicate(at)) add_clause(at);
      if (tree_.is_noun(at) || tree_.token(at).pos == PartOfSpeech::adj) add_nominal(at);
    }
    look_through_nouns();
    share_among_heads();
    share_among_dependents();
    return std::move(arcs_);
  }

 private:
  void add(std::size_t head, Role role, std::size_t dependent, std::string_view preposition = {}) {
    if (head == dependent || dependent == kNone || head == kNone) return;
    arcs_.push_back({head, dependent, role, preposition});
  }

  bool is_predicate(std::size_t at) const {
    return tree_.is_verb(at) || tree_.has_child(at, Dependency::nsubj) || tree_.has_child(at, Dependency::cop) ||
           (is_participle(at) && tree_.is(at, Dependency::amod));
  }

  bool is_participle(std::size_t at) const {
    const Token& token = tree_.token(at);
    return token.pos == PartOfSpeech::verb || (token.pos == PartOfSpeech::adj && token.folded.ends_with("ed"));
  }

  void add_clause(std::size_t at) {
    const bool verb = tree_.is_verb(at) || is_participle(at);
    const bool passive = verb && tree_.is_passive(at);
    for (const std::size_t subject : subjects_.of(at)) {
      if (!verb || tree_.has_child(at, Dependency::cop)) {
        add_identity(at, subject);
      } else {
        add(at, passive ? Role::object : Role::subject, subject);
      }
    }
    bool has_object = passive;
    bool has_agent = false;
    for (const std::size_t child : tree_.children(at)) {
      const std::size_t argument = subjects_.resolve_relative(child);
      switch (tree_.relation(child)) {
        case Dependency::obj:
          has_object = true;
          add(at, Role::object, argument);
          break;
        case Dependency::iobj:
          add(at, Role::recipient, argument);
          break;
        case Dependency::obl_agent:
          has_agent = true;
          add(at, passive ? Role::subject : Role::oblique, argument, "by");
          break;
        case Dependency::obl:
          if (passive && tree_.case_of(child) == "by") {
            has_agent = true;
            add(at, Role::subject, argument, "by");
          }
          add(at, Role::oblique, argument, tree_.case_of(child));
          break;
        case Dependency::obl_unmarked:
        case Dependency::compound:
        case Dependency::nmod_unmarked:
        case Dependency::advmod:
          // "US-brokered", "Iran-backed"
          if (tree_.is(at, Dependency::amod) && passive && child < at && tree_.token(child).capitalized) {
            add(at, Role::subject, child);
            // "U.S.-Russian-brokered"
            for (const std::size_t other : tree_.children(child)) {
              if (tree_.token(other).capitalized && tree_.token(other).word) add(at, Role::subject, other);
            }
            // Parsers tend to reach too far: what is backed stands right behind.
            if (at + 1 < tree_.end() && tree_.token(at + 1).pos == PartOfSpeech::propn) add(at, Role::object, at + 1);
          }
          break;
        case Dependency::xcomp:
          add(at, Role::complement, child);
          if (tree_.is_noun(child) && !tree_.has_child(child, Dependency::cop)) add_attribute(at, child);
          break;
        case Dependency::ccomp:
          add(at, Role::complement, child);
          break;
        case Dependency::advcl:
          if (is_one_of(tree_.mark_of(child), {"to", "of", "from", "for", "by", "in"}))
            add(at, Role::complement, child);
          break;
        default:
          break;
      }
    }
    if (tree_.is(at, Dependency::acl_relcl) && verb && !has_object) add_gap(at);
    if (words_.starting_participles.contains(tree_.token(at).folded)) add_listed(at);
    if (passive && !has_agent) add_far_agents(at, at);
    if (has_object && words_.owning_verbs.contains(tree_.token(at).lemma)) add_owners(at);
    if (verb) share_objects(at, has_object);
  }

  // "sanctions imposed on firms by Japan": parsers hang the agent on the last noun.
  void add_far_agents(std::size_t verb, std::size_t at) {
    for (const std::size_t child : tree_.children(at)) {
      if (child < verb || !tree_.is_any(child, {Dependency::obl, Dependency::nmod, Dependency::conj})) continue;
      if (tree_.is(child, Dependency::nmod) && tree_.case_of(child) == "by") {
        add(verb, Role::subject, child, "by");
      } else if (tree_.is_noun(child)) {
        add_far_agents(verb, child);
      }
    }
  }

  // "has an alliance with": the alliance is the subject's.
  void add_owners(std::size_t verb) {
    for (const std::size_t child : tree_.children(verb)) {
      if (!tree_.is(child, Dependency::obj) || tree_.token(child).pos != PartOfSpeech::noun) continue;
      for (const std::size_t subject : subjects_.of(verb)) add(child, Role::possessor, subject);
    }
  }

  // "our allies, starting with Japan"
  void add_listed(std::size_t verb) {
    std::size_t noun = verb;
    while (noun > tree_.begin() && tree_.token(noun).pos != PartOfSpeech::noun) --noun;
    if (tree_.token(noun).pos != PartOfSpeech::noun) return;
    for (const std::size_t child : tree_.children(verb)) {
      if (!tree_.is(child, Dependency::obl) || tree_.case_of(child) != "with") continue;
      add(noun, Role::identity, child);
      // "allies and partners"
      if (tree_.is(noun, Dependency::conj)) add(tree_.head(noun), Role::identity, child);
    }
  }

  // "the sanctions Britain imposed"; "the talks Egypt mediated in"
  void add_gap(std::size_t at) {
    if (!tree_.has_child(at, Dependency::nsubj)) return;
    for (const std::size_t child : tree_.children(at)) {
      if (subjects_.is_relative_pronoun(child) && child < at) return;
      if (tree_.is_any(child, {Dependency::ccomp, Dependency::xcomp})) return;
    }
    add(at, Role::object, tree_.head(at));
  }

  // "attacked and occupied Kuwait": the object stands behind both verbs.
  void share_objects(std::size_t at, bool has_object) {
    if (has_object || !tree_.is(at, Dependency::conj)) return;
    const std::size_t first = tree_.head(at);
    if (!tree_.is_verb(first)) return;
    for (const std::size_t child : tree_.children(first)) {
      if (child > at && tree_.is(child, Dependency::obj)) add(at, Role::object, child);
      if (child > at && tree_.is(child, Dependency::obl)) add(at, Role::oblique, child, tree_.case_of(child));
    }
  }

  // "became an ally", "considers Turkey an ally"
  void add_attribute(std::size_t verb, std::size_t noun) {
    const std::size_t object = tree_.child(verb, Dependency::obj);
    if (object != kNone && !tree_.is_passive(verb)) {
      add_identity(noun, subjects_.resolve_relative(object));
      return;
    }
    for (const std::size_t subject : subjects_.of(verb)) add_identity(noun, subject);
  }

  void add_identity(std::size_t noun, std::size_t who) {
    add(noun, Role::identity, who);
    // "Our closest ally is Israel."
    if (tree_.token(noun).pos == PartOfSpeech::propn && tree_.token(who).pos != PartOfSpeech::propn) {
      add(who, Role::identity, noun);
    }
  }

  void add_nominal(std::size_t at) {
    for (const std::size_t child : tree_.children(at)) {
      const std::size_t argument = subjects_.resolve_relative(child);
      switch (tree_.relation(child)) {
        case Dependency::nmod_poss:
          add(at, Role::possessor, argument);
          break;
        case Dependency::compound:
        case Dependency::amod:
        case Dependency::nmod_unmarked:
          add_modifier(at, child, 0);
          add_title(at, child);
          break;
        case Dependency::nmod_desc:
          add_title(at, child);
          break;
        case Dependency::flat:
          if (tree_.token(at).pos != PartOfSpeech::propn || tree_.token(child).pos == PartOfSpeech::propn)
            add(at, Role::identity, child);
          break;
        case Dependency::appos:
          add(at, Role::identity, child);
          add(child, Role::identity, at);
          break;
        case Dependency::nmod:
        case Dependency::obl:
          add_prepositional(at, child, argument);
          break;
        case Dependency::obl_agent:
          add(at, Role::oblique, argument, "by");
          break;
        case Dependency::acl:
          if (tree_.token(child).xpos == "VB" || !tree_.mark_of(child).empty()) add(at, Role::complement, child);
          break;
        default:
          break;
      }
    }
    if (tree_.is_any(at, {Dependency::obl, Dependency::nmod}) && tree_.case_of(at) == "as") {
      // "acts as mediator", "plays a role as mediator", "with Kwame Nkrumah as its leader"
      const std::size_t head = tree_.head(at);
      if (tree_.is_verb(head) && at < head) {
        // "As a member of the union, Finland supports sanctions."
        for (const std::size_t subject : subjects_.of(head)) add_identity(at, subject);
      } else if (tree_.is_verb(head)) {
        add_attribute(head, at);
      } else if (tree_.token(head).pos == PartOfSpeech::propn) {
        add(at, Role::identity, head);
      } else if (tree_.is_any(head, {Dependency::obj, Dependency::obl}) && tree_.is_verb(tree_.head(head))) {
        for (const std::size_t subject : subjects_.of(tree_.head(head))) add(at, Role::identity, subject);
      }
    }
    add_neighbor(at);
  }

  // "its allies, Japan and Korea", wherever the parser hangs the names.
  void add_neighbor(std::size_t noun) {
    if (tree_.token(noun).pos != PartOfSpeech::noun || noun + 2 >= tree_.end() || !tree_.is_text(noun + 1, ",")) return;
    std::size_t name = noun + 2;
    while (name < tree_.end() && tree_.is_any(name, {Dependency::compound, Dependency::amod, Dependency::det}) &&
           tree_.head(name) > name)
      ++name;
    if (name >= tree_.end() || tree_.token(name).pos != PartOfSpeech::propn) return;
    if (tree_.is_any(name, {Dependency::conj, Dependency::appos, Dependency::nmod, Dependency::parataxis}))
      add(noun, Role::identity, name);
  }

  // "Turkish" of "Turkish officials", "US" of "US-Japan alliance".
  void add_modifier(std::size_t noun, std::size_t modifier, std::size_t depth) {
    add(noun, Role::possessor, modifier);
    if (depth == 3 || is_participle(modifier)) return;
    for (const std::size_t child : tree_.children(modifier)) {
      if (child < noun &&
          tree_.is_any(child, {Dependency::compound, Dependency::amod, Dependency::nmod_unmarked, Dependency::conj})) {
        add_modifier(noun, child, depth + 1);
      }
    }
  }

  // "Russian Foreign Minister Lavrov", "NATO ally Turkey": the title says who the name is.
  void add_title(std::size_t name, std::size_t title) {
    if (tree_.token(name).pos != PartOfSpeech::propn || title > name) return;
    add(title, Role::identity, name);
    for (const std::size_t child : tree_.children(name)) {
      if (child < title && tree_.is_any(child, {Dependency::compound, Dependency::amod, Dependency::nmod_poss,
                                                Dependency::nmod_unmarked})) {
        add(title, Role::possessor, child);
      }
    }
  }

  void add_prepositional(std::size_t noun, std::size_t child, std::size_t argument) {
    const std::string_view preposition = tree_.case_of(child);
    if (preposition.empty()) {
      add(noun, Role::possessor, argument);
      return;
    }
    if (preposition == "of") add(noun, Role::possessor, argument, preposition);
    add(noun, Role::oblique, argument, preposition);
    // "allies such as Turkey", "members including Turkey"
    if (is_one_of(preposition, {"such", "like", "including", "namely"})) add(noun, Role::identity, argument);
    // "one of the allies of Turkey"
    if (preposition == "of" && is_one_of(tree_.token(noun).folded, {"one", "some", "many", "part", "two"})) {
      for (const std::size_t subject : subjects_.of(noun)) add(child, Role::identity, subject);
      for (const std::size_t other : tree_.children(noun)) {
        if (tree_.is(other, Dependency::appos)) add(child, Role::identity, other);
      }
      if (tree_.is(noun, Dependency::appos)) add(child, Role::identity, tree_.head(noun));
    }
  }

  // "a round of sanctions on Iran", "the imposition of sanctions by the US": what is said of the first noun is said of the second.
  void look_through_nouns() {
    const std::size_t count = arcs_.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Arc inner = arcs_[i];
      if (inner.role != Role::possessor || inner.preposition != "of") continue;
      if (!words_.transparent_nouns.contains(tree_.token(inner.head).lemma) || !tree_.is_noun(inner.dependent))
        continue;
      for (std::size_t j = 0; j < count; ++j) {
        const Arc outer = arcs_[j];
        if (outer.dependent == inner.head && outer.role != Role::complement && outer.head != inner.dependent) {
          add(outer.head, outer.role, inner.dependent, outer.preposition);
        }
        if (outer.head == inner.head && outer.dependent != inner.dependent && outer.role != Role::complement) {
          add(inner.dependent, outer.role, outer.dependent, outer.preposition);
        }
      }
    }
  }

  // "presidents and ministers of Syria", "Syria's president and commander": what stands outside is of both.
  void share_among_heads() {
    const std::size_t count = arcs_.size();
    std::vector<std::size_t> added(tree_.end() - tree_.begin(), 0);
    for (std::size_t at = tree_.begin(); at < tree_.end(); ++at) {
      if (!tree_.is(at, Dependency::conj) || !tree_.is_noun(at) || tree_.token(at).pos == PartOfSpeech::propn) continue;
      const std::size_t first = tree_.head(at);
      if (!tree_.is_noun(first) || tree_.token(first).pos == PartOfSpeech::propn) continue;
      const bool determined = tree_.has_child(at, Dependency::det) || tree_.has_child(at, Dependency::nmod_poss);
      for (std::size_t i = 0; i < count; ++i) {
        const Arc arc = arcs_[i];
        if (arc.role != Role::possessor && arc.role != Role::oblique) continue;
        std::size_t& number = added[(arc.head == first ? at : first) - tree_.begin()];
        if (number >= kMostShared) continue;
        const bool before_both =
            arc.head == first && arc.dependent < first && arc.role == Role::possessor && !determined;
        const bool behind_both = (arc.head == first || arc.head == at) && arc.dependent > at;
        if (!before_both && !behind_both) continue;
        add(arc.head == first ? at : first, arc.role, arc.dependent, arc.preposition);
        ++number;
      }
    }
  }

  // "attacked Syria and Iraq"
  void share_among_dependents() {
    const std::size_t count = arcs_.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Arc arc = arcs_[i];
      if (arc.role == Role::complement) continue;
      std::size_t shared = 0;
      for (const std::size_t child : tree_.children(arc.dependent)) {
        if (!tree_.is(child, Dependency::conj) || child == arc.head || ++shared > kMostShared) continue;
        if (tree_.has_child(child, Dependency::nsubj) || tree_.has_child(child, Dependency::cop)) continue;
        if (tree_.is_verb(child)) continue;
        const std::string_view own = tree_.case_of(child);
        add(arc.head, arc.role, child, own.empty() ? arc.preposition : own);
      }
    }
  }

  const DependencyTree& tree_;
  const GrammarWords& words_;
  std::vector<Arc> arcs_;
  SubjectFinder subjects_;
};

std::vector<std::size_t> index_by(const std::vector<Arc>& arcs, std::size_t Arc::*end, const DependencyTree& tree) {
  std::vector<std::size_t> first(tree.end() - tree.begin() + 1, 0);
  for (const Arc& arc : arcs) ++first[arc.*end - tree.begin() + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  return first;
}

}  // namespace

std::string_view to_string(Role role) {
  constexpr std::array<std::string_view, 7> kNames = {"subject",   "object",   "recipient", "oblique",
                                                      "possessor", "identity", "complement"};
  return kNames[static_cast<std::size_t>(role)];
}

PredicateGraph::PredicateGraph(const DependencyTree& tree, const GrammarWords& words)
    : tree_(tree), by_head_(Builder(tree, words).build()) {
  const auto fields = [](const Arc& arc) { return std::tie(arc.head, arc.dependent, arc.role, arc.preposition); };
  std::sort(by_head_.begin(), by_head_.end(), [&](const Arc& a, const Arc& b) { return fields(a) < fields(b); });
  by_head_.erase(
      std::unique(by_head_.begin(), by_head_.end(), [&](const Arc& a, const Arc& b) { return fields(a) == fields(b); }),
      by_head_.end());
  by_dependent_ = by_head_;
  std::stable_sort(by_dependent_.begin(), by_dependent_.end(),
                   [](const Arc& a, const Arc& b) { return a.dependent < b.dependent; });
  first_by_head_ = index_by(by_head_, &Arc::head, tree);
  first_by_dependent_ = index_by(by_dependent_, &Arc::dependent, tree);
}

std::span<const Arc> PredicateGraph::arcs_of(std::size_t head) const {
  const std::size_t at = head - tree_.begin();
  return std::span(by_head_).subspan(first_by_head_[at], first_by_head_[at + 1] - first_by_head_[at]);
}

std::span<const Arc> PredicateGraph::arcs_to(std::size_t dependent) const {
  const std::size_t at = dependent - tree_.begin();
  return std::span(by_dependent_)
      .subspan(first_by_dependent_[at], first_by_dependent_[at + 1] - first_by_dependent_[at]);
}

}  // namespace entente::ingest
