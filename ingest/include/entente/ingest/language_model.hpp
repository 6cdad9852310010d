// The language model: what the language pipeline learned from treebanks, in one memory-mapped file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include <entente/schemas/result.hpp>

namespace entente::ingest {

class LanguageModel {
 public:
  // Maps the file and checks magic, format version, size, checksum, and that all of its parts fit together. Errors name
  // the file and what is wrong with it. The file's pages are shared by all processes that use it.
  static Result<std::shared_ptr<const LanguageModel>> open(const std::filesystem::path& path);

  // The same from memory, which must outlive the model. `name` stands for it in errors.
  static Result<std::shared_ptr<const LanguageModel>> read(std::span<const std::byte> bytes, std::string name);

  ~LanguageModel();

  // Name and checksum ("english-1 5f3a…"): labels of models with the same name are the same.
  const std::string& name() const;
  // What it was trained on, and under which licences that is.
  const std::string& license() const;

  // Numbers of an encoding of a token; see Document::encodings.
  std::size_t encoding_width() const;

  struct Parts;
  const Parts& parts() const { return *parts_; }  // For the language pipeline.

 private:
  explicit LanguageModel(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace entente::ingest
