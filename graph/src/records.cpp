#include "records.hpp"

#include "keys.hpp"

#include <bit>
#include <cmath>

namespace entente::graph {
namespace {

class Writer {
 public:
  Writer& number(std::uint64_t value) {
    while (value >= 0x80) {
      bytes_ += static_cast<char>(value | 0x80);
      value >>= 7;
    }
    bytes_ += static_cast<char>(value);
    return *this;
  }
  Writer& text(std::string_view value) {
    number(value.size());
    bytes_ += value;
    return *this;
  }
  Writer& hash(const Hash128& value) {
    append_hash(bytes_, value);
    return *this;
  }
  Writer& real(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    append_u32(bytes_, static_cast<std::uint32_t>(bits >> 32));
    append_u32(bytes_, static_cast<std::uint32_t>(bits));
    return *this;
  }
  Writer& date(const Date& value) {
    return number(static_cast<std::uint64_t>(value.year)).number(value.month).number(value.day);
  }
  Writer& span(const Span& value) { return number(value.begin_byte).number(value.size()); }
  Writer& factuality(const Factuality& value) {
    return number(static_cast<std::uint64_t>(value.polarity))
        .number(static_cast<std::uint64_t>(value.modality))
        .number(static_cast<std::uint64_t>(value.phase));
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads what Writer wrote. After the first failure every read gives zero or nothing, and done() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) return fail();
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    return fail();
  }
  std::uint32_t small() {
    const std::uint64_t value = number();
    if (value > 0xFFFFFFFFU) fail();
    return static_cast<std::uint32_t>(value);
  }
  // For enumerations: a number not above `most`.
  std::uint8_t choice(std::uint8_t most) {
    const std::uint64_t value = number();
    if (value > most) fail();
    return value > most ? std::uint8_t{0} : static_cast<std::uint8_t>(value);
  }
  std::string text() {
    const std::uint64_t size = number();
    if (failed_ || size > bytes_.size() - at_) {
      fail();
      return "";
    }
    std::string value(bytes_.substr(at_, size));
    at_ += size;
    return value;
  }
  // How many elements follow; each takes at least a byte.
  std::size_t count() {
    const std::uint64_t value = number();
    if (value > bytes_.size() - at_) return static_cast<std::size_t>(fail());
    return static_cast<std::size_t>(value);
  }
  Hash128 hash() {
    if (bytes_.size() - at_ < 16) {
      fail();
      return {};
    }
    at_ += 16;
    return read_hash(bytes_, at_ - 16);
  }
  double real() {
    if (bytes_.size() - at_ < 8) return static_cast<double>(fail());
    at_ += 8;
    const double value =
        std::bit_cast<double>(std::uint64_t{read_u32(bytes_, at_ - 8)} << 32 | read_u32(bytes_, at_ - 4));
    if (!std::isfinite(value)) fail();
    return value;
  }
  Date date() {
    Date value;
    value.year = static_cast<std::int16_t>(small());
    value.month = choice(12);
    value.day = choice(31);
    return value;
  }
  Span span() {
    const std::uint32_t begin = small();
    const std::uint32_t size = small();
    if (size > 0xFFFFFFFFU - begin) fail();
    return failed_ ? Span{} : Span{begin, begin + size};
  }
  Factuality factuality() {
    Factuality value;
    value.polarity = static_cast<Polarity>(choice(1));
    value.modality = static_cast<Modality>(choice(3));
    value.phase = static_cast<Phase>(choice(1));
    return value;
  }
  std::uint64_t fail() {
    failed_ = true;
    at_ = bytes_.size();
    return 0;
  }
  // Whether exactly the whole record was read.
  bool done() const { return !failed_ && at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

template <typename T>
std::optional<T> if_done(const Reader& reader, T record) {
  if (!reader.done()) return std::nullopt;
  return record;
}

}  // namespace

std::string encode(const Counters& record) {
  return Writer()
      .number(record.node)
      .number(record.statement)
      .number(record.article)
      .number(record.relation)
      .number(record.source)
      .take();
}

std::optional<Counters> decode_counters(std::string_view bytes) {
  Reader reader(bytes);
  Counters record;
  record.node = reader.small();
  record.statement = reader.small();
  record.article = reader.small();
  record.relation = reader.small();
  record.source = reader.small();
  return if_done(reader, record);
}

std::string encode(const Judgement& record) {
  Writer writer;
  writer.number(static_cast<std::uint64_t>(record.kind)).text(record.time).text(record.user);
  return writer.text(record.subject).text(record.object).text(record.reason).take();
}

std::optional<Judgement> decode_judgement(std::string_view bytes) {
  Reader reader(bytes);
  Judgement record;
  const std::uint8_t kind = reader.choice(static_cast<std::uint8_t>(JudgementKind::undo));
  if (kind == 0) return std::nullopt;
  record.kind = static_cast<JudgementKind>(kind);
  record.time = reader.text();
  record.user = reader.text();
  record.subject = reader.text();
  record.object = reader.text();
  record.reason = reader.text();
  return if_done(reader, std::move(record));
}

std::string encode(const NodeRecord& record) {
  Writer writer;
  const Entity& entity = record.entity;
  writer.text(entity.key.value).text(entity.name).number(static_cast<std::uint64_t>(entity.type));
  writer.text(entity.codes.iso3).text(entity.codes.cow).text(entity.codes.wikidata).number(entity.aliases.size());
  for (const std::string& alias : entity.aliases) writer.text(alias);
  return writer.number(record.articles).take();
}

std::optional<NodeRecord> decode_node(std::string_view bytes) {
  Reader reader(bytes);
  NodeRecord record;
  Entity& entity = record.entity;
  entity.key.value = reader.text();
  entity.name = reader.text();
  entity.type = static_cast<EntityType>(reader.choice(static_cast<std::uint8_t>(EntityType::media)));
  entity.codes.iso3 = reader.text();
  entity.codes.cow = reader.text();
  entity.codes.wikidata = reader.text();
  for (std::size_t left = reader.count(); left > 0; --left) entity.aliases.push_back(reader.text());
  record.articles = reader.small();
  return if_done(reader, std::move(record));
}

std::string encode(const StatementRecord& record) {
  Writer writer;
  writer.number(record.subject.value).number(record.object.value).number(record.relation);
  writer.factuality(record.factuality).number(record.articles).date(record.first_seen).date(record.last_seen);
  writer.number(record.sources.size());
  for (const auto& [source, assurance] : record.sources) writer.number(source).number(assurance);
  return writer.take();
}

std::optional<StatementRecord> decode_statement(std::string_view bytes) {
  Reader reader(bytes);
  StatementRecord record;
  record.subject.value = reader.small();
  record.object.value = reader.small();
  record.relation = reader.small();
  record.factuality = reader.factuality();
  record.articles = reader.small();
  record.first_seen = reader.date();
  record.last_seen = reader.date();
  for (std::size_t left = reader.count(); left > 0; --left) {
    const std::uint32_t source = reader.small();
    record.sources.push_back({source, reader.number()});
  }
  return if_done(reader, std::move(record));
}

std::string encode(const ArticleRecord& record) {
  Writer writer;
  const ArticleSummary& summary = record.summary;
  writer.text(summary.id.value).text(summary.url).text(summary.title).text(summary.source).date(summary.date);
  writer.hash(summary.content_hash).number(summary.statements).text(summary.language).hash(record.extraction);
  writer.number(record.origins.size());
  for (const std::string& origin : record.origins) writer.text(origin);
  writer.number(record.mentioned.size());
  for (const auto& [node, count] : record.mentioned) writer.number(node.value).number(count);
  writer.number(record.stated.size());
  for (const auto& [statement, evidence] : record.stated) writer.number(statement.value).number(evidence);
  writer.text(summary.author).text(summary.date_origin);
  return writer.take();
}

// The number in the summary is not part of the record: it is the key.
std::optional<ArticleRecord> decode_article(std::string_view bytes) {
  Reader reader(bytes);
  ArticleRecord record;
  ArticleSummary& summary = record.summary;
  summary.id.value = reader.text();
  summary.url = reader.text();
  summary.title = reader.text();
  summary.source = reader.text();
  summary.date = reader.date();
  summary.content_hash = reader.hash();
  summary.statements = reader.small();
  summary.language = reader.text();
  record.extraction = reader.hash();
  for (std::size_t left = reader.count(); left > 0; --left) record.origins.push_back(reader.text());
  for (std::size_t left = reader.count(); left > 0; --left) {
    const NodeId node{reader.small()};
    record.mentioned.push_back({node, reader.small()});
  }
  for (std::size_t left = reader.count(); left > 0; --left) {
    const StatementNumber statement{reader.small()};
    record.stated.push_back({statement, reader.small()});
  }
  summary.author = reader.text();
  summary.date_origin = reader.text();
  return if_done(reader, std::move(record));
}

std::string encode(const EvidenceRecord& record) {
  Writer writer;
  const Evidence& evidence = record.evidence;
  writer.span(evidence.sentence).span(evidence.subject).span(evidence.object);
  writer.text(evidence.trigger).text(evidence.rule).real(evidence.confidence).number(evidence.attribution.size());
  for (const Attribution& link : evidence.attribution) {
    writer.text(link.source).text(link.verb).number(static_cast<std::uint64_t>(link.stance));
  }
  return writer.text(record.sentence).date(evidence.time.from).date(evidence.time.until).take();
}

std::optional<EvidenceRecord> decode_evidence(std::string_view bytes) {
  Reader reader(bytes);
  EvidenceRecord record;
  Evidence& evidence = record.evidence;
  evidence.sentence = reader.span();
  evidence.subject = reader.span();
  evidence.object = reader.span();
  evidence.trigger = reader.text();
  evidence.rule = reader.text();
  evidence.confidence = reader.real();
  for (std::size_t left = reader.count(); left > 0; --left) {
    Attribution link;
    link.source = reader.text();
    link.verb = reader.text();
    link.stance = static_cast<Stance>(reader.choice(static_cast<std::uint8_t>(Stance::quotes)));
    evidence.attribution.push_back(std::move(link));
  }
  record.sentence = reader.text();
  evidence.time.from = reader.date();
  evidence.time.until = reader.date();
  return if_done(reader, std::move(record));
}

}  // namespace entente::graph
