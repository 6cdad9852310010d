#include "statement_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <unordered_map>

namespace entente::train {
namespace {

using ingest::StatementModel;

constexpr std::size_t kHidden = StatementModel::kHidden;
constexpr std::size_t kWords = StatementModel::kWords;
constexpr float kDecayMean = 0.9F;
constexpr float kDecaySquare = 0.999F;
constexpr float kInitial = 0.05F;  // Deviation of embeddings before training.

// Rows of numbers with their gradient and the moments of Adam.
class Weights {
 public:
  Weights(std::size_t rows, std::size_t columns)
      : values(rows * columns),
        gradient(rows * columns),
        columns_(columns),
        mean_(rows * columns),
        square_(rows * columns),
        touched_(rows, false) {}

  void touch(std::size_t row) {
    if (touched_[row]) return;
    touched_[row] = true;
    rows_.push_back(row);
  }

  // Only rows that were touched move.
  void step(float rate, float mean_correction, float square_correction) {
    for (const std::size_t row : rows_) {
      for (std::size_t i = row * columns_; i < (row + 1) * columns_; ++i) {
        mean_[i] = kDecayMean * mean_[i] + (1 - kDecayMean) * gradient[i];
        square_[i] = kDecaySquare * square_[i] + (1 - kDecaySquare) * gradient[i] * gradient[i];
        values[i] -= rate * (mean_[i] / mean_correction) / (std::sqrt(square_[i] / square_correction) + 1e-8F);
        gradient[i] = 0;
      }
      touched_[row] = false;
    }
    rows_.clear();
  }

  std::vector<float> values;
  std::vector<float> gradient;

 private:
  std::size_t columns_;
  std::vector<float> mean_;
  std::vector<float> square_;
  std::vector<bool> touched_;
  std::vector<std::size_t> rows_;
};

class Trainer {
 public:
  Trainer(const std::vector<TrainingGroup>& groups, const std::vector<std::string>& relations,
          std::size_t encoding_width, const TrainingOptions& options)
      : groups_(groups),
        relations_(relations),
        width_(encoding_width),
        options_(options),
        features_(choose_features()),
        random_(options.seed),
        direct_(features_.size(), 1),
        embeddings_(features_.size(), kHidden),
        words_{Weights(encoding_width, kHidden), Weights(encoding_width, kHidden), Weights(encoding_width, kHidden)},
        bias_(1, kHidden),
        shared_output_(1, kHidden),
        outputs_(relations.size(), kHidden),
        output_bias_(1, 1) {
    for (std::uint32_t i = 0; i < features_.size(); ++i) numbers_.emplace(features_[i], i);
    std::normal_distribution<float> normal(0, kInitial);
    for (float& value : embeddings_.values) value = normal(random_);
    for (float& value : outputs_.values) value = normal(random_);
    const float bound = 1 / std::sqrt(static_cast<float>(width_));
    std::uniform_real_distribution<float> uniform(-bound, bound);
    for (Weights& word : words_) {
      for (float& value : word.values) value = uniform(random_);
    }
  }

  StatementModel::Parameters run() {
    std::vector<std::size_t> order(groups_.size());
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t epoch = 0; epoch < options_.epochs; ++epoch) {
      std::shuffle(order.begin(), order.end(), random_);
      rate_ = options_.rate * (1 - static_cast<float>(epoch) / static_cast<float>(options_.epochs));
      for (std::size_t begin = 0; begin < order.size(); begin += options_.batch) {
        for (std::size_t i = begin; i < std::min(begin + options_.batch, order.size()); ++i) learn(groups_[order[i]]);
        step();
      }
    }
    return parameters();
  }

 private:
  // What one candidate's forward pass leaves for the backward pass.
  struct Pass {
    std::vector<std::uint32_t> features;
    std::array<std::vector<std::uint32_t>, kWords> kept;  // Numbers of the encodings that dropout left.
    std::array<float, kHidden> hidden{};                  // After rectification and dropout.
    float log_odds = 0;
  };

  std::vector<std::uint64_t> choose_features() const {
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> sentences;
    for (const TrainingGroup& group : groups_) {
      for (const TrainingCandidate& candidate : group.candidates) {
        for (const std::uint64_t feature : *candidate.features) {
          auto& in = sentences[feature];
          if (in.size() < options_.fewest && std::find(in.begin(), in.end(), group.sentence) == in.end())
            in.push_back(group.sentence);
        }
      }
    }
    std::vector<std::uint64_t> features;
    for (const auto& [feature, in] : sentences) {
      if (in.size() >= options_.fewest) features.push_back(feature);
    }
    std::sort(features.begin(), features.end());
    return features;
  }

  bool keeps() { return static_cast<float>(random_() >> 8U) / static_cast<float>(1U << 24U) >= options_.dropout; }

