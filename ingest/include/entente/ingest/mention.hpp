// Mentions: the places where a text names an entity.
#pragma once

#include <cstddef>

#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/span.hpp>

namespace entente::ingest {

struct Mention {
  std::size_t begin = 0;  // Tokens, half-open.
  std::size_t end = 0;
  Span span;
  const LexiconRecord* record = nullptr;  // Never null; owned by the lexicon, or by the caller of NameFinder.
  AliasKind kind = AliasKind::name;
  bool coreferent = false;  // A pronoun or description, resolved.

  EntityType type() const { return record->entity->type; }
};

}  // namespace entente::ingest
