#include "store_check.hpp"

#include "adjacency_lists.hpp"
#include "entity_names.hpp"
#include "keys.hpp"
#include "records.hpp"
#include "report_index.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <entente/schemas/belief.hpp>

#include <fmt/format.h>

namespace entente::graph {
namespace {

constexpr std::size_t kMostProblems = 100;

// Reads every family once, builds in memory what each record says should be elsewhere, and compares. Memory is
// proportional to the number of records, not to their size.
class Checker {
 public:
  explicit Checker(const Database& database) : database_(database), snapshot_(&database.db()) {}

  Result<CheckReport> run(CheckDepth depth) {
    const rocksdb::Status checksums = database_.db().VerifyChecksum();
    if (!checksums.ok()) problem(to_error(checksums, database_.path()).message);
    if (depth == CheckDepth::quick) {
      count_records();
      return report_;
    }
    // In this order: what a step compares with, earlier steps have read.
    const std::pair<const char*, Result<void> (Checker::*)()> steps[] = {
        {"default", &Checker::read_meta},          {"node", &Checker::read_nodes},
        {"node_key", &Checker::check_node_keys},   {"name", &Checker::check_names},
        {"statement", &Checker::read_statements},  {"statement_id", &Checker::check_statement_ids},
        {"article", &Checker::read_articles},      {"article_id", &Checker::check_article_ids},
        {"article_text", &Checker::check_texts},   {"article_date", &Checker::check_article_dates},
        {"origin", &Checker::check_origins},       {"mention", &Checker::check_mentions},
        {"evidence", &Checker::check_evidence},    {"adjacency", &Checker::check_adjacency},
        {"signature", &Checker::check_signatures},
    };
    for (const auto& [family, step] : steps) {
      if (const auto done = (this->*step)(); !done) problem(fmt::format("{}: {}", family, done.error().message));
    }
    compare_counts();
    return report_;
  }

 private:
  void problem(std::string text) {
    if (report_.problems.size() < kMostProblems) report_.problems.push_back(std::move(text));
  }

  void count_records() {
    const auto count = [&](Family family) {
      std::uint64_t total = 0;
      const auto counted = each(family, [&](std::string_view, std::string_view) { ++total; });
      if (!counted)
        problem(fmt::format("{}: {}", kFamilyNames[static_cast<std::size_t>(family)], counted.error().message));
      return total;
    };
    report_.counts = {count(Family::article), count(Family::node), count(Family::statement), count(Family::evidence)};
    const std::pair<Family, std::uint64_t> indexes[] = {{Family::article_id, report_.counts.articles},
                                                        {Family::article_text, report_.counts.articles},
                                                        {Family::article_date, report_.counts.articles},
                                                        {Family::node_key, report_.counts.entities},
                                                        {Family::statement_id, report_.counts.statements}};
    for (const auto& [index, expected] : indexes) {
      if (const std::uint64_t found = count(index); found != expected) {
        problem(fmt::format("{}: {} records, but {} are indexed", kFamilyNames[static_cast<std::size_t>(index)], found,
                            expected));
      }
    }
  }

  Result<void> each(Family family, const std::function<void(std::string_view, std::string_view)>& visit) {
    return database_.scan(family, "", snapshot_.snapshot(),
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                            visit(key, value);
                            return true;
                          });
  }

  Result<void> read_meta() {
    return each(Family::meta, [&](std::string_view key, std::string_view value) {
      if (key == kCountersKey) {
        if (const auto counters = decode_counters(value)) {
          counters_ = *counters;
        } else {
          problem("default: the counters are damaged");
        }
      } else if (key.starts_with(kRelationPrefix)) {
        if (value.size() != 4) return problem(fmt::format("default: bad number of relation '{}'", key));
        relations_.emplace(read_u32(value, 0), key.substr(kRelationPrefix.size()));
      } else if (key.starts_with(kSourcePrefix)) {
        if (value.size() != 4) return problem(fmt::format("default: bad number of source '{}'", key));
        sources_.emplace(key.substr(kSourcePrefix.size()), read_u32(value, 0));
      } else if (key.starts_with(kJudgementPrefix)) {
        const auto judgement = decode_judgement(value);
        if (!judgement || judgement_key(*judgement) != key)
          problem(fmt::format("default: damaged judgement '{}'", key));
      } else if (key.starts_with(kExtractionPrefix)) {
        if (!Hash128::from_hex(key.substr(kExtractionPrefix.size())))
          problem(fmt::format("default: bad name of extraction '{}'", key));
      }
    });
  }

