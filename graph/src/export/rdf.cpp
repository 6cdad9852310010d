#include "formats.hpp"

#include <set>

#include <entente/graph/evidence_summary.hpp>

namespace entente::graph {
namespace {

constexpr std::string_view kVocabulary = "urn:entente:vocabulary#";
constexpr std::string_view kSchema = "http://www.w3.org/2001/XMLSchema#";
constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
constexpr std::string_view kLabel = "http://www.w3.org/2000/01/rdf-schema#label";
constexpr std::string_view kAltLabel = "http://www.w3.org/2004/02/skos/core#altLabel";
constexpr std::string_view kSameAs = "http://www.w3.org/2002/07/owl#sameAs";
constexpr std::string_view kProv = "http://www.w3.org/ns/prov#";
constexpr std::string_view kTerms = "http://purl.org/dc/terms/";
constexpr std::string_view kWikidata = "http://www.wikidata.org/entity/";
constexpr std::string_view kArticle = "http://schema.org/Article";
constexpr std::string_view kExtractor = "urn:entente:extractor";

// What an IRI cannot hold, as percent signs with digits.
std::string iri_part(std::string_view text) {
  std::string part;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F || std::string_view("<>\"{}|^`\\%#?").find(c) != std::string_view::npos) {
      part += fmt::format("%{:02X}", byte);
    } else {
      part += c;
    }
  }
  return part;
}

std::string entity_iri(const EntityKey& key) { return "urn:entente:entity/" + iri_part(key.value); }
std::string relation_iri(std::string_view relation) { return "urn:entente:relation/" + iri_part(relation); }
std::string statement_iri(const Statement& statement) { return "urn:entente:statement/" + statement.id().hash.hex(); }
std::string article_iri(const ArticleSummary& article) { return "urn:entente:article/" + article.content_hash.hex(); }
std::string sentence_iri(const StoredEvidence& piece) {
  return fmt::format("urn:entente:sentence/{}/{}-{}", piece.article.content_hash.hex(),
                     piece.evidence.sentence.begin_byte, piece.evidence.sentence.end_byte);
}
// What a sentence says of one statement.
std::string evidence_iri(const Statement& statement, const StoredEvidence& piece) {
  return fmt::format("urn:entente:evidence/{}/{}/{}-{}", statement.id().hash.hex(), piece.article.content_hash.hex(),
                     piece.evidence.sentence.begin_byte, piece.evidence.sentence.end_byte);
}

// Strings are escaped as in JSON.
std::string literal(std::string_view text) { return json_string(text); }

std::string typed(std::string_view value, std::string_view type) {
  return fmt::format("\"{}\"^^<{}{}>", value, kSchema, type);
}

// As precise as the date is.
std::string_view date_type(const Date& date) {
  return date.month == 0 ? "gYear" : date.day == 0 ? "gYearMonth" : "date";
}

// A statement with all that is told of it.
struct Described {
  Statement statement;
  StatementSummary summary;
  std::vector<StoredEvidence> evidence;
};

Result<Described> describe(const ExportSource& source, const SelectedStatement& selected) {
  auto statement = source.graph.statement(selected.number);
  if (!statement) return statement.error();
  auto evidence = source.graph.evidence(selected.number);
  if (!evidence) return evidence.error();
  const auto summary = source.graph.summary(selected.number, source.ontology.belief());
  if (!summary) return summary.error();
  return Described{std::move(*statement), *summary, std::move(*evidence)};
}

class QuadWriter {
 public:
  QuadWriter(const ExportSource& source, TextWriter& out) : source_(source), out_(out) {}

  Result<void> write() {
    triple(kExtractor, kType, resource(fmt::format("{}SoftwareAgent", kProv)));
    triple(kExtractor, kLabel, literal(source_.options.generator));
    for (const SelectedNode& node : source_.selected.nodes) {
      const auto entity = source_.graph.entity(node.node);
      if (!entity) return entity.error();
      write_entity(*entity);
    }
    for (const SelectedStatement& selected : source_.selected.statements) {
      const auto described = describe(source_, selected);
      if (!described) return described.error();
      write_statement(*described);
    }
    return {};
  }

 private:
  void triple(std::string_view subject, std::string_view predicate, std::string_view object) {
    out_.print("<{}> <{}> {} .\n", subject, predicate, object);
  }
  void term(std::string_view subject, std::string_view name, const std::string& object) {
    triple(subject, fmt::format("{}{}", kVocabulary, name), object);
  }
  void date(std::string_view subject, std::string_view predicate, const Date& date) {
    if (date.known()) triple(subject, predicate, typed(date.to_string(), date_type(date)));
  }
  static std::string resource(std::string_view iri) { return fmt::format("<{}>", iri); }

