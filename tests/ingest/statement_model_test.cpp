#include "catch.hpp"
#include "temporary_directory.hpp"

#include <entente/ingest/statement_model.hpp>

namespace entente::ingest {
namespace {

TEST_CASE("a statement model is written and read without loss") {
  const test::TemporaryDirectory folder;
  StatementModel model;
  model.relations = {"likes", "loves"};
  model.threshold_with_rule = 0.25;
  model.threshold_without_rule = 0.75;
  model.set_weights({{0xFFFFFFFFFFFFFFFF, -1.25F}, {1, 0.5F}});
  REQUIRE(model.save(folder / "model").ok());
  const auto loaded = StatementModel::load(folder / "model");
  REQUIRE(loaded.ok());
  CHECK(loaded->relations == model.relations);
  CHECK(loaded->threshold_with_rule == 0.25);
  CHECK(loaded->threshold_without_rule == 0.75);
  CHECK(loaded->weights() == model.weights());
  CHECK(loaded->fingerprint() == model.fingerprint());
  model.set_weights({{0xFFFFFFFFFFFFFFFF, -1.25F}, {1, 0.75F}});
  CHECK(loaded->fingerprint() != model.fingerprint());
}

TEST_CASE("rules and what was learned have an equal say") {
  StatementModel model;
  model.set_weights({{7, 4.0F}});
  const double unlikely = StatementModel::probability(model.sum({1, 2, 3}), 0);
  CHECK(unlikely < 0.05);
  CHECK(StatementModel::probability(model.sum({7}), 0) == 0.5);
  const double with_rule = StatementModel::probability(model.sum({1}), 0.8);
  CHECK(with_rule > 0.79);
  CHECK(with_rule < 0.81);
  CHECK(model.accepts(0.6, 0.8));
}

TEST_CASE("what is no statement model is refused with its line") {
  const test::TemporaryDirectory folder;
  const auto error_of = [&](const std::string& content) {
    const auto loaded = StatementModel::load(folder.write("model", content));
    return loaded ? std::string("none") : loaded.error().to_string();
  };
  const std::string head = "entente-statement-model\t1\n";
  CHECK(error_of(head) == "none");
  CHECK(error_of("").find(":1: the file is empty") != std::string::npos);
  CHECK(error_of("hello\tworld\n").find(":1: this is no statement model") != std::string::npos);
  CHECK(error_of("entente-statement-model\t99\n").find("features 99") != std::string::npos);
  CHECK(error_of(head + "nothing\n").find(":2: the line has no tab") != std::string::npos);
  CHECK(error_of(head + "0000000000000001\tmuch\n").find(":2: the value is no number") != std::string::npos);
  CHECK(error_of(head + "0000000000000001\tnan\n").find(":2: the value is no number") != std::string::npos);
  CHECK(error_of(head + "1\t0.5\n").find(":2: the feature is no number") != std::string::npos);
  CHECK(error_of(head + "0000000000000001\t1\n0000000000000001\t1\n").find(":3: the feature stands there twice") !=
        std::string::npos);
  CHECK(StatementModel::load(folder / "missing").error().code == ErrorCode::not_found);
}

}  // namespace
}  // namespace entente::ingest