  void forward(const TrainingCandidate& candidate, std::size_t relation, Pass& pass) {
    const float scale = 1 / (1 - options_.dropout);
    std::array<float, kHidden> sum{};
    std::copy(bias_.values.begin(), bias_.values.end(), sum.begin());
    float log_odds = static_cast<float>(StatementModel::prior(candidate.rule)) + output_bias_.values[0];
    pass.features.clear();
    for (const std::uint64_t feature : *candidate.features) {
      const auto known = numbers_.find(feature);
      if (known == numbers_.end()) continue;
      pass.features.push_back(known->second);
      log_odds += direct_.values[known->second];
      const float* row = embeddings_.values.data() + known->second * kHidden;
      for (std::size_t h = 0; h < kHidden; ++h) sum[h] += row[h];
    }
    for (std::size_t w = 0; w < kWords; ++w) {
      pass.kept[w].clear();
      for (std::uint32_t i = 0; i < width_; ++i) {
        if (!keeps()) continue;
        pass.kept[w].push_back(i);
        const float factor = scale * candidate.words[w][i];
        const float* row = words_[w].values.data() + i * kHidden;
        for (std::size_t h = 0; h < kHidden; ++h) sum[h] += factor * row[h];
      }
    }
    for (std::size_t h = 0; h < kHidden; ++h) {
      pass.hidden[h] = keeps() && sum[h] > 0 ? scale * sum[h] : 0;
      log_odds += pass.hidden[h] * (shared_output_.values[h] + outputs_.values[relation * kHidden + h]);
    }
    pass.log_odds = log_odds;
  }

  void backward(const TrainingCandidate& candidate, std::size_t relation, const Pass& pass, float error) {
    const float scale = 1 / (1 - options_.dropout);
    output_bias_.gradient[0] += error;
    std::array<float, kHidden> back{};
    for (std::size_t h = 0; h < kHidden; ++h) {
      shared_output_.gradient[h] += error * pass.hidden[h];
      outputs_.gradient[relation * kHidden + h] += error * pass.hidden[h];
      if (pass.hidden[h] > 0)
        back[h] = scale * error * (shared_output_.values[h] + outputs_.values[relation * kHidden + h]);
      bias_.gradient[h] += back[h];
    }
    outputs_.touch(relation);
    for (const std::uint32_t feature : pass.features) {
      direct_.gradient[feature] += error;
      direct_.touch(feature);
      embeddings_.touch(feature);
      float* row = embeddings_.gradient.data() + feature * kHidden;
      for (std::size_t h = 0; h < kHidden; ++h) row[h] += back[h];
    }
    for (std::size_t w = 0; w < kWords; ++w) {
      for (const std::uint32_t i : pass.kept[w]) {
        words_[w].touch(i);
        const float factor = scale * candidate.words[w][i];
        float* row = words_[w].gradient.data() + i * kHidden;
        for (std::size_t h = 0; h < kHidden; ++h) row[h] += factor * back[h];
      }
    }
  }

  void learn(const TrainingGroup& group) {
    if (passes_.size() < group.candidates.size()) passes_.resize(group.candidates.size());
    float largest = -1e9F;
    for (std::size_t i = 0; i < group.candidates.size(); ++i) {
      forward(group.candidates[i], group.relation, passes_[i]);
      largest = std::max(largest, passes_[i].log_odds);
    }
    float odds = 0;
    for (std::size_t i = 0; i < group.candidates.size(); ++i) odds += std::exp(passes_[i].log_odds - largest);
    const float total = largest + std::log(odds);
    const float error = group.weight * (1 / (1 + std::exp(-total)) - (group.positive ? 1.0F : 0.0F));
    for (std::size_t i = 0; i < group.candidates.size(); ++i) {
      const float share = std::exp(passes_[i].log_odds - total);
      if (share > 1e-3F) backward(group.candidates[i], group.relation, passes_[i], error * share);
    }
  }

  void step() {
    ++steps_;
    mean_decay_ *= kDecayMean;
    square_decay_ *= kDecaySquare;
    for (Weights* weights : {&bias_, &shared_output_, &output_bias_}) weights->touch(0);
    for (Weights* weights : {&direct_, &embeddings_, &words_[0], &words_[1], &words_[2], &bias_, &shared_output_,
                             &outputs_, &output_bias_}) {
      weights->step(rate_, 1 - mean_decay_, 1 - square_decay_);
    }
  }

  StatementModel::Parameters parameters() const {
    StatementModel::Parameters result;
    result.relations = relations_;
    result.encoding_width = width_;
    result.features = features_;
    result.direct = direct_.values;
    result.embeddings = embeddings_.values;
    for (std::size_t w = 0; w < kWords; ++w) result.words[w] = words_[w].values;
    result.bias = bias_.values;
    result.outputs = outputs_.values;
    for (std::size_t i = 0; i < result.outputs.size(); ++i) result.outputs[i] += shared_output_.values[i % kHidden];
    result.output_bias.assign(relations_.size(), output_bias_.values[0]);
    return result;
  }

  const std::vector<TrainingGroup>& groups_;
  const std::vector<std::string>& relations_;
  std::size_t width_;
  const TrainingOptions& options_;
  std::vector<std::uint64_t> features_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  std::mt19937 random_;
  Weights direct_;
  Weights embeddings_;
  std::array<Weights, kWords> words_;
  Weights bias_;
  Weights shared_output_;
  Weights outputs_;
  Weights output_bias_;
  std::vector<Pass> passes_;
  float rate_ = 0;
  std::size_t steps_ = 0;
  float mean_decay_ = 1;
  float square_decay_ = 1;
};

}  // namespace

StatementModel::Parameters train_network(const std::vector<TrainingGroup>& groups,
                                         const std::vector<std::string>& relations, std::size_t encoding_width,
                                         const TrainingOptions& options) {
  return Trainer(groups, relations, encoding_width, options).run();
}

}  // namespace entente::train
