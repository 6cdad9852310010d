// All shipped knowledge in one place: ontology, lexicon and word lists, read from one data folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <entente/schemas/english.hpp>
#include <entente/schemas/hash.hpp>
#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/ontology.hpp>
#include <entente/schemas/result.hpp>

namespace entente {

struct Knowledge {
  Ontology ontology;
  Lexicon lexicon;
  EnglishWords english;
  FactualityCues factuality;
  std::vector<std::string> warnings;  // What a user should know of the files.
  Hash128 fingerprint;                // Of all files read: statements made with equal knowledge are comparable.
};

// Where else knowledge may come from than the data folder.
struct KnowledgeOptions {
  std::filesystem::path compiled_lexicon;              // Used if it was made of the folder's files, for speed.
  std::vector<std::filesystem::path> user_lexicons;    // Merged with those of the folder.
  std::vector<std::filesystem::path> user_ontologies;  // Files of further relations.
};

// Reads relations.json, english.json, factuality.json and lexicon/*.json below `directory`, each checked against its
// schema in json/.
Result<Knowledge> load_knowledge(const std::filesystem::path& directory, const KnowledgeOptions& options = {});

// The lexicon alone; `warnings` as of load_lexicon.
Result<Lexicon> load_lexicon(const std::filesystem::path& directory, const KnowledgeOptions& options,
                             std::vector<std::string>& warnings);

}  // namespace entente