  Result<void> read_nodes() {
    return each(Family::node, [&](std::string_view key, std::string_view value) {
      const auto record = key.size() == 4 ? decode_node(value) : std::nullopt;
      if (!record) return problem("node: damaged record");
      const std::uint32_t node = read_u32(key, 0);
      if (node >= counters_.node) problem(fmt::format("node: number {} was never given", node));
      nodes_.emplace(node, Node{record->entity.key.value, record->articles, 0});
      names_of_[node] = folded_names_of(record->entity);
      expected_names_ += names_of_[node].size();
    });
  }

  Result<void> check_node_keys() {
    std::size_t count = 0;
    auto done = each(Family::node_key, [&](std::string_view key, std::string_view value) {
      ++count;
      const auto node = value.size() == 4 ? nodes_.find(read_u32(value, 0)) : nodes_.end();
      if (node == nodes_.end() || node->second.key != key)
        problem(fmt::format("node_key: '{}' points to no node of that key", key));
    });
    if (count != nodes_.size()) problem(fmt::format("node_key: {} keys for {} nodes", count, nodes_.size()));
    return done;
  }

  Result<void> check_names() {
    std::size_t count = 0;
    auto done = each(Family::name, [&](std::string_view key, std::string_view) {
      ++count;
      if (key.size() < 5) return problem("name: damaged key");
      const auto names = names_of_.find(read_u32(key, key.size() - 4));
      const std::string name(key.substr(0, key.size() - 5));
      if (names == names_of_.end() || !names->second.contains(name))
        problem(fmt::format("name: '{}' points to an entity without that name", name));
    });
    if (count != expected_names_) problem(fmt::format("name: {} entries, {} expected", count, expected_names_));
    return done;
  }

  Result<void> read_statements() {
    return each(Family::statement, [&](std::string_view key, std::string_view value) {
      const auto record = key.size() == 4 ? decode_statement(value) : std::nullopt;
      if (!record) return problem("statement: damaged record");
      const std::uint32_t number = read_u32(key, 0);
      if (number >= counters_.statement) problem(fmt::format("statement: number {} was never given", number));
      StatementState& statement = statements_[number];
      statement.record = *record;
      const auto subject = nodes_.find(record->subject.value);
      const auto object = nodes_.find(record->object.value);
      const auto relation = relations_.find(record->relation);
      if (subject == nodes_.end() || object == nodes_.end())
        return problem(fmt::format("statement: number {} is about an entity that does not exist", number));
      if (relation == relations_.end())
        return problem(fmt::format("statement: number {} has an unknown relation", number));
      statement.id = Statement{{subject->second.key}, relation->second, {object->second.key}, record->factuality}.id();
    });
  }

  Result<void> check_statement_ids() {
    std::size_t count = 0;
    auto done = each(Family::statement_id, [&](std::string_view key, std::string_view value) {
      ++count;
      const auto found = value.size() == 4 ? statements_.find(read_u32(value, 0)) : statements_.end();
      if (key.size() != 16 || found == statements_.end() || found->second.id.hash != read_hash(key, 0)) {
        problem("statement_id: points to no statement of that id");
      }
    });
    if (count != statements_.size())
      problem(fmt::format("statement_id: {} ids for {} statements", count, statements_.size()));
    return done;
  }

  Result<void> read_articles() {
    return each(Family::article, [&](std::string_view key, std::string_view value) {
      auto record = key.size() == 4 ? decode_article(value) : std::nullopt;
      if (!record) return problem("article: damaged record");
      const std::uint32_t number = read_u32(key, 0);
      if (number >= counters_.article) problem(fmt::format("article: number {} was never given", number));
      for (const auto& [node, count] : record->mentioned) {
        const auto found = nodes_.find(node.value);
        if (found == nodes_.end()) {
          problem(fmt::format("article: '{}' mentions an entity that does not exist", record->summary.id.value));
        } else {
          ++found->second.counted;
        }
        mentions_.emplace(std::uint64_t{node.value} << 32 | number, count);
      }
      for (const auto& [statement, count] : record->stated) {
        const auto found = statements_.find(statement.value);
        if (found == statements_.end()) {
          problem(fmt::format("article: '{}' makes a statement that does not exist", record->summary.id.value));
        } else {
          ++found->second.counted;
        }
        evidence_.emplace(std::uint64_t{statement.value} << 32 | number, count);
      }
      origins_ += record->origins.size();
      const auto source = sources_.find(record->summary.source);
      if (source == sources_.end()) return problem("article: its source has no number");
      articles_.emplace(number, ArticleState{record->summary.id.value, record->summary.content_hash,
                                             record->summary.date, source->second});
    });
  }

