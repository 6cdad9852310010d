#include "network.hpp"

#include "characters.hpp"
#include "word_features.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace entente::ingest::language {
namespace {

constexpr std::size_t kCacheSlots = 16384;
constexpr std::size_t kLongestCached = 40;
constexpr float kNever = -std::numeric_limits<float>::infinity();

std::uint16_t largest(const Kernels& kernels, const float* scores, std::size_t count) {
  if (count < kLanes) return static_cast<std::uint16_t>(std::max_element(scores, scores + count) - scores);
  return static_cast<std::uint16_t>(kernels.largest(scores, count));
}

template <typename T>
T* room(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
  return buffer.data();
}

}  // namespace

WordFormCache::WordFormCache() : slots_(kCacheSlots) {}

WordForm& Network::look_up(WordFormCache& cache, std::string_view form) const {
  const bool cached = form.size() <= kLongestCached && !form.empty();
  WordForm& word = cached ? cache.slots_[Hasher().add(form).finish() % kCacheSlots] : cache.overflow_;
  if (cached && word.form == form) return word;
  word.form = form;
  word.key = key_of(form);
  word.shape = shape_of(form);
  word.key_hash = Hasher().add(word.key).finish();
  word.shape_hash = Hasher().add(word.shape).finish();
  word.has_vector = false;
  word.row = WordForm::kUnknown;
  const auto fingerprint = static_cast<std::uint32_t>(word.key_hash >> 32U);
  std::size_t slot = word.key_hash & (slots_ - 1);
  for (std::size_t probe = 0; probe < slots_; ++probe, slot = (slot + 1) & (slots_ - 1)) {
    const std::uint32_t row = vocabulary_[slot * 2 + 1];
    if (row >= words_) break;  // An empty slot.
    if (vocabulary_[slot * 2] == fingerprint) {
      word.row = row;
      break;
    }
  }
  return word;
}

// What goes into the projection: the word's pre-trained vector, and the sum of its trained ones.
void Network::gather_input(const Kernels& kernels, NetworkWorkspace& workspace, const WordForm& word,
                           float* input) const {
  const std::size_t inputs = project_.inputs;
  std::fill(input, input + inputs, 0.0F);
  if (word.row != WordForm::kUnknown) {
    const std::uint8_t* pairs = vectors_ + std::size_t{word.row} * vector_width_ / 2;
    const float scale = vector_scales_[word.row];
    for (std::size_t i = 0; i < vector_width_ / 2; ++i) {
      input[2 * i] = scale * static_cast<float>(static_cast<int>(pairs[i] & 15U) - 8);
      input[2 * i + 1] = scale * static_cast<float>(static_cast<int>(pairs[i] >> 4U) - 8);
    }
  }
  float* sum = input + inputs - word_width_;
  subword_hashes(word.key, word.shape, workspace.hashes);
  const float share = 1.0F / static_cast<float>(workspace.hashes.size());
  for (const std::uint64_t hash : workspace.hashes) {
    const std::size_t row = hash % buckets_;
    kernels.accumulate(subwords_ + row * word_width_, subword_scales_[row] * share, word_width_, sum);
  }
  const std::size_t row = word.row < trained_words_ ? word.row + 1 : 0;
  kernels.accumulate(trained_ + row * word_width_, trained_scales_[row], word_width_, sum);
}

// Vectors of all words, from the cache where they are in it.
void Network::look_up_vectors(const Kernels& kernels, const std::vector<std::string_view>& forms, WordFormCache& cache,
                              NetworkWorkspace& workspace) const {
  const std::size_t width = 2 * half_;
  float* states = room(workspace.states, forms.size() * width);
  std::vector<std::size_t>& missing = workspace.missing;
  missing.clear();
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const WordForm& word = look_up(cache, forms[i]);
    if (word.has_vector) {
      std::memcpy(states + i * width, word.vector.data(), width * sizeof(float));
      continue;
    }
    room(workspace.inputs, (missing.size() + 1) * project_.inputs);
    gather_input(kernels, workspace, word, workspace.inputs.data() + missing.size() * project_.inputs);
    missing.push_back(i);
  }
  if (missing.empty()) return;
  kernels.quantise(workspace.inputs.data(), missing.size(), project_.inputs,
                   room(workspace.quantised, missing.size() * project_.inputs), room(workspace.scales, missing.size()));
  const float* vectors = room(workspace.gates, missing.size() * width);
  kernels.multiply(workspace.quantised.data(), workspace.scales.data(), missing.size(), project_,
                   workspace.gates.data());
  for (std::size_t m = 0; m < missing.size(); ++m, vectors += width) {
    std::memcpy(states + missing[m] * width, vectors, width * sizeof(float));
    WordForm& word = look_up(cache, forms[missing[m]]);
    word.vector.assign(vectors, vectors + width);
    word.has_vector = true;
  }
}

