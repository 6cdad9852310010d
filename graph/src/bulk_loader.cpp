#include "bulk_loader.hpp"

#include "adjacency_lists.hpp"
#include "entity_names.hpp"
#include "keys.hpp"
#include "report_index.hpp"
#include "store_writer.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include <entente/schemas/belief.hpp>

namespace entente::graph {
namespace {

constexpr std::size_t kLargeSorter = std::size_t{64} << 20;
constexpr std::size_t kSmallSorter = std::size_t{16} << 20;

// Of the key in the evidence sorter; date, article and place follow.
constexpr std::size_t kStatementBytes = 11;  // subject 4, relation 2, factuality 1, object 4

// Of the value: id 16, source 4, assurance 8, then the record.
constexpr std::size_t kValueHead = 28;

Error too_many(const Database& database) {
  return {ErrorCode::invalid_input, "there are more articles, entities or statements than a store can number",
          database.path().string(), "make several stores"};
}

}  // namespace

BulkLoader::BulkLoader(Database& database)
    : database_(database),
      texts_(database, Family::article_text),
      signatures_(database, Family::signature),
      mentions_(database.path(), "mentions", kSmallSorter),
      article_ids_(database.path(), "article_ids", kSmallSorter),
      article_dates_(database.path(), "article_dates", kSmallSorter),
      origins_(database.path(), "origins", kSmallSorter),
      articles_(database.path(), "articles", kSmallSorter),
      evidence_(database.path(), "evidence", kLargeSorter),
      stated_(database.path(), "stated", kSmallSorter),
      statement_ids_(database.path(), "statement_ids", kSmallSorter),
      edges_(database.path(), "edges", kLargeSorter) {}

Result<std::uint32_t> BulkLoader::number_of(Numbers& numbers, const std::string& name, std::uint32_t most) {
  const auto [found, is_new] = numbers.emplace(name, static_cast<std::uint32_t>(numbers.size()));
  if (is_new && found->second >= most) return too_many(database_);
  return found->second;
}

Result<NodeId> BulkLoader::add_mention(const EntityMentions& mentions, ArticleNumber article) {
  const Entity& entity = *mentions.entity;
  const auto [found, is_new] = nodes_.try_emplace(entity.key);
  Node& node = found->second;
  if (is_new) {
    if (counters_.node == std::numeric_limits<std::uint32_t>::max()) return too_many(database_);
    node.number = {counters_.node++};
  }
  // Where articles differ in what they know of an entity, the choice must not depend on their order.
  const auto is_later = [&] { return encode(NodeRecord{*node.entity, 0}) < encode(NodeRecord{entity, 0}); };
  if (!node.entity || (*node.entity != entity && is_later())) node.entity = mentions.entity;
  ++node.articles;
  if (auto added = mentions_.add(u32_pair_key(node.number.value, article.value), u32_key(mentions.count)); !added)
    return added.error();
  return node.number;
}

Result<void> BulkLoader::add_statement(const ExtractedStatement& extracted, NodeId subject, NodeId object,
                                       std::uint32_t place, ArticleNumber article, std::uint32_t source,
                                       const Contribution& contribution) {
  const Statement& statement = extracted.statement;
  const auto relation = number_of(relations_, statement.relation, 0xFFFF);
  if (!relation) return relation.error();
  std::string key = u32_key(subject.value);
  key += static_cast<char>(*relation >> 8);
  key += static_cast<char>(*relation);
  key += static_cast<char>(pack_factuality(statement.factuality));
  append_u32(key, object.value);
  append_u32(key, date_number(contribution.article.date));
  append_u32(key, article.value);
  append_u32(key, place);
  std::string value = hash_key(statement.id().hash);
  append_u32(value, source);
  append_u64(value, assurance_of(extracted.evidence.confidence));
  value += encode(
      EvidenceRecord{extracted.evidence, std::string(extracted.evidence.sentence.of(contribution.article.text))});
  return evidence_.add(key, value);
}

Result<void> BulkLoader::add(const Contribution& contribution, const Hash128& extraction,
                             const std::vector<std::string>& origins) {
  const Article& article = contribution.article;
  if (auto checked = check_id(article.id); !checked) return checked;
  const Hash128 content = article.content_hash();
  if (!seen_.insert(hash_fields({article.id.value, content.hex()})).second) return {};
  if (counters_.article == std::numeric_limits<std::uint32_t>::max()) return too_many(database_);
  const ArticleNumber number{counters_.article++};
  const auto source = number_of(sources_, article.source, std::numeric_limits<std::uint32_t>::max());
  if (!source) return source.error();
  ArticleRecord record = new_record(contribution, number, extraction);
  record.origins = origins;
  std::map<EntityKey, NodeId> nodes;
  for (const EntityMentions& mentions : contribution.entities) {
    const auto node = add_mention(mentions, number);
    if (!node) return node.error();
    nodes.emplace(mentions.entity->key, *node);
    record.mentioned.push_back({*node, mentions.count});
  }
  std::map<StatementId, std::uint32_t> pieces;
  for (const ExtractedStatement& extracted : contribution.statements) {
    const auto subject = nodes.find(extracted.statement.subject);
    const auto object = nodes.find(extracted.statement.object);
    if (subject == nodes.end() || object == nodes.end()) return unknown_argument(article.id);
    const std::uint32_t place = pieces[extracted.statement.id()]++;
    if (auto added = add_statement(extracted, subject->second, object->second, place, number, *source, contribution);
        !added)
      return added;
  }
  const std::string key = u32_key(number.value);
  if (auto put = texts_.put(key, article.text); !put) return put;
  if (auto put = signatures_.put(key, signature_record(signature_of(article.text))); !put) return put;
  if (auto put = articles_.add(key, encode(record)); !put) return put;
  if (auto put = article_ids_.add(article_id_key(article.id.value, content), key); !put) return put;
  for (const std::string& origin : origins) {
    if (auto put = origins_.add(text_and_u32_key(origin, number.value), ""); !put) return put;
  }
  return article_dates_.add(u32_pair_key(date_number(article.date), number.value), "");
}

Result<void> BulkLoader::write_sorted(RecordSorter& sorter, Family family) {
  const auto records = sorter.sorted();
  if (!records) return records.error();
  SstOutput output(database_, family);
  while (true) {
    const auto more = (*records)->next();
    if (!more) return more.error();
    if (!*more) return output.ingest();
    if (auto put = output.put((*records)->key(), (*records)->value()); !put) return put;
  }
}

Result<void> BulkLoader::write_nodes() {
  RecordSorter keys(database_.path(), "node_keys", kSmallSorter);
  RecordSorter names(database_.path(), "names", kSmallSorter);
  RecordSorter nodes(database_.path(), "nodes", kSmallSorter);
  for (const auto& [key, node] : nodes_) {
    const std::string number = u32_key(node.number.value);
    if (auto added = keys.add(key.value, number); !added) return added;
    if (auto added = nodes.add(number, encode(NodeRecord{*node.entity, node.articles})); !added) return added;
    for (const std::string& name : folded_names_of(*node.entity)) {
      if (auto added = names.add(text_and_u32_key(name, node.number.value), ""); !added) return added;
    }
  }
  nodes_.clear();
  if (auto written = write_sorted(nodes, Family::node); !written) return written;
  if (auto written = write_sorted(keys, Family::node_key); !written) return written;
  return write_sorted(names, Family::name);
}

// Evidence in order: each run of one statement's pieces makes the statement.
Result<void> BulkLoader::write_statements() {
  const auto evidence = evidence_.sorted();
  if (!evidence) return evidence.error();
  SstOutput pieces(database_, Family::evidence);
  SstOutput statements(database_, Family::statement);
  std::string current;  // What the keys of its pieces begin with.
  StatementRecord record;
  std::string id;
  std::map<std::uint32_t, std::uint64_t> assurances;  // By source.
  std::uint32_t article_pieces = 0;
  ArticleNumber article;
  const auto finish_article = [&]() -> Result<void> {
    if (article_pieces == 0) return {};
    ++record.articles;
    const auto key = u32_pair_key(article.value, counters_.statement);
    return stated_.add(key, u32_key(std::exchange(article_pieces, 0)));
  };
  const auto finish_statement = [&]() -> Result<void> {
    if (current.empty()) return {};
    if (auto finished = finish_article(); !finished) return finished;
    for (const auto& [source, assurance] : assurances) {
      if (assurance > 0) record.sources.push_back({source, assurance});
    }
    const std::uint32_t number = counters_.statement++;
    if (auto put = statements.put(u32_key(number), encode(record)); !put) return put;
    if (auto put = statement_ids_.add(id, u32_key(number)); !put) return put;
    AdjacencyEntry entry{record.relation, record.factuality, record.object, {number}};
    if (auto put = edges_.add(adjacency_key(record.subject, Direction::outgoing) + entry_key(entry), ""); !put)
      return put;
    entry.other = record.subject;
    return edges_.add(adjacency_key(record.object, Direction::incoming) + entry_key(entry), "");
  };
  while (true) {
    const auto more = (*evidence)->next();
    if (!more) return more.error();
    if (!*more) break;
    const std::string_view key = (*evidence)->key();
    const std::string_view value = (*evidence)->value();
    if (key.substr(0, kStatementBytes) != current) {
      if (auto finished = finish_statement(); !finished) return finished;
      if (counters_.statement == std::numeric_limits<std::uint32_t>::max()) return too_many(database_);
      current = key.substr(0, kStatementBytes);
      const AdjacencyEntry entry = read_entry_key(std::string(key.substr(4, 7)) + std::string(4, '\0'));
      record = {};
      id = value.substr(0, 16);
      record.subject = {read_u32(key, 0)};
      record.object = entry.other;
      record.relation = entry.relation;
      record.factuality = entry.factuality;
      assurances.clear();
    }
    const EvidencePlace at{{counters_.statement},
                           read_u32(key, kStatementBytes),
                           {read_u32(key, kStatementBytes + 4)},
                           read_u32(key, kStatementBytes + 8)};
    if (article_pieces > 0 && at.article != article) {
      if (auto finished = finish_article(); !finished) return finished;
    }
    article = at.article;
    ++article_pieces;
    assurances[read_u32(value, 16)] += read_u64(value, 20);
    if (const Date date = date_of(at.date); date.known()) {
      if (!record.first_seen.known()) record.first_seen = date;
      record.last_seen = date;
    }
    if (auto put = pieces.put(evidence_key(at), value.substr(kValueHead)); !put) return put;
  }
  if (auto finished = finish_statement(); !finished) return finished;
  if (auto taken = pieces.ingest(); !taken) return taken;
  if (auto taken = statements.ingest(); !taken) return taken;
  return write_sorted(statement_ids_, Family::statement_id);
}

Result<void> BulkLoader::write_adjacency() {
  const auto edges = edges_.sorted();
  if (!edges) return edges.error();
  SstOutput output(database_, Family::adjacency);
  std::string list;
  std::vector<AdjacencyEntry> entries;
  const auto finish_list = [&]() -> Result<void> {
    Result<void> done;
    if (!entries.empty()) {
      write_list(list, entries, [&](std::string_view key, std::string_view value) {
        if (done) done = output.put(key, value);
      });
    }
    entries.clear();
    return done;
  };
  while (true) {
    const auto more = (*edges)->next();
    if (!more) return more.error();
    if (!*more) break;
    const std::string_view key = (*edges)->key();
    if (key.substr(0, kListKeyBytes) != list) {
      if (auto finished = finish_list(); !finished) return finished;
      list = key.substr(0, kListKeyBytes);
    }
    entries.push_back(read_entry_key(key.substr(kListKeyBytes)));
  }
  if (auto finished = finish_list(); !finished) return finished;
  return output.ingest();
}

// Articles with what they state, both in the order of article numbers.
Result<void> BulkLoader::write_articles() {
  const auto articles = articles_.sorted();
  if (!articles) return articles.error();
  const auto stated = stated_.sorted();
  if (!stated) return stated.error();
  auto more_stated = (*stated)->next();
  if (!more_stated) return more_stated.error();
  SstOutput output(database_, Family::article);
  while (true) {
    const auto more = (*articles)->next();
    if (!more) return more.error();
    if (!*more) break;
    const std::string_view key = (*articles)->key();
    auto record = decode_article((*articles)->value());
    if (!record) return corrupt_record(database_.path(), Family::article, key);
    while (*more_stated && (*stated)->key().substr(0, 4) == key) {
      record->stated.push_back({{read_u32((*stated)->key(), 4)}, read_u32((*stated)->value(), 0)});
      more_stated = (*stated)->next();
      if (!more_stated) return more_stated.error();
    }
    if (auto put = output.put(key, encode(*record)); !put) return put;
  }
  return output.ingest();
}

Result<void> BulkLoader::write_meta() {
  counters_.relation = static_cast<std::uint32_t>(relations_.size());
  counters_.source = static_cast<std::uint32_t>(sources_.size());
  rocksdb::WriteBatch batch;
  const auto put = [&](std::string_view prefix, const std::string& name, const std::string& value) {
    batch.Put(database_.family(Family::meta), std::string(prefix) + name, value);
  };
  for (const auto& [name, number] : relations_) put(kRelationPrefix, name, u32_key(number));
  for (const auto& [name, number] : sources_) put(kSourcePrefix, name, u32_key(number));
  put(kCountersKey, "", encode(counters_));
  return database_.write(batch);
}

Result<void> BulkLoader::finish() {
  // What hangs on statements, and beside it what does not.
  auto others = std::async(std::launch::async, [&]() -> Result<void> {
    if (auto taken = texts_.ingest(); !taken) return taken;
    if (auto taken = signatures_.ingest(); !taken) return taken;
    if (auto written = write_nodes(); !written) return written;
    const std::pair<RecordSorter*, Family> rest[] = {{&mentions_, Family::mention},
                                                     {&article_ids_, Family::article_id},
                                                     {&article_dates_, Family::article_date},
                                                     {&origins_, Family::origin}};
    for (const auto& [sorter, family] : rest) {
      if (auto written = write_sorted(*sorter, family); !written) return written;
    }
    return {};
  });
  Result<void> written = write_statements();
  if (written) written = write_adjacency();
  if (written) written = write_articles();
  if (auto finished = others.get(); !finished) return finished;
  if (written) written = write_meta();
  return written ? refresh_reports(database_) : written;
}

}  // namespace entente::graph