  Result<void> check_article_ids() {
    std::size_t count = 0;
    auto done = each(Family::article_id, [&](std::string_view key, std::string_view value) {
      ++count;
      const auto found = value.size() == 4 ? articles_.find(read_u32(value, 0)) : articles_.end();
      if (found == articles_.end() || article_id_key(found->second.id, found->second.content) != key) {
        problem("article_id: points to no article of that id");
      }
    });
    if (count != articles_.size()) problem(fmt::format("article_id: {} ids for {} articles", count, articles_.size()));
    return done;
  }

  Result<void> check_texts() {
    std::size_t count = 0;
    auto done = each(Family::article_text, [&](std::string_view key, std::string_view) {
      ++count;
      if (key.size() != 4 || !articles_.contains(read_u32(key, 0))) problem("article_text: a text without an article");
    });
    if (count != articles_.size())
      problem(fmt::format("article_text: {} texts for {} articles", count, articles_.size()));
    return done;
  }

  Result<void> check_signatures() {
    std::size_t count = 0;
    auto done = each(Family::signature, [&](std::string_view key, std::string_view value) {
      ++count;
      if (key.size() != 4 || value.size() != kSignatureBytes || !articles_.contains(read_u32(key, 0)))
        problem("signature: of no article");
    });
    if (!done) return done;
    if (count != articles_.size())
      problem(fmt::format("signature: {} signatures for {} articles", count, articles_.size()));
    const auto kept = read_reports(database_, snapshot_.snapshot());
    if (!kept) return kept.error();
    const auto derived = derive_reports(database_, snapshot_.snapshot());
    if (!derived) return derived.error();
    if (*kept != *derived) problem("default: the reports do not follow from the signatures and what the articles say");
    return {};
  }

  Result<void> check_article_dates() {
    std::size_t count = 0;
    auto done = each(Family::article_date, [&](std::string_view key, std::string_view) {
      ++count;
      const auto found = key.size() == 8 ? articles_.find(read_u32(key, 4)) : articles_.end();
      if (found == articles_.end() || date_number(found->second.date) != read_u32(key, 0))
        problem("article_date: points to no article of that date");
    });
    if (count != articles_.size())
      problem(fmt::format("article_date: {} entries for {} articles", count, articles_.size()));
    return done;
  }

  Result<void> check_origins() {
    std::size_t count = 0;
    auto done = each(Family::origin, [&](std::string_view key, std::string_view) {
      ++count;
      if (key.size() < 5 || !articles_.contains(read_u32(key, key.size() - 4))) problem("origin: points to no article");
    });
    if (count != origins_) problem(fmt::format("origin: {} entries, {} expected", count, origins_));
    return done;
  }

  Result<void> check_mentions() {
    std::size_t count = 0;
    auto done = each(Family::mention, [&](std::string_view key, std::string_view value) {
      ++count;
      const auto found =
          key.size() == 8 ? mentions_.find(std::uint64_t{read_u32(key, 0)} << 32 | read_u32(key, 4)) : mentions_.end();
      if (found == mentions_.end() || value.size() != 4 || read_u32(value, 0) != found->second) {
        problem("mention: an entry that no article knows of");
      }
    });
    if (count != mentions_.size()) problem(fmt::format("mention: {} entries, {} expected", count, mentions_.size()));
    return done;
  }

  Result<void> check_evidence() {
    auto done = each(Family::evidence, [&](std::string_view key, std::string_view value) {
      ++report_.counts.evidence;
      const auto record = key.size() == kEvidenceKeyBytes ? decode_evidence(value) : std::nullopt;
      if (!record) return problem("evidence: damaged record");
      const EvidencePlace at = read_evidence_key(key);
      const auto found = evidence_.find(std::uint64_t{at.statement.value} << 32 | at.article.value);
      const auto article = articles_.find(at.article.value);
      const auto statement = statements_.find(at.statement.value);
      if (found == evidence_.end() || at.place >= found->second || article == articles_.end() ||
          statement == statements_.end() || date_number(article->second.date) != at.date) {
        return problem("evidence: a piece that no article knows of");
      }
      statement->second.see(article->second.date, article->second.source, assurance_of(record->evidence.confidence));
    });
    std::uint64_t expected = 0;
    for (const auto& [key, count] : evidence_) expected += count;
    if (report_.counts.evidence != expected) {
      problem(fmt::format("evidence: {} pieces, {} expected", report_.counts.evidence, expected));
    }
    return done;
  }