void Network::label(const Kernels& kernels, const std::vector<std::string_view>& forms,
                    const std::vector<std::size_t>& lengths, WordFormCache& cache, NetworkWorkspace& workspace,
                    WordLabels* result) const {
  const std::size_t words = forms.size();
  look_up_vectors(kernels, forms, cache, workspace);
  encode(kernels, lengths, words, workspace);
  read_tags(kernels, words, workspace, result);

  // The states of dependents, rectified, go through the bilinear form.
  float* top = workspace.top.data();
  float* dependents = room(workspace.dependents, words * arc_);
  for (std::size_t i = 0; i < words; ++i) {
    kernels.rectify(top + i * top_.outputs, 2 * arc_);
    std::memcpy(dependents + i * arc_, top + i * top_.outputs + arc_, arc_ * sizeof(float));
  }
  kernels.quantise(dependents, words, arc_, room(workspace.quantised, words * arc_), room(workspace.scales, words));
  kernels.multiply(workspace.quantised.data(), workspace.scales.data(), words, bilinear_,
                   room(workspace.transformed, words * arc_));
  std::size_t begin = 0;
  for (const std::size_t length : lengths) {
    parse(kernels, begin, length, workspace, result);
    read_entities(begin, length, workspace, result);
    begin += length;
  }
  read_relations(kernels, lengths, words, workspace, result);
}

void Network::encode(const Kernels& kernels, const std::vector<std::size_t>& lengths, std::size_t words,
                     NetworkWorkspace& workspace) const {
  const std::size_t width = 2 * half_;
  std::int8_t* quantised = room(workspace.quantised, words * std::max(width, std::max(arc_, relation_)));
  float* scales = room(workspace.scales, words);
  float* gates = room(workspace.gates, words * 3 * width);
  room(workspace.next_states, words * width);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    kernels.quantise(workspace.states.data(), words, width, quantised, scales);
    if (i == tag_layer_) kernels.multiply(quantised, scales, words, tags_, room(workspace.tags, words * tags_.outputs));
    kernels.multiply(quantised, scales, words, layers_[i].gates, gates);
    std::size_t begin = 0;
    for (const std::size_t length : lengths) {
      kernels.recur(gates + begin * 3 * width, layers_[i].peephole, workspace.states.data() + begin * width, length,
                    half_, workspace.next_states.data() + begin * width);
      begin += length;
    }
    std::swap(workspace.states, workspace.next_states);
  }
  kernels.quantise(workspace.states.data(), words, width, quantised, scales);
  if (tag_layer_ == layers_.size()) {
    kernels.multiply(quantised, scales, words, tags_, room(workspace.tags, words * tags_.outputs));
  }
  kernels.multiply(quantised, scales, words, top_, room(workspace.top, words * top_.outputs));
}

void Network::read_tags(const Kernels& kernels, std::size_t words, const NetworkWorkspace& workspace,
                        WordLabels* result) const {
  for (std::size_t i = 0; i < words; ++i) {
    const float* scores = workspace.tags.data() + i * tags_.outputs;
    result[i].upos = largest(kernels, scores, labels_.upos.size());
    result[i].xpos = largest(kernels, scores + xpos_at_, labels_.xpos.size());
    result[i].lemma = largest(kernels, scores + lemma_at_, labels_.lemma.size());
  }
}

