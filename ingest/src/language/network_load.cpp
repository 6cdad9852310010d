#include "network.hpp"

#include <bit>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::ingest::language {
namespace {

constexpr std::size_t kMostLabels = 1024;
constexpr std::size_t kMostUnits = 512;
constexpr std::size_t kMostLayers = 32;

std::size_t padded(std::size_t size) { return (size + kLanes - 1) / kLanes * kLanes; }

// Reads sections one after the other, and remembers the first thing that is wrong.
class Sections {
 public:
  explicit Sections(const ModelFile& file) : file_(file) {}

  template <typename T>
  const T* array(const std::string& name, ArrayKind kind, std::size_t rows, std::size_t columns) {
    const auto found = file_.array(name, kind, rows, columns);
    if (!found) {
      if (!error_) error_ = found.error();
      return nullptr;
    }
    return found->as<T>();
  }
  const float* floats(const std::string& name, std::size_t rows, std::size_t columns) {
    const float* values = array<float>(name, ArrayKind::float32, rows, columns);
    for (std::size_t i = 0; values && i < rows * columns; ++i) {
      if (!std::isfinite(values[i])) {
        if (!error_)
          error_ = file_.error(fmt::format("section '{}' of the language model holds what is no number", name));
        return nullptr;
      }
    }
    return values;
  }
  PackedMatrix matrix(const std::string& name, std::size_t outputs, std::size_t inputs) {
    return {array<std::int8_t>(name + ".weights", ArrayKind::int8, outputs, inputs),
            floats(name + ".scales", 1, outputs), floats(name + ".bias", 1, outputs), inputs, outputs};
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  const ModelFile& file_;
  std::optional<Error> error_;
};

std::optional<std::size_t> size_in(const nlohmann::json& object, const char* name, std::size_t least, std::size_t most,
                                   std::size_t multiple) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  const auto value = found->get<std::uint64_t>();
  if (value < least || value > most || value % multiple != 0) return std::nullopt;
  return static_cast<std::size_t>(value);
}

bool read_labels(const nlohmann::json& labels, const char* name, std::vector<std::string>& result) {
  const auto found = labels.find(name);
  if (found == labels.end() || !found->is_array() || found->empty() || found->size() > kMostLabels) return false;
  for (const auto& label : *found) {
    if (!label.is_string()) return false;
    result.push_back(label.get<std::string>());
  }
  return true;
}

}  // namespace

Result<Network> Network::load(const ModelFile& file) {
  const auto text = file.text("meta");
  if (!text) return text.error();
  const auto meta = nlohmann::json::parse(*text, nullptr, false);
  if (!meta.is_object() || !meta.contains("labels") || !meta["labels"].is_object() || !meta.contains("sizes") ||
      !meta["sizes"].is_object()) {
    return file.error("the description of the language model is malformed");
  }
  Network network;
  const auto& labels = meta["labels"];
  NetworkLabels& names = network.labels_;
  if (!read_labels(labels, "upos", names.upos) || !read_labels(labels, "xpos", names.xpos) ||
      !read_labels(labels, "lemma", names.lemma) || !read_labels(labels, "deprel", names.deprel) ||
      !read_labels(labels, "entity", names.entity) || names.entity.size() > kLanes || names.deprel.size() < 2) {
    return file.error("the labels of the language model are malformed");
  }
  bool fits = true;
  const auto size = [&](const char* name, std::size_t least, std::size_t most, std::size_t multiple) {
    const auto value = size_in(meta["sizes"], name, least, most, multiple);
    fits = fits && value.has_value();
    return value.value_or(least);
  };
  network.half_ = size("half", kLanes, kMostUnits, kLanes);
  const std::size_t layers = size("layers", 1, kMostLayers, 1);
  network.tag_layer_ = size("tag_layer", 1, layers, 1);
  network.word_width_ = size("word_width", kLanes, kMostUnits, kLanes);
  network.vector_width_ = size("vector_width", 2, kMostUnits, 2);
  network.arc_ = size("arc", kLanes, kMostUnits, kLanes);
  network.relation_ = size("relation", kLanes, kMostUnits, kLanes);
  network.buckets_ = size("buckets", 1, 1U << 24U, 1);
  network.words_ = size("words", 1, 1U << 24U, 1);
  network.trained_words_ = size("trained_words", 0, network.words_, 1);
  network.slots_ = size("slots", network.words_ + 1, 1U << 25U, 1);
  fits = fits && std::has_single_bit(network.slots_);
  if (!fits) return file.error("the sizes of the language model are malformed");

  Sections sections(file);
  const std::size_t width = 2 * network.half_;
  network.vocabulary_ = sections.array<std::uint32_t>("vocabulary", ArrayKind::uint32, network.slots_, 2);
  network.vectors_ =
      sections.array<std::uint8_t>("vectors", ArrayKind::uint8, network.words_, network.vector_width_ / 2);
  network.vector_scales_ = sections.floats("vectors.scales", 1, network.words_);
  network.trained_ =
      sections.array<std::int8_t>("words", ArrayKind::int8, network.trained_words_ + 1, network.word_width_);
  network.trained_scales_ = sections.floats("words.scales", 1, network.trained_words_ + 1);
  network.subwords_ = sections.array<std::int8_t>("subwords", ArrayKind::int8, network.buckets_, network.word_width_);
  network.subword_scales_ = sections.floats("subwords.scales", 1, network.buckets_);
  network.project_ = sections.matrix("project", width, padded(network.vector_width_ + network.word_width_));
  for (std::size_t i = 0; i < layers; ++i) {
    const std::string name = fmt::format("layer.{}", i);
    network.layers_.push_back({sections.matrix(name, 3 * width, width), sections.floats(name + ".peephole", 2, width)});
  }
  network.xpos_at_ = padded(names.upos.size());
  network.lemma_at_ = network.xpos_at_ + padded(names.xpos.size());
  network.tags_ = sections.matrix("tags", network.lemma_at_ + padded(names.lemma.size()), width);
  network.entity_at_ = 2 * network.arc_ + 2 * network.relation_;
  network.top_ = sections.matrix("top", network.entity_at_ + kLanes, width);
  network.bilinear_ = sections.matrix("bilinear", network.arc_, network.arc_);
  network.relation_out_ = sections.matrix("relation", padded(names.deprel.size()), network.relation_);
  network.root_arc_ = sections.floats("root.arc", 1, network.arc_);
  network.root_relation_state_ = sections.floats("root.relation", 1, network.relation_);
  network.transitions_ = sections.floats("transitions", names.entity.size() + 1, kLanes);
  if (sections.error()) return *sections.error();
  network.root_relation_ = names.deprel.size();
  for (std::size_t i = 0; i < names.deprel.size(); ++i) {
    if (names.deprel[i] == "root") network.root_relation_ = i;
  }
  if (network.root_relation_ == names.deprel.size()) return file.error("the language model has no relation 'root'");
  return network;
}

}  // namespace entente::ingest::language
