// Learns the statement model's network from annotated candidates.
//
// The candidates that would say the same relation of the same two entities form a group, of which one may be right for any of
// its words: the network's odds for them are added up, as in multi-instance learning (Surdeanu et al. 2012,
// https://aclanthology.org/D12-1042). Cross-entropy is minimised by Adam (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980)
// with dropout (Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html) on encodings and hidden layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <entente/ingest/statement_model.hpp>

namespace entente::train {

struct TrainingCandidate {
  const std::vector<std::uint64_t>* features = nullptr;
  std::array<const float*, ingest::StatementModel::kWords> words{};  // Encodings; all must outlive the training.
  double rule = 0;                                                   // Confidence of its best pattern.
};

struct TrainingGroup {
  std::vector<TrainingCandidate> candidates;  // Never empty.
  std::size_t relation = 0;
  std::size_t sentence = 0;
  bool positive = false;
  float weight = 1;
};

struct TrainingOptions {
  std::size_t epochs = 10;
  std::size_t batch = 256;  // Groups.
  std::size_t fewest = 3;   // Sentences that a feature must occur in: those of one alone say nothing of others.
  float rate = 0.004F;      // Falls to 0 from epoch to epoch.
  float dropout = 0.5F;
  std::uint32_t seed = 1;
};

// The same for the same input on one machine.
ingest::StatementModel::Parameters train_network(const std::vector<TrainingGroup>& groups,
                                                 const std::vector<std::string>& relations, std::size_t encoding_width,
                                                 const TrainingOptions& options);

}  // namespace entente::train
