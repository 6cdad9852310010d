#include <algorithm>
#include <set>

#include <entente/schemas/json_schema.hpp>
#include <entente/schemas/ontology.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente {
namespace {

using nlohmann::json;

// The readers below run after the file has passed its schema, which guarantees fields, types and enumerations.

std::vector<std::string> strings(const json& object, const char* field) {
  return object.value(field, std::vector<std::string>{});
}

std::vector<EntityType> entity_types(const json& names) {
  std::vector<EntityType> types;
  for (const json& name : names) types.push_back(*parse_entity_type(name.get<std::string>()));
  return types;
}

Factuality factuality(const json& object) {
  return {*parse_polarity(object.value("polarity", "affirmed")), *parse_modality(object.value("modality", "actual")),
          *parse_phase(object.value("phase", "holds"))};
}

Relation read_relation(const json& source, const std::string& place) {
  Relation relation;
  relation.name = source.at("name").get<std::string>();
  relation.symmetric = source.value("symmetric", false);
  relation.inverse = source.value("inverse", relation.name);
  relation.domain = entity_types(source.at("domain"));
  relation.range = entity_types(source.at("range"));
  relation.records_wished_ends = source.value("records_wished_ends", false);
  relation.places_are_countries = source.value("places_are_countries", false);
  relation.definition = source.at("definition").get<std::string>();
  relation.boundary_rules = strings(source, "boundary_rules");
  const json& codes = source.at("codes");
  relation.cameo = strings(codes, "cameo");
  relation.plover = strings(codes, "plover");
  relation.wikidata = strings(codes, "wikidata");
  for (const json& pattern : source.at("patterns")) {
    relation.patterns.push_back(
        {fmt::format("{}/patterns/{}", place, relation.patterns.size()), pattern.at("id").get<std::string>(),
         pattern.at("text").get<std::string>(), factuality(pattern), pattern.at("confidence").get<double>(),
         pattern.value("reciprocal", false), entity_types(pattern.value("subject_types", json::array())),
         entity_types(pattern.value("object_types", json::array()))});
  }
  relation.triggers = strings(source, "triggers");
  if (const auto offices = source.find("offices"); offices != source.end()) {
    relation.offices = {offices->at("id").get<std::string>(), strings(*offices, "except"),
                        offices->at("confidence").get<double>()};
  }
  const json& examples = source.at("examples");
  for (const json& example : examples.at("positive")) {
    RelationExample read{example.at("text").get<std::string>(), {}};
    for (const json& statement : example.at("statements")) {
      read.statements.push_back({EntityKey{statement.at("subject").get<std::string>()}, relation.name,
                                 EntityKey{statement.at("object").get<std::string>()}, factuality(statement)});
    }
    relation.positive_examples.push_back(std::move(read));
  }
  relation.negative_examples = strings(examples, "negative");
  return relation;
}

}  // namespace

std::string Relation::query_type() const {
  std::string type;
  for (const char c : name) {
    if (c == '-') {
      type += '_';
    } else {
      type += c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
    }
  }
  return type;
}

Result<Ontology> Ontology::load(const std::filesystem::path& path, const std::filesystem::path& schema_path) {
  Ontology ontology;
  if (auto extended = ontology.extend(path, schema_path); !extended) return extended.error();
  return ontology;
}

Result<void> Ontology::extend(const std::filesystem::path& path, const std::filesystem::path& schema_path) {
  const auto document = read_checked_json(path, schema_path);
  if (!document) return document.error();
  Ontology extended = *this;
  if (const auto belief = document->find("belief"); relations_.empty() && belief != document->end()) {
    extended.belief_.systematic_error = belief->at("systematic_error").get<double>();
  }
  const json word_lists = document->value("words", json::object());
  for (const auto& [name, words] : word_lists.items()) {
    if (extended.words_.emplace(name, words.get<std::vector<std::string>>()).second) continue;
    return Error{ErrorCode::invalid_input, fmt::format("there is a list of words '{}' already", name),
                 fmt::format("{}: /words/{}", path.string(), name), "give the list another name"};
  }
  const json& relations = document->at("relations");
  for (std::size_t i = 0; i < relations.size(); ++i) {
    const std::string place = fmt::format("{}: /relations/{}", path.string(), i);
    if (auto added = extended.add(read_relation(relations[i], place), place); !added) return added;
  }
  *this = std::move(extended);
  return {};
}

Result<void> Ontology::add(Relation relation, const std::string& place) {
  if (find(relation.name)) {
    return Error{ErrorCode::invalid_input, fmt::format("relation '{}' is defined twice", relation.name), place,
                 "rename or remove one of them"};
  }
  std::set<std::string> ids;
  for (const Relation& other : relations_) {
    for (const RelationPattern& pattern : other.patterns) ids.insert(pattern.id);
  }
  for (const RelationPattern& pattern : relation.patterns) {
    if (!ids.insert(pattern.id).second) {
      return Error{ErrorCode::invalid_input, fmt::format("pattern id '{}' is used twice", pattern.id), pattern.place,
                   "give each pattern an id of its own"};
    }
  }
  relations_.push_back(std::move(relation));
  return {};
}

const std::vector<std::string>* Ontology::words(std::string_view name) const {
  const auto found = words_.find(name);
  return found == words_.end() ? nullptr : &found->second;
}

const Relation* Ontology::find(std::string_view name) const {
  const auto found =
      std::find_if(relations_.begin(), relations_.end(), [&](const Relation& r) { return r.name == name; });
  return found == relations_.end() ? nullptr : &*found;
}

}  // namespace entente
