#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <entente/schemas/knowledge.hpp>
#include <entente/schemas/lexicon_compiler.hpp>

namespace entente {
namespace {

// Hash over the bytes of the files that are not of the lexicon. Files that cannot be read were reported by the loaders
// before this runs.
Hash128 fingerprint_of(const std::filesystem::path& directory, const KnowledgeOptions& options) {
  Hash128 combined;
  const auto add = [&](const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    combined = hash_fields({combined.hex(), path.filename().string(), bytes});
  };
  for (const char* name : {"english.json", "factuality.json", "relations.json"}) add(directory / name);
  for (const auto& path : options.user_ontologies) add(path);
  return combined;
}

}  // namespace

Result<Lexicon> load_lexicon(const std::filesystem::path& directory, const KnowledgeOptions& options,
                             std::vector<std::string>& warnings) {
  auto sources = LexiconSources::in_directory(directory / "lexicon", directory / "json" / "lexicon.schema.json");
  if (!sources) return sources.error();
  sources->user_files = options.user_lexicons;
  return load_lexicon(*sources, options.compiled_lexicon, warnings);
}

Result<Knowledge> load_knowledge(const std::filesystem::path& directory, const KnowledgeOptions& options) {
  const auto schemas = directory / "json";
  auto ontology = Ontology::load(directory / "relations.json", schemas / "relations.schema.json");
  if (!ontology) return ontology.error();
  for (const auto& path : options.user_ontologies) {
    if (auto extended = ontology->extend(path, schemas / "relations.schema.json"); !extended) return extended.error();
  }
  std::vector<std::string> warnings;
  auto lexicon = load_lexicon(directory, options, warnings);
  if (!lexicon) return lexicon.error();
  auto english = load_english_words(directory / "english.json", schemas / "english.schema.json");
  if (!english) return english.error();
  auto factuality = load_factuality_cues(directory / "factuality.json", schemas / "factuality.schema.json");
  if (!factuality) return factuality.error();
  const Hash128 fingerprint = hash_fields({fingerprint_of(directory, options).hex(), lexicon->fingerprint().hex()});
  return Knowledge{std::move(*ontology),   std::move(*lexicon), std::move(*english),
                   std::move(*factuality), std::move(warnings), fingerprint};
}

}  // namespace entente
