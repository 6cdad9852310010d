#include "lexicon_draft.hpp"
#include "lexicon_format.hpp"

#include <algorithm>

#include <entente/schemas/lexicon_compiler.hpp>
#include <entente/schemas/mapped_file.hpp>

namespace entente {

Result<LexiconSources> LexiconSources::in_directory(const std::filesystem::path& directory,
                                                    const std::filesystem::path& schema) {
  LexiconSources sources;
  sources.schema = schema;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(directory, failure)) {
    if (entry.path().extension() == ".json") sources.files.push_back(entry.path());
  }
  if (failure) {
    return Error{ErrorCode::io, "the lexicon folder cannot be read: " + failure.message(), directory.string(),
                 "check that it exists and may be read"};
  }
  std::sort(sources.files.begin(), sources.files.end());
  return sources;
}

Result<Hash128> LexiconSources::fingerprint() const {
  Hash128 combined = hash_fields({"lexicon", std::to_string(lexicon::kVersion)});
  for (const auto* list : {&files, &user_files}) {
    for (const auto& file : *list) {
      const auto mapped = MappedFile::open(file, "lexicon file", "check that it exists, may be read and is not empty");
      if (!mapped) return mapped.error();
      const std::string_view role = list == &files ? "shipped" : "user";
      combined = hash_fields({combined.hex(), role, file.filename().string(), (*mapped)->bytes()});
    }
  }
  return combined;
}

Result<CompiledLexicon> compile_lexicon(const LexiconSources& sources) {
  const auto fingerprint = sources.fingerprint();
  if (!fingerprint) return fingerprint.error();
  auto draft = lexicon::merge_sources(sources);
  if (!draft) return draft.error();
  return CompiledLexicon{lexicon::write_lexicon(*draft, *fingerprint), std::move(draft->warnings)};
}

Result<Lexicon> load_lexicon(const LexiconSources& sources, const std::filesystem::path& compiled,
                             std::vector<std::string>& warnings) {
  const auto fingerprint = sources.fingerprint();
  if (!fingerprint) return fingerprint.error();
  if (sources.user_files.empty()) {
    auto opened = Lexicon::open(compiled);
    if (opened && opened->fingerprint() == *fingerprint) return opened;
  }
  auto made = compile_lexicon(sources);
  if (!made) return made.error();
  warnings.insert(warnings.end(), made->warnings.begin(), made->warnings.end());
  return Lexicon::read(std::move(made->bytes), "lexicon");
}

}  // namespace entente
