// What was learned from annotated sentences about which candidates are statements: a logistic regression over the features of
// candidates (ingest/src/statements/candidates.hpp). Trained by tools/train/train_statements.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

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

  // 0..1: how likely a candidate with these features is a statement. `rule` is the confidence of the best pattern that found it,
  // 0 if none did: rules and what was learned have an equal say.
  double probability(const std::vector<std::uint64_t>& features, double rule) const;

  // The log odds from which the features go on, by the confidence of the best pattern.
  static double prior(double rule);

  // Whether the candidate is one: of what no pattern found more is asked.
  bool accepts(double probability, double rule) const {
    return probability >= (rule > 0 ? threshold_with_rule : threshold_without_rule);
  }

  std::set<std::string, std::less<>> relations;  // That were learned.
  double threshold_with_rule = 0.5;
  double threshold_without_rule = 0.5;
  std::unordered_map<std::uint64_t, float> weights;
};

}  // namespace entente::ingest