  // Lists, directories and chunks come in the order of their keys: a directory, then its chunks.
  Result<void> check_adjacency() {
    std::size_t count = 0;
    std::string hub;
    std::set<std::string> starts;
    auto done = each(Family::adjacency, [&](std::string_view key, std::string_view value) {
      if (key.size() == kListKeyBytes) {
        hub.clear();
        if (const auto directory = read_directory(value)) {
          hub = key;
          starts = {directory->begin(), directory->end()};
          return;
        }
      } else if (key.size() != kListKeyBytes + kEntryKeyBytes || key.substr(0, kListKeyBytes) != hub ||
                 !starts.contains(std::string(key.substr(kListKeyBytes)))) {
        return problem("adjacency: a chunk that no directory knows of");
      }
      const auto entries = decode_list(value);
      if (!entries) return problem("adjacency: damaged record");
      const std::string_view start = key.substr(kListKeyBytes);
      for (const AdjacencyEntry& entry : *entries) {
        ++count;
        check_entry({read_u32(key, 0)}, key[4] == '\x01', entry);
        if (!start.empty()) {
          const auto after = starts.upper_bound(std::string(start));
          const std::string at = entry_key(entry);
          if (at < start || (after != starts.end() && at >= *after)) problem("adjacency: an edge in a wrong chunk");
        }
      }
    });
    if (count != 2 * statements_.size())
      problem(fmt::format("adjacency: {} edge ends for {} statements", count, statements_.size()));
    return done;
  }

  void check_entry(NodeId node, bool outgoing, const AdjacencyEntry& entry) {
    const auto found = statements_.find(entry.statement.value);
    if (found == statements_.end()) return problem("adjacency: an edge without a statement");
    const StatementRecord& record = found->second.record;
    const bool agrees = (outgoing ? record.subject : record.object) == node &&
                        (outgoing ? record.object : record.subject) == entry.other &&
                        record.relation == entry.relation && record.factuality == entry.factuality;
    if (!agrees) problem(fmt::format("adjacency: an edge differs from its statement {}", found->second.id.hash.hex()));
  }

  void compare_counts() {
    for (const auto& [number, node] : nodes_) {
      if (node.articles != node.counted) {
        problem(fmt::format("node: '{}' counts {} articles, {} mention it", node.key, node.articles, node.counted));
      }
    }
    for (const auto& [number, statement] : statements_) {
      if (statement.record.articles != statement.counted) {
        problem(fmt::format("statement: {} counts {} articles, {} make it", statement.id.hash.hex(),
                            statement.record.articles, statement.counted));
      }
      if (!statement.agrees()) {
        problem(fmt::format("statement: {} sums its evidence up wrongly", statement.id.hash.hex()));
      }
    }
    report_.counts.articles = articles_.size();
    report_.counts.entities = nodes_.size();
    report_.counts.statements = statements_.size();
  }

  struct Node {
    std::string key;
    std::uint32_t articles = 0;
    std::uint32_t counted = 0;
  };
  struct StatementState {
    StatementRecord record;
    StatementId id;
    std::uint32_t counted = 0;
    Date first_seen;
    Date last_seen;
    std::map<std::uint32_t, std::uint64_t> assurances;  // By source.

    void see(const Date& date, std::uint32_t source, std::uint64_t assurance) {
      if (assurance > 0) assurances[source] += assurance;
      if (!date.known()) return;
      if (!first_seen.known() || date < first_seen) first_seen = date;
      last_seen = std::max(last_seen, date);
    }
    bool agrees() const {
      return first_seen == record.first_seen && last_seen == record.last_seen &&
             std::equal(assurances.begin(), assurances.end(), record.sources.begin(), record.sources.end(),
                        [](const auto& a, const StatementRecord::Source& b) {
                          return a.first == b.number && a.second == b.assurance;
                        });
    }
  };
  struct ArticleState {
    std::string id;
    Hash128 content;
    Date date;
    std::uint32_t source = 0;
  };

  const Database& database_;
  rocksdb::ManagedSnapshot snapshot_;
  CheckReport report_;
  Counters counters_;
  std::map<std::uint32_t, std::string> relations_;
  std::map<std::string, std::uint32_t, std::less<>> sources_;
  std::unordered_map<std::uint32_t, Node> nodes_;
  std::unordered_map<std::uint32_t, std::set<std::string>> names_of_;
  std::unordered_map<std::uint32_t, StatementState> statements_;
  std::unordered_map<std::uint32_t, ArticleState> articles_;
  std::unordered_map<std::uint64_t, std::uint32_t> mentions_;  // node << 32 | article -> count
  std::unordered_map<std::uint64_t, std::uint32_t> evidence_;  // statement << 32 | article -> pieces
  std::size_t expected_names_ = 0;
  std::size_t origins_ = 0;
};

}  // namespace

Result<CheckReport> check_store(const Database& database, CheckDepth depth) { return Checker(database).run(depth); }

}  // namespace entente::graph
