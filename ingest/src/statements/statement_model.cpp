#include "../language/model_file.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <entente/ingest/statement_model.hpp>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

using language::ArrayKind;
using language::ModelFile;
using language::ModelFileWriter;
using language::ModelKind;

constexpr ModelKind kKind = {"statement model", "install the model again, or build it with train_statements"};
constexpr double kWithoutRule = -4;  // Log odds of a candidate that no pattern found.
constexpr std::size_t kHidden = StatementModel::kHidden;
constexpr std::array<const char*, StatementModel::kWords> kWordNames = {"trigger", "subject", "object"};
constexpr std::size_t kMost = 1U << 24U;  // Features or numbers of an encoding.
constexpr float kLargest = 1e6F;          // Weight: what they add up to is a number.

struct Shape {
  std::uint32_t version = StatementModel::kFeatures;
  std::uint32_t features = 0;
  std::uint32_t encoding_width = 0;
  std::uint32_t relations = 0;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// out[h] += factor * row[h]
void add_row(const float* row, float factor, float* out) {
  for (std::size_t h = 0; h < kHidden; ++h) out[h] += factor * row[h];
}

std::string write(const StatementModel::Parameters& parameters) {
  const std::size_t count = parameters.features.size();
  Shape shape;
  shape.features = static_cast<std::uint32_t>(count);
  shape.encoding_width = static_cast<std::uint32_t>(parameters.encoding_width);
  shape.relations = static_cast<std::uint32_t>(parameters.relations.size());
  std::string names;
  for (const std::string& relation : parameters.relations) names += relation + '\n';
  std::vector<std::int8_t> rounded(count * kHidden);
  std::vector<float> scales(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float* row = parameters.embeddings.data() + i * kHidden;
    float largest = 0;
    for (std::size_t h = 0; h < kHidden; ++h) largest = std::max(largest, std::abs(row[h]));
    scales[i] = largest / 127;
    for (std::size_t h = 0; h < kHidden; ++h) {
      rounded[i * kHidden + h] = static_cast<std::int8_t>(largest == 0 ? 0 : std::lround(row[h] / scales[i]));
    }
  }
  ModelFileWriter writer;
  writer.add("statement shape", ArrayKind::uint32, 1, 4, &shape);
  writer.add_text("relations", names);
  writer.add("features", ArrayKind::uint32, count, 2, parameters.features.data());
  writer.add("direct", ArrayKind::float32, count, 1, parameters.direct.data());
  writer.add("embeddings", ArrayKind::int8, count, kHidden, rounded.data());
  writer.add("scales", ArrayKind::float32, count, 1, scales.data());
  for (std::size_t w = 0; w < kWordNames.size(); ++w) {
    writer.add(kWordNames[w], ArrayKind::float32, parameters.encoding_width, kHidden, parameters.words[w].data());
  }
  writer.add("bias", ArrayKind::float32, 1, kHidden, parameters.bias.data());
  writer.add("outputs", ArrayKind::float32, shape.relations, kHidden, parameters.outputs.data());
  writer.add("output bias", ArrayKind::float32, shape.relations, 1, parameters.output_bias.data());
  const std::array<float, 2> thresholds = {parameters.threshold_with_rule, parameters.threshold_without_rule};
  writer.add("thresholds", ArrayKind::float32, 1, 2, thresholds.data());
  return writer.bytes();
}

}  // namespace

StatementModel::Sum& StatementModel::Sum::operator+=(const Sum& other) {
  add_row(other.hidden.data(), 1, hidden.data());
  direct += other.direct;
  return *this;
}

StatementModel::StatementModel(const Parameters& parameters)
    : StatementModel(*read(write(parameters), "the statement model")) {}

Result<StatementModel> StatementModel::load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::not_found, "the statement model cannot be opened", path.string(), "check --data"};
  return read(std::string(std::istreambuf_iterator<char>(file), {}), path.string());
}

