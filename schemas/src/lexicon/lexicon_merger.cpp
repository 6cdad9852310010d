#include "lexicon_draft.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include <entente/schemas/json_schema.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::lexicon {
namespace {

using nlohmann::json;

constexpr std::pair<const char*, AliasKind> kAliasFields[] = {
    {"names", AliasKind::name},       {"abbreviations", AliasKind::abbreviation},
    {"demonyms", AliasKind::demonym}, {"metonyms", AliasKind::metonym},
    {"organs", AliasKind::organ},     {"series", AliasKind::series}};
constexpr std::pair<const char*, LinkKind> kLinkFields[] = {
    {"predecessors", LinkKind::predecessor}, {"successors", LinkKind::successor},
    {"members", LinkKind::member},           {"parties", LinkKind::party},
    {"countries", LinkKind::home},           {"offices", LinkKind::office}};

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

void read_aliases(const json& source, const char* field, AliasKind kind, bool from_user, RecordDraft& draft) {
  if (!source.contains(field)) return;
  std::vector<Alias>& aliases = draft.record.aliases;
  for (const json& item : source.at(field)) {
    Alias alias = read_alias(item, kind);
    if (from_user) draft.user_names.insert(alias.text);
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

Result<void> read_date(const json& source, const char* field, const std::string& place, Date& date) {
  if (!source.contains(field)) return {};
  const auto read = parse_date(source.at(field).get<std::string>());
  if (!read) return read.error().at(place);
  date = *read;
  return {};
}

Result<void> read_dates(const json& source, const std::string& place, Date& from, Date& until) {
  if (auto read = read_date(source, "from", place, from); !read) return read;
  if (auto read = read_date(source, "until", place, until); !read) return read;
  if (from.known() && until.known() && surely_before(until, from)) {
    return Error{ErrorCode::invalid_input,
                 fmt::format("'until' ({}) is before 'from' ({})", until.to_string(), from.to_string()), place,
                 "correct one of them"};
  }
  return {};
}

Result<void> read_links(const json& source, const char* field, LinkKind kind, const std::string& place,
                        std::vector<LexiconLink>& links) {
  if (!source.contains(field)) return {};
  for (const json& item : source.at(field)) {
    LexiconLink link;
    link.kind = kind;
    if (item.is_string()) {
      link.target = {item.get<std::string>()};
    } else {
      link.target = {item.at(kind == LinkKind::office ? "of" : "key").get<std::string>()};
      link.title = item.value("title", "");
      if (auto read = read_dates(item, place, link.from, link.until); !read) return read;
    }
    // What a later file says of the same link, which may have a date now, replaces what an earlier one said.
    const auto same = std::find_if(links.begin(), links.end(), [&](const LexiconLink& other) {
      return other.kind == kind && other.target == link.target && kind != LinkKind::office;
    });
    if (same == links.end()) {
      links.push_back(std::move(link));
    } else {
      *same = std::move(link);
    }
  }
  return {};
}

// Adds what one JSON record says to the draft of its entity.
Result<void> merge_record(const json& source, const std::string& place, bool from_user, RecordDraft& draft) {
  LexiconRecord& record = draft.record;
  for (const auto& [field, kind] : kAliasFields) read_aliases(source, field, kind, from_user, draft);
  for (const auto& [field, kind] : kLinkFields) {
    if (auto read = read_links(source, field, kind, place, record.links); !read) return read;
  }
  if (source.contains("codes")) {
    const json& codes = source.at("codes");
    record.entity.codes.iso3 = codes.value("iso3", record.entity.codes.iso3);
    record.entity.codes.cow = codes.value("cow", record.entity.codes.cow);
    record.entity.codes.wikidata = codes.value("wikidata", record.entity.codes.wikidata);
  }
  record.seat = source.value("seat", record.seat);
  return read_dates(source, place, record.from, record.until);
}

class Merger {
 public:
  Result<void> add_file(const std::filesystem::path& path, const json& schema, bool from_user) {
    const auto document = read_json_file(path);
    if (!document) return document.error();
    if (auto checked = check_against_schema(*document, schema, path.string()); !checked) return checked.error();
    const json& entities = document->at("entities");
    for (std::size_t i = 0; i < entities.size(); ++i) {
      const std::string place = fmt::format("{}: /entities/{}", path.string(), i);
      if (auto added = add_record(entities[i], place, from_user); !added) return added;
    }
    const json offices = document->value("offices", json::array());
    for (std::size_t i = 0; i < offices.size(); ++i) {
      const std::string place = fmt::format("{}: /offices/{}", path.string(), i);
      if (auto added = add_office(offices[i], place); !added) return added;
    }
    for (const json& phrase : document->value("non_entities", json::array())) {
      draft.non_entities.push_back(phrase.get<std::string>());
    }
    return {};
  }

  // Extensions may come before what they extend: a user's file need not know the order of ours.
  Result<void> apply_extensions() {
    for (const Extension& extension : extensions_) {
      const std::string key = extension.source.at("key").get<std::string>();
      const auto found = draft.records.find(key);
      if (found == draft.records.end()) {
        return Error{ErrorCode::invalid_input, fmt::format("'{}' extends an entity that no file defines", key),
                     extension.place,
                     "correct the key, or define the entity with name and type and without \"extends\""};
      }
      if (auto merged = merge_record(extension.source, extension.place, extension.from_user, found->second); !merged) {
        return merged;
      }
    }
    return {};
  }

  LexiconDraft draft;

 private:
  struct Extension {
    json source;
    std::string place;
    bool from_user;
  };

  Result<void> add_record(const json& source, const std::string& place, bool from_user) {
    const std::string key = source.at("key").get<std::string>();
    if (source.value("extends", false)) {
      extensions_.push_back({source, place, from_user});
      return {};
    }
    for (const char* field : {"name", "type"}) {
      if (!source.contains(field)) {
        return Error{ErrorCode::invalid_input, fmt::format("'{}' is missing for '{}'", field, key), place,
                     "add it, or \"extends\": true if another file defines this entity"};
      }
    }
    RecordDraft added;
    added.place = place;
    LexiconRecord& record = added.record;
    record.entity.key = {key};
    record.entity.name = source.at("name").get<std::string>();
    record.entity.type = *parse_entity_type(source.at("type").get<std::string>());
    record.source = source.value("source", "");
    record.aliases.push_back({record.entity.name, AliasKind::name, false, {}, {}});
    if (from_user) added.user_names.insert(record.entity.name);
    if (auto merged = merge_record(source, place, from_user, added); !merged) return merged;
    const auto [position, is_new] = draft.records.emplace(key, std::move(added));
    if (!is_new) {
      return Error{ErrorCode::invalid_input, fmt::format("'{}' is already defined at {}", key, position->second.place),
                   place, "remove one of them, or mark this one with \"extends\": true"};
    }
    return {};
  }

  Result<void> add_office(const json& source, const std::string& place) {
    OfficeList list;
    list.of = {source.at("of").get<std::string>()};
    list.title = source.at("title").get<std::string>();
    list.complete = source.value("complete", false);
    list.shared = source.value("shared", false);
    list.place = place;
    const json& holders = source.at("holders");
    for (std::size_t i = 0; i < holders.size(); ++i) {
      OfficeList::Term term;
      term.person = holders[i].value("person", "");
      const std::string term_place = fmt::format("{}/holders/{}", place, i);
      if (auto read = read_dates(holders[i], term_place, term.from, term.until); !read) return read;
      list.terms.push_back(std::move(term));
    }
    draft.offices.push_back(std::move(list));
    return {};
  }

  std::vector<Extension> extensions_;
};

// The lists of holders become links of the persons, and all offices links of what they are offices of.
Result<void> link_offices(LexiconDraft& draft) {
  for (const OfficeList& list : draft.offices) {
    for (const OfficeList::Term& term : list.terms) {
      if (term.person.empty()) continue;
      const auto person = draft.records.find(term.person);
      if (person == draft.records.end()) {
        return Error{ErrorCode::invalid_input, fmt::format("'{}' is a holder whom no file defines", term.person),
                     list.place, "define the person or correct the key"};
      }
      std::vector<LexiconLink>& links = person->second.record.links;
      LexiconLink link{LinkKind::office, list.of, list.title, term.from, term.until};
      if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(std::move(link));
    }
  }
  return {};
}

// How a link looks from its other end, where that is worth knowing.
std::optional<LinkKind> reverse_of(LinkKind kind) {
  switch (kind) {
    case LinkKind::predecessor:
      return LinkKind::successor;
    case LinkKind::successor:
      return LinkKind::predecessor;
    case LinkKind::member:
      return LinkKind::membership;
    case LinkKind::office:
      return LinkKind::holder;
    default:
      return std::nullopt;
  }
}

void link_reverses(LexiconDraft& draft) {
  std::vector<std::pair<std::string, LexiconLink>> reverses;
  for (const auto& [key, record] : draft.records) {
    for (const LexiconLink& link : record.record.links) {
      if (const auto kind = reverse_of(link.kind)) {
        reverses.emplace_back(link.target.value, LexiconLink{*kind, {key}, link.title, link.from, link.until});
      }
    }
  }
  for (auto& [key, link] : reverses) {
    auto& links = draft.records.at(key).record.links;
    if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(std::move(link));
  }
  for (auto& [key, record] : draft.records) {
    std::stable_sort(record.record.links.begin(), record.record.links.end(),
                     [](const LexiconLink& a, const LexiconLink& b) {
                       return std::tie(a.kind, a.title, a.from) < std::tie(b.kind, b.title, b.from);
                     });
  }
}

}  // namespace

Result<LexiconDraft> merge_sources(const LexiconSources& sources) {
  const auto schema = read_json_file(sources.schema);
  if (!schema) return schema.error();
  Merger merger;
  for (const auto& file : sources.files) {
    if (auto added = merger.add_file(file, *schema, false); !added) return added.error();
  }
  for (const auto& file : sources.user_files) {
    if (auto added = merger.add_file(file, *schema, true); !added) return added.error();
  }
  if (auto extended = merger.apply_extensions(); !extended) return extended.error();
  if (auto linked = link_offices(merger.draft); !linked) return linked.error();
  if (auto checked = check_draft(merger.draft); !checked) return checked.error();
  link_reverses(merger.draft);
  return std::move(merger.draft);
}

}  // namespace entente::lexicon
