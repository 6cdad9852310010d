// All shipped knowledge in one place: ontology, lexicon and word lists, read from one data folder.
#pragma once

#include <filesystem>

#include <entente/schemas/english.hpp>
#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente {

struct Knowledge {
  Ontology ontology;
  Lexicon lexicon;
  EnglishWords english;
  FactualityCues factuality;
  Hash128 fingerprint;  // Of all files read: statements made with equal knowledge are comparable.
};

// Reads relations.json, english.json, factuality.json and lexicon/*.json below `directory`, each checked against its
// schema in json/.
Result<Knowledge> load_knowledge(const std::filesystem::path& directory);

}  // namespace entente
