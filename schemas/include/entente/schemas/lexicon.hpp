// The lexicon: the entities that are known beforehand, with every name they go by, who leads whom and since when.
//
// Data lives in schemas/lexicon/*.json (format: schemas/json/lexicon.schema.json) and is compiled into one file
// (lexicon_compiler.hpp), which is memory-mapped and searched as it lies there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <entente/schemas/date.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/hash.hpp>
#include <entente/schemas/result.hpp>

namespace entente {

namespace lexicon {
class LexiconFile;
}

// Stored as numbers: never renumber, only append.
enum class AliasKind : std::uint8_t {
  name = 0,          // "Russian Federation"
  abbreviation = 1,  // "USA": matches only as written.
  demonym = 2,       // "Russian", "Russians": adjective or people.
  metonym = 3,       // "Moscow": a place that stands for the government, except after "in", "near" and the like.
  organ = 4,         // "State Department": a body that acts for its country.
  series = 5,        // "Department Press Briefing": titles of articles in which the entity speaks; no name in texts.
};

std::string_view to_string(AliasKind kind);

// A name together with the conditions under which it means its entity.
struct Alias {
  std::string text;
  AliasKind kind = AliasKind::name;
  // Ambiguous names mean the entity only if the article also holds an unambiguous name of it or one of `needs`.
  bool ambiguous = false;
  std::vector<std::string> needs;
  std::vector<std::string> avoid;  // Never where the article holds one of these.
};

// Stored as numbers: never renumber, only append.
enum class LinkKind : std::uint8_t {
  predecessor = 0,  // The state or body that this one followed.
  successor = 1,
  member = 2,      // Of an organisation or bloc.
  party = 3,       // To a conflict or an agreement.
  home = 4,        // The country of a group, company or outlet.
  office = 5,      // What a person holds or held, with a title, of a country or body.
  holder = 6,      // The reverse: who holds or held an office of this country or body.
  membership = 7,  // The reverse of member: what this country or body is a member of.
};

std::string_view to_string(LinkKind kind);

// How one entity of the lexicon stands to another, and from when to when where that is known.
struct LexiconLink {
  LinkKind kind = LinkKind::member;
  EntityKey target;
  std::string title;  // Of an office: "president".
  Date from;
  Date until;  // Unknown while it lasts.

  bool operator==(const LexiconLink&) const = default;
};

struct LexiconRecord {
  Entity entity;
  std::vector<Alias> aliases;  // The name first.
  std::vector<LexiconLink> links;
  Date from;           // When a state, body or war began.
  Date until;          // Unknown while it lasts.
  std::string seat;    // "Geneva"
  std::string source;  // "factbook-2026", "general", or what a user's file says.
};

// Numbers of records, in key order, and of aliases. They hold for one lexicon only and are never stored.
struct RecordNumber {
  std::uint32_t value = 0;
  auto operator<=>(const RecordNumber&) const = default;
};
struct AliasNumber {
  std::uint32_t value = 0;
  auto operator<=>(const AliasNumber&) const = default;
};

// A name found in a text. Bytes, half-open.
struct NameMatch {
  std::size_t begin = 0;
  std::size_t end = 0;
  AliasNumber alias;
};

// Immutable and thread-safe.
class Lexicon {
 public:
  // Maps a compiled file and checks all of it, so that nothing in it can lead a reader astray. Errors name the file.
  static Result<Lexicon> open(const std::filesystem::path& path);

  // The same from memory; `name` stands for the file in errors.
  static Result<Lexicon> read(std::string bytes, const std::string& name);

  // Which sources the file was compiled from (lexicon_compiler.hpp).
  Hash128 fingerprint() const;

  std::size_t size() const;  // Records.
  std::size_t alias_count() const;

  // A copy of all that is known.
  LexiconRecord record(RecordNumber number) const;
  LexiconRecord record(const EntityKey& key) const { return record(*find(key)); }  // Requires: the key is known.

  // The entity alone, made once and shared.
  const std::shared_ptr<const Entity>& entity(RecordNumber number) const;

  std::optional<RecordNumber> find(const EntityKey& key) const;

  // What a text is matched against. Phrases that are no entities ("Georgia Tech") have no record: they keep names within
  // them from being found.
  std::optional<RecordNumber> record_of(AliasNumber alias) const;
  EntityType type_of(RecordNumber number) const;
  std::string_view text_of(AliasNumber alias) const;
  AliasKind kind_of(AliasNumber alias) const;
  bool is_ambiguous(AliasNumber alias) const;
  std::vector<std::string_view> needs_of(AliasNumber alias) const;
  std::vector<std::string_view> avoid_of(AliasNumber alias) const;

  // Appends the names that begin at byte `begin` of `text` (the beginning of a word), and end at the end of a word or sign
  // within the text, shorter ones first. Spaces, dashes, apostrophes and diacritics are compared as fold_name() does,
  // upper case of the name must be upper case in the text, and abbreviations match as written.
  void match_at(std::string_view text, std::size_t begin, std::vector<NameMatch>& matches) const;

  // All names in the text, left to right, the longest at each place, without overlaps. Several entities of one name are
  // several matches.
  std::vector<NameMatch> match(std::string_view text) const;

  // The aliases that are this name, whatever the case of either.
  std::vector<AliasNumber> named(std::string_view name) const;

 private:
  explicit Lexicon(std::shared_ptr<const lexicon::LexiconFile> file) : file_(std::move(file)) {}
  std::shared_ptr<const lexicon::LexiconFile> file_;
};

}  // namespace entente
