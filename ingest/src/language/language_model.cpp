#include "language_model_parts.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::ingest {
namespace {

using language::ModelFile;
using language::ModelKind;

constexpr ModelKind kKind = {"language model", "install the model again, or build it with tools/train/train.py"};

std::optional<LemmaRule> parse_lemma_rule(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (text.size() < 3 || colon == std::string::npos || (text[0] != 'l' && text[0] != '=')) return std::nullopt;
  LemmaRule rule;
  rule.lower_case = text[0] == 'l';
  const auto parsed = std::from_chars(text.data() + 1, text.data() + colon, rule.cut);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + colon) return std::nullopt;
  rule.add = text.substr(colon + 1);
  return rule;
}

std::optional<EntityLabel> parse_entity_label(const std::string& text) {
  if (text == "O") return EntityLabel{};
  if (text.size() < 3 || (text[0] != 'B' && text[0] != 'I') || text[1] != '-') return std::nullopt;
  const auto type = parse_name_type(text.substr(2));
  if (!type) return std::nullopt;
  return EntityLabel{false, text[0] == 'B', *type};
}

// Translates all labels; false if one of them is not understood.
template <typename Value, typename Parse>
bool translate(const std::vector<std::string>& labels, std::vector<Value>& result, Parse parse) {
  for (const std::string& label : labels) {
    const auto value = parse(label);
    if (!value) return false;
    result.push_back(*value);
  }
  return true;
}

Result<std::unique_ptr<LanguageModel::Parts>> load(ModelFile file) {
  auto network = language::Network::load(file);
  if (!network) return network.error();
  auto segmenter = language::Segmenter::load(file);
  if (!segmenter) return segmenter.error();
  auto parts = std::make_unique<LanguageModel::Parts>();
  const auto& labels = network->labels();
  if (!translate(labels.upos, parts->upos, [](const std::string& label) { return parse_part_of_speech(label); }) ||
      !translate(labels.lemma, parts->lemmas, parse_lemma_rule) ||
      !translate(labels.entity, parts->entities, parse_entity_label)) {
    return file.error("the language model has labels that this program does not know");
  }
  const auto meta = nlohmann::json::parse(*file.text("meta"));  // Network::load has read it.
  const auto text = [&](const char* name) {
    const auto found = meta.find(name);
    return found != meta.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  parts->name = fmt::format("{} {:016x}", text("name"), file.checksum());
  parts->license = text("license");
  parts->network = std::move(*network);
  parts->segmenter = std::move(*segmenter);
  parts->file = std::move(file);
  return parts;
}

}  // namespace

LanguageModel::LanguageModel(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
LanguageModel::~LanguageModel() = default;

const std::string& LanguageModel::name() const { return parts_->name; }
const std::string& LanguageModel::license() const { return parts_->license; }
std::size_t LanguageModel::encoding_width() const { return parts_->network.encoding_width(); }

Result<std::shared_ptr<const LanguageModel>> LanguageModel::open(const std::filesystem::path& path) {
  auto file = ModelFile::open(path, kKind);
  if (!file) return file.error();
  auto parts = load(std::move(*file));
  if (!parts) return parts.error();
  return std::shared_ptr<const LanguageModel>(new LanguageModel(std::move(*parts)));
}

Result<std::shared_ptr<const LanguageModel>> LanguageModel::read(std::span<const std::byte> bytes, std::string name) {
  auto file = ModelFile::read(bytes.data(), bytes.size(), std::move(name), kKind);
  if (!file) return file.error();
  auto parts = load(std::move(*file));
  if (!parts) return parts.error();
  return std::shared_ptr<const LanguageModel>(new LanguageModel(std::move(*parts)));
}

}  // namespace entente::ingest