void Network::parse(const Kernels& kernels, std::size_t begin, std::size_t length, NetworkWorkspace& workspace,
                    WordLabels* result) const {
  const std::size_t columns = (length + 1 + kLanes - 1) / kLanes * kLanes;
  float* heads = room(workspace.head_columns, arc_ * columns);
  for (std::size_t k = 0; k < arc_; ++k) {
    float* row = heads + k * columns;
    row[0] = root_arc_[k];
    const float* states = workspace.top.data() + begin * top_.outputs + k;
    for (std::size_t i = 0; i < length; ++i) row[i + 1] = states[i * top_.outputs];
    std::fill(row + length + 1, row + columns, 0.0F);
  }
  float* arcs = room(workspace.arcs, length * columns);
  kernels.scores(workspace.transformed.data() + begin * arc_, length, heads, columns, arc_, arcs);
  workspace.tree.find(arcs, length, columns, workspace.heads);
  for (std::size_t i = 0; i < length; ++i) result[begin + i].head = static_cast<std::uint32_t>(workspace.heads[i]);
}

void Network::read_relations(const Kernels& kernels, const std::vector<std::size_t>& lengths, std::size_t words,
                             NetworkWorkspace& workspace, WordLabels* result) const {
  float* hidden = room(workspace.hidden, words * relation_);
  std::size_t begin = 0;
  for (const std::size_t length : lengths) {
    for (std::size_t i = begin; i < begin + length; ++i) {
      const std::uint32_t head = result[i].head;
      const float* from =
          head == 0 ? root_relation_state_ : workspace.top.data() + (begin + head - 1) * top_.outputs + 2 * arc_;
      const float* to = workspace.top.data() + i * top_.outputs + 2 * arc_ + relation_;
      for (std::size_t k = 0; k < relation_; ++k) hidden[i * relation_ + k] = from[k] + to[k];
    }
    begin += length;
  }
  kernels.rectify(hidden, words * relation_);
  kernels.quantise(hidden, words, relation_, workspace.quantised.data(), workspace.scales.data());
  float* scores = room(workspace.relations, words * relation_out_.outputs);
  kernels.multiply(workspace.quantised.data(), workspace.scales.data(), words, relation_out_, scores);
  for (std::size_t i = 0; i < words; ++i) {
    float* row = scores + i * relation_out_.outputs;
    row[root_relation_] = kNever;
    result[i].deprel =
        result[i].head == 0 ? static_cast<std::uint16_t>(root_relation_) : largest(kernels, row, labels_.deprel.size());
  }
}

// Viterbi over the labels' transitions.
void Network::read_entities(std::size_t begin, std::size_t length, NetworkWorkspace& workspace,
                            WordLabels* result) const {
  const std::size_t labels = labels_.entity.size();
  std::uint8_t* back = room(workspace.back, length * kLanes);
  const auto emissions = [&](std::size_t i) { return workspace.top.data() + (begin + i) * top_.outputs + entity_at_; };
  float best[kLanes] = {};
  for (std::size_t to = 0; to < labels; ++to) best[to] = emissions(0)[to] + transitions_[labels * kLanes + to];
  for (std::size_t i = 1; i < length; ++i) {
    float next[kLanes];
    std::int32_t from_of[kLanes];
    for (std::size_t to = 0; to < kLanes; ++to) {
      next[to] = best[0] + transitions_[to];
      from_of[to] = 0;
    }
    for (std::size_t from = 1; from < labels; ++from) {
      for (std::size_t to = 0; to < kLanes; ++to) {
        const float score = best[from] + transitions_[from * kLanes + to];
        from_of[to] = score > next[to] ? static_cast<std::int32_t>(from) : from_of[to];
        next[to] = score > next[to] ? score : next[to];
      }
    }
    for (std::size_t to = 0; to < labels; ++to) {
      best[to] = next[to] + emissions(i)[to];
      back[i * kLanes + to] = static_cast<std::uint8_t>(from_of[to]);
    }
  }
  auto label = static_cast<std::uint16_t>(std::max_element(best, best + labels) - best);
  for (std::size_t i = length; i-- > 0;) {
    result[begin + i].entity = label;
    if (i > 0) label = back[i * kLanes + label];
  }
}

}  // namespace entente::ingest::language
