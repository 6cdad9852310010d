#include "data_directory.hpp"

#include <cstdlib>
#include <system_error>

namespace entente::tools {

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

Result<Knowledge> load_shipped_knowledge(const std::string& chosen) { return load_knowledge(data_directory(chosen)); }

Result<std::shared_ptr<const ingest::LanguageModel>> load_shipped_language_model(const std::string& chosen) {
  return ingest::LanguageModel::open(data_directory(chosen) / "language" / "english.model");
}

}  // namespace entente::tools
