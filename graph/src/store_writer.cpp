#include "store_writer.hpp"

#include "adjacency.hpp"
#include "entity_names.hpp"
#include "keys.hpp"
#include "report_index.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include <entente/schemas/belief.hpp>

namespace entente::graph {
namespace {

constexpr std::uint32_t kFirstDate = 0x80010000U;  // The year 1, behind articles without a date.

auto source_at(StatementRecord& record, std::uint32_t source) {
  return std::lower_bound(record.sources.begin(), record.sources.end(), source,
                          [](const StatementRecord::Source& s, std::uint32_t number) { return s.number < number; });
}

// One more article that makes the statement.
void count_article(StatementRecord& record, const Date& date, std::uint32_t source, std::uint64_t assurance) {
  ++record.articles;
  const auto found = source_at(record, source);
  if (found != record.sources.end() && found->number == source) {
    found->assurance += assurance;
  } else if (assurance > 0) {
    record.sources.insert(found, {source, assurance});
  }
  if (!date.known()) return;
  if (!record.first_seen.known() || date < record.first_seen) record.first_seen = date;
  record.last_seen = std::max(record.last_seen, date);
}

// One less, but for the dates. False if it was not counted.
bool discount_article(StatementRecord& record, std::uint32_t source, std::uint64_t assurance) {
  if (record.articles == 0) return false;
  --record.articles;
  if (assurance == 0) return true;
  const auto found = source_at(record, source);
  if (found == record.sources.end() || found->number != source || found->assurance < assurance) return false;
  found->assurance -= assurance;
  if (found->assurance == 0) record.sources.erase(found);
  return true;
}

}  // namespace

Result<void> check_id(const ArticleId& id) {
  if (!id.value.empty() && id.value.find('\0') == std::string::npos) return {};
  return Error{ErrorCode::invalid_input, "the article's id is empty or holds a NUL byte", id.value,
               "give it another id"};
}

ArticleRecord new_record(const Contribution& contribution, ArticleNumber number, const Hash128& extraction) {
  const Article& article = contribution.article;
  ArticleRecord record;
  record.summary = {number,
                    article.id,
                    article.url,
                    article.title,
                    article.source,
                    article.author,
                    article.date,
                    article.date_origin,
                    article.language,
                    article.content_hash(),
                    static_cast<std::uint32_t>(contribution.statements.size())};
  record.extraction = extraction;
  return record;
}

Error unknown_argument(const ArticleId& article) {
  return {ErrorCode::invalid_input, "a statement is about an entity that is not among those of its article",
          article.value, "list every subject and object among the entities"};
}

Result<std::vector<StoreWriter::Version>> StoreWriter::versions(const ArticleId& id) const {
  std::vector<Version> found;
  const std::string prefix = text_prefix(id.value);
  const auto scanned = database_.scan(Family::article_id, prefix, nullptr,
                                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                                        if (key.size() != prefix.size() + 16 || value.size() != 4) {
                                          return corrupt_record(database_.path(), Family::article_id, key);
                                        }
                                        found.push_back({read_hash(key, prefix.size()), {read_u32(value, 0)}});
                                        return true;
                                      });
  if (!scanned) return scanned.error();
  return found;
}

Result<Counters> StoreWriter::counters() const {
  const auto value = transaction_.get(Family::meta, kCountersKey);
  if (!value) return value.error();
  if (!*value) return Counters{};
  const auto counters = decode_counters(**value);
  if (!counters) return corrupt_record(database_.path(), Family::meta, kCountersKey);
  return *counters;
}

Result<std::uint32_t> StoreWriter::next(std::uint32_t Counters::*counter) {
  auto all = counters();
  if (!all) return all.error();
  const std::uint32_t most = counter == &Counters::relation ? 0xFFFFU : std::numeric_limits<std::uint32_t>::max();
  std::uint32_t& value = (*all).*counter;
  if (value == most) {
    return Error{ErrorCode::invalid_input, "the store has used up its numbers", database_.path().string(),
                 "ingest the articles again into a new store"};
  }
  const std::uint32_t number = value++;
  transaction_.put(Family::meta, kCountersKey, encode(*all));
  return number;
}

Result<std::uint32_t> StoreWriter::number_of(std::string_view prefix, const std::string& name,
                                             std::uint32_t Counters::*counter) {
  const std::string key = std::string(prefix) + name;
  const auto value = transaction_.get(Family::meta, key);
  if (!value) return value.error();
  if (*value) {
    if ((*value)->size() != 4) return corrupt_record(database_.path(), Family::meta, key);
    return read_u32(**value, 0);
  }
  const auto number = next(counter);
  if (number) transaction_.put(Family::meta, key, u32_key(*number));
  return number;
}