Result<StatementModel> StatementModel::read(const std::string& bytes, const std::string& name) {
  const auto file = ModelFile::read(reinterpret_cast<const std::byte*>(bytes.data()), bytes.size(), name, kKind);
  if (!file) return file.error();
  const auto shape_array = file->array("statement shape", ArrayKind::uint32, 1, 4);
  if (!shape_array) return shape_array.error();
  Shape shape;
  std::memcpy(&shape, shape_array->data, sizeof shape);
  if (shape.version != kFeatures) {
    return Error{ErrorCode::unsupported_version,
                 fmt::format("the model is of features {}, this program of {}", shape.version, kFeatures), name,
                 "use the model that came with the program"};
  }
  if (shape.features > kMost || shape.encoding_width > kMost) return file->error("the statement model is too large");
  StatementModel model;
  model.encoding_width_ = shape.encoding_width;
  const auto relations = file->text("relations");
  if (!relations) return relations.error();
  model.relations_ = lines_of(*relations);
  if (model.relations_.size() != shape.relations) return file->error("the statement model names other relations");
  const auto floats = [&](std::string_view section, std::size_t rows, std::size_t columns,
                          std::vector<float>& numbers) -> Result<void> {
    const auto array = file->array(section, ArrayKind::float32, rows, columns);
    if (!array) return array.error();
    numbers.assign(array->as<float>(), array->as<float>() + rows * columns);
    if (std::all_of(numbers.begin(), numbers.end(), [](float number) { return std::abs(number) <= kLargest; }))
      return {};
    return file->error(fmt::format("section '{}' of the statement model holds what is no weight", section));
  };
  std::vector<float> scales;
  std::vector<float> thresholds;
  if (auto read = floats("direct", shape.features, 1, model.direct_); !read) return read.error();
  if (auto read = floats("scales", shape.features, 1, scales); !read) return read.error();
  for (std::size_t w = 0; w < kWords; ++w) {
    if (auto read = floats(kWordNames[w], shape.encoding_width, kHidden, model.words_[w]); !read) return read.error();
  }
  if (auto read = floats("bias", 1, kHidden, model.bias_); !read) return read.error();
  if (auto read = floats("outputs", shape.relations, kHidden, model.outputs_); !read) return read.error();
  if (auto read = floats("output bias", shape.relations, 1, model.output_bias_); !read) return read.error();
  if (auto read = floats("thresholds", 1, 2, thresholds); !read) return read.error();
  model.threshold_with_rule_ = thresholds[0];
  model.threshold_without_rule_ = thresholds[1];
  const auto rounded = file->array("embeddings", ArrayKind::int8, shape.features, kHidden);
  if (!rounded) return rounded.error();
  model.embeddings_.resize(shape.features * kHidden);
  for (std::size_t i = 0; i < model.embeddings_.size(); ++i) {
    model.embeddings_[i] = scales[i / kHidden] * static_cast<float>(rounded->as<std::int8_t>()[i]);
  }
  const auto features = file->array("features", ArrayKind::uint32, shape.features, 2);
  if (!features) return features.error();
  model.slots_.assign(std::bit_ceil(2 * std::size_t{shape.features} + 2), {});
  for (std::uint32_t row = 0; row < shape.features; ++row) {
    std::uint64_t feature = 0;
    std::memcpy(&feature, features->data + row * sizeof feature, sizeof feature);
    std::size_t at = feature & (model.slots_.size() - 1);
    while (model.slots_[at].row != 0 && model.slots_[at].feature != feature) at = (at + 1) & (model.slots_.size() - 1);
    if (model.slots_[at].row != 0) return file->error("a feature of the statement model stands there twice");
    model.slots_[at] = {feature, row + 1};
  }
  model.bytes_ = bytes;
  model.fingerprint_ = hash_fields({bytes});
  return model;
}

Result<void> StatementModel::save(const std::filesystem::path& path) const {
  std::ofstream file(path, std::ios::binary);
  file << bytes_;
  file.flush();
  if (!file)
    return Error{ErrorCode::io, "the statement model cannot be written", path.string(), "check rights and space"};
  return {};
}

std::optional<std::size_t> StatementModel::find(std::string_view relation) const {
  const auto found = std::find(relations_.begin(), relations_.end(), relation);
  if (found == relations_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - relations_.begin());
}

void StatementModel::add(const std::vector<std::uint64_t>& features, Sum& sum) const {
  for (const std::uint64_t feature : features) {
    std::size_t at = feature & (slots_.size() - 1);
    while (slots_[at].row != 0 && slots_[at].feature != feature) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].row == 0) continue;
    const std::size_t row = slots_[at].row - 1;
    sum.direct += direct_[row];
    add_row(embeddings_.data() + row * kHidden, 1, sum.hidden.data());
  }
}

void StatementModel::add(Word word, const float* encoding, Sum& sum) const {
  const float* row = words_[static_cast<std::size_t>(word)].data();
  for (std::size_t i = 0; i < encoding_width_; ++i, row += kHidden) add_row(row, encoding[i], sum.hidden.data());
}

double StatementModel::log_odds(const Sum& sum, std::size_t relation, double rule) const {
  const float* outputs = outputs_.data() + relation * kHidden;
  float total = output_bias_[relation] + sum.direct;
  for (std::size_t h = 0; h < kHidden; ++h) total += outputs[h] * std::max(0.0F, sum.hidden[h] + bias_[h]);
  return prior(rule) + static_cast<double>(total);
}

double StatementModel::prior(double rule) {
  if (rule <= 0) return kWithoutRule;
  const double confidence = std::clamp(rule, 0.01, 0.99);
  return std::log(confidence / (1 - confidence));
}

double StatementModel::probability(double log_odds, double rule) {
  const double learned = 1 / (1 + std::exp(-log_odds));
  return rule <= 0 ? learned : (learned + rule) / 2;
}

}  // namespace entente::ingest
