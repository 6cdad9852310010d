// The best dependency tree under given arc scores.
#pragma once

#include <cstddef>
#include <vector>

namespace entente::ingest::language {

// The maximum spanning arborescence with exactly one child of the root (Chu and Liu 1965, Edmonds 1967). `scores` holds
// a row for each dependent and in it a column for each head: column 0 is the root, column i + 1 word i; `stride` is the
// distance between rows. Writes the head of each word: 0 for the root, else the word's number counted from one. Infinite,
// undefined and huge scores (of a damaged model) give some tree.
// Deterministic; time grows with the size of `scores`.
class SpanningTree {
 public:
  void find(const float* scores, std::size_t length, std::size_t stride, std::vector<std::size_t>& heads);

 private:
  struct Arc {
    std::size_t head = 0;
    std::size_t dependent = 0;
  };
  struct Contraction {
    std::vector<std::vector<std::size_t>> members;  // Words within each vertex of the cycle.
    std::vector<Arc> arcs;                          // The arc that enters each of them along the cycle.
  };

  bool is_tree(const std::vector<std::size_t>& heads);
  void contract(const float* scores, std::size_t length, std::size_t stride, float root_penalty,
                std::vector<std::size_t>& heads);
  bool find_cycle(const std::vector<std::size_t>& best, std::vector<std::size_t>& cycle);

  std::size_t vertices_ = 0;
  std::vector<float> weight_;  // [head][dependent], of contracted vertices too.
  std::vector<Arc> origin_;    // The words between which such an arc runs.
  std::vector<std::size_t> active_;
  std::vector<unsigned char> state_;
  std::vector<std::vector<std::size_t>> members_;
};

}  // namespace entente::ingest::language