void StoreWriter::put_names(const Entity& entity, NodeId node) {
  for (const std::string& name : folded_names_of(entity)) {
    transaction_.put(Family::name, text_and_u32_key(name, node.value), "");
  }
}

void StoreWriter::erase_names(const Entity& entity, NodeId node) {
  for (const std::string& name : folded_names_of(entity)) {
    transaction_.erase(Family::name, text_and_u32_key(name, node.value));
  }
}

Result<NodeRecord> StoreWriter::node_record(NodeId node) const {
  const std::string key = u32_key(node.value);
  const auto value = transaction_.get(Family::node, key);
  if (!value) return value.error();
  auto record = *value ? decode_node(**value) : std::nullopt;
  if (!record) return corrupt_record(database_.path(), Family::node, key);
  return std::move(*record);
}

Result<NodeId> StoreWriter::add_mention(const EntityMentions& mentions, ArticleNumber article) {
  const Entity& entity = *mentions.entity;
  const auto known = transaction_.get(Family::node_key, entity.key.value);
  if (!known) return known.error();
  NodeId node;
  NodeRecord record;
  if (*known) {
    node = {read_u32(**known, 0)};
    auto stored = node_record(node);
    if (!stored) return stored.error();
    record = std::move(*stored);
  } else {
    const auto number = next(&Counters::node);
    if (!number) return number.error();
    node = {*number};
    transaction_.put(Family::node_key, entity.key.value, u32_key(node.value));
  }
  // What the lexicon says of an entity may have grown since.
  if (!*known || record.entity != entity) {
    if (*known) erase_names(record.entity, node);
    record.entity = entity;
    put_names(entity, node);
  }
  ++record.articles;
  transaction_.put(Family::node, u32_key(node.value), encode(record));
  transaction_.put(Family::mention, u32_pair_key(node.value, article.value), u32_key(mentions.count));
  return node;
}

void StoreWriter::change_edge(const StatementRecord& record, StatementNumber number, bool add) {
  const std::pair<Direction, std::pair<NodeId, NodeId>> ends[] = {
      {Direction::outgoing, {record.subject, record.object}}, {Direction::incoming, {record.object, record.subject}}};
  for (const auto& [direction, nodes] : ends) {
    std::string change;
    append_adjacency_change(change, {record.relation, record.factuality, nodes.second, number}, add);
    transaction_.change_adjacency(adjacency_key(nodes.first, direction), change);
  }
}

Result<StatementRecord> StoreWriter::statement_record(StatementNumber number) const {
  const std::string key = u32_key(number.value);
  const auto value = transaction_.get(Family::statement, key);
  if (!value) return value.error();
  auto record = *value ? decode_statement(**value) : std::nullopt;
  if (!record) return corrupt_record(database_.path(), Family::statement, key);
  return std::move(*record);
}

// The number of the statement, which is made if it is new, without evidence yet.
Result<StatementNumber> StoreWriter::find_or_add(const Statement& statement, NodeId subject, NodeId object) {
  const StatementId id = statement.id();
  const auto known = transaction_.get(Family::statement_id, hash_key(id.hash));
  if (!known) return known.error();
  if (*known) return StatementNumber{read_u32(**known, 0)};
  const auto number = next(&Counters::statement);
  if (!number) return number.error();
  const auto relation = number_of(kRelationPrefix, statement.relation, &Counters::relation);
  if (!relation) return relation.error();
  StatementRecord record;
  record.subject = subject;
  record.object = object;
  record.relation = *relation;
  record.factuality = statement.factuality;
  transaction_.put(Family::statement_id, hash_key(id.hash), u32_key(*number));
  transaction_.put(Family::statement, u32_key(*number), encode(record));
  change_edge(record, {*number}, true);
  return StatementNumber{*number};
}

