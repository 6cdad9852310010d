#include "discourse.hpp"

#include <algorithm>
#include <cmath>

namespace entente::ingest {
namespace {

constexpr std::size_t kNone = DependencyTree::kNone;

// Weights of Lappin and Leass.
constexpr double kRecency = 100;
constexpr double kSubject = 80;
constexpr double kObject = 50;
constexpr double kOblique = 40;
constexpr double kHead = 60;         // Not within another noun phrase.
constexpr double kNearSubject = 70;  // Subject of a clause around the pronoun.
constexpr double kClear = 1.2;       // How much better than the second best the best must be.
constexpr double kMostOfOld = 40;    // What earlier sentences add to a mention in this one.

bool has_clause_between(const DependencyTree& tree, std::size_t at, std::size_t ancestor) {
  for (; at != kNone && at != ancestor; at = tree.head(at)) {
    if (tree.is_any(at, {Dependency::acl, Dependency::acl_relcl, Dependency::advcl, Dependency::ccomp})) return true;
  }
  return false;
}

}  // namespace

Referent& Discourse::referent(const std::shared_ptr<const Entity>& entity) {
  const auto [found, is_new] = by_key_.emplace(entity->key.value, referents_.size());
  if (is_new) referents_.emplace_back().entity = entity;
  return referents_[found->second];
}

void Discourse::note_title(const std::shared_ptr<const Entity>& entity) {
  Referent& noted = referent(entity);
  noted.salience = std::max(noted.salience, kRecency + kHead);
}

double Discourse::weight(std::size_t head) const {
  switch (tree().relation(head)) {
    case Dependency::nsubj:
    case Dependency::nsubj_pass:
    case Dependency::root:
      return kRecency + kSubject + kHead;
    case Dependency::obj:
    case Dependency::iobj:
      return kRecency + kObject + kHead;
    case Dependency::obl:
    case Dependency::obl_agent:
      return kRecency + kOblique + kHead;
    case Dependency::conj:
    case Dependency::appos:
      return tree().head(head) == kNone || tree().is_any(tree().head(head), {Dependency::conj, Dependency::appos})
                 ? kRecency
                 : weight(tree().head(head));
    default:
      return kRecency;
  }
}

double Discourse::salience(const Referent& referent) const {
  return std::ldexp(referent.salience, -static_cast<int>(std::min<std::size_t>(sentence_ - referent.sentence, 60)));
}

void Discourse::note(const std::shared_ptr<const Entity>& entity, std::size_t head) {
  Referent& noted = referent(entity);
  if (is_here(noted)) {
    noted.salience = std::max(noted.salience, weight(head) + std::min(noted.salience, kMostOfOld));
  } else {
    noted.salience = weight(head) + salience(noted);
    noted.sentence = sentence_;
    noted.heads.clear();
  }
  noted.heads.push_back(head);
}

// Whether a mention at `head` cannot be what the phrase means.
bool Discourse::excludes(std::size_t head, std::size_t anchor) const {
  const std::size_t governor = tree().head(anchor);
  const bool possessive = tree().is(anchor, Dependency::nmod_poss);
  if (!possessive && tree().dominates(head, anchor)) return !has_clause_between(tree(), anchor, head);
  if (possessive) return governor != kNone && tree().dominates(governor, head);  // "his friend Putin"
  return governor != kNone && tree().head(head) == governor;                     // Arguments of one verb.
}

bool Discourse::excluded(const Referent& referent, std::size_t anchor) const {
  return is_here(referent) && std::any_of(referent.heads.begin(), referent.heads.end(),
                                          [&](std::size_t head) { return excludes(head, anchor); });
}

bool Discourse::is_subject_around(std::size_t head, std::size_t at) const {
  for (std::size_t up = tree().head(at); up != kNone; up = tree().head(up)) {
    if (tree().head(head) == up && tree().is_any(head, {Dependency::nsubj, Dependency::nsubj_pass})) return true;
    if (tree().is(up, Dependency::acl_relcl) && tree().head(up) == head) return true;
  }
  return tree().is(head, Dependency::appos) && is_subject_around(tree().head(head), at);
}

bool Discourse::is_subject_around(const Referent& referent, std::size_t at) const {
  return is_here(referent) && std::any_of(referent.heads.begin(), referent.heads.end(),
                                          [&](std::size_t head) { return is_subject_around(head, at); });
}

const Referent* Discourse::best(std::size_t anchor, const std::function<bool(const Referent&)>& fits,
                                std::size_t reach) const {
  const Referent* first = nullptr;
  double first_score = 0;
  double second_score = 0;
  for (const Referent& referent : referents_) {
    if (sentence_ - referent.sentence > reach || !fits(referent) || excluded(referent, anchor)) continue;
    const double score = salience(referent) + (is_subject_around(referent, anchor) ? kNearSubject : 0);
    if (score > first_score) {
      second_score = first_score;
      first_score = score;
      first = &referent;
    } else {
      second_score = std::max(second_score, score);
    }
  }
  return first && first_score >= kClear * second_score ? first : nullptr;
}

std::vector<std::shared_ptr<const Entity>> Discourse::group_at(std::size_t head) const {
  std::vector<std::shared_ptr<const Entity>> group;
  for (const Referent& referent : referents_) {
    if (!is_here(referent)) continue;
    for (const std::size_t other : referent.heads) {
      if (other != head && !(tree().is(other, Dependency::conj) && tree().head(other) == head)) continue;
      group.push_back(referent.entity);
      break;
    }
  }
  return group;
}

}  // namespace entente::ingest
