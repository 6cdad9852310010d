// The compiled lexicon on disk. All numbers are little-endian u32 unless said otherwise.
//
//   64 bytes   header
//   sections   in the order of Section, each beginning at a multiple of 8
//
// Texts are numbers of strings; string i is pool[offsets[i] .. offsets[i + 1]), and string 0 is empty. Lists are ranges of a
// pool of numbers. Dates are year << 9 | month << 5 | day, 0 if unknown. Trie keys are comparison forms (name_cursor.hpp)
// behind kCapitalKey or kAnyKey; key k has the aliases key_aliases[k] .. key_aliases[k + 1] of the pool `aliases_of_keys`.
// Never change a meaning without a new version.
#pragma once

#include <cstddef>
#include <cstdint>

#include <entente/schemas/date.hpp>

namespace entente::lexicon {

inline constexpr char kMagic[8] = {'E', 'N', 'T', 'E', 'N', 'T', 'E', 'W'};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;
inline constexpr char kCapitalKey = 1;  // Names that begin with a capital letter.
inline constexpr char kAnyKey = 2;      // Names that need not.

enum Section : std::size_t {
  kPool,           // Bytes of all strings.
  kOffsets,        // u32
  kLists,          // u32
  kRecords,        // RecordRow, in key order.
  kAliases,        // AliasRow, those of a record together.
  kLinks,          // LinkRow, those of a record together.
  kTrie,           // TrieNode
  kKeyAliases,     // u32: where the aliases of a key begin, one more than there are keys.
  kAliasesOfKeys,  // u32
  kSections
};

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t reserved;
  std::uint64_t checksum;  // XXH3 of all that follows the header.
  std::uint64_t fingerprint_high;
  std::uint64_t fingerprint_low;
  std::uint64_t size;  // Of the file.
  std::uint64_t reserved2[2];
};
static_assert(sizeof(Header) == 64);

// Follows the header, one for each section.
struct SectionRow {
  std::uint64_t offset;
  std::uint64_t bytes;
};

struct Range {
  std::uint32_t begin;
  std::uint32_t end;
};

struct RecordRow {
  std::uint32_t key;
  std::uint32_t name;
  std::uint32_t type;
  std::uint32_t iso3;
  std::uint32_t cow;
  std::uint32_t wikidata;
  std::uint32_t seat;
  std::uint32_t source;
  std::uint32_t from;
  std::uint32_t until;
  Range aliases;
  Range links;
};

struct AliasRow {
  std::uint32_t text;
  std::uint32_t record;  // kNone for phrases that are no entities.
  std::uint32_t kind;
  std::uint32_t ambiguous;
  Range needs;  // Of kLists, like `avoid`: numbers of strings.
  Range avoid;
};

struct LinkRow {
  std::uint32_t kind;
  std::uint32_t target;  // A record.
  std::uint32_t title;
  std::uint32_t from;
  std::uint32_t until;
};

inline std::uint32_t pack(const Date& date) {
  return static_cast<std::uint32_t>(date.year) << 9 | static_cast<std::uint32_t>(date.month) << 5 | date.day;
}

inline Date unpack_date(std::uint32_t packed) {
  return {static_cast<std::int16_t>(packed >> 9), static_cast<std::uint8_t>(packed >> 5 & 15),
          static_cast<std::uint8_t>(packed & 31)};
}

}  // namespace entente::lexicon
