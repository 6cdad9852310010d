#include "store_snapshot.hpp"

#include "adjacency_lists.hpp"
#include "keys.hpp"
#include "report_index.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include <entente/schemas/belief.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::graph {
namespace {

// The number at the end of a key.
std::uint32_t last_u32(std::string_view key) { return read_u32(key, key.size() - 4); }

bool by_id_and_content(const ArticleSummary& a, const ArticleSummary& b) {
  return std::tie(a.id, a.content_hash) < std::tie(b.id, b.content_hash);
}

}  // namespace

StoreSnapshot::StoreSnapshot(const Database& database) : database_(database), snapshot_(database.db().GetSnapshot()) {}

StoreSnapshot::~StoreSnapshot() { database_.db().ReleaseSnapshot(snapshot_); }

Result<std::vector<NodeId>> StoreSnapshot::nodes() const {
  std::vector<NodeId> nodes;
  const auto scanned = database_.scan(Family::node_key, "", snapshot_,
                                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                                        if (value.size() != 4)
                                          return corrupt_record(database_.path(), Family::node_key, key);
                                        nodes.push_back({read_u32(value, 0)});
                                        return true;
                                      });
  if (!scanned) return scanned.error();
  return nodes;
}

Result<std::optional<NodeId>> StoreSnapshot::find_node(const EntityKey& key) const {
  const auto value = database_.get(Family::node_key, key.value, snapshot_);
  if (!value) return value.error();
  if (!*value) return std::optional<NodeId>{};
  if ((*value)->size() != 4) return corrupt_record(database_.path(), Family::node_key, key.value);
  return std::optional<NodeId>(NodeId{read_u32(**value, 0)});
}

Result<std::vector<NodeId>> StoreSnapshot::find_named(std::string_view name) const {
  std::vector<std::pair<EntityKey, NodeId>> found;
  const std::string prefix = text_prefix(fold_name(name));
  const auto scanned =
      database_.scan(Family::name, prefix, snapshot_, [&](std::string_view key, std::string_view) -> Result<bool> {
        if (key.size() != prefix.size() + 4) return corrupt_record(database_.path(), Family::name, key);
        const NodeId node{last_u32(key)};
        const auto record = node_record(node);
        if (!record) return record.error();
        found.emplace_back(record->entity.key, node);
        return true;
      });
  if (!scanned) return scanned.error();
  std::sort(found.begin(), found.end());
  std::vector<NodeId> nodes;
  for (const auto& [key, node] : found) nodes.push_back(node);
  return nodes;
}

Result<std::vector<std::string>> StoreSnapshot::folded_names(std::string_view prefix) const {
  std::vector<std::string> names;
  const auto scanned =
      database_.scan(Family::name, prefix, snapshot_, [&](std::string_view key, std::string_view) -> Result<bool> {
        if (key.size() < 5) return corrupt_record(database_.path(), Family::name, key);
        const std::string_view name = key.substr(0, key.size() - 5);
        if (names.empty() || names.back() != name) names.emplace_back(name);
        return true;
      });
  if (!scanned) return scanned.error();
  return names;
}

Result<NodeRecord> StoreSnapshot::node_record(NodeId node) const {
  const std::string key = u32_key(node.value);
  const auto value = database_.get(Family::node, key, snapshot_);
  if (!value) return value.error();
  auto record = *value ? decode_node(**value) : std::nullopt;
  if (!record) return corrupt_record(database_.path(), Family::node, key);
  return std::move(*record);
}

Result<Entity> StoreSnapshot::entity(NodeId node) const {
  auto record = node_record(node);
  if (!record) return record.error();
  return std::move(record->entity);
}

Result<const std::map<std::uint32_t, std::string>*> StoreSnapshot::relation_names() const {
  std::call_once(relations_once_, [&] {
    const auto scanned = database_.scan(Family::meta, kRelationPrefix, snapshot_,
                                        [&](std::string_view key, std::string_view value) -> Result<bool> {
                                          if (value.size() != 4)
                                            return corrupt_record(database_.path(), Family::meta, key);
                                          relations_.emplace(read_u32(value, 0), key.substr(kRelationPrefix.size()));
                                          return true;
                                        });
    if (!scanned) relations_error_ = scanned.error();
  });
  if (relations_error_) return *relations_error_;
  return &relations_;
}

