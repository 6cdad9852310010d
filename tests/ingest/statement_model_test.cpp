#include "catch.hpp"
#include "temporary_directory.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <entente/ingest/statement_model.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kHidden = StatementModel::kHidden;

// Two relations, two features, and encodings of two numbers. The first unit of the hidden layer sees what the first feature and
// the first number of the trigger say; it speaks for the second relation alone.
StatementModel::Parameters small_parameters() {
  StatementModel::Parameters parameters;
  parameters.relations = {"likes", "loves"};
  parameters.encoding_width = 2;
  parameters.features = {7, 0xFFFFFFFFFFFFFFFF};
  parameters.direct = {4.0F, -1.25F};
  parameters.embeddings.assign(2 * kHidden, 0);
  parameters.embeddings[0] = 2;
  for (auto& word : parameters.words) word.assign(2 * kHidden, 0);
  parameters.words[0][0] = 10;
  parameters.bias.assign(kHidden, 0);
  parameters.outputs.assign(2 * kHidden, 0);
  parameters.outputs[kHidden] = 0.5;
  parameters.output_bias = {0, 0};
  parameters.threshold_with_rule = 0.25;
  parameters.threshold_without_rule = 0.75;
  return parameters;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("a statement model is written and read without loss") {
  const test::TemporaryDirectory folder;
  const StatementModel model(small_parameters());
  REQUIRE(model.save(folder / "model").ok());
  const auto loaded = StatementModel::load(folder / "model");
  REQUIRE(loaded.ok());
  CHECK(loaded->relations() == model.relations());
  CHECK(loaded->encoding_width() == 2);
  CHECK(loaded->accepts(0.3, 0.9));
  CHECK_FALSE(loaded->accepts(0.3, 0));
  CHECK(loaded->fingerprint() == model.fingerprint());
  StatementModel::Sum sum;
  loaded->add({7}, sum);
  CHECK(sum.direct == 4.0F);
  CHECK(sum.hidden[0] == 2.0F);

  auto other = small_parameters();
  other.direct[0] = 5;
  CHECK(StatementModel(other).fingerprint() != model.fingerprint());
}

TEST_CASE("log odds add up what rules, features and encodings say") {
  const StatementModel model(small_parameters());
  CHECK(model.find("likes") == 0U);
  CHECK(model.find("loves") == 1U);
  CHECK_FALSE(model.find("hates"));
  StatementModel::Sum sum;
  model.add({1, 2, 3}, sum);  // Unknown features.
  CHECK(model.log_odds(sum, 0, 0) == StatementModel::prior(0));
  model.add({7}, sum);
  CHECK(model.log_odds(sum, 0, 0) == StatementModel::prior(0) + 4);
  CHECK(model.log_odds(sum, 1, 0) == StatementModel::prior(0) + 4 + 0.5 * 2);
  const std::array<float, 2> encoding = {1, 100};
  model.add(StatementModel::Word::trigger, encoding.data(), sum);
  model.add(StatementModel::Word::object, encoding.data(), sum);
  CHECK(model.log_odds(sum, 1, 0) == StatementModel::prior(0) + 4 + 0.5 * 12);
}

TEST_CASE("rules and what was learned have an equal say") {
  CHECK(StatementModel::probability(0, 0) == 0.5);
  CHECK(StatementModel::probability(StatementModel::prior(0), 0) < 0.05);
  const double with_rule = StatementModel::probability(StatementModel::prior(0.8), 0.8);
  CHECK(with_rule > 0.79);
  CHECK(with_rule < 0.81);
  CHECK(StatementModel::probability(-100, 0.8) == 0.4);
}

TEST_CASE("what is no statement model is refused by name") {
  const test::TemporaryDirectory folder;
  REQUIRE(StatementModel(small_parameters()).save(folder / "good").ok());
  const std::string good = content_of(folder / "good");
  const auto error_of = [&](const std::string& content) {
    const auto loaded = StatementModel::load(folder.write("model", content));
    return loaded ? std::string("none") : loaded.error().to_string();
  };
  CHECK(error_of(good) == "none");
  CHECK(error_of("").find("too short") != std::string::npos);
  CHECK(error_of(std::string(64, 'x')).find("model: not a") != std::string::npos);
  CHECK(error_of(good.substr(0, good.size() - 1)).find("cut off") != std::string::npos);
  std::string damaged = good;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  CHECK(error_of(damaged).find("checksum") != std::string::npos);

  CHECK(StatementModel::load(folder / "missing").error().code == ErrorCode::not_found);
}

}  // namespace
}  // namespace entente::ingest
