#include "catch.hpp"
#include "fixtures.hpp"

#include <algorithm>

#include <entente/schemas/belief.hpp>
#include <entente/schemas/statement.hpp>

namespace entente {
namespace {

using test::make_statement;

TEST_CASE("statement ids are pinned: stores and exports of other machines must agree") {
  CHECK(make_statement("country/ISR", "sanctions", "country/RUS", {Polarity::negated, Modality::actual, Phase::holds})
            .id()
            .hash.hex() == "a9e6f325133f18133e076ae161373adc");
}

TEST_CASE("statement ids differ with each part, and fields do not run together") {
  const Statement base = make_statement("a/b", "c", "d");
  CHECK(base.id() == make_statement("a/b", "c", "d").id());
  CHECK(base.id() != make_statement("a/", "bc", "d").id());
  CHECK(base.id() != make_statement("a/b", "c", "d", {Polarity::negated, Modality::actual, Phase::holds}).id());
  CHECK(base.id() != make_statement("a/b", "c", "d", {Polarity::affirmed, Modality::intended, Phase::holds}).id());
  CHECK(base.id() != make_statement("a/b", "c", "d", {Polarity::affirmed, Modality::actual, Phase::ended}).id());
  CHECK(base.id() != make_statement("d", "c", "a/b").id());
}

TEST_CASE("symmetric statements have their arguments in key order, with their mentions") {
  ExtractedStatement extracted;
  extracted.statement = make_statement("country/USA", "allied-with", "country/ISR");
  extracted.evidence.subject = {0, 3};
  extracted.evidence.object = {10, 16};
  order_symmetric(extracted);
  CHECK(extracted.statement.subject.value == "country/ISR");
  CHECK(extracted.evidence.subject == Span{10, 16});
}

TEST_CASE("hashes survive being written and read") {
  const Hash128 hash = hash_fields({"x"});
  CHECK(Hash128::from_hex(hash.hex()) == hash);
  CHECK_FALSE(Hash128::from_hex("12").has_value());
  CHECK_FALSE(Hash128::from_hex(std::string(32, 'g')).has_value());
}

TEST_CASE("the names of enumerations can be read back") {
  for (const Modality modality : {Modality::actual, Modality::possible, Modality::intended, Modality::hypothetical}) {
    CHECK(parse_modality(to_string(modality)) == modality);
  }
  CHECK_FALSE(parse_polarity("maybe").has_value());
  CHECK(parse_entity_type("ArmedGroup") == EntityType::armed_group);
}

double confidence_of(const std::vector<Reading>& readings) {
  return combined_confidence(combine_readings(readings).assurances, {0.1});
}

TEST_CASE("articles of one outlet do not make a statement certain; other outlets do more") {
  CHECK(confidence_of({}) == 0.0);
  const double once = confidence_of({{"a", 0.5, 1, 1}});
  CHECK(once == Approx(0.45));
  std::vector<Reading> readings;
  for (std::uint32_t i = 0; i < 100; ++i) readings.push_back({"a", 0.5, i, i});
  CHECK(confidence_of(readings) <= 0.9 + 1e-9);
  CHECK(confidence_of(readings) > once);
  CHECK(confidence_of({{"a", 0.5, 1, 1}, {"b", 0.5, 2, 2}}) > once);
  readings = {{"b", 0.3, 1, 1}, {"a", 0.7, 2, 2}, {"a", 0.1, 2, 2}, {"c", 0.9, 3, 3}};
  const double before = confidence_of(readings);
  std::reverse(readings.begin(), readings.end());
  CHECK(confidence_of(readings) == before);  // To the last bit.
}

TEST_CASE("copies of a report say the same thing once") {
  const double once = confidence_of({{"a", 0.5, 1, 7}});
  CHECK(confidence_of({{"a", 0.5, 1, 7}, {"b", 0.5, 2, 7}, {"c", 0.5, 3, 7}}) == once);
  // The surest copy counts, with all that it says.
  const std::vector<Reading> copies = {{"a", 0.5, 1, 7}, {"b", 0.5, 2, 7}, {"b", 0.4, 2, 7}};
  CHECK(confidence_of(copies) == confidence_of({{"b", 0.5, 2, 7}, {"b", 0.4, 2, 7}}));
  CHECK(combine_readings(copies).reports == 1);
  // Of equal copies that of the outlet "a", which says so elsewhere too: less than two outlets.
  std::vector<Reading> readings = {{"b", 0.5, 1, 7}, {"a", 0.5, 2, 7}, {"a", 0.5, 3, 3}};
  CHECK(confidence_of(readings) == confidence_of({{"a", 0.5, 2, 7}, {"a", 0.5, 3, 3}}));
  std::reverse(readings.begin(), readings.end());
  CHECK(confidence_of(readings) == confidence_of({{"a", 0.5, 2, 7}, {"a", 0.5, 3, 3}}));
  CHECK(combine_readings(readings).reports == 2);
}

}  // namespace
}  // namespace entente
