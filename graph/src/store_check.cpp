#include "store_check.hpp"

#include "adjacency.hpp"
#include "entity_names.hpp"
#include "keys.hpp"
#include "records.hpp"

#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace entente::graph {
namespace {

constexpr std::size_t kMostProblems = 100;

// Reads every family once, builds in memory what each record says should be elsewhere, and compares. Memory is
// proportional to the number of records, not to their size.
class Checker {
 public:
  explicit Checker(const Database& database) : database_(database), snapshot_(&database.db()) {}

  Result<CheckReport> run() {
    const rocksdb::Status checksums = database_.db().VerifyChecksum();
    if (!checksums.ok()) problem(to_error(checksums, database_.path()).message);
    // In this order: what a step compares with, earlier steps have read.
    const std::pair<const char*, Result<void> (Checker::*)()> steps[] = {
        {"default", &Checker::read_meta},         {"node", &Checker::read_nodes},
        {"node_key", &Checker::check_node_keys},  {"name", &Checker::check_names},
        {"statement", &Checker::read_statements}, {"statement_id", &Checker::check_statement_ids},
        {"article", &Checker::read_articles},     {"article_id", &Checker::check_article_ids},
        {"article_text", &Checker::check_texts},  {"origin", &Checker::check_origins},
        {"mention", &Checker::check_mentions},    {"evidence", &Checker::check_evidence},
        {"adjacency", &Checker::check_adjacency},
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
        relations_.insert(read_u32(value, 0));
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
      if (!nodes_.contains(record->subject.value) || !nodes_.contains(record->object.value)) {
        problem(fmt::format("statement: {} is about an entity that does not exist", record->id.hash.hex()));
      }
      if (!relations_.contains(record->relation))
        problem(fmt::format("statement: {} has an unknown relation", record->id.hash.hex()));
      statements_.emplace(number, StatementState{*record, 0});
    });
  }

  Result<void> check_statement_ids() {
    std::size_t count = 0;
    auto done = each(Family::statement_id, [&](std::string_view key, std::string_view value) {
      ++count;
      const auto found = value.size() == 4 ? statements_.find(read_u32(value, 0)) : statements_.end();
      if (key.size() != 16 || found == statements_.end() || found->second.record.id.hash != read_hash(key, 0)) {
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
      articles_.emplace(number, std::pair(record->summary.id.value, record->summary.content_hash));
    });
  }

  Result<void> check_article_ids() {
    std::size_t count = 0;
    auto done = each(Family::article_id, [&](std::string_view key, std::string_view value) {
      ++count;
      const auto found = value.size() == 4 ? articles_.find(read_u32(value, 0)) : articles_.end();
      if (found == articles_.end() || article_id_key(found->second.first, found->second.second) != key) {
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
      if (key.size() != 12 || !decode_evidence(value)) return problem("evidence: damaged record");
      const auto found = evidence_.find(std::uint64_t{read_u32(key, 0)} << 32 | read_u32(key, 4));
      if (found == evidence_.end() || read_u32(key, 8) >= found->second)
        problem("evidence: a piece that no article knows of");
    });
    std::uint64_t expected = 0;
    for (const auto& [key, count] : evidence_) expected += count;
    if (report_.counts.evidence != expected) {
      problem(fmt::format("evidence: {} pieces, {} expected", report_.counts.evidence, expected));
    }
    return done;
  }

  Result<void> check_adjacency() {
    std::size_t count = 0;
    auto done = each(Family::adjacency, [&](std::string_view key, std::string_view value) {
      const auto entries = key.size() == 5 ? decode_adjacency(value) : std::nullopt;
      if (!entries) return problem("adjacency: damaged record");
      const NodeId node{read_u32(key, 0)};
      const bool outgoing = key[4] == '\x01';
      for (const AdjacencyEntry& entry : *entries) {
        ++count;
        const auto found = statements_.find(entry.statement.value);
        if (found == statements_.end()) {
          problem("adjacency: an edge without a statement");
          continue;
        }
        const StatementRecord& record = found->second.record;
        const bool agrees = (outgoing ? record.subject : record.object) == node &&
                            (outgoing ? record.object : record.subject) == entry.other &&
                            record.relation == entry.relation && record.factuality == entry.factuality;
        if (!agrees) problem(fmt::format("adjacency: an edge differs from its statement {}", record.id.hash.hex()));
      }
    });
    if (count != 2 * statements_.size())
      problem(fmt::format("adjacency: {} edge ends for {} statements", count, statements_.size()));
    return done;
  }

  void compare_counts() {
    for (const auto& [number, node] : nodes_) {
      if (node.articles != node.counted) {
        problem(fmt::format("node: '{}' counts {} articles, {} mention it", node.key, node.articles, node.counted));
      }
    }
    for (const auto& [number, statement] : statements_) {
      if (statement.record.articles != statement.counted) {
        problem(fmt::format("statement: {} counts {} articles, {} make it", statement.record.id.hash.hex(),
                            statement.record.articles, statement.counted));
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
    std::uint32_t counted = 0;
  };

  const Database& database_;
  rocksdb::ManagedSnapshot snapshot_;
  CheckReport report_;
  Counters counters_;
  std::set<std::uint32_t> relations_;
  std::unordered_map<std::uint32_t, Node> nodes_;
  std::unordered_map<std::uint32_t, std::set<std::string>> names_of_;
  std::unordered_map<std::uint32_t, StatementState> statements_;
  std::unordered_map<std::uint32_t, std::pair<std::string, Hash128>> articles_;
  std::unordered_map<std::uint64_t, std::uint32_t> mentions_;  // node << 32 | article -> count
  std::unordered_map<std::uint64_t, std::uint32_t> evidence_;  // statement << 32 | article -> pieces
  std::size_t expected_names_ = 0;
  std::size_t origins_ = 0;
};

}  // namespace

Result<CheckReport> check_store(const Database& database) { return Checker(database).run(); }

}  // namespace entente::graph
