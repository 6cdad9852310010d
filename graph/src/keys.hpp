// Every key of the store. Column families are named by what their keys begin with. Numbers in keys are big-endian, so
// that byte order is numeric order. On disk since format 2, with records of format 3: never renumber, only append.
//
//   default       "format" | "next"                           version, counters
//                 "relation/" name | "source/" name -> number of a relation, of an outlet
//                 "reports"                         -> ReportIndex, as long as it holds
//                 "extraction/" hash       -> text           which versions that extraction is of
//                 "judgement/" time "/" id -> Judgement
//   node          node                     -> NodeRecord       entity and number of articles that mention it
//   node_key      entity key               -> node
//   name          folded name 00 node      -> (empty)          look-up and prefix search
//   mention       node article             -> count            which articles mention an entity
//   article       article                  -> ArticleRecord    what is needed to take the article away again
//   article_id    id 00 content hash       -> article          several texts may share an id
//   article_text  article                  -> text             compressed with zstd, in large blocks
//   article_date  date article             -> (empty)          what was published when
//   origin        file 00 article          -> (empty)          which file an article without an id came from
//   statement     statement                -> StatementRecord
//   statement_id  StatementId              -> statement
//   evidence      statement date article place -> EvidenceRecord   all of a statement together, by date
//   signature     article                  -> Signature        what its text is known by
//   adjacency     node direction [entry]   -> list of edges    see adjacency_lists.hpp; uncompressed, for speed
//
// Packed adjacency per node and direction was measured against a key per edge: two-hop questions are 11 to 18 times
// as fast, paths 4 to 5 times.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <entente/graph/judgement.hpp>
#include <entente/graph/property_graph.hpp>
#include <entente/schemas/hash.hpp>

namespace entente::graph {

enum class Family : std::uint8_t {
  meta,
  node,
  node_key,
  name,
  mention,
  article,
  article_id,
  article_text,
  article_date,
  origin,
  statement,
  statement_id,
  evidence,
  adjacency,
  signature,
};

inline constexpr std::array<const char*, 15> kFamilyNames = {
    "default",      "node",   "node_key",  "name",         "mention",  "article",   "article_id", "article_text",
    "article_date", "origin", "statement", "statement_id", "evidence", "adjacency", "signature"};

inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kCountersKey = "next";
inline constexpr std::string_view kRelationPrefix = "relation/";
inline constexpr std::string_view kSourcePrefix = "source/";
inline constexpr std::string_view kReportsKey = "reports";
inline constexpr std::string_view kExtractionPrefix = "extraction/";
inline constexpr std::string_view kJudgementPrefix = "judgement/";

inline void append_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

// Requires: four bytes from `at`.
inline std::uint32_t read_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

inline void append_u64(std::string& out, std::uint64_t value) {
  append_u32(out, static_cast<std::uint32_t>(value >> 32));
  append_u32(out, static_cast<std::uint32_t>(value));
}

// Requires: eight bytes from `at`.
inline std::uint64_t read_u64(std::string_view bytes, std::size_t at) {
  return std::uint64_t{read_u32(bytes, at)} << 32 | read_u32(bytes, at + 4);
}

inline std::string u32_key(std::uint32_t value) {
  std::string key;
  append_u32(key, value);
  return key;
}

inline std::string u32_pair_key(std::uint32_t first, std::uint32_t second) {
  std::string key = u32_key(first);
  append_u32(key, second);
  return key;
}

inline void append_hash(std::string& out, const Hash128& hash) {
  append_u64(out, hash.high);
  append_u64(out, hash.low);
}

inline std::string hash_key(const Hash128& hash) {
  std::string key;
  append_hash(key, hash);
  return key;
}

// Requires: sixteen bytes from `at`.
inline Hash128 read_hash(std::string_view bytes, std::size_t at) {
  return {read_u64(bytes, at), read_u64(bytes, at + 8)};
}

// text 00: what all keys of `text` begin with. Texts hold no NUL bytes.
inline std::string text_prefix(std::string_view text) {
  std::string key(text);
  key += '\0';
  return key;
}

inline std::string text_and_u32_key(std::string_view text, std::uint32_t number) {
  std::string key = text_prefix(text);
  append_u32(key, number);
  return key;
}

inline std::string article_id_key(std::string_view id, const Hash128& content) {
  std::string key = text_prefix(id);
  append_hash(key, content);
  return key;
}

// Dates in their order, unknown ones first.
inline std::uint32_t date_number(const Date& date) {
  return (static_cast<std::uint32_t>(static_cast<std::uint16_t>(date.year)) ^ 0x8000U) << 16 |
         static_cast<std::uint32_t>(date.month) << 8 | date.day;
}

inline Date date_of(std::uint32_t number) {
  Date date;
  date.year = static_cast<std::int16_t>(static_cast<std::uint16_t>(number >> 16 ^ 0x8000U));
  date.month = static_cast<std::uint8_t>(number >> 8);
  date.day = static_cast<std::uint8_t>(number);
  return date;
}

struct EvidencePlace {
  StatementNumber statement;
  std::uint32_t date = 0;  // See date_number.
  ArticleNumber article;
  std::uint32_t place = 0;  // Among the article's pieces for the statement.
};

inline constexpr std::size_t kEvidenceKeyBytes = 16;

inline std::string evidence_key(const EvidencePlace& at) {
  std::string key = u32_pair_key(at.statement.value, at.date);
  append_u32(key, at.article.value);
  append_u32(key, at.place);
  return key;
}

// Requires: a key of kEvidenceKeyBytes.
inline EvidencePlace read_evidence_key(std::string_view key) {
  return {{read_u32(key, 0)}, read_u32(key, 4), {read_u32(key, 8)}, read_u32(key, 12)};
}

inline std::string extraction_key(const Hash128& version) { return std::string(kExtractionPrefix) + version.hex(); }

inline std::string judgement_key(const Judgement& judgement) {
  return std::string(kJudgementPrefix) + judgement.time + "/" + judgement.id().hex();
}

inline constexpr std::size_t kListKeyBytes = 5;

// Of the list of a node's edges. Direction::either has no key of its own.
inline std::string adjacency_key(NodeId node, Direction direction) {
  std::string key = u32_key(node.value);
  key += direction == Direction::outgoing ? '\x01' : '\x02';
  return key;
}

}  // namespace entente::graph