  void write_entity(const Entity& entity) {
    const std::string iri = entity_iri(entity.key);
    triple(iri, kType, resource(fmt::format("{}{}", kVocabulary, to_string(entity.type))));
    triple(iri, kLabel, literal(entity.name));
    for (const std::string& alias : entity.aliases) triple(iri, kAltLabel, literal(alias));
    if (!entity.codes.iso3.empty()) term(iri, "iso3", literal(entity.codes.iso3));
    if (!entity.codes.cow.empty()) term(iri, "cow", literal(entity.codes.cow));
    if (!entity.codes.wikidata.empty())
      triple(iri, kSameAs, resource(fmt::format("{}{}", kWikidata, iri_part(entity.codes.wikidata))));
  }

  void write_statement(const Described& described) {
    const auto& [statement, summary, evidence] = described;
    const std::string iri = statement_iri(statement);
    triple(iri, kType, resource(fmt::format("{}Statement", kVocabulary)));
    term(iri, "subject", resource(entity_iri(statement.subject)));
    term(iri, "relation", resource(relation_iri(statement.relation)));
    term(iri, "object", resource(entity_iri(statement.object)));
    term(iri, "polarity", literal(to_string(statement.factuality.polarity)));
    term(iri, "modality", literal(to_string(statement.factuality.modality)));
    term(iri, "phase", literal(to_string(statement.factuality.phase)));
    term(iri, "confidence", typed(fmt::format("{:.4f}", summary.confidence), "double"));
    term(iri, "articles", typed(fmt::format("{}", summary.articles), "integer"));
    term(iri, "reports", typed(fmt::format("{}", summary.reports), "integer"));
    triple(iri, fmt::format("{}wasAttributedTo", kProv), resource(kExtractor));
    for (const StoredEvidence& piece : evidence) {
      const std::string sentence = sentence_iri(piece);
      const std::string said = evidence_iri(statement, piece);
      term(iri, "evidence", resource(said));
      term(said, "sentence", resource(sentence));
      const std::string who = attribution_text(piece.evidence);
      if (!who.empty()) term(said, "attributedTo", literal(who));
      date(said, fmt::format("{}timeFrom", kVocabulary), piece.evidence.time.from);
      date(said, fmt::format("{}timeUntil", kVocabulary), piece.evidence.time.until);
      write_sentence(sentence, piece);
      if (statement.factuality.is_fact()) {
        out_.print("<{}> <{}> <{}> <{}> .\n", entity_iri(statement.subject), relation_iri(statement.relation),
                   entity_iri(statement.object), sentence);
      }
    }
  }

  void write_sentence(const std::string& iri, const StoredEvidence& piece) {
    const std::string article = article_iri(piece.article);
    triple(iri, fmt::format("{}value", kProv), literal(piece.sentence));
    triple(iri, fmt::format("{}wasQuotedFrom", kProv), resource(article));
    if (!articles_.insert(piece.article.number).second) return;
    triple(article, kType, resource(kArticle));
    triple(article, fmt::format("{}identifier", kTerms), literal(piece.article.id.value));
    const std::pair<const char*, const std::string&> texts[] = {{"title", piece.article.title},
                                                                {"creator", piece.article.author},
                                                                {"publisher", piece.article.source},
                                                                {"source", piece.article.url}};
    for (const auto& [name, text] : texts) {
      if (!text.empty()) triple(article, fmt::format("{}{}", kTerms, name), literal(text));
    }
    date(article, fmt::format("{}date", kTerms), piece.article.date);
  }

  const ExportSource& source_;
  TextWriter& out_;
  std::set<ArticleNumber> articles_;  // Written already.
};

class JsonLdWriter {
 public:
  JsonLdWriter(const ExportSource& source, TextWriter& out) : source_(source), out_(out) {}

