// Mentions: the places where a text names an entity.
#pragma once

#include <cstddef>
#include <cstdint>
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
  bool coreferent = false;                  // A pronoun or description, resolved.
  std::shared_ptr<const Entity> home;       // Of a place: the country that it lies in, if that is known and undisputed.
  std::uint32_t in_article = 1;             // How often the article speaks of the entity.
  bool in_title = false;                    // Whether its title does.
  std::shared_ptr<const Entity> office_of;  // Of a person with a title: what the office is of, if that is known.
  std::size_t title = 0;                    // The token of the title then.

  EntityType type() const { return entity->type; }
};

}  // namespace entente::ingest
