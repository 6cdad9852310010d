// The arithmetic of the language model, once for each instruction set.
//
// Every variant gives the same bits: products of weights are sums of integers, and what is computed in floating point
// is computed element by element, in one order, without fused operations. So a label never depends on the machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace entente::ingest::language {

// A matrix of `outputs` rows of `inputs` weights, quantised row by row to [-127, 127] and packed for the kernels:
// [outputs / 16][inputs / 4][16][4]. `outputs` is a multiple of 16 and `inputs` of 4; rows beyond the real ones are zero.
struct PackedMatrix {
  const std::int8_t* weights = nullptr;
  const float* scales = nullptr;  // One for each output.
  const float* bias = nullptr;    // One for each output.
  std::size_t inputs = 0;
  std::size_t outputs = 0;
};

constexpr std::size_t kLanes = 16;  // What widths are multiples of: the floats of the widest register.

struct Kernels {
  const char* name;

  // Brings each of `rows` rows of `width` floats (a multiple of 16) to [-127, 127] by a scale of its own, such that
  // value = scale * quantised. Infinite and undefined values become zeros of their row.
  void (*quantise)(const float* values, std::size_t rows, std::size_t width, std::int8_t* quantised, float* scales);

  // result[row][output] = scales[row] * matrix.scales[output] * (quantised[row] · matrix[output]) + matrix.bias[output]
  void (*multiply)(const std::int8_t* quantised, const float* scales, std::size_t rows, const PackedMatrix& matrix,
                   float* result);

  // The recurrence of a bidirectional simple recurrent unit over one sentence (Lei et al. 2018,
  // https://arxiv.org/abs/1709.02755). gates: [length][2][3][half] = candidate, forget, reset, biases added;
  // peephole: [2][2][half] = forget, reset; input and output: [length][2 * half]. `half` is a multiple of 16, at most 512.
  void (*recur)(const float* gates, const float* peephole, const float* input, std::size_t length, std::size_t half,
                float* output);

  // result[row][column] = Σ_k left[row][k] * right_columns[k][column], k in order; `columns` is a multiple of 16.
  void (*scores)(const float* left, std::size_t rows, const float* right_columns, std::size_t columns,
                 std::size_t inner, float* result);

  // Adds `count` (a multiple of 16) values of a quantised row, times `scale`, to `sum`.
  void (*accumulate)(const std::int8_t* row, float scale, std::size_t count, float* sum);

  // values = max(values, 0); `count` is a multiple of 16.
  void (*rectify)(float* values, std::size_t count);

  // Where the first of the largest of `count` (at least 16) values is; 0 if none is a number.
  std::size_t (*largest)(const float* values, std::size_t count);
};

enum class InstructionSet : std::uint8_t { portable, avx2, avx512 };

// Null where this processor, or this build, does not have the instruction set.
const Kernels* kernels_for(InstructionSet set);

// The best that this processor has.
const Kernels& best_kernels();

}  // namespace entente::ingest::language