  Result<void> write() {
    out_.print(
        "{{\"@context\": {{\"@vocab\": \"{0}\", \"name\": \"{1}\", \"alias\": \"{2}\",\n"
        "  \"sameAs\": {{\"@id\": \"{3}\", \"@type\": \"@id\"}}, \"subject\": {{\"@type\": \"@id\"}}, \"relation\": "
        "{{\"@type\": \"@id\"}},\n"
        "  \"object\": {{\"@type\": \"@id\"}}, \"confidence\": {{\"@type\": \"{6}double\"}}, \"text\": \"{4}value\",\n"
        "  \"article\": \"{4}wasQuotedFrom\", \"extractor\": {{\"@id\": \"{4}wasAttributedTo\", \"@type\": \"@id\"}},\n"
        "  \"title\": \"{5}title\", \"author\": \"{5}creator\", \"source\": \"{5}publisher\", \"date\": \"{5}date\", "
        "\"url\": \"{5}source\",\n"
        "  \"identifier\": \"{5}identifier\"}},\n\"@graph\": [\n"
        "{{\"@id\": \"{7}\", \"@type\": \"{4}SoftwareAgent\", \"name\": {8}}}",
        kVocabulary, kLabel, kAltLabel, kSameAs, kProv, kTerms, kSchema, kExtractor,
        json_string(source_.options.generator));
    for (const SelectedNode& node : source_.selected.nodes) {
      const auto entity = source_.graph.entity(node.node);
      if (!entity) return entity.error();
      write_entity(*entity);
    }
    for (const SelectedStatement& selected : source_.selected.statements) {
      const auto described = describe(source_, selected);
      if (!described) return described.error();
      write_statement(*described);
    }
    out_.write("\n]}\n");
    return {};
  }

 private:
  void date(std::string_view name, const Date& date) {
    if (!date.known()) return;
    out_.print(", \"{}\": {{\"@value\": \"{}\", \"@type\": \"{}{}\"}}", name, date.to_string(), kSchema,
               date_type(date));
  }

  void write_entity(const Entity& entity) {
    out_.print(",\n{{\"@id\": {}, \"@type\": {}, \"name\": {}", json_string(entity_iri(entity.key)),
               json_string(to_string(entity.type)), json_string(entity.name));
    if (!entity.aliases.empty()) {
      out_.write(", \"alias\": [");
      for (std::size_t i = 0; i < entity.aliases.size(); ++i)
        out_.print("{}{}", i == 0 ? "" : ", ", json_string(entity.aliases[i]));
      out_.write("]");
    }
    if (!entity.codes.iso3.empty()) out_.print(", \"iso3\": {}", json_string(entity.codes.iso3));
    if (!entity.codes.cow.empty()) out_.print(", \"cow\": {}", json_string(entity.codes.cow));
    if (!entity.codes.wikidata.empty()) {
      out_.print(", \"sameAs\": {}", json_string(fmt::format("{}{}", kWikidata, iri_part(entity.codes.wikidata))));
    }
    out_.write("}");
  }

  void write_statement(const Described& described) {
    const auto& [statement, summary, evidence] = described;
    out_.print(
        ",\n{{\"@id\": {}, \"@type\": \"Statement\", \"subject\": {}, \"relation\": {}, \"object\": {}, \"polarity\": "
        "\"{}\", \"modality\": "
        "\"{}\", \"phase\": \"{}\", \"reports\": {}, \"articles\": {}, \"confidence\": {:.4f}, \"extractor\": \"{}\", "
        "\"evidence\": [",
        json_string(statement_iri(statement)), json_string(entity_iri(statement.subject)),
        json_string(relation_iri(statement.relation)), json_string(entity_iri(statement.object)),
        to_string(statement.factuality.polarity), to_string(statement.factuality.modality),
        to_string(statement.factuality.phase), summary.reports, summary.articles, summary.confidence, kExtractor);
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      const StoredEvidence& piece = evidence[i];
      out_.print("{}\n  {{\"@id\": {}, \"sentence\": {{\"@id\": {}, \"text\": {}, ", i == 0 ? "" : ",",
                 json_string(evidence_iri(statement, piece)), json_string(sentence_iri(piece)),
                 json_string(piece.sentence));
      out_.print("\"article\": {{\"@id\": {}, \"@type\": \"{}\", \"identifier\": {}",
                 json_string(article_iri(piece.article)), kArticle, json_string(piece.article.id.value));
      const std::pair<const char*, std::string> texts[] = {{"title", piece.article.title},
                                                           {"author", piece.article.author},
                                                           {"source", piece.article.source},
                                                           {"url", piece.article.url}};
      for (const auto& [name, text] : texts) {
        if (!text.empty()) out_.print(", \"{}\": {}", name, json_string(text));
      }
      date("date", piece.article.date);
      out_.write("}}");
      if (const std::string who = attribution_text(piece.evidence); !who.empty())
        out_.print(", \"attributedTo\": {}", json_string(who));
      date("timeFrom", piece.evidence.time.from);
      date("timeUntil", piece.evidence.time.until);
      out_.write("}");
    }
    out_.write("]}");
  }

  const ExportSource& source_;
  TextWriter& out_;
};

}  // namespace

Result<void> write_n_quads(const ExportSource& source, TextWriter& out) { return QuadWriter(source, out).write(); }

Result<void> write_json_ld(const ExportSource& source, TextWriter& out) { return JsonLdWriter(source, out).write(); }

}  // namespace entente::graph