Result<std::vector<std::string>> StoreSnapshot::relations() const {
  const auto names = relation_names();
  if (!names) return names.error();
  std::vector<std::string> sorted;
  for (const auto& [number, name] : **names) sorted.push_back(name);
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

Result<std::string> StoreSnapshot::relation_name(RelationNumber relation) const {
  const auto names = relation_names();
  if (!names) return names.error();
  const auto found = (*names)->find(relation.value);
  if (found == (*names)->end()) return corrupt_record(database_.path(), Family::meta, kRelationPrefix);
  return found->second;
}

Result<EdgeFilter> StoreSnapshot::filter_of(const View& view) const {
  EdgeFilter filter;
  filter.claims = view.claims;
  filter.all_relations = view.relations.empty();
  if (filter.all_relations) return filter;
  const auto relations = relation_names();
  if (!relations) return relations.error();
  for (const auto& [number, name] : **relations) {
    if (std::find(view.relations.begin(), view.relations.end(), name) == view.relations.end()) continue;
    if (filter.relations.size() <= number) filter.relations.resize(number + 1);
    filter.relations[number] = true;
  }
  return filter;
}

Result<void> StoreSnapshot::append_edges(NodeId node, Direction direction, const View& view,
                                         std::vector<Edge>& edges) const {
  const auto filter = filter_of(view);
  if (!filter) return filter.error();
  return graph::append_edges(database_, snapshot_, node, direction, *filter, edges);
}

Result<std::optional<StatementNumber>> StoreSnapshot::find_statement(const StatementId& id) const {
  const std::string key = hash_key(id.hash);
  const auto value = database_.get(Family::statement_id, key, snapshot_);
  if (!value) return value.error();
  if (!*value) return std::optional<StatementNumber>{};
  if ((*value)->size() != 4) return corrupt_record(database_.path(), Family::statement_id, key);
  return std::optional<StatementNumber>(StatementNumber{read_u32(**value, 0)});
}

Result<StatementRecord> StoreSnapshot::statement_record(StatementNumber number) const {
  const std::string key = u32_key(number.value);
  const auto value = database_.get(Family::statement, key, snapshot_);
  if (!value) return value.error();
  const auto record = *value ? decode_statement(**value) : std::nullopt;
  if (!record) return corrupt_record(database_.path(), Family::statement, key);
  return *record;
}

Result<Statement> StoreSnapshot::statement(StatementNumber number) const {
  const auto record = statement_record(number);
  if (!record) return record.error();
  const auto subject = entity(record->subject);
  if (!subject) return subject.error();
  const auto object = entity(record->object);
  if (!object) return object.error();
  auto relation = relation_name({record->relation});
  if (!relation) return relation.error();
  return Statement{subject->key, std::move(*relation), object->key, record->factuality};
}

Result<StatementSummary> StoreSnapshot::summary(StatementNumber number, const BeliefParameters& belief) const {
  const auto record = statement_record(number);
  if (!record) return record.error();
  const auto& index = reports();
  if (!index) return index.error();
  StatementSummary summary{record->articles, record->articles, record->first_seen, record->last_seen, 0};
  if (const CombinedReadings* const copied = copied_statement(*index, number); copied != nullptr) {
    summary.reports = copied->reports;
    summary.confidence = combined_confidence(copied->assurances, belief);
  } else {
    std::vector<std::uint64_t> assurances;
    for (const StatementRecord::Source& source : record->sources) assurances.push_back(source.assurance);
    summary.confidence = combined_confidence(assurances, belief);
  }
  return summary;
}

Result<std::vector<StoredEvidence>> StoreSnapshot::evidence(StatementNumber number) const {
  std::vector<StoredEvidence> all;
  const auto scanned =
      database_.scan(Family::evidence, u32_key(number.value), snapshot_,
                     [&](std::string_view key, std::string_view value) -> Result<bool> {
                       auto record = decode_evidence(value);
                       if (!record || key.size() != kEvidenceKeyBytes)
                         return corrupt_record(database_.path(), Family::evidence, key);
                       auto summary = article(read_evidence_key(key).article);
                       if (!summary) return summary.error();
                       all.push_back({std::move(*summary), std::move(record->evidence), std::move(record->sentence)});
                       return true;
                     });
  if (!scanned) return scanned.error();
  std::stable_sort(all.begin(), all.end(), [](const StoredEvidence& a, const StoredEvidence& b) {
    return by_id_and_content(a.article, b.article);
  });
  return all;
}

Result<std::vector<EntityArticle>> StoreSnapshot::articles_of(NodeId node) const {
  std::vector<std::pair<ArticleSummary, std::uint32_t>> found;
  const auto scanned = database_.scan(Family::mention, u32_key(node.value), snapshot_,
                                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                                        if (key.size() != 8 || value.size() != 4)
                                          return corrupt_record(database_.path(), Family::mention, key);
                                        auto summary = article({read_u32(key, 4)});
                                        if (!summary) return summary.error();
                                        found.emplace_back(std::move(*summary), read_u32(value, 0));
                                        return true;
                                      });
  if (!scanned) return scanned.error();
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return by_id_and_content(a.first, b.first); });
  std::vector<EntityArticle> articles;
  for (const auto& [summary, count] : found) articles.push_back({summary.number, count});
  return articles;
}

