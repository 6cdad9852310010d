#include "catch.hpp"
#include "temporary_directory.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <entente/ingest/statement_model.hpp>

#include <xxhash.h>

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
  const std::string good = test::read_file(folder / "good");
  const auto error_of = [&](const std::string& content) {
    const auto loaded = StatementModel::load(folder.write("model", content));
    return loaded ? std::string("none") : loaded.error().to_string();
  };
  CHECK(error_of(good) == "none");
  CHECK(error_of("").find("not a statement model: too short") != std::string::npos);
  CHECK(error_of(std::string(64, 'x')).find("model: not a statement model") != std::string::npos);
  CHECK(error_of(good.substr(0, good.size() - 1)).find("cut off") != std::string::npos);
  std::string damaged = good;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  CHECK(error_of(damaged).find("checksum") != std::string::npos);

  CHECK(StatementModel::load(folder / "missing").error().code == ErrorCode::not_found);
}

TEST_CASE("statement models that pass their checksum are checked all the same") {
  const test::TemporaryDirectory folder;
  REQUIRE(StatementModel(small_parameters()).save(folder / "good").ok());
  const std::string good = test::read_file(folder / "good");
  const auto load = [&](std::size_t at, const auto& value) {
    std::string bytes = good;
    REQUIRE(at + sizeof value <= bytes.size());
    std::memcpy(bytes.data() + at, &value, sizeof value);
    const std::uint64_t checksum = XXH3_64bits(bytes.data() + 64, bytes.size() - 64);
    std::memcpy(bytes.data() + 24, &checksum, sizeof checksum);
    return StatementModel::load(folder.write("model", bytes));
  };
  const auto refuses = [&](std::size_t at, const auto& value, const std::string& why) {
    const auto loaded = load(at, value);
    return !loaded && loaded.error().to_string().find(why) != std::string::npos;
  };
  // Where the table says that a section begins.
  const auto section = [&](const std::string& name) {
    std::uint64_t offset = 0;
    std::memcpy(&offset, good.data() + good.find(name + '\0') + 32, sizeof offset);
    return static_cast<std::size_t>(offset);
  };
  CHECK(refuses(section("statement shape"), StatementModel::kFeatures + 1, "of features"));
  CHECK(refuses(section("statement shape") + 4, std::uint32_t{3}, "shape"));
  CHECK(refuses(section("statement shape") + 4, ~std::uint32_t{0}, "too large"));
  CHECK(refuses(section("statement shape") + 12, std::uint32_t{3}, "relations"));
  CHECK(refuses(section("features") + 8, std::uint64_t{7}, "twice"));
  for (const char* floats : {"direct", "scales", "trigger", "bias", "outputs", "output bias", "thresholds"}) {
    CAPTURE(floats);
    CHECK(refuses(section(floats), std::numeric_limits<float>::quiet_NaN(), "holds what is no weight"));
    CHECK(refuses(section(floats), -std::numeric_limits<float>::infinity(), "holds what is no weight"));
    CHECK(refuses(section(floats), 1e30F, "holds what is no weight"));
    CHECK(load(section(floats), 1e6F).ok());
  }
  const std::array<float, 2> encoding = {1, -1};
  for (std::size_t at = 64; at < good.size(); ++at) {
    const auto loaded = load(at, static_cast<unsigned char>(good[at] ^ 0x5A));
    if (!loaded) {
      CHECK_FALSE(loaded.error().message.empty());
      continue;
    }
    if (loaded->encoding_width() != encoding.size() || loaded->relations().empty()) continue;
    StatementModel::Sum sum;
    loaded->add({7, 0xFFFFFFFFFFFFFFFF}, sum);
    loaded->add(StatementModel::Word::trigger, encoding.data(), sum);
    CHECK(std::isfinite(loaded->log_odds(sum, 0, 0.5)));
  }
}

}  // namespace
}  // namespace entente::ingest
