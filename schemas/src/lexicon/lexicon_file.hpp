// A compiled lexicon in memory: mapped or owned bytes, checked, and the sections in them.
#pragma once

#include "double_array.hpp"
#include "lexicon_format.hpp"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/entity.hpp>
#include <entente/schemas/mapped_file.hpp>
#include <entente/schemas/result.hpp>

namespace entente::lexicon {

class LexiconFile {
 public:
  static Result<std::shared_ptr<const LexiconFile>> open(const std::filesystem::path& path);
  static Result<std::shared_ptr<const LexiconFile>> read(std::string bytes, const std::string& name);
  LexiconFile() = default;
  LexiconFile(const LexiconFile&) = delete;
  LexiconFile& operator=(const LexiconFile&) = delete;
  ~LexiconFile() = default;

  std::string_view text(std::uint32_t number) const {
    return pool.substr(offsets[number], offsets[number + 1] - offsets[number]);
  }
  std::vector<std::string_view> texts(const Range& range) const;
  std::string string(std::uint32_t number) const { return std::string(text(number)); }

  // The entity of a record, made when it is first asked for.
  const std::shared_ptr<const Entity>& entity(std::uint32_t record) const;

  // Whether some name of this kind (kCapitalKey, kAnyKey) begins with these three small letters of ASCII: most places in
  // a text are ruled out by them.
  bool may_begin(char prefix, char first, char second, char third) const {
    return beginnings_[prefix == kCapitalKey ? 0 : 1][beginning(first, second, third)];
  }

  const Header* header = nullptr;
  std::string_view pool;
  std::span<const std::uint32_t> offsets;
  std::span<const std::uint32_t> lists;
  std::span<const RecordRow> records;
  std::span<const AliasRow> aliases;
  std::span<const LinkRow> links;
  std::span<const TrieNode> trie;
  std::span<const std::uint32_t> key_aliases;
  std::span<const std::uint32_t> aliases_of_keys;

 private:
  struct EntitySlot {
    std::once_flag made;
    std::shared_ptr<const Entity> entity;
  };

  Result<void> check(const std::string& name);
  bool take_sections();
  bool is_sound() const;
  bool rows_are_sound() const;
  using Beginnings = std::bitset<0x8000>;  // Five bits for each of three letters.
  static std::size_t beginning(char first, char second, char third) {
    return (static_cast<std::size_t>(first) & 31) << 10 | (static_cast<std::size_t>(second) & 31) << 5 |
           (static_cast<std::size_t>(third) & 31);
  }
  Beginnings beginnings_of(char prefix) const;

  std::shared_ptr<const MappedFile> mapped_;  // Null if the bytes are owned.
  std::string owned_;
  std::string_view bytes_;  // Of one of them.
  std::array<Beginnings, 2> beginnings_;
  std::unique_ptr<EntitySlot[]> entities_;
};

}  // namespace entente::lexicon
