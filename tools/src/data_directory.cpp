#include "data_directory.hpp"

#include "console.hpp"

#include <cstdlib>
#include <system_error>

namespace entente::tools {
namespace {

// The compiled lexicon lies in the data folder of an installation, and in the build folder otherwise.
KnowledgeOptions knowledge_options(const std::filesystem::path& directory, const DataOptions& data) {
  KnowledgeOptions options;
  options.compiled_lexicon = directory / "world.lexicon";
  std::error_code failure;
  if (!std::filesystem::exists(options.compiled_lexicon, failure)) options.compiled_lexicon = ENTENTE_COMPILED_LEXICON;
  options.user_lexicons.assign(data.lexicons.begin(), data.lexicons.end());
  options.user_ontologies.assign(data.ontologies.begin(), data.ontologies.end());
  return options;
}

void warn_of(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) warn(warning);
}

}  // namespace

std::filesystem::path data_directory(const std::string& chosen) {
  if (!chosen.empty()) return chosen;
  if (const char* variable = std::getenv("ENTENTE_DATA"); variable && *variable) return variable;
  std::error_code failure;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (!failure) {
    const auto installed = program.parent_path().parent_path() / "share" / "entente";
    if (std::filesystem::exists(installed / "relations.json", failure)) return installed;
  }
  return ENTENTE_SOURCE_DATA;
}

Result<Ontology> load_shipped_ontology() {
  const auto directory = data_directory("");
  return Ontology::load(directory / "relations.json", directory / "json" / "relations.schema.json");
}

Result<Knowledge> load_shipped_knowledge(const DataOptions& data) {
  const auto directory = data_directory(data.directory);
  auto knowledge = load_knowledge(directory, knowledge_options(directory, data));
  if (knowledge) warn_of(knowledge->warnings);
  return knowledge;
}

Result<Lexicon> load_shipped_lexicon(const DataOptions& data) {
  const auto directory = data_directory(data.directory);
  std::vector<std::string> warnings;
  auto lexicon = load_lexicon(directory, knowledge_options(directory, data), warnings);
  warn_of(warnings);
  return lexicon;
}

Result<EnglishWords> load_shipped_words(const DataOptions& data) {
  const auto directory = data_directory(data.directory);
  return load_english_words(directory / "english.json", directory / "json" / "english.schema.json");
}

Result<std::shared_ptr<const ingest::LanguageModel>> load_shipped_language_model(const DataOptions& data) {
  return ingest::LanguageModel::open(data_directory(data.directory) / "language" / "english.model");
}

Result<std::shared_ptr<const ingest::StatementModel>> load_shipped_statement_model(const DataOptions& data) {
  auto model = ingest::StatementModel::load(data_directory(data.directory) / "language" / "statements.model");
  if (!model) return model.error();
  return std::make_shared<const ingest::StatementModel>(std::move(*model));
}

}  // namespace entente::tools
