#include <algorithm>
#include <map>
#include <set>

#include <entente/schemas/json_schema.hpp>
#include <entente/schemas/lexicon.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente {
namespace {

using nlohmann::json;

// A record while its files are being merged, with the place of its first definition for errors.
struct Draft {
  Entity entity;
  LexiconRecord record;
  std::string place;
};

Alias read_alias(const json& source, AliasKind kind) {
  Alias alias;
  alias.kind = kind;
  if (source.is_string()) {
    alias.text = source.get<std::string>();
    return alias;
  }
  alias.text = source.at("text").get<std::string>();
  alias.ambiguous = source.value("ambiguous", false);
  alias.needs = source.value("needs", std::vector<std::string>{});
  alias.avoid = source.value("avoid", std::vector<std::string>{});
  return alias;
}

void read_aliases(const json& source, const char* field, AliasKind kind, std::vector<Alias>& aliases) {
  if (!source.contains(field)) return;
  for (const json& item : source.at(field)) {
    Alias alias = read_alias(item, kind);
    const auto same =
        std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return a.text == alias.text; });
    // A later file knows better: it may add the conditions under which an earlier name holds.
    if (same == aliases.end()) {
      aliases.push_back(std::move(alias));
    } else {
      *same = std::move(alias);
    }
  }
}

std::vector<EntityKey> keys(const json& source, const char* field) {
  std::vector<EntityKey> result;
  for (auto& key : source.value(field, std::vector<std::string>{})) result.push_back({std::move(key)});
  return result;
}

Result<Date> read_date(const json& source, const char* field, const std::string& place) {
  auto date = parse_date(source.value(field, ""));
  if (!date) return date.error().at(place);
  return date;
}

// Adds what one JSON record says to the draft of its entity.
Result<void> merge_record(const json& source, const std::string& place, Draft& draft) {
  LexiconRecord& record = draft.record;
  read_aliases(source, "names", AliasKind::name, record.aliases);
  read_aliases(source, "abbreviations", AliasKind::abbreviation, record.aliases);
  read_aliases(source, "demonyms", AliasKind::demonym, record.aliases);
  read_aliases(source, "metonyms", AliasKind::metonym, record.aliases);
  read_aliases(source, "organs", AliasKind::organ, record.aliases);
  if (source.contains("codes")) {
    const json& codes = source.at("codes");
    draft.entity.codes.iso3 = codes.value("iso3", draft.entity.codes.iso3);
    draft.entity.codes.cow = codes.value("cow", draft.entity.codes.cow);
    draft.entity.codes.wikidata = codes.value("wikidata", draft.entity.codes.wikidata);
  }
  for (EntityKey& key : keys(source, "predecessors")) record.predecessors.push_back(std::move(key));
  for (EntityKey& key : keys(source, "successors")) record.successors.push_back(std::move(key));
  for (const json& office : source.value("offices", json::array())) {
    const auto from = read_date(office, "from", place);
    const auto until = read_date(office, "until", place);
    if (!from) return from.error();
    if (!until) return until.error();
    record.offices.push_back(
        {office.at("title").get<std::string>(), {office.at("of").get<std::string>()}, *from, *until});
  }
  for (const auto& [field, date] : {std::pair{"from", &record.from}, std::pair{"until", &record.until}}) {
    if (!source.contains(field)) continue;
    const auto read = read_date(source, field, place);
    if (!read) return read.error();
    *date = *read;
  }
  return {};
}

class Merger {
 public:
  Result<void> add_file(const std::filesystem::path& path, const json& document) {
    const json& entities = document.at("entities");
    for (std::size_t i = 0; i < entities.size(); ++i) {
      const std::string place = fmt::format("{}: /entities/{}", path.string(), i);
      if (auto added = add_record(entities[i], place); !added) return added;
    }
    for (const json& phrase : document.value("non_entities", json::array())) {
      non_entities.push_back(phrase.get<std::string>());
    }
    return {};
  }

  // Extensions may come before what they extend: a user's file need not know the order of ours.
  Result<void> apply_extensions() {
    for (const auto& [source, place] : extensions_) {
      const std::string key = source.at("key").get<std::string>();
      const auto found = drafts.find(key);
      if (found == drafts.end()) {
        return Error{ErrorCode::invalid_input, fmt::format("'{}' extends an entity that no file defines", key), place,
                     "correct the key, or define the entity with name and type and without \"extends\""};
      }
      if (auto merged = merge_record(source, place, found->second); !merged) return merged;
    }
    return {};
  }

  std::map<std::string, Draft> drafts;  // by key
  std::vector<std::string> non_entities;