Result<void> StoreWriter::add(const Contribution& contribution, const Hash128& extraction) {
  const Article& article = contribution.article;
  const auto number = next(&Counters::article);
  if (!number) return number.error();
  added_ = {*number};

  ArticleRecord record = new_record(contribution, added_, extraction);
  std::map<EntityKey, NodeId> nodes;
  for (const EntityMentions& mentions : contribution.entities) {
    const auto node = add_mention(mentions, added_);
    if (!node) return node.error();
    nodes.emplace(mentions.entity->key, *node);
    record.mentioned.push_back({*node, mentions.count});
  }
  const auto source = number_of(kSourcePrefix, article.source, &Counters::source);
  if (!source) return source.error();
  std::map<StatementId, std::size_t> stated;  // Index into record.stated.
  std::vector<std::uint64_t> assurances;      // Of the same.
  for (const ExtractedStatement& extracted : contribution.statements) {
    const Statement& statement = extracted.statement;
    const auto subject = nodes.find(statement.subject);
    const auto object = nodes.find(statement.object);
    if (subject == nodes.end() || object == nodes.end()) return unknown_argument(article.id);
    const auto [position, is_new] = stated.emplace(statement.id(), record.stated.size());
    if (is_new) {
      const auto added = find_or_add(statement, subject->second, object->second);
      if (!added) return added.error();
      record.stated.push_back({*added, 0});
      assurances.push_back(0);
    }
    ArticleRecord::Stated& entry = record.stated[position->second];
    const EvidenceRecord evidence{extracted.evidence, std::string(extracted.evidence.sentence.of(article.text))};
    transaction_.put(Family::evidence,
                     evidence_key({entry.statement, date_number(article.date), added_, entry.evidence}),
                     encode(evidence));
    ++entry.evidence;
    assurances[position->second] += assurance_of(extracted.evidence.confidence);
  }
  for (std::size_t i = 0; i < record.stated.size(); ++i) {
    const StatementNumber statement = record.stated[i].statement;
    auto updated = statement_record(statement);
    if (!updated) return updated.error();
    count_article(*updated, article.date, *source, assurances[i]);
    transaction_.put(Family::statement, u32_key(statement.value), encode(*updated));
  }
  transaction_.put(Family::article, u32_key(*number), encode(record));
  transaction_.put(Family::article_id, article_id_key(article.id.value, record.summary.content_hash), u32_key(*number));
  transaction_.put(Family::article_text, u32_key(*number), article.text);
  transaction_.put(Family::signature, u32_key(*number), signature_record(signature_of(article.text)));
  transaction_.erase(Family::meta, kReportsKey);
  transaction_.put(Family::article_date, u32_pair_key(date_number(article.date), *number), "");
  return {};
}

Result<ArticleRecord> StoreWriter::article_record(ArticleNumber number) const {
  const std::string key = u32_key(number.value);
  const auto value = transaction_.get(Family::article, key);
  if (!value) return value.error();
  auto record = *value ? decode_article(**value) : std::nullopt;
  if (!record) return corrupt_record(database_.path(), Family::article, key);
  return std::move(*record);
}

Result<void> StoreWriter::retract_mention(NodeId node, ArticleNumber article) {
  const std::string key = u32_key(node.value);
  auto record = node_record(node);
  if (!record) return record.error();
  if (record->articles == 0) return corrupt_record(database_.path(), Family::node, key);
  transaction_.erase(Family::mention, u32_pair_key(node.value, article.value));
  if (--record->articles > 0) {
    transaction_.put(Family::node, key, encode(*record));
    return {};
  }
  erase_names(record->entity, node);
  transaction_.erase(Family::node_key, record->entity.key.value);
  transaction_.erase(Family::node, key);
  return {};
}

Result<StatementId> StoreWriter::id_of(const StatementRecord& record) const {
  const auto subject = node_record(record.subject);
  if (!subject) return subject.error();
  const auto object = node_record(record.object);
  if (!object) return object.error();
  std::string relation;
  const auto scanned = database_.scan(Family::meta, kRelationPrefix, nullptr,
                                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                                        if (value.size() == 4 && read_u32(value, 0) == record.relation)
                                          relation = key.substr(kRelationPrefix.size());
                                        return relation.empty();
                                      });
  if (!scanned) return scanned.error();
  if (relation.empty()) return corrupt_record(database_.path(), Family::meta, kRelationPrefix);
  return Statement{subject->entity.key, std::move(relation), object->entity.key, record.factuality}.id();
}

// The dates of the first and the last dated piece of evidence that is left.
Result<std::pair<Date, Date>> StoreWriter::dates_left(StatementNumber statement) const {
  const std::string prefix = u32_key(statement.value);
  std::pair<Date, Date> dates;
  const std::pair<std::string, Date*> ends[] = {{u32_pair_key(statement.value, kFirstDate), &dates.first},
                                                {u32_pair_key(statement.value, 0xFFFFFFFFU), &dates.second}};
  for (const auto& [at, date] : ends) {
    const auto key = transaction_.nearest_key(Family::evidence, prefix, at, date == &dates.second);
    if (!key) return key.error();
    if (!*key) continue;
    if ((*key)->size() != kEvidenceKeyBytes) return corrupt_record(database_.path(), Family::evidence, **key);
    *date = date_of(read_evidence_key(**key).date);
  }
  return dates;
}

