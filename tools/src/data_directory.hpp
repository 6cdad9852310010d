// Where the shipped ontology, lexicon, word lists and language model are.
#pragma once

#include "commands.hpp"

#include <filesystem>
#include <memory>
#include <string>

#include <entente/ingest/language_model.hpp>
#include <entente/ingest/statement_model.hpp>
#include <entente/schemas/knowledge.hpp>
#include <entente/schemas/result.hpp>

namespace entente::tools {

// `chosen` if it is not empty, else $ENTENTE_DATA, else share/entente beside the installed program, else the source
// tree that the program was built from.
std::filesystem::path data_directory(const std::string& chosen);

// The ontology from there, for commands that only show statements.
Result<Ontology> load_shipped_ontology();

// load_knowledge from there, with the user's own lexicons. What a user should know of them goes to standard error.
Result<Knowledge> load_shipped_knowledge(const DataOptions& data);

// The lexicon and the word lists alone.
Result<Lexicon> load_shipped_lexicon(const DataOptions& data);
Result<EnglishWords> load_shipped_words(const DataOptions& data);

// The language model from there: language/english.model.
Result<std::shared_ptr<const ingest::LanguageModel>> load_shipped_language_model(const DataOptions& data);

// Which candidates are statements.
Result<std::shared_ptr<const ingest::StatementModel>> load_shipped_statement_model(const DataOptions& data);

}  // namespace entente::tools
