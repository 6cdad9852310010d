// The values of the store, and their bytes: fields in order, numbers as LEB128 varints, strings with their length
// before them. Decoders check every length, since a store is input like any other: they return nothing on bytes that
// are not a whole record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/judgement.hpp>
#include <entente/graph/property_graph.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/hash.hpp>
#include <entente/schemas/statement.hpp>

namespace entente::graph {

struct Counters {
  std::uint32_t node = 0;
  std::uint32_t statement = 0;
  std::uint32_t article = 0;
  std::uint32_t relation = 0;
  std::uint32_t source = 0;

  bool operator==(const Counters&) const = default;
};

struct NodeRecord {
  Entity entity;
  std::uint32_t articles = 0;  // That mention it; the node goes with the last.
};

// Its id follows from what it says, and is not part of the record.
struct StatementRecord {
  NodeId subject;
  NodeId object;
  std::uint32_t relation = 0;
  Factuality factuality;
  std::uint32_t articles = 0;  // That give evidence; the statement goes with the last.
  Date first_seen;             // Of the dated articles.
  Date last_seen;
  struct Source {
    std::uint32_t number = 0;
    std::uint64_t assurance = 0;  // What its evidence comes to, see assurance_of.

    bool operator==(const Source&) const = default;
  };
  std::vector<Source> sources;  // By number; those with evidence.
};

// What an article contributed, so that it can be taken away again.
struct ArticleRecord {
  ArticleSummary summary;
  Hash128 extraction;
  std::vector<std::string> origins;
  struct Mentioned {
    NodeId node;
    std::uint32_t count = 0;
  };
  std::vector<Mentioned> mentioned;
  struct Stated {
    StatementNumber statement;
    std::uint32_t evidence = 0;
  };
  std::vector<Stated> stated;
};

struct EvidenceRecord {
  Evidence evidence;
  std::string sentence;
};

std::string encode(const Counters& record);
std::string encode(const Judgement& record);
std::string encode(const NodeRecord& record);
std::string encode(const StatementRecord& record);
std::string encode(const ArticleRecord& record);
std::string encode(const EvidenceRecord& record);

std::optional<Judgement> decode_judgement(std::string_view bytes);
std::optional<Counters> decode_counters(std::string_view bytes);
std::optional<NodeRecord> decode_node(std::string_view bytes);
std::optional<StatementRecord> decode_statement(std::string_view bytes);
std::optional<ArticleRecord> decode_article(std::string_view bytes);
std::optional<EvidenceRecord> decode_evidence(std::string_view bytes);

}  // namespace entente::graph
