// What was learned from annotated sentences about which candidates are statements: a network with one hidden layer over the
// features of candidates (ingest/src/statements/candidates.hpp) and over what the language model's encoder makes of the word
// that names the relation and of both arguments. Trained by tools/train/train_statements.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/hash.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// Thread-safe once made.
class StatementModel {
 public:
  // Changes whenever features do: weights of another version are of other features.
  static constexpr std::uint32_t kFeatures = 2;
  static constexpr std::size_t kHidden = 32;

  // The words of a candidate that the encoder's view is taken of.
  enum class Word : std::uint8_t { trigger, subject, object };
  static constexpr std::size_t kWords = 3;

  // What the parts of a candidate add up to.
  struct Sum {
    std::array<float, kHidden> hidden{};
    float direct = 0;

    Sum& operator+=(const Sum& other);
  };

  struct Parameters {
    std::vector<std::string> relations;            // That were learned.
    std::size_t encoding_width = 0;                // Of the language model.
    std::vector<std::uint64_t> features;           // Without duplicates.
    std::vector<float> direct;                     // By feature.
    std::vector<float> embeddings;                 // kHidden by feature.
    std::array<std::vector<float>, kWords> words;  // kHidden by number of the encoding.
    std::vector<float> bias;                       // kHidden.
    std::vector<float> outputs;                    // kHidden by relation.
    std::vector<float> output_bias;                // By relation.
    float threshold_with_rule = 0.5;
    float threshold_without_rule = 0.5;
  };

  // Requires: vectors of the lengths that Parameters tells, of numbers of at most a million. The model is what load() would make of save(): embeddings are
  // rounded to bytes.
  explicit StatementModel(const Parameters& parameters);

  // Fails on anything that save() did not write, on a model of other features, and on weights that are no numbers or of more
  // than a million. So no candidate's log odds are anything but a number.
  static Result<StatementModel> load(const std::filesystem::path& path);
  Result<void> save(const std::filesystem::path& path) const;

  // Of all that decides: equal models accept the same candidates.
  Hash128 fingerprint() const { return fingerprint_; }

  std::size_t encoding_width() const { return encoding_width_; }
  const std::vector<std::string>& relations() const { return relations_; }

  // The number of a relation that was learned.
  std::optional<std::size_t> find(std::string_view relation) const;

  // Features that were not learned add nothing. `encoding` has encoding_width() numbers.
  void add(const std::vector<std::uint64_t>& features, Sum& sum) const;
  void add(Word word, const float* encoding, Sum& sum) const;

  // Of a candidate of the relation. `rule` is the confidence of the best pattern that found it, 0 if none did.
  double log_odds(const Sum& sum, std::size_t relation, double rule) const;

  // 0..1: how likely a statement is: rules and what was learned have an equal say.
  static double probability(double log_odds, double rule);

  // The log odds from which the features go on, by the confidence of the best pattern.
  static double prior(double rule);

  // Whether the statement counts: of what no pattern found more may be asked.
  bool accepts(double probability, double rule) const {
    return probability >= (rule > 0 ? threshold_with_rule_ : threshold_without_rule_);
  }

 private:
  StatementModel() = default;

  static Result<StatementModel> read(const std::string& bytes, const std::string& name);

  struct Slot {
    std::uint64_t feature = 0;
    std::uint32_t row = 0;  // One more than the row; 0 where the slot is empty.
  };

  std::vector<std::string> relations_;
  std::size_t encoding_width_ = 0;
  std::vector<float> direct_;
  std::vector<float> embeddings_;
  std::array<std::vector<float>, kWords> words_;
  std::vector<float> bias_;
  std::vector<float> outputs_;
  std::vector<float> output_bias_;
  double threshold_with_rule_ = 0.5;
  double threshold_without_rule_ = 0.5;
  std::vector<Slot> slots_;  // Open addressing, a power of two, at most half full.
  std::string bytes_;        // As written.
  Hash128 fingerprint_;
};

}  // namespace entente::ingest
