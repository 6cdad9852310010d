// Every instruction set gives the same bits.
#include "language/kernels.hpp"

#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace entente::ingest::language {
namespace {

std::vector<const Kernels*> variants() {
  std::vector<const Kernels*> result;
  for (const auto set : {InstructionSet::portable, InstructionSet::avx2, InstructionSet::avx512}) {
    if (const Kernels* kernels = kernels_for(set)) result.push_back(kernels);
  }
  return result;
}

struct Numbers {
  std::mt19937 random{42};
  std::vector<float> floats(std::size_t count, float most) {
    std::uniform_real_distribution<float> draw(-most, most);
    std::vector<float> result(count);
    for (float& value : result) value = draw(random);
    return result;
  }
  std::vector<std::int8_t> bytes(std::size_t count) {
    std::vector<std::int8_t> result(count);
    for (std::int8_t& value : result) value = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    return result;
  }
};

TEST_CASE("products are exact, of any number of rows and outputs") {
  Numbers numbers;
  for (const std::size_t rows : {1, 2, 5, 6, 7, 13, 200}) {
    for (const std::size_t outputs : {16, 48, 64, 80, 144}) {
      const std::size_t inputs = 48;
      const auto weights = numbers.bytes(outputs * inputs);
      const auto quantised = numbers.bytes(rows * inputs);
      const auto scales = numbers.floats(rows, 2);
      const auto output_scales = numbers.floats(outputs, 2);
      const auto bias = numbers.floats(outputs, 2);
      const PackedMatrix matrix{weights.data(), output_scales.data(), bias.data(), inputs, outputs};
      std::vector<float> expected(rows * outputs);
      for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t output = 0; output < outputs; ++output) {
          int sum = 0;
          for (std::size_t k = 0; k < inputs; ++k) {
            sum +=
                quantised[row * inputs + k] * weights[output / 16 * 16 * inputs + k / 4 * 64 + output % 16 * 4 + k % 4];
          }
          expected[row * outputs + output] =
              static_cast<float>(sum) * scales[row] * output_scales[output] + bias[output];
        }
      }
      for (const Kernels* kernels : variants()) {
        INFO(kernels->name << " " << rows << " x " << outputs);
        std::vector<float> result(rows * outputs);
        kernels->multiply(quantised.data(), scales.data(), rows, matrix, result.data());
        CHECK(result == expected);
      }
    }
  }
}

TEST_CASE("the extremes of eight bits do not overflow") {
  const std::size_t inputs = 512;
  for (const int sign : {-1, 1}) {
    const std::vector<std::int8_t> weights(16 * inputs, 127);
    const std::vector<std::int8_t> quantised(inputs, static_cast<std::int8_t>(sign * 127));
    const std::vector<float> ones(16, 1.0F);
    const std::vector<float> zeros(16, 0.0F);
    const PackedMatrix matrix{weights.data(), ones.data(), zeros.data(), inputs, 16};
    for (const Kernels* kernels : variants()) {
      std::vector<float> result(16);
      kernels->multiply(quantised.data(), ones.data(), 1, matrix, result.data());
      CHECK(result == std::vector<float>(16, static_cast<float>(sign * 127 * 127 * 512)));
    }
  }
}

TEST_CASE("rows are quantised alike, whatever they hold") {
  Numbers numbers;
  auto values = numbers.floats(4 * 64, 3);
  values[64] = std::numeric_limits<float>::infinity();
  std::fill(values.begin() + 128, values.begin() + 192, 0.0F);
  std::vector<std::int8_t> first;
  std::vector<float> first_scales;
  for (const Kernels* kernels : variants()) {
    INFO(kernels->name);
    std::vector<std::int8_t> quantised(values.size());
    std::vector<float> scales(4);
    kernels->quantise(values.data(), 4, 64, quantised.data(), scales.data());
    for (std::size_t i = 0; i < 64; ++i) {
      CHECK(std::abs(static_cast<float>(quantised[i]) * scales[0] - values[i]) <= scales[0] * 0.51F);
      CHECK(quantised[64 + i] == 0);
      CHECK(quantised[128 + i] == 0);
    }
    if (first.empty()) {
      first = quantised;
      first_scales = scales;
    }
    CHECK(quantised == first);
    CHECK(scales == first_scales);
  }
}

TEST_CASE("the recurrence is that of the simple recurrent unit, to the same bits everywhere") {
  Numbers numbers;
  const std::size_t half = 32;
  const std::size_t length = 9;
  const auto gates = numbers.floats(length * 6 * half, 4);
  const auto peephole = numbers.floats(4 * half, 1);
  const auto input = numbers.floats(length * 2 * half, 2);
  std::vector<float> first;
  for (const Kernels* kernels : variants()) {
    INFO(kernels->name);
    std::vector<float> output(length * 2 * half);
    kernels->recur(gates.data(), peephole.data(), input.data(), length, half, output.data());
    if (first.empty()) first = output;
    CHECK(output == first);
  }
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  for (std::size_t direction = 0; direction < 2; ++direction) {
    for (std::size_t j = 0; j < half; ++j) {
      double cell = 0;
      for (std::size_t step = 0; step < length; ++step) {
        const std::size_t at = direction == 0 ? step : length - 1 - step;
        const float* gate = gates.data() + (at * 2 + direction) * 3 * half;
        const double forget = sigmoid(gate[half + j] + peephole[direction * 2 * half + j] * cell);
        const double reset = sigmoid(gate[2 * half + j] + peephole[direction * 2 * half + half + j] * cell);
        cell = forget * cell + (1 - forget) * gate[j];
        const std::size_t place = (at * 2 + direction) * half + j;
        CHECK(std::abs(first[place] - (reset * cell + (1 - reset) * input[place])) < 2e-3);
      }
    }
  }
}

TEST_CASE("scores, sums and rectified values are the same everywhere") {
  Numbers numbers;
  const auto left = numbers.floats(7 * 32, 2);
  const auto right = numbers.floats(32 * 48, 2);
  const auto row = numbers.bytes(64);
  const auto start = numbers.floats(64, 2);
  std::vector<float> first_scores;
  std::vector<float> first_sum;
  for (const Kernels* kernels : variants()) {
    INFO(kernels->name);
    std::vector<float> scores(7 * 48);
    kernels->scores(left.data(), 7, right.data(), 48, 32, scores.data());
    std::vector<float> sum = start;
    kernels->accumulate(row.data(), 0.37F, 64, sum.data());
    kernels->rectify(sum.data(), 64);
    if (first_scores.empty()) {
      first_scores = scores;
      first_sum = sum;
    }
    CHECK(scores == first_scores);
    CHECK(sum == first_sum);
    CHECK(*std::min_element(sum.begin(), sum.end()) == 0.0F);
  }
}

}  // namespace
}  // namespace entente::ingest::language
