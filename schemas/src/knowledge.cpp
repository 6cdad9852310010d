#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <entente/schemas/knowledge.hpp>

namespace entente {
namespace {

// Hash over the bytes of all data files, in byte order of their names. Files that cannot be read were reported by
// the loaders before this runs.
Hash128 fingerprint_of(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& folder : {directory, directory / "lexicon"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  Hash128 combined;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    combined = hash_fields({combined.hex(), file.filename().string(), bytes});
  }
  return combined;
}

}  // namespace

Result<Knowledge> load_knowledge(const std::filesystem::path& directory) {
  const auto schemas = directory / "json";
  auto ontology = Ontology::load(directory / "relations.json", schemas / "relations.schema.json");
  if (!ontology) return ontology.error();
  auto lexicon = Lexicon::load_directory(directory / "lexicon", schemas / "lexicon.schema.json");
  if (!lexicon) return lexicon.error();
  auto english = load_english_words(directory / "english.json", schemas / "english.schema.json");
  if (!english) return english.error();
  auto factuality = load_factuality_cues(directory / "factuality.json", schemas / "factuality.schema.json");
  if (!factuality) return factuality.error();
  return Knowledge{std::move(*ontology), std::move(*lexicon), std::move(*english), std::move(*factuality),
                   fingerprint_of(directory)};
}

}  // namespace entente
