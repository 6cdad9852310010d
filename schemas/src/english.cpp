#include <utility>

#include <entente/schemas/english.hpp>
#include <entente/schemas/json_schema.hpp>

#include <nlohmann/json.hpp>

namespace entente {
namespace {

using nlohmann::json;

CueEffect cue_effect(const std::string& name) {
  if (name == "negation") return CueEffect::negation;
  if (name == "possibility") return CueEffect::possibility;
  if (name == "intention") return CueEffect::intention;
  if (name == "hypothesis") return CueEffect::hypothesis;
  return CueEffect::cessation;  // The schema admits nothing else.
}

}  // namespace

Result<EnglishWords> load_english_words(const std::filesystem::path& path, const std::filesystem::path& schema_path) {
  const auto document = read_checked_json(path, schema_path);
  if (!document) return document.error();
  EnglishWords words;
  const std::pair<const char*, std::vector<std::string>*> lists[] = {
      {"title_abbreviations", &words.title_abbreviations},
      {"be_forms", &words.be_forms},
      {"auxiliaries", &words.auxiliaries},
      {"adverbs", &words.adverbs},
      {"determiners", &words.determiners},
      {"prepositions", &words.prepositions},
      {"locative_prepositions", &words.locative_prepositions},
      {"coordinators", &words.coordinators},
      {"subordinators", &words.subordinators},
      {"relative_pronouns", &words.relative_pronouns},
      {"object_pronouns", &words.object_pronouns},
      {"thing_pronouns", &words.thing_pronouns},
      {"person_pronouns", &words.person_pronouns},
      {"country_phrases", &words.country_phrases},
      {"conflict_nouns", &words.conflict_nouns},
      {"conflict_determiners", &words.conflict_determiners},
      {"representative_nouns", &words.representative_nouns},
      {"office_titles", &words.office_titles},
      {"name_particles", &words.name_particles},
  };
  for (const auto& [field, list] : lists) *list = document->at(field).get<std::vector<std::string>>();
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
    const std::pair<const char*, CueKind> kinds[] = {
        {"words", CueKind::words}, {"verbs", CueKind::verb}, {"nouns", CueKind::noun}};
    for (const auto& [field, kind] : kinds) {
      for (const json& words : lists.value(field, json::array())) {
        cues.cues.push_back({words.get<std::string>(), kind, cue_effect(effect)});
      }
    }
  }
  const json& reporting = document->at("reporting_verbs");
  for (const auto& [stance, verbs] : reporting.items()) {
    for (const json& verb : verbs) {
      const bool denies = stance == "denies";
      cues.reporting_verbs.push_back(
          {verb.get<std::string>(), denies ? Stance::reports : *parse_stance(stance), denies});
    }
  }
  cues.inverted_conditionals = document->at("inverted_conditionals").get<std::vector<std::string>>();
  cues.rejecting_frames_before = document->at("rejecting_frames").at("before").get<std::vector<std::string>>();
  cues.rejecting_frames_after = document->at("rejecting_frames").at("after").get<std::vector<std::string>>();
  cues.rejecting_adverbs = document->at("rejecting_adverbs").get<std::vector<std::string>>();
  cues.attributing_phrases = document->at("attributing_phrases").get<std::vector<std::string>>();
  return cues;
}

}  // namespace entente
