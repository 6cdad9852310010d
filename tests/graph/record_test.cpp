// The bytes on disk: what is written is read back, and damage is seen.
#include "adjacency_lists.hpp"
#include "catch.hpp"
#include "keys.hpp"
#include "records.hpp"

#include <deque>
#include <map>
#include <random>

namespace entente::graph {
namespace {

NodeRecord some_node() {
  NodeRecord record;
  record.entity = {{"country/RUS"}, "Russia", EntityType::country, {"Moscow", "Россия"}, {"RUS", "365", "Q159"}};
  record.articles = 300;
  return record;
}

ArticleRecord some_article() {
  ArticleRecord record;
  record.summary.id = {"wire-1"};
  record.summary.url = "https://example.org";
  record.summary.date = {2024, 5, 31};
  record.summary.content_hash = {1, 2};
  record.summary.statements = 2;
  record.summary.language = "en";
  record.extraction = {3, 4};
  record.origins = {"/a/b.txt"};
  record.mentioned = {{{7}, 2}, {{130}, 1}};
  record.stated = {{{0xFFFFFFFE}, 1}};
  return record;
}

EvidenceRecord some_evidence() {
  EvidenceRecord record;
  record.evidence.sentence = {10, 400};
  record.evidence.subject = {10, 16};
  record.evidence.object = {30, 36};
  record.evidence.trigger = "refuses";
  record.evidence.rule = "sanctions.verb";
  record.evidence.confidence = 0.9;
  record.evidence.attribution = {{"Lavrov", "said", Stance::reports}, {"", "claim", Stance::rejects}};
  record.sentence = "A sentence.";
  return record;
}

TEST_CASE("records are read back as they were written") {
  const auto node = decode_node(encode(some_node()));
  REQUIRE(node);
  CHECK(node->entity == some_node().entity);
  CHECK(node->articles == 300);
  const auto article = decode_article(encode(some_article()));
  REQUIRE(article);
  CHECK(article->summary.date.to_string() == "2024-05-31");
  CHECK(article->origins == some_article().origins);
  CHECK(article->stated.front().statement.value == 0xFFFFFFFE);
  const auto evidence = decode_evidence(encode(some_evidence()));
  REQUIRE(evidence);
  CHECK(evidence->evidence == some_evidence().evidence);
  const Counters counters{1, 127, 128, 0xFFFFFFFF, 3};
  CHECK(decode_counters(encode(counters)) == counters);
}

TEST_CASE("a record cut short or with bytes too many is not a record") {
  const std::string bytes[] = {encode(some_node()), encode(some_article()), encode(some_evidence())};
  const auto decodes = [](std::size_t kind, std::string_view value) {
    if (kind == 0) return decode_node(value).has_value();
    if (kind == 1) return decode_article(value).has_value();
    return decode_evidence(value).has_value();
  };
  for (std::size_t kind = 0; kind < 3; ++kind) {
    CHECK(decodes(kind, bytes[kind]));
    for (std::size_t size = 0; size < bytes[kind].size(); ++size) {
      CHECK_FALSE(decodes(kind, std::string_view(bytes[kind]).substr(0, size)));
    }
    CHECK_FALSE(decodes(kind, bytes[kind] + '\0'));
  }
}

TEST_CASE("random damage never crashes a decoder") {
  std::mt19937 random(1);
  const std::string original = encode(some_article()) + encode(some_evidence());
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = original.substr(random() % original.size());
    for (int i = 0; i < 3 && !bytes.empty(); ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    (void)decode_node(bytes);
    (void)decode_statement(bytes);
    (void)decode_article(bytes);
    (void)decode_evidence(bytes);
    (void)decode_counters(bytes);
    (void)decode_list(bytes);
    (void)read_directory(bytes);
    (void)apply_changes(bytes, {bytes});
  }
}

TEST_CASE("the byte order of keys is pinned and follows the numbers") {
  CHECK(u32_key(0x01020304) == std::string("\x01\x02\x03\x04"));
  std::mt19937 random(2);
  for (int round = 0; round < 1000; ++round) {
    const auto a = static_cast<std::uint32_t>(random());
    const auto b = static_cast<std::uint32_t>(random());
    CHECK((u32_key(a) < u32_key(b)) == (a < b));
    CHECK(read_u32(u32_key(a), 0) == a);
  }
  const Hash128 hash{0x0102030405060708, 0x090A0B0C0D0E0F10};
  CHECK(read_hash(hash_key(hash), 0) == hash);
}

using Entries = std::vector<AdjacencyEntry>;

std::string merge(const std::string* existing, const std::vector<std::string>& operands) {
  const auto merge_operator = make_adjacency_merge_operator();
  const rocksdb::Slice key("key");
  rocksdb::Slice value;
  if (existing) value = *existing;
  std::vector<rocksdb::Slice> slices(operands.begin(), operands.end());
  std::string merged;
  rocksdb::Slice existing_operand;
  rocksdb::MergeOperator::MergeOperationInput input(key, existing ? &value : nullptr, slices, nullptr);
  rocksdb::MergeOperator::MergeOperationOutput output(merged, existing_operand);
  REQUIRE(merge_operator->FullMergeV2(input, &output));
  return merged;
}

TEST_CASE("adjacency: the last word on an edge holds, whether merged at once or in parts") {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> operands;
    std::map<std::string, bool> expected;
    const std::size_t count = 1 + random() % 30;
    for (std::size_t i = 0; i < count; ++i) {
      const AdjacencyEntry entry{static_cast<std::uint32_t>(random() % 3),
                                 unpack_factuality(static_cast<unsigned char>(random() % 2)),
                                 {static_cast<std::uint32_t>(random() % 4)},
                                 {static_cast<std::uint32_t>(random() % 3)}};
      const bool add = random() % 3 != 0;
      expected[entry_key(entry)] = add;
      if (operands.empty() || random() % 2 == 0) operands.emplace_back();
      append_adjacency_change(operands.back(), entry, add);
    }
    Entries present;
    for (const auto& [entry, there] : expected) {
      if (there) present.push_back(read_entry_key(entry));
    }
    CHECK(decode_list(merge(nullptr, operands)) == present);
    // A first part merged into a value, the rest merged with each other beforehand.
    const std::size_t cut = random() % operands.size();
    const std::string base = merge(nullptr, {operands.begin(), operands.begin() + static_cast<std::ptrdiff_t>(cut)});
    std::deque<rocksdb::Slice> rest(operands.begin() + static_cast<std::ptrdiff_t>(cut), operands.end());
    std::string partial;
    REQUIRE(make_adjacency_merge_operator()->PartialMergeMulti("key", rest, &partial, nullptr));
    CHECK(decode_list(merge(&base, {partial})) == present);
  }
}

TEST_CASE("adjacency: damaged values are seen") {
  std::string value = merge(nullptr, {[] {
                              std::string operand;
                              append_adjacency_change(operand, {1, {}, {2}, {3}}, true);
                              append_adjacency_change(operand, {1, {}, {2}, {4}}, true);
                              return operand;
                            }()});
  CHECK(decode_list(value));
  CHECK_FALSE(decode_list(value.substr(1)));
  std::swap(value[7], value[12]);  // Out of order.
  CHECK_FALSE(decode_list(value));
}

}  // namespace
}  // namespace entente::graph
