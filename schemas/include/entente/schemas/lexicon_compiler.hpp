// Makes the compiled lexicon from its JSON files: reads, checks, merges and writes them as one file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <entente/schemas/hash.hpp>
#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/result.hpp>

namespace entente {

// The files that make a lexicon, in the order in which they are merged.
struct LexiconSources {
  std::vector<std::filesystem::path> files;       // Shipped: a clash of names within them is an error.
  std::vector<std::filesystem::path> user_files;  // A clash that one of them brings is a warning.
  std::filesystem::path schema;

  // All *.json files of a folder, in byte order of their names.
  static Result<LexiconSources> in_directory(const std::filesystem::path& directory,
                                             const std::filesystem::path& schema);

  // Of the names and contents of all files and the version of the compiled form. Fails on a file that cannot be read.
  Result<Hash128> fingerprint() const;
};

struct CompiledLexicon {
  std::string bytes;  // The same sources give the same bytes, on every machine.
  // Names that a user's file gives to another entity than the lexicon does. Both then need support in the article.
  std::vector<std::string> warnings;
};

// A record with "extends": true adds to a record of any other file. Fails on a broken file; on a key defined twice without
// "extends"; on references to keys that do not exist; on two entities that claim the same name without marking it
// ambiguous; on demonyms of persons, companies and outlets; on two holders of one office at once, and on
// gaps in a list of holders that claims to be complete. Errors name file, JSON path and mend.
Result<CompiledLexicon> compile_lexicon(const LexiconSources& sources);

// The file at `compiled` if it was made from these very sources, else what compile_lexicon makes of them. The result is
// the same either way; only the time differs. Warnings are appended to `warnings`.
Result<Lexicon> load_lexicon(const LexiconSources& sources, const std::filesystem::path& compiled,
                             std::vector<std::string>& warnings);

}  // namespace entente