// What an article said of a statement, taken back.
Result<void> StoreWriter::retract_statement(const ArticleRecord::Stated& stated, ArticleNumber article,
                                            const Date& date, std::uint32_t source) {
  const std::string key = u32_key(stated.statement.value);
  auto record = statement_record(stated.statement);
  if (!record) return record.error();
  std::uint64_t assurance = 0;
  for (std::uint32_t place = 0; place < stated.evidence; ++place) {
    const std::string at = evidence_key({stated.statement, date_number(date), article, place});
    const auto value = transaction_.get(Family::evidence, at);
    if (!value) return value.error();
    const auto evidence = *value ? decode_evidence(**value) : std::nullopt;
    if (!evidence) return corrupt_record(database_.path(), Family::evidence, at);
    assurance += assurance_of(evidence->evidence.confidence);
    transaction_.erase(Family::evidence, at);
  }
  if (!discount_article(*record, source, assurance)) return corrupt_record(database_.path(), Family::statement, key);
  if (record->articles > 0) {
    if (date.known() && (date == record->first_seen || date == record->last_seen)) {
      const auto dates = dates_left(stated.statement);
      if (!dates) return dates.error();
      std::tie(record->first_seen, record->last_seen) = *dates;
    }
    transaction_.put(Family::statement, key, encode(*record));
    return {};
  }
  const auto id = id_of(*record);
  if (!id) return id.error();
  change_edge(*record, stated.statement, false);
  transaction_.erase(Family::statement_id, hash_key(id->hash));
  transaction_.erase(Family::statement, key);
  return {};
}

Result<void> StoreWriter::retract(ArticleNumber number) {
  const auto record = article_record(number);
  if (!record) return record.error();
  const auto source = number_of(kSourcePrefix, record->summary.source, &Counters::source);
  if (!source) return source.error();
  for (const ArticleRecord::Stated& stated : record->stated) {
    if (auto retracted = retract_statement(stated, number, record->summary.date, *source); !retracted) return retracted;
  }
  for (const ArticleRecord::Mentioned& mentioned : record->mentioned) {
    if (auto retracted = retract_mention(mentioned.node, number); !retracted) return retracted;
  }
  for (const std::string& origin : record->origins) {
    transaction_.erase(Family::origin, text_and_u32_key(origin, number.value));
  }
  transaction_.erase(Family::article_id, article_id_key(record->summary.id.value, record->summary.content_hash));
  transaction_.erase(Family::article_text, u32_key(number.value));
  transaction_.erase(Family::signature, u32_key(number.value));
  transaction_.erase(Family::meta, kReportsKey);
  transaction_.erase(Family::article_date, u32_pair_key(date_number(record->summary.date), number.value));
  transaction_.erase(Family::article, u32_key(number.value));
  return {};
}

Result<std::vector<std::string>> StoreWriter::origins(ArticleNumber number) const {
  auto record = article_record(number);
  if (!record) return record.error();
  return std::move(record->origins);
}

Result<std::vector<ArticleNumber>> StoreWriter::articles_from(const std::string& origin) const {
  std::vector<ArticleNumber> found;
  const auto scanned = database_.scan(Family::origin, text_prefix(origin), nullptr,
                                      [&](std::string_view key, std::string_view) -> Result<bool> {
                                        // What this change has taken away already is still in the database.
                                        const auto pending = transaction_.get(Family::origin, key);
                                        if (!pending) return pending.error();
                                        if (*pending) found.push_back({read_u32(key, key.size() - 4)});
                                        return true;
                                      });
  if (!scanned) return scanned.error();
  return found;
}

Result<bool> StoreWriter::move_origin(const std::string& origin, ArticleNumber number) {
  const auto holders = articles_from(origin);
  if (!holders) return holders.error();
  bool retracted_any = false;
  bool already_there = false;
  for (const ArticleNumber holder : *holders) {
    if (holder == number) {
      already_there = true;
      continue;
    }
    auto record = article_record(holder);
    if (!record) return record.error();
    std::erase(record->origins, origin);
    if (record->origins.empty()) {
      if (auto retracted = retract(holder); !retracted) return retracted.error();
      retracted_any = true;
    } else {
      transaction_.put(Family::article, u32_key(holder.value), encode(*record));
    }
    transaction_.erase(Family::origin, text_and_u32_key(origin, holder.value));
  }
  if (!already_there) {
    auto record = article_record(number);
    if (!record) return record.error();
    record->origins.push_back(origin);
    std::sort(record->origins.begin(), record->origins.end());
    transaction_.put(Family::article, u32_key(number.value), encode(*record));
    transaction_.put(Family::origin, text_and_u32_key(origin, number.value), "");
  }
  return retracted_any;
}

}  // namespace entente::graph
