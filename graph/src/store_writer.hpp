// Takes the contributions of articles into the store and out of it.
#pragma once

#include "records.hpp"
#include "transaction.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <entente/graph/store.hpp>
#include <entente/schemas/contribution.hpp>

namespace entente::graph {

// Whether the id can be part of a key.
Result<void> check_id(const ArticleId& id);

// The record of an article as it comes in, which mentions and states nothing yet.
ArticleRecord new_record(const Contribution& contribution, ArticleNumber number, const Hash128& extraction);

// Of a contribution that contradicts itself.
Error unknown_argument(const ArticleId& article);

// One change of the store, committed whole or not at all. Not thread-safe; one at a time for each database.
class StoreWriter {
 public:
  explicit StoreWriter(Database& database) : transaction_(database), database_(database) {}

  // The numbers of the articles with this id, with the hashes of their contents.
  struct Version {
    Hash128 content;
    ArticleNumber number;
  };
  Result<std::vector<Version>> versions(const ArticleId& id) const;

  // Requires: the store does not hold an article of this id and content.
  // Keeps what there is to say of an extraction.
  void describe(const Extraction& extraction) {
    transaction_.put(Family::meta, extraction_key(extraction.version), extraction.description);
  }

  Result<void> add(const Contribution& contribution, const Hash128& extraction);

  // Requires: the article exists.
  Result<void> retract(ArticleNumber number);

  // The files that the article came from. Requires: the article exists.
  Result<std::vector<std::string>> origins(ArticleNumber number) const;

  // Makes `origin` the file of article `number` (which exists or is being added), and retracts articles that came
  // from it before and from nowhere else. True if it did.
  Result<bool> move_origin(const std::string& origin, ArticleNumber number);

  Result<void> commit(bool sync = true) { return transaction_.commit(sync); }

  // The number that add() gave.
  ArticleNumber added() const { return added_; }

 private:
  Result<Counters> counters() const;
  Result<std::uint32_t> next(std::uint32_t Counters::*counter);
  // The number of a relation or source, which is given if it is new.
  Result<std::uint32_t> number_of(std::string_view prefix, const std::string& name, std::uint32_t Counters::*counter);
  Result<NodeId> add_mention(const EntityMentions& mentions, ArticleNumber article);
  Result<StatementNumber> find_or_add(const Statement& statement, NodeId subject, NodeId object);
  Result<StatementRecord> statement_record(StatementNumber number) const;
  Result<NodeRecord> node_record(NodeId node) const;
  Result<StatementId> id_of(const StatementRecord& record) const;
  Result<std::pair<Date, Date>> dates_left(StatementNumber statement) const;
  Result<void> retract_mention(NodeId node, ArticleNumber article);
  Result<void> retract_statement(const ArticleRecord::Stated& stated, ArticleNumber article, const Date& date,
                                 std::uint32_t source);
  Result<std::vector<ArticleNumber>> articles_from(const std::string& origin) const;
  Result<ArticleRecord> article_record(ArticleNumber number) const;
  void put_names(const Entity& entity, NodeId node);
  void erase_names(const Entity& entity, NodeId node);
  void change_edge(const StatementRecord& record, StatementNumber number, bool add);

  Transaction transaction_;
  Database& database_;
  ArticleNumber added_;
};

}  // namespace entente::graph
