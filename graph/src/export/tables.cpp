#include "formats.hpp"

#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <entente/schemas/csv.hpp>

namespace entente::graph {
namespace {

void row(TextWriter& out, std::initializer_list<std::string_view> fields) {
  std::string line;
  bool first = true;
  for (const std::string_view field : fields) {
    if (!std::exchange(first, false)) line += ',';
    line += csv_field(clean_text(field));
  }
  out.write(line + "\n");
}

Result<Entity> entity_at(const ExportSource& source, std::uint32_t index) {
  return source.graph.entity(source.selected.nodes[index].node);
}

// Of a country, in a year or of unknown year.
struct YearCounts {
  std::set<StatementNumber> statements;
  std::set<ArticleNumber> articles;
  std::set<ArticleNumber> reports;
  std::array<std::uint32_t, 6> sentences{};  // facts, negated, possible, intended, hypothetical, ended
};

void count(const Factuality& factuality, YearCounts& counts) {
  if (factuality.is_fact()) ++counts.sentences[0];
  if (factuality.polarity == Polarity::negated) ++counts.sentences[1];
  if (factuality.modality != Modality::actual) ++counts.sentences[1 + static_cast<std::size_t>(factuality.modality)];
  if (factuality.phase == Phase::ended) ++counts.sentences[5];
}

}  // namespace

Result<void> write_csv_nodes(const ExportSource& source, TextWriter& out) {
  row(out,
      {"key", "name", "type", "iso3", "cow", "wikidata", "aliases", "first_seen", "last_seen", "statements", "color"});
  for (const SelectedNode& node : source.selected.nodes) {
    const auto entity = source.graph.entity(node.node);
    if (!entity) return entity.error();
    row(out, {entity->key.value, entity->name, to_string(entity->type), entity->codes.iso3, entity->codes.cow,
              entity->codes.wikidata, joined(entity->aliases, '|'), node.first_seen.to_string(),
              node.last_seen.to_string(), fmt::format("{}", node.statements), color_of(entity->type)});
  }
  return {};
}

Result<void> write_csv_edges(const ExportSource& source, TextWriter& out) {
  row(out, {"source",    "target",     "relation",   "polarity",   "modality",   "phase",     "symmetric",
            "reports",   "articles",   "statements", "confidence", "first_date", "last_date", "attribution",
            "time_from", "time_until", "sentence",   "article",    "url",        "statement"});
  return each_edge(source, [&](const ExportEdge& edge) -> Result<void> {
    const auto from = entity_at(source, edge.source);
    if (!from) return from.error();
    const auto to = entity_at(source, edge.target);
    if (!to) return to.error();
    row(out, {from->key.value,
              to->key.value,
              edge.relation,
              edge.polarity,
              edge.modality,
              edge.phase,
              edge.symmetric ? "true" : "false",
              fmt::format("{}", edge.reports),
              fmt::format("{}", edge.articles),
              fmt::format("{}", edge.statements),
              fmt::format("{:.4f}", edge.confidence),
              edge.first_seen.to_string(),
              edge.last_seen.to_string(),
              attribution_text(edge.best.evidence),
              edge.best.evidence.time.from.to_string(),
              edge.best.evidence.time.until.to_string(),
              edge.best.sentence,
              edge.best.article.id.value,
              edge.best.article.url,
              edge.id});
    return {};
  });
}

// Lines end rows for neo4j-admin, unless it is told otherwise: texts are brought into one line.
Result<void> write_neo4j_nodes(const ExportSource& source, TextWriter& out) {
  row(out, {"key:ID", "name", "aliases:string[]", "iso3", "cow", "wikidata", "first_seen", "last_seen",
            "statements:int", ":LABEL"});
  for (const SelectedNode& node : source.selected.nodes) {
    const auto entity = source.graph.entity(node.node);
    if (!entity) return entity.error();
    row(out, {one_line(entity->key.value), one_line(entity->name), one_line(joined(entity->aliases, ';')),
              entity->codes.iso3, entity->codes.cow, entity->codes.wikidata, node.first_seen.to_string(),
              node.last_seen.to_string(), fmt::format("{}", node.statements),
              fmt::format("Entity;{}", to_string(entity->type))});
  }
  return {};
}

Result<void> write_neo4j_relationships(const ExportSource& source, TextWriter& out) {
  row(out,
      {":START_ID", ":END_ID", ":TYPE", "statement", "polarity", "modality", "phase", "reports:int", "articles:int",
       "statements:int", "confidence:double", "first_seen", "last_seen", "sentence", "article", "url"});
  return each_edge(source, [&](const ExportEdge& edge) -> Result<void> {
    const auto from = entity_at(source, edge.source);
    if (!from) return from.error();
    const auto to = entity_at(source, edge.target);
    if (!to) return to.error();
    std::string type = edge.relation;
    for (char& c : type) c = c == '-' || c == '|' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    row(out,
        {one_line(from->key.value), one_line(to->key.value), type, edge.id, edge.polarity, edge.modality, edge.phase,
         fmt::format("{}", edge.reports), fmt::format("{}", edge.articles), fmt::format("{}", edge.statements),
         fmt::format("{:.4f}", edge.confidence), edge.first_seen.to_string(), edge.last_seen.to_string(),
         one_line(edge.best.sentence), one_line(edge.best.article.id.value), one_line(edge.best.article.url)});
    return {};
  });
}

Result<void> write_dyad_years(const ExportSource& source, TextWriter& out) {
  row(out, {"year", "iso3_a", "ccode_a", "name_a", "iso3_b", "ccode_b", "name_b", "relation", "statements", "reports",
            "articles", "facts", "negated", "possible", "intended", "hypothetical", "ended"});
  std::map<std::tuple<std::uint32_t, std::uint32_t, int, std::uint32_t>, YearCounts> rows;  // Pair, year, relation.
  std::vector<Entity> entities;
  for (const SelectedNode& node : source.selected.nodes) {
    auto entity = source.graph.entity(node.node);
    if (!entity) return entity.error();
    entities.push_back(std::move(*entity));
  }
  const auto read =
      each_evidence(source, [&](const SelectedStatement& statement, const StoredEvidence& piece) -> Result<void> {
        if (entities[statement.source].type != EntityType::country ||
            entities[statement.target].type != EntityType::country)
          return {};
        // The year of which the sentence speaks, else that of the article.
        const Date& told = piece.evidence.time.from;
        const int year = told.known() ? told.year : piece.article.date.year;
        YearCounts& counts = rows[{statement.source, statement.target, year, statement.relation}];
        counts.statements.insert(statement.number);
        const auto report = source.graph.report_of(piece.article.number);
        if (!report) return report.error();
        counts.articles.insert(piece.article.number);
        counts.reports.insert(*report);
        count(statement.factuality, counts);
        return {};
      });
  if (!read) return read;
  for (const auto& [key, counts] : rows) {
    const auto& [from, to, year, relation] = key;
    const Entity& a = entities[from];
    const Entity& b = entities[to];
    std::array<std::string, 6> sentences;
    for (std::size_t i = 0; i < sentences.size(); ++i) sentences[i] = fmt::format("{}", counts.sentences[i]);
    row(out, {year == 0 ? "" : fmt::format("{}", year), a.codes.iso3, a.codes.cow, a.name, b.codes.iso3, b.codes.cow,
              b.name, source.selected.relations[relation], fmt::format("{}", counts.statements.size()),
              fmt::format("{}", counts.reports.size()), fmt::format("{}", counts.articles.size()), sentences[0],
              sentences[1], sentences[2], sentences[3], sentences[4], sentences[5]});
  }
  return {};
}

Result<void> write_event_list(const ExportSource& source, TextWriter& out) {
  row(out, {"id",        "time",     "docId",    "docTitle", "docAuthor", "docSource",    "docSection",
            "docNotes",  "docType",  "position", "text",     "person",    "organization", "concept",
            "agreement", "modality", "phase",    "timeFrom", "timeUntil", "confidence"});
  std::uint64_t number = 0;
  return each_evidence(source, [&](const SelectedStatement& statement, const StoredEvidence& piece) -> Result<void> {
    const auto from = entity_at(source, statement.source);
    if (!from) return from.error();
    const auto to = entity_at(source, statement.target);
    if (!to) return to.error();
    const auto& attribution = piece.evidence.attribution;
    row(out, {fmt::format("{}", ++number),
              piece.article.date.to_string(),
              piece.article.id.value,
              piece.article.title,
              piece.article.author,
              piece.article.source,
              "",
              "",
              "article",
              fmt::format("{}", piece.evidence.sentence.begin_byte),
              piece.sentence,
              attribution.empty() ? "" : attribution.front().source,
              from->name,
              fmt::format("{} {}", source.selected.relations[statement.relation], to->name),
              statement.factuality.polarity == Polarity::affirmed ? "1" : "0",
              to_string(statement.factuality.modality),
              to_string(statement.factuality.phase),
              piece.evidence.time.from.to_string(),
              piece.evidence.time.until.to_string(),
              fmt::format("{:.4f}", piece.evidence.confidence)});
    return {};
  });
}

}  // namespace entente::graph