 private:
  Result<void> add_record(const json& source, const std::string& place) {
    const std::string key = source.at("key").get<std::string>();
    if (source.value("extends", false)) {
      extensions_.emplace_back(source, place);
      return {};
    }
    for (const char* field : {"name", "type"}) {
      if (!source.contains(field)) {
        return Error{ErrorCode::invalid_input, fmt::format("'{}' is missing for '{}'", field, key), place,
                     "add it, or \"extends\": true if another file defines this entity"};
      }
    }
    Draft draft;
    draft.place = place;
    draft.entity.key = {key};
    draft.entity.name = source.at("name").get<std::string>();
    draft.entity.type = *parse_entity_type(source.at("type").get<std::string>());
    draft.record.aliases.push_back({draft.entity.name, AliasKind::name, false, {}, {}});
    if (auto merged = merge_record(source, place, draft); !merged) return merged;
    const auto [position, is_new] = drafts.emplace(key, std::move(draft));
    if (!is_new) {
      return Error{ErrorCode::invalid_input, fmt::format("'{}' is already defined at {}", key, position->second.place),
                   place, "remove one of them, or mark this one with \"extends\": true"};
    }
    return {};
  }

  std::vector<std::pair<json, std::string>> extensions_;
};

Error unknown_reference(const Draft& draft, const EntityKey& key) {
  return {ErrorCode::invalid_input,
          fmt::format("'{}' refers to '{}', which no file defines", draft.entity.key.value, key.value), draft.place,
          "define it or correct the key"};
}

Result<void> check_references(const std::map<std::string, Draft>& drafts) {
  for (const auto& [key, draft] : drafts) {
    for (const auto* list : {&draft.record.predecessors, &draft.record.successors}) {
      for (const EntityKey& other : *list) {
        if (!drafts.contains(other.value)) return unknown_reference(draft, other);
      }
    }
    for (const Office& office : draft.record.offices) {
      if (!drafts.contains(office.of.value)) return unknown_reference(draft, office.of);
    }
  }
  return {};
}

// Two entities may share a name only where each use of it carries a condition.
Result<void> check_clashes(const std::map<std::string, Draft>& drafts) {
  std::map<std::string, const Draft*> owners;
  for (const auto& [key, draft] : drafts) {
    for (const Alias& alias : draft.record.aliases) {
      if (alias.ambiguous) continue;
      const auto [position, is_new] = owners.emplace(alias.text, &draft);
      if (is_new || position->second == &draft) continue;
      return Error{
          ErrorCode::invalid_input,
          fmt::format("'{}' is a name of both '{}' and '{}'", alias.text, position->second->entity.key.value, key),
          draft.place, "mark the rarer meaning with {\"text\": …, \"ambiguous\": true, \"needs\": […]}"};
    }
  }
  return {};
}

}  // namespace

Result<Lexicon> Lexicon::load(const std::vector<std::filesystem::path>& files,
                              const std::filesystem::path& schema_path) {
  const auto schema = read_json_file(schema_path);
  if (!schema) return schema.error();
  Merger merger;
  for (const auto& file : files) {
    const auto document = read_json_file(file);
    if (!document) return document.error();
    if (auto checked = check_against_schema(*document, *schema, file.string()); !checked) return checked.error();
    if (auto added = merger.add_file(file, *document); !added) return added.error();
  }
  if (auto extended = merger.apply_extensions(); !extended) return extended.error();
  if (auto checked = check_references(merger.drafts); !checked) return checked.error();
  if (auto checked = check_clashes(merger.drafts); !checked) return checked.error();

  Lexicon lexicon;
  lexicon.non_entities_ = std::move(merger.non_entities);
  for (auto& [key, draft] : merger.drafts) {
    std::set<std::string> names;
    for (const Alias& alias : draft.record.aliases) names.insert(alias.text);
    names.erase(draft.entity.name);
    draft.entity.aliases.assign(names.begin(), names.end());
    draft.record.entity = std::make_shared<const Entity>(std::move(draft.entity));
    lexicon.index_.emplace(draft.record.entity->key, lexicon.records_.size());
    lexicon.records_.push_back(std::move(draft.record));
  }
  return lexicon;
}

Result<Lexicon> Lexicon::load_directory(const std::filesystem::path& directory,
                                        const std::filesystem::path& schema_path) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(directory, failure)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (failure) {
    return Error{ErrorCode::io, "the lexicon folder cannot be read: " + failure.message(), directory.string(),
                 "check that it exists and may be read"};
  }
  std::sort(files.begin(), files.end());
  return load(files, schema_path);
}

const LexiconRecord* Lexicon::find(const EntityKey& key) const {
  const auto found = index_.find(key);
  return found == index_.end() ? nullptr : &records_[found->second];
}

}  // namespace entente
