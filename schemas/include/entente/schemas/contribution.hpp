// What one article adds to a store: the unit of ingestion.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <entente/schemas/article.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/statement.hpp>

namespace entente {

struct EntityMentions {
  std::shared_ptr<const Entity> entity;
  std::uint32_t count = 0;  // How often the article mentions it.
};

// A pure function of (article, lexicon, ontology, extractor version). Deterministic: entities are in key order and
// statements in text order, and every subject and object of a statement is among the entities.
struct Contribution {
  Article article;
  std::vector<EntityMentions> entities;
  std::vector<ExtractedStatement> statements;
  bool english = true;  // Whether the text looked like the language that was read. Not stored.
};

}  // namespace entente
