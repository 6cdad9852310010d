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

TEST_CASE("reprints by one outlet do not make a statement certain; other outlets do more") {
  const BeliefParameters parameters{0.1};
  CHECK(combined_confidence({}, parameters) == 0.0);
  const double once = combined_confidence({{"a", 0.5}}, parameters);
  CHECK(once == Approx(0.45));
  const double often = combined_confidence(std::vector<SourcedConfidence>(100, {"a", 0.5}), parameters);
  CHECK(often <= 0.9 + 1e-9);
  const double two = combined_confidence({{"a", 0.5}, {"b", 0.5}}, parameters);
  CHECK(two > once);
  std::vector<SourcedConfidence> evidence = {{"b", 0.3}, {"a", 0.7}, {"a", 0.1}, {"c", 0.9}};
  const double before = combined_confidence(evidence, parameters);
  std::reverse(evidence.begin(), evidence.end());
  CHECK(combined_confidence(evidence, parameters) == before);  // To the last bit.
}

}  // namespace
}  // namespace entente
