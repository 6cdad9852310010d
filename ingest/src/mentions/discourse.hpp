// What an article has spoken of so far, and how salient it is: whom a pronoun may mean.
//
// Salience follows Lappin and Leass 1994 (https://aclanthology.org/J94-4002): mentions weigh by their grammatical role, and every
// sentence halves the weight.
#pragma once

#include "../statements/dependency_tree.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <entente/schemas/entity.hpp>

namespace entente::ingest {

struct Referent {
  std::shared_ptr<const Entity> entity;
  double salience = 0;              // When it was mentioned last.
  std::size_t sentence = 0;         // Of its last mention.
  std::vector<std::size_t> heads;   // Of its mentions in that sentence.
  std::vector<std::string> titles;  // Of a person: "foreign minister".
};

class Discourse {
 public:
  static constexpr std::size_t kReach = 3;  // Sentences back that pronouns look.
  static constexpr std::size_t kAnywhere = static_cast<std::size_t>(-1);

  // `trees` are the sentences of the article and must outlive this.
  explicit Discourse(const std::vector<DependencyTree>& trees) : trees_(trees) {}

  // Everything below is about this sentence from here on. Sentences come in order.
  void begin_sentence(std::size_t number) { sentence_ = number; }

  // A new one if the entity has not been spoken of.
  Referent& referent(const std::shared_ptr<const Entity>& entity);

  // The title of an article speaks before its first sentence.
  void note_title(const std::shared_ptr<const Entity>& entity);

  // A mention in this sentence whose phrase hangs on `head`.
  void note(const std::shared_ptr<const Entity>& entity, std::size_t head);

  // The most salient referent that fits and that grammar does not exclude for a phrase headed by `anchor`. Null if there is
  // none, or if another is about as salient.
  const Referent* best(std::size_t anchor, const std::function<bool(const Referent&)>& fits,
                       std::size_t reach = kReach) const;

  // Whether one of its mentions is subject of a clause around the token.
  bool is_subject_around(const Referent& referent, std::size_t at) const;

  // The entities of this sentence that are coordinated with the one headed by `head`, and that one.
  std::vector<std::shared_ptr<const Entity>> group_at(std::size_t head) const;

 private:
  const DependencyTree& tree() const { return trees_[sentence_]; }
  bool is_here(const Referent& referent) const { return referent.sentence == sentence_ && !referent.heads.empty(); }
  double weight(std::size_t head) const;
  double salience(const Referent& referent) const;
  bool excluded(const Referent& referent, std::size_t anchor) const;
  bool excludes(std::size_t head, std::size_t anchor) const;
  bool is_subject_around(std::size_t head, std::size_t at) const;

  const std::vector<DependencyTree>& trees_;
  std::size_t sentence_ = 0;
  std::vector<Referent> referents_;
  std::unordered_map<std::string, std::size_t> by_key_;
};

}  // namespace entente::ingest
