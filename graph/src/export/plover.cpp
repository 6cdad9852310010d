#include "formats.hpp"

#include <utility>

namespace entente::graph {
namespace {

std::string list_of(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) list += (list.size() == 1 ? "" : ", ") + json_string(text);
  return list + "]";
}

std::string actor(const Entity& entity) {
  return fmt::format("[{{\"code\": {}, \"sector\": {}, \"entity_text\": {}, \"identifier_id\": {}}}]",
                     json_string(entity.codes.iso3), json_string(to_string(entity.type)), json_string(entity.name),
                     json_string(entity.codes.wikidata));
}

// PLOVER's auxiliary modes, which say what the sentence does with the event.
std::vector<std::string> auxiliary_modes(const Factuality& factuality) {
  std::vector<std::string> modes;
  if (factuality.phase == Phase::ended) modes.emplace_back("historical");
  if (factuality.modality == Modality::intended) modes.emplace_back("future");
  if (factuality.modality == Modality::hypothetical || factuality.modality == Modality::possible)
    modes.emplace_back("hypothetical");
  if (factuality.polarity == Polarity::negated) modes.emplace_back("negation");
  return modes;
}

// "SANCTION" and "discontinue" of "SANCTION/discontinue".
std::pair<std::string, std::string> event_and_mode(const std::string& code) {
  const std::size_t slash = code.find('/');
  return {code.substr(0, slash), slash == std::string::npos ? "" : code.substr(slash + 1)};
}

}  // namespace

// Relations without an event in PLOVER are states, not events, and are left out: membership, leadership, founding.
Result<void> write_plover(const ExportSource& source, TextWriter& out) {
  return each_evidence(source, [&](const SelectedStatement& statement, const StoredEvidence& piece) -> Result<void> {
    const std::string& name = source.selected.relations[statement.relation];
    const Relation* const relation = source.ontology.find(name);
    if (relation == nullptr || relation->plover.empty()) return {};
    const auto from = source.graph.entity(source.selected.nodes[statement.source].node);
    if (!from) return from.error();
    const auto to = source.graph.entity(source.selected.nodes[statement.target].node);
    if (!to) return to.error();
    const Date& told = piece.evidence.time.from;  // The day of the event, else that of the news.
    const auto [event, mode] = event_and_mode(relation->plover.front());
    const Span& sentence = piece.evidence.sentence;
    const std::string id =
        hash_fields({piece.article.content_hash.hex(), fmt::format("{}-{}", sentence.begin_byte, sentence.end_byte),
                     name, from->key.value, to->key.value, piece.evidence.rule})
            .hex();
    out.print(
        "{{\"id\": {}, \"date\": {}, \"event\": {}, \"mode\": {}, \"auxiliary\": {}, \"actor\": {}, \"recip\": {}, "
        "\"relation\": {}, "
        "\"cameo\": {}, \"eventText\": {}, \"textInfo\": {{\"text\": {}, \"start\": {}, \"end\": {}}}, \"citeInfo\": "
        "{{\"coder\": {}, "
        "\"docid\": {}, \"title\": {}, \"publisher\": {}, \"url\": {}, \"confidence\": {:.4f}}}}}\n",
        json_string(id), json_string((told.known() ? told : piece.article.date).to_string()), json_string(event),
        json_string(mode), list_of(auxiliary_modes(statement.factuality)), actor(*from), actor(*to), json_string(name),
        list_of(relation->cameo), json_string(piece.evidence.trigger), json_string(piece.sentence), sentence.begin_byte,
        sentence.end_byte, json_string(source.options.generator), json_string(piece.article.id.value),
        json_string(piece.article.title), json_string(piece.article.source), json_string(piece.article.url),
        piece.evidence.confidence);
    return {};
  });
}

}  // namespace entente::graph
