#include <utility>

#include <entente/schemas/english.hpp>
#include <entente/schemas/json_schema.hpp>

#include <nlohmann/json.hpp>

namespace entente {
namespace {

using nlohmann::json;

CueEffect cue_effect(const std::string& name) {
  if (name == "none") return CueEffect::none;
  if (name == "negation") return CueEffect::negation;
  if (name == "possibility") return CueEffect::possibility;
  if (name == "intention") return CueEffect::intention;
  if (name == "hypothesis") return CueEffect::hypothesis;
  return CueEffect::cessation;  // The schema admits nothing else.
}

TimeWords time_words(const json& object) {
  TimeWords words;
  const std::pair<const char*, std::map<std::string, int>*> numbers[] = {
      {"months", &words.months}, {"weekdays", &words.weekdays}, {"days", &words.days}, {"numbers", &words.numbers}};
  for (const auto& [field, map] : numbers) *map = object.at(field).get<std::map<std::string, int>>();
  const std::pair<const char*, std::vector<std::string>*> lists[] = {
      {"units", &words.units},     {"previous", &words.previous},
      {"current", &words.current}, {"following", &words.following},
      {"ago", &words.ago},         {"since", &words.since},
      {"until", &words.until},     {"from", &words.from},
      {"to", &words.to},           {"at", &words.at}};
  for (const auto& [field, list] : lists) *list = object.at(field).get<std::vector<std::string>>();
  return words;
}

std::vector<ReportingWord> reporting_words(const json& by_stance) {
  std::vector<ReportingWord> result;
  for (const auto& [stance, words] : by_stance.items()) {
    const bool denies = stance == "denies";
    for (const json& word : words) {
      result.push_back({word.get<std::string>(), denies ? Stance::reports : *parse_stance(stance), denies});
    }
  }
  return result;
}

}  // namespace

Result<EnglishWords> load_english_words(const std::filesystem::path& path, const std::filesystem::path& schema_path) {
  const auto document = read_checked_json(path, schema_path);
  if (!document) return document.error();
  EnglishWords words;
  const std::pair<const char*, std::vector<std::string>*> lists[] = {
      {"title_abbreviations", &words.title_abbreviations},
      {"determiners", &words.determiners},
      {"prepositions", &words.prepositions},
      {"locative_prepositions", &words.locative_prepositions},
      {"coordinators", &words.coordinators},
      {"thing_pronouns", &words.thing_pronouns},
      {"person_pronouns", &words.person_pronouns},
      {"plural_pronouns", &words.plural_pronouns},
      {"speaker_pronouns", &words.speaker_pronouns},
      {"singular_speaker_pronouns", &words.singular_speaker_pronouns},
      {"joint_statement_names", &words.joint_statement_names},
      {"unspecific_adjectives", &words.unspecific_adjectives},
      {"general_body_nouns", &words.general_body_nouns},
      {"government_nouns", &words.government_nouns},
      {"home_nouns", &words.home_nouns},
      {"speaker_government_nouns", &words.speaker_government_nouns},
      {"pair_nouns", &words.pair_nouns},
      {"representative_nouns", &words.representative_nouns},
      {"descriptive_nouns", &words.descriptive_nouns},
      {"transparent_nouns", &words.transparent_nouns},
      {"subject_control_verbs", &words.subject_control_verbs},
      {"addressing_verbs", &words.addressing_verbs},
      {"owning_verbs", &words.owning_verbs},
      {"starting_participles", &words.starting_participles},
      {"office_titles", &words.office_titles},
      {"title_modifiers", &words.title_modifiers},
      {"general_titles", &words.general_titles},
      {"head_titles", &words.head_titles},
      {"name_prefixes", &words.name_prefixes},
      {"name_particles", &words.name_particles},
  };
  for (const auto& [field, list] : lists) *list = document->at(field).get<std::vector<std::string>>();
  for (const auto& [type, nouns] : document->at("description_nouns").items()) {
    words.description_nouns[*parse_entity_type(type)] = nouns.get<std::vector<std::string>>();
  }
  words.opposite_directions = document->at("opposite_directions").get<std::map<std::string, std::string>>();
  words.times = time_words(document->at("times"));
  words.irregular_verbs = document->at("irregular_verbs").get<std::map<std::string, std::vector<std::string>>>();
  words.irregular_nouns = document->at("irregular_nouns").get<std::map<std::string, std::string>>();
  return words;
}

Result<FactualityCues> load_factuality_cues(const std::filesystem::path& path,
                                            const std::filesystem::path& schema_path) {
  const auto document = read_checked_json(path, schema_path);
  if (!document) return document.error();
  FactualityCues cues;
  for (const auto& [effect, lists] : document->at("cues").items()) {
    const std::pair<const char*, CueKind> kinds[] = {{"words", CueKind::words},
                                                     {"modifiers", CueKind::modifier},
                                                     {"verbs", CueKind::verb},
                                                     {"nouns", CueKind::noun},
                                                     {"adjectives", CueKind::adjective}};
    for (const auto& [field, kind] : kinds) {
      for (const json& words : lists.value(field, json::array())) {
        cues.cues.push_back({words.get<std::string>(), kind, cue_effect(effect)});
      }
    }
  }
  cues.reporting_verbs = reporting_words(document->at("reporting_verbs"));
  cues.reporting_nouns = reporting_words(document->at("reporting_nouns"));
  const std::pair<const char*, std::vector<std::string>*> lists[] = {
      {"rejecting_adverbs", &cues.rejecting_adverbs},
      {"rejecting_predicates", &cues.rejecting_predicates},
      {"confirming_predicates", &cues.confirming_predicates},
      {"attributing_prepositions", &cues.attributing_prepositions},
  };
  for (const auto& [field, list] : lists) *list = document->at(field).get<std::vector<std::string>>();
  return cues;
}

}  // namespace entente