Result<std::vector<ArticleSummary>> StoreSnapshot::articles() const {
  std::vector<ArticleSummary> all;
  const auto scanned = database_.scan(Family::article_id, "", snapshot_,
                                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                                        if (value.size() != 4)
                                          return corrupt_record(database_.path(), Family::article_id, key);
                                        auto summary = article({read_u32(value, 0)});
                                        if (!summary) return summary.error();
                                        all.push_back(std::move(*summary));
                                        return true;
                                      });
  if (!scanned) return scanned.error();
  return all;
}

Result<std::vector<ArticleSummary>> StoreSnapshot::find_article(const ArticleId& id) const {
  std::vector<ArticleSummary> versions;
  const auto scanned = database_.scan(Family::article_id, text_prefix(id.value), snapshot_,
                                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                                        if (value.size() != 4)
                                          return corrupt_record(database_.path(), Family::article_id, key);
                                        auto summary = article({read_u32(value, 0)});
                                        if (!summary) return summary.error();
                                        versions.push_back(std::move(*summary));
                                        return true;
                                      });
  if (!scanned) return scanned.error();
  return versions;
}

Result<ArticleRecord> StoreSnapshot::article_record(ArticleNumber number) const {
  const std::string key = u32_key(number.value);
  const auto value = database_.get(Family::article, key, snapshot_);
  if (!value) return value.error();
  auto record = *value ? decode_article(**value) : std::nullopt;
  if (!record) return corrupt_record(database_.path(), Family::article, key);
  record->summary.number = number;
  return std::move(*record);
}

Result<Contribution> StoreSnapshot::contribution(const ArticleRecord& record) const {
  Contribution contribution;
  Article& article = contribution.article;
  const ArticleSummary& summary = record.summary;
  article.id = summary.id;
  article.url = summary.url;
  article.title = summary.title;
  article.source = summary.source;
  article.author = summary.author;
  article.date = summary.date;
  article.date_origin = summary.date_origin;
  article.language = summary.language;
  auto text = article_text(summary.number);
  if (!text) return text.error();
  article.text = std::move(*text);
  for (const ArticleRecord::Mentioned& mentioned : record.mentioned) {
    auto mentioned_entity = entity(mentioned.node);
    if (!mentioned_entity) return mentioned_entity.error();
    contribution.entities.push_back({std::make_shared<const Entity>(std::move(*mentioned_entity)), mentioned.count});
  }
  for (const ArticleRecord::Stated& stated : record.stated) {
    const auto said = statement(stated.statement);
    if (!said) return said.error();
    for (std::uint32_t place = 0; place < stated.evidence; ++place) {
      const std::string key = evidence_key({stated.statement, date_number(summary.date), summary.number, place});
      const auto value = database_.get(Family::evidence, key, snapshot_);
      if (!value) return value.error();
      auto evidence = *value ? decode_evidence(**value) : std::nullopt;
      if (!evidence) return corrupt_record(database_.path(), Family::evidence, key);
      contribution.statements.push_back({*said, std::move(evidence->evidence)});
    }
  }
  return contribution;
}

Result<ArticleSummary> StoreSnapshot::article(ArticleNumber number) const {
  auto record = article_record(number);
  if (!record) return record.error();
  return std::move(record->summary);
}

Result<ArticleNumber> StoreSnapshot::report_of(ArticleNumber number) const {
  const auto& index = reports();
  if (!index) return index.error();
  return report_in(index->articles, number);
}

const Result<ReportIndex>& StoreSnapshot::reports() const {
  std::call_once(reports_once_, [&] { reports_ = read_reports(database_, snapshot_); });
  return reports_;
}

Result<std::vector<StatementNumber>> StoreSnapshot::statements_of(ArticleNumber number) const {
  const auto record = article_record(number);
  if (!record) return record.error();
  std::vector<StatementNumber> numbers;
  for (const ArticleRecord::Stated& stated : record->stated) numbers.push_back(stated.statement);
  return numbers;
}

Result<std::string> StoreSnapshot::article_text(ArticleNumber number) const {
  const std::string key = u32_key(number.value);
  auto value = database_.get(Family::article_text, key, snapshot_);
  if (!value) return value.error();
  if (!*value) return corrupt_record(database_.path(), Family::article_text, key);
  return std::move(**value);
}

Result<std::uint64_t> StoreSnapshot::count(Family family) const {
  std::uint64_t total = 0;
  const auto scanned = database_.scan(family, "", snapshot_, [&](std::string_view, std::string_view) -> Result<bool> {
    ++total;
    return true;
  });
  if (!scanned) return scanned.error();
  return total;
}

Result<GraphCounts> StoreSnapshot::counts() const {
  GraphCounts counts;
  const std::pair<Family, std::uint64_t*> fields[] = {{Family::article, &counts.articles},
                                                      {Family::node, &counts.entities},
                                                      {Family::statement, &counts.statements},
                                                      {Family::evidence, &counts.evidence}};
  for (const auto& [family, target] : fields) {
    const auto total = count(family);
    if (!total) return total.error();
    *target = *total;
  }
  return counts;
}

}  // namespace entente::graph
