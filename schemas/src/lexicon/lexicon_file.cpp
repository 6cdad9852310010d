#include "lexicon_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

#include <entente/schemas/lexicon.hpp>

#include <fmt/format.h>
#include <xxhash.h>

namespace entente::lexicon {
namespace {

constexpr const char* kMend = "install it again, or make it with `entente lexicon compile`";
constexpr auto kAliasKinds = static_cast<std::uint32_t>(AliasKind::series) + 1;
constexpr auto kLinkKinds = static_cast<std::uint32_t>(LinkKind::membership) + 1;

bool within(const Range& range, std::size_t limit) { return range.begin <= range.end && range.end <= limit; }

bool all_below(std::span<const std::uint32_t> numbers, std::size_t limit) {
  return std::all_of(numbers.begin(), numbers.end(), [&](std::uint32_t number) { return number < limit; });
}

}  // namespace

Result<std::shared_ptr<const LexiconFile>> LexiconFile::open(const std::filesystem::path& path) {
  auto mapped = MappedFile::open(path, "compiled lexicon", kMend);
  if (!mapped) return mapped.error();
  auto file = std::make_shared<LexiconFile>();
  file->mapped_ = std::move(*mapped);
  file->bytes_ = file->mapped_->bytes();
  if (auto checked = file->check(path.string()); !checked) return checked.error();
  return std::shared_ptr<const LexiconFile>(std::move(file));
}

Result<std::shared_ptr<const LexiconFile>> LexiconFile::read(std::string bytes, const std::string& name) {
  auto file = std::make_shared<LexiconFile>();
  file->owned_ = std::move(bytes);
  file->bytes_ = file->owned_;
  if (auto checked = file->check(name); !checked) return checked.error();
  return std::shared_ptr<const LexiconFile>(std::move(file));
}

// Whether all sections lie within the file.
bool LexiconFile::take_sections() {
  std::array<SectionRow, kSections> rows{};
  if (bytes_.size() < sizeof(Header) + sizeof(rows)) return false;
  std::memcpy(rows.data(), bytes_.data() + sizeof(Header), sizeof(rows));
  for (const SectionRow& row : rows) {
    if (row.offset % 8 != 0 || row.offset > bytes_.size() || row.bytes > bytes_.size() - row.offset) return false;
  }
  const auto take = [&]<typename T>(Section section, std::span<const T>& into) {
    into = {reinterpret_cast<const T*>(bytes_.data() + rows[section].offset), rows[section].bytes / sizeof(T)};
  };
  pool = bytes_.substr(rows[kPool].offset, rows[kPool].bytes);
  take(kOffsets, offsets);
  take(kLists, lists);
  take(kRecords, records);
  take(kAliases, aliases);
  take(kLinks, links);
  take(kTrie, trie);
  take(kKeyAliases, key_aliases);
  take(kAliasesOfKeys, aliases_of_keys);
  return true;
}

// Whether every number in the file is one of what it counts.
bool LexiconFile::is_sound() const {
  if (offsets.size() < 2 || offsets.front() != 0 || offsets.back() != pool.size()) return false;
  if (!std::is_sorted(offsets.begin(), offsets.end())) return false;
  if (key_aliases.empty() || !std::is_sorted(key_aliases.begin(), key_aliases.end())) return false;
  if (key_aliases.back() > aliases_of_keys.size() || !all_below(aliases_of_keys, aliases.size())) return false;
  if (!all_below(lists, offsets.size() - 1) || !rows_are_sound()) return false;
  return lexicon::is_sound(trie, key_aliases.size() - 1);
}

bool LexiconFile::rows_are_sound() const {
  const std::size_t strings = offsets.size() - 1;
  std::string_view last_key;
  for (const RecordRow& row : records) {
    if (!all_below(std::array{row.key, row.name, row.iso3, row.cow, row.wikidata, row.seat, row.source}, strings) ||
        row.type < 1 || row.type > static_cast<std::uint32_t>(EntityType::media) ||
        !within(row.aliases, aliases.size()) || !within(row.links, links.size()) || text(row.key) <= last_key) {
      return false;
    }
    last_key = text(row.key);
  }
  for (const AliasRow& row : aliases) {
    if (row.text >= strings || (row.record != kNone && row.record >= records.size()) || row.kind >= kAliasKinds ||
        !within(row.needs, lists.size()) || !within(row.avoid, lists.size())) {
      return false;
    }
  }
  return std::all_of(links.begin(), links.end(), [&](const LinkRow& row) {
    return row.kind < kLinkKinds && row.target < records.size() && row.title < strings;
  });
}

Result<void> LexiconFile::check(const std::string& name) {
  const auto damaged = [&](const char* what) { return Error{ErrorCode::corruption, what, name, kMend}; };
  header = reinterpret_cast<const Header*>(bytes_.data());
  if (bytes_.size() < sizeof(Header) || std::memcmp(header->magic, kMagic, sizeof(kMagic)) != 0) {
    return damaged("not a compiled lexicon");
  }
  if (header->version != kVersion) {
    return Error{ErrorCode::unsupported_version,
                 fmt::format("compiled lexicon of version {}; this program reads {}", header->version, kVersion), name,
                 kMend};
  }
  if (header->size != bytes_.size()) return damaged("the compiled lexicon is cut short or has grown");
  if (XXH3_64bits(bytes_.data() + sizeof(Header), bytes_.size() - sizeof(Header)) != header->checksum) {
    return damaged("the compiled lexicon is damaged: its checksum is wrong");
  }
  if (!take_sections() || !is_sound()) return damaged("the compiled lexicon is inconsistent");
  entities_ = std::make_unique<EntitySlot[]>(records.size());
  beginnings_ = {beginnings_of(kCapitalKey), beginnings_of(kAnyKey)};
  return {};
}

LexiconFile::Beginnings LexiconFile::beginnings_of(char prefix) const {
  Beginnings beginnings;
  const auto next = [&](std::uint32_t node, char letter) {
    return node == kFreeNode ? kFreeNode : child(trie, node, static_cast<unsigned char>(letter));
  };
  const std::uint32_t root = next(kRootNode, prefix);
  for (char first = 'a'; first <= 'z'; ++first) {
    const std::uint32_t one = next(root, first);
    for (char second = 'a'; one != kFreeNode && second <= 'z'; ++second) {
      const std::uint32_t two = next(one, second);
      for (char third = 'a'; two != kFreeNode && third <= 'z'; ++third) {
        if (next(two, third) != kFreeNode) beginnings.set(beginning(first, second, third));
      }
    }
  }
  return beginnings;
}

std::vector<std::string_view> LexiconFile::texts(const Range& range) const {
  std::vector<std::string_view> result;
  for (std::uint32_t i = range.begin; i < range.end; ++i) result.push_back(text(lists[i]));
  return result;
}

const std::shared_ptr<const Entity>& LexiconFile::entity(std::uint32_t record) const {
  EntitySlot& slot = entities_[record];
  std::call_once(slot.made, [&] {
    const RecordRow& row = records[record];
    auto entity = std::make_shared<Entity>();
    entity->key = {string(row.key)};
    entity->name = string(row.name);
    entity->type = static_cast<EntityType>(row.type);
    entity->codes = {string(row.iso3), string(row.cow), string(row.wikidata)};
    std::set<std::string_view> names;
    for (std::uint32_t i = row.aliases.begin; i < row.aliases.end; ++i) names.insert(text(aliases[i].text));
    names.erase(entity->name);
    entity->aliases.assign(names.begin(), names.end());
    slot.entity = std::move(entity);
  });
  return slot.entity;
}

}  // namespace entente::lexicon
