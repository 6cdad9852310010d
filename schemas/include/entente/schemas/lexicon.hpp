// The lexicon: the entities that are known beforehand, with every name they go by.
//
// Data lives in schemas/lexicon/*.json (format: schemas/json/lexicon.schema.json). A record with "extends": true adds
// names to a record of another file, so generated facts and hand-written knowledge stay in files of their own, and
// users can add to what is shipped.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <entente/schemas/date.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/hash.hpp>
#include <entente/schemas/result.hpp>

namespace entente {

enum class AliasKind : unsigned char {
  name,          // "Russian Federation"
  abbreviation,  // "USA": matches only as written.
  demonym,       // "Russian", "Russians": adjective or people.
  metonym,       // "Moscow": a place that stands for the government, except after "in", "near" and the like.
  organ,         // "State Department": a body that acts for its country.
};

// A name together with the conditions under which it means its entity.
struct Alias {
  std::string text;
  AliasKind kind = AliasKind::name;
  // Ambiguous names mean the entity only if the article also holds an unambiguous name of it or one of `needs`.
  bool ambiguous = false;
  std::vector<std::string> needs;
  std::vector<std::string> avoid;  // Never where the article holds one of these.
};

struct Office {
  std::string title;  // "president"
  EntityKey of;
  Date from;
  Date until;  // Unknown while in office.
};

struct LexiconRecord {
  std::shared_ptr<const Entity> entity;
  std::vector<Alias> aliases;  // The name first.
  std::vector<Office> offices;
  std::vector<EntityKey> predecessors;
  std::vector<EntityKey> successors;
  Date from;
  Date until;
};

class Lexicon {
 public:
  // Reads and merges the files in the order given. Fails on a broken file; on a key defined twice without
  // "extends"; on references to keys that do not exist; and on two entities that claim the same name of the same
  // kind of use without marking it ambiguous. Errors name file, JSON path and mend.
  static Result<Lexicon> load(const std::vector<std::filesystem::path>& files,
                              const std::filesystem::path& schema_path);

  // All *.json files of a folder, in byte order of their names.
  static Result<Lexicon> load_directory(const std::filesystem::path& directory,
                                        const std::filesystem::path& schema_path);

  // In key order.
  const std::vector<LexiconRecord>& records() const { return records_; }

  // Null if the key is unknown.
  const LexiconRecord* find(const EntityKey& key) const;

  // Phrases that look like names of entities and are not ("Georgia Tech", "South China Morning Post").
  const std::vector<std::string>& non_entities() const { return non_entities_; }

 private:
  std::vector<LexiconRecord> records_;
  std::unordered_map<EntityKey, std::size_t> index_;
  std::vector<std::string> non_entities_;
};

}  // namespace entente
