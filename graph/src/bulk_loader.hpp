// Fills an empty database from many contributions at once: sorts instead of looking up.
//
// While contributions come in, only nodes, relations and sources are numbered, in memory; everything else goes to sorters. At the
// end evidence is read in the order of subject, relation, factuality and object: what lies together is a statement, which gets the
// next number. So the statements of an entity, and their sentences, lie together on the disk as well.
#pragma once

#include "database.hpp"
#include "record_sorter.hpp"
#include "records.hpp"
#include "sst_output.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <entente/schemas/contribution.hpp>

namespace entente::graph {

class BulkLoader {
 public:
  // Requires: nothing has been written to the database but its format.
  explicit BulkLoader(Database& database);

  // An article that was added before (by id and content) is left out.
  Result<void> add(const Contribution& contribution, const Hash128& extraction,
                   const std::vector<std::string>& origins);

  // Writes it all. Nothing may be added afterwards.
  Result<void> finish();

 private:
  struct Node {
    NodeId number;
    std::uint32_t articles = 0;
    std::shared_ptr<const Entity> entity;
  };
  struct EntityKeyHash {
    std::size_t operator()(const EntityKey& key) const { return std::hash<std::string>{}(key.value); }
  };
  using Numbers = std::unordered_map<std::string, std::uint32_t>;

  Result<std::uint32_t> number_of(Numbers& numbers, const std::string& name, std::uint32_t most);
  Result<NodeId> add_mention(const EntityMentions& mentions, ArticleNumber article);
  Result<void> add_statement(const ExtractedStatement& extracted, NodeId subject, NodeId object, std::uint32_t place,
                             ArticleNumber article, std::uint32_t source, const Contribution& contribution);
  Result<void> write_nodes();
  Result<void> write_statements();
  Result<void> write_adjacency();
  Result<void> write_articles();
  Result<void> write_sorted(RecordSorter& sorter, Family family);
  Result<void> write_meta();

  Database& database_;
  Counters counters_;
  std::unordered_map<EntityKey, Node, EntityKeyHash> nodes_;
  Numbers relations_;
  Numbers sources_;
  std::unordered_set<Hash128> seen_;  // Hashes of id and content.
  SstOutput texts_;
  SstOutput signatures_;
  RecordSorter mentions_;
  RecordSorter article_ids_;
  RecordSorter article_dates_;
  RecordSorter origins_;
  RecordSorter articles_;       // number -> record, without its statements
  RecordSorter evidence_;       // subject relation factuality object date article place -> what is needed of it
  RecordSorter stated_;         // article statement -> pieces
  RecordSorter statement_ids_;  // id -> statement
  RecordSorter edges_;          // node direction entry
};

}  // namespace entente::graph
