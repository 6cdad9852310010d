// The neural network of the language model: word vectors, a recurrent encoder, and the scores of labels over it.
// tools/train/model.py has the same network in the form in which it is trained.
#pragma once

#include "kernels.hpp"
#include "model_file.hpp"
#include "spanning_tree.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/result.hpp>

namespace entente::ingest::language {

struct NetworkLabels {
  std::vector<std::string> upos, xpos, lemma, deprel, entity;
};

// Numbers into NetworkLabels; `head` as in SpanningTree.
struct WordLabels {
  std::uint16_t upos = 0;
  std::uint16_t xpos = 0;
  std::uint16_t lemma = 0;
  std::uint16_t deprel = 0;
  std::uint16_t entity = 0;
  std::uint32_t head = 0;
};

// A word as the encoder and the segmenter see it, whatever stands around it.
struct WordForm {
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  std::string form;
  std::string key;
  std::string shape;
  std::uint64_t key_hash = 0;
  std::uint64_t shape_hash = 0;
  std::uint32_t row = kUnknown;  // In the vocabulary.
  bool has_vector = false;
  std::vector<float> vector;
};

// Word forms met lately. One for each thread; what it holds never changes a result, only the speed.
class WordFormCache {
 public:
  WordFormCache();

 private:
  friend class Network;
  std::vector<WordForm> slots_;
  WordForm overflow_;
};

// Memory of one thread for the network's steps.
struct NetworkWorkspace {
  std::vector<float> states, next_states, gates, tags, top, dependents, transformed, head_columns, arcs, hidden,
      relations;
  std::vector<std::int8_t> quantised;
  std::vector<float> scales;
  std::vector<std::uint64_t> hashes;
  std::vector<float> inputs;
  std::vector<std::size_t> heads;
  std::vector<std::size_t> missing;
  std::vector<std::uint8_t> back;
  SpanningTree tree;
};

class Network {
 public:
  // Checks that every array is there and of a shape that fits the others. `file` must outlive the network.
  static Result<Network> load(const ModelFile& file);

  const NetworkLabels& labels() const { return labels_; }

  // Of the encoder's state of a word, which label() leaves in the workspace's `states`.
  std::size_t encoding_width() const { return 2 * half_; }

  // Whether the word was in the training data, and not only among the pre-trained vectors.
  bool is_trained(const WordForm& word) const { return word.row < trained_words_; }

  // Key, shape and vocabulary row of a form. Valid until the next look-up.
  const WordForm& word(WordFormCache& cache, std::string_view form) const { return look_up(cache, form); }

  // Labels of consecutive sentences of `lengths` words each, given the forms of all their words. `result` has as many
  // entries as there are forms. At most a few hundred words at a time keep memory small; no sentence may be empty.
  void label(const Kernels& kernels, const std::vector<std::string_view>& forms,
             const std::vector<std::size_t>& lengths, WordFormCache& cache, NetworkWorkspace& workspace,
             WordLabels* result) const;

 private:
  struct Layer {
    PackedMatrix gates;
    const float* peephole = nullptr;
  };

  WordForm& look_up(WordFormCache& cache, std::string_view form) const;
  void gather_input(const Kernels& kernels, NetworkWorkspace& workspace, const WordForm& word, float* input) const;
  void look_up_vectors(const Kernels& kernels, const std::vector<std::string_view>& forms, WordFormCache& cache,
                       NetworkWorkspace& workspace) const;
  void encode(const Kernels& kernels, const std::vector<std::size_t>& lengths, std::size_t words,
              NetworkWorkspace& workspace) const;
  void read_tags(const Kernels& kernels, std::size_t words, const NetworkWorkspace& workspace,
                 WordLabels* result) const;
  void parse(const Kernels& kernels, std::size_t begin, std::size_t length, NetworkWorkspace& workspace,
             WordLabels* result) const;
  void read_relations(const Kernels& kernels, const std::vector<std::size_t>& lengths, std::size_t words,
                      NetworkWorkspace& workspace, WordLabels* result) const;
  void read_entities(std::size_t begin, std::size_t length, NetworkWorkspace& workspace, WordLabels* result) const;

  NetworkLabels labels_;
  std::size_t half_ = 0;  // Units of one direction.
  std::size_t word_width_ = 0;
  std::size_t vector_width_ = 0;
  std::size_t arc_ = 0;
  std::size_t relation_ = 0;
  std::size_t tag_layer_ = 0;
  std::size_t buckets_ = 0;
  std::size_t words_ = 0;          // Rows of the vocabulary.
  std::size_t trained_words_ = 0;  // The first of them have a trained vector beside the pre-trained one.
  std::size_t slots_ = 0;          // A power of two.
  std::size_t xpos_at_ = 0;
  std::size_t lemma_at_ = 0;
  std::size_t entity_at_ = 0;
  std::size_t root_relation_ = 0;

  const std::uint32_t* vocabulary_ = nullptr;  // [slots][2]: fingerprint, row
  const std::uint8_t* vectors_ = nullptr;      // [words][vector_width / 2], two values of four bits each
  const float* vector_scales_ = nullptr;
  const std::int8_t* trained_ = nullptr;  // [trained + 1][word_width]; the first row is of unknown words
  const float* trained_scales_ = nullptr;
  const std::int8_t* subwords_ = nullptr;
  const float* subword_scales_ = nullptr;
  PackedMatrix project_;
  std::vector<Layer> layers_;
  PackedMatrix tags_;      // upos, xpos, lemma, each padded to 16
  PackedMatrix top_;       // arc head, arc dependent, relation head, relation dependent, entity
  PackedMatrix bilinear_;  // arc dependent to arc head
  PackedMatrix relation_out_;
  const float* root_arc_ = nullptr;
  const float* root_relation_state_ = nullptr;
  const float* transitions_ = nullptr;  // [entity + 1][16]; the last row is of a sentence's first word
};

}  // namespace entente::ingest::language
