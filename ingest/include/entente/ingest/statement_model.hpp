// What was learned from annotated sentences about which candidates are statements: a logistic regression over the features of
// candidates (ingest/src/statements/candidates.hpp). Trained by tools/train/train_statements.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <entente/schemas/hash.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// Thread-safe once made.
class StatementModel {
 public:
  // Changes whenever features do: weights of another version are of other features.
  static constexpr int kFeatures = 1;

  // Reads the text form that save() writes. Fails on anything else, and on a model of other features; errors name the line.
  static Result<StatementModel> load(const std::filesystem::path& path);
  Result<void> save(const std::filesystem::path& path) const;

  using Weights = std::vector<std::pair<std::uint64_t, float>>;  // By feature.

  // Of features that occur twice the first weight counts.
  void set_weights(Weights weights);
  const Weights& weights() const { return weights_; }  // In the order of features.

  // Of all that decides: equal models accept the same candidates.
  Hash128 fingerprint() const;

  // The sum of the features' weights.
  double sum(const std::vector<std::uint64_t>& features) const;

  // 0..1: how likely a candidate whose features' weights have this sum is a statement. `rule` is the confidence of the best
  // pattern that found it, 0 if none did: rules and what was learned have an equal say.
  static double probability(double sum, double rule);

  // The log odds from which the features go on, by the confidence of the best pattern.
  static double prior(double rule);

  // Whether the candidate is one: of what no pattern found more is asked.
  bool accepts(double probability, double rule) const {
    return probability >= (rule > 0 ? threshold_with_rule : threshold_without_rule);
  }

  std::set<std::string, std::less<>> relations;  // That were learned.
  double threshold_with_rule = 0.5;
  double threshold_without_rule = 0.5;

 private:
  std::string text() const;  // What save() writes.

  struct Slot {
    std::uint64_t feature = 0;
    float weight = 0;
    bool taken = false;
  };

  Weights weights_;
  std::vector<Slot> slots_;  // Open addressing, a power of two, at most half full.
};

}  // namespace entente::ingest
