// Where sentences and words end. tools/train/segment.py computes the same features for training.
#pragma once

#include "network.hpp"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <entente/schemas/result.hpp>
#include <entente/schemas/span.hpp>

namespace entente::ingest::language {

struct SegmentedWord {
  Span span;
  bool space_before = false;
  bool begins_sentence = false;
  bool begins_paragraph = false;
  bool joined = false;  // With the word before it, in one token: "do|n't".
};

// Memory of one thread for segmenting.
struct SegmenterWorkspace {
  // What stands between white space, as far as it was looked at.
  struct Chunk {
    std::string norm;
    std::vector<std::uint32_t> at;  // Where each character of `norm` begins, and its end.
    std::string classes;
    std::vector<std::uint32_t> byte_at;  // Where each character begins in the text, and the end.
    std::string collapsed;
    std::size_t size() const { return classes.size(); }
    std::string_view part(std::size_t begin, std::size_t end) const {
      return std::string_view(norm).substr(at[begin], at[end] - at[begin]);
    }
  };
  struct Token {
    std::uint64_t key = 0;
    std::uint64_t shape = 0;
    bool ends_lower = false;
    bool begins_lower = false;
    char bracket = 0;
  };
  std::vector<Span> chunks;
  Chunk current, following;
  std::vector<std::uint32_t> ends;
  std::vector<Token> tokens;
};

class Segmenter {
 public:
  static constexpr std::size_t kLongestSentence = 256;

  // `file` must outlive the segmenter.
  static Result<Segmenter> load(const ModelFile& file);

  // Appends the words of some paragraphs of a text. Every byte of them that is not white space belongs to exactly one
  // word. Sentences end with paragraphs, and longer ones than kLongestSentence words are cut. Linear in their length.
  void segment(std::string_view text, const std::vector<Span>& paragraphs, const Network& network, WordFormCache& cache,
               SegmenterWorkspace& workspace, std::vector<SegmentedWord>& words) const;

 private:
  static constexpr std::size_t kWidth = 16;

  // A network with one hidden layer over hashed features (weights of the first layer in eight bits).
  struct Decision {
    const std::int8_t* table = nullptr;
    std::size_t buckets = 0;
    float scale = 0;
    std::array<float, kWidth> bias{};
    std::array<float, kWidth> out{};
    float out_bias = 0;

    bool accept(const std::uint64_t* features, std::size_t count) const;
  };

  static Result<Decision> load_decision(const ModelFile& file, const std::string& name, std::size_t buckets);
  bool split_here(const SegmenterWorkspace& workspace, std::size_t i, std::size_t start, bool has_following) const;
  void split_chunk(std::string_view text, std::size_t index, SegmenterWorkspace& workspace,
                   std::vector<SegmentedWord>& words) const;
  void end_sentences(std::string_view text, const Network& network, WordFormCache& cache, SegmenterWorkspace& workspace,
                     std::size_t first, std::vector<SegmentedWord>& words) const;

  Decision splitter_;
  Decision ender_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> contractions_;
  std::bitset<256> contraction_filter_;
};

}  // namespace entente::ingest::language
