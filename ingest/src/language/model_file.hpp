// The file of a model: named arrays, memory-mapped. All numbers are little-endian.
//
//   64 bytes   header: magic "ENTENTEL", u32 version, u32 sections, u64 file size, u64 XXH3 of all that follows the
//              header, zeros
//   64 bytes each   section: name (32 bytes, zero-padded), u64 offset, u64 bytes, u32 kind, u32 rows, u32 columns, zeros
//   sections   each beginning at a multiple of 64
//
// ModelFileWriter and tools/train/export.py write it. Never renumber kinds or change a section's meaning without a new version.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <entente/schemas/mapped_file.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest::language {

enum class ArrayKind : std::uint32_t { text = 0, int8 = 1, float32 = 2, uint32 = 3, uint8 = 4 };

// A section's contents. Valid as long as the file is open.
struct Array {
  const std::byte* data = nullptr;
  std::size_t rows = 0;
  std::size_t columns = 0;

  template <typename T>
  const T* as() const {
    return reinterpret_cast<const T*>(data);
  }
};

// What a file is expected to hold, as errors call it, and how to mend one that does not.
struct ModelKind {
  std::string_view name;
  std::string_view mend;
};

class ModelFile {
 public:
  static constexpr std::uint32_t kVersion = 1;

  // Checks magic, version, size, checksum and every section's bounds. Errors name the file and what is wrong with it.
  static Result<ModelFile> open(const std::filesystem::path& path, const ModelKind& kind);

  // The same from memory that outlives the file; `name` stands for it in errors.
  static Result<ModelFile> read(const std::byte* bytes, std::size_t size, std::string name, const ModelKind& kind);

  // Fails if there is no such section, or not of this kind and shape.
  Result<Array> array(std::string_view name, ArrayKind kind, std::size_t rows, std::size_t columns) const;
  Result<std::string_view> text(std::string_view name) const;

  std::uint64_t checksum() const { return checksum_; }
  Error error(std::string message) const;

 private:
  friend class ModelFileWriter;
  struct Section;
  const Section* find(std::string_view name) const;

  std::shared_ptr<const MappedFile> mapping_;  // Null for memory of somebody else.
  const std::byte* bytes_ = nullptr;
  std::size_t sections_ = 0;
  std::uint64_t checksum_ = 0;
  std::string name_;
  ModelKind kind_;
};

// Writes such a file section by section.
class ModelFileWriter {
 public:
  void add(std::string name, ArrayKind kind, std::size_t rows, std::size_t columns, const void* data);
  void add_text(std::string name, std::string_view text) {
    add(std::move(name), ArrayKind::text, text.size(), 1, text.data());
  }

  std::string bytes() const;

 private:
  struct Entry {
    std::string name;
    ArrayKind kind;
    std::size_t rows;
    std::size_t columns;
    std::string data;
  };
  std::vector<Entry> entries_;
};

}  // namespace entente::ingest::language
