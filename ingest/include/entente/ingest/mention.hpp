// Mentions: the places where a text names an entity.
#pragma once

#include <cstddef>
#include <memory>

#include <entente/schemas/entity.hpp>
#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/span.hpp>

namespace entente::ingest {

struct Mention {
  std::size_t begin = 0;  // Tokens, half-open.
  std::size_t end = 0;
  Span span;
  std::shared_ptr<const Entity> entity;  // Never null.
  AliasKind kind = AliasKind::name;
  bool coreferent = false;  // A pronoun or description, resolved.

  EntityType type() const { return entity->type; }
};

}  // namespace entente::ingest
