#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
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

constexpr double kWithoutRule = -4;  // Log odds of a candidate that no pattern found.
constexpr std::string_view kMagic = "entente-statement-model";

Error broken(const std::filesystem::path& path, std::size_t line, const std::string& problem) {
  return {ErrorCode::corruption, problem, fmt::format("{}:{}", path.string(), line),
          "restore the file, or train it again with tools/train/train_statements"};
}

template <typename Number>
bool read_number(std::string_view text, Number& number, int base) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size();
}

bool read_number(std::string_view text, double& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
}

}  // namespace

Result<StatementModel> StatementModel::load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::not_found, "the statement model cannot be opened", path.string(), "check --data"};
  StatementModel model;
  Weights weights;
  std::unordered_set<std::uint64_t> known;
  std::string line;
  std::size_t number = 0;
  while (std::getline(file, line)) {
    ++number;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) return broken(path, number, "the line has no tab");
    const std::string_view name = std::string_view(line).substr(0, tab);
    const std::string_view value = std::string_view(line).substr(tab + 1);
    if (number == 1) {
      int version = 0;
      if (name != kMagic || !read_number(value, version, 10)) return broken(path, number, "this is no statement model");
      if (version != kFeatures) {
        return Error{ErrorCode::unsupported_version,
                     fmt::format("the model is of features {}, this program of {}", version, kFeatures), path.string(),
                     "use the model that came with the program"};
      }
      continue;
    }
    if (name == "relation") {
      model.relations.emplace(value);
      continue;
    }
    double weight = 0;
    if (!read_number(value, weight)) return broken(path, number, "the value is no number");
    if (name == "threshold with rule" || name == "threshold without rule") {
      (name == "threshold with rule" ? model.threshold_with_rule : model.threshold_without_rule) = weight;
      continue;
    }
    std::uint64_t feature = 0;
    if (name.size() != 16 || !read_number(name, feature, 16)) return broken(path, number, "the feature is no number");
    if (!known.insert(feature).second) return broken(path, number, "the feature stands there twice");
    weights.emplace_back(feature, static_cast<float>(weight));
  }
  if (number == 0) return broken(path, 1, "the file is empty");
  model.set_weights(std::move(weights));
  return model;
}

std::string StatementModel::text() const {
  std::string text = fmt::format("{}\t{}\n", kMagic, kFeatures);
  auto out = std::back_inserter(text);
  fmt::format_to(out, "threshold with rule\t{:.3f}\nthreshold without rule\t{:.3f}\n", threshold_with_rule,
                 threshold_without_rule);
  for (const std::string& relation : relations) fmt::format_to(out, "relation\t{}\n", relation);
  for (const auto& [feature, weight] : weights_) fmt::format_to(out, "{:016x}\t{:.4f}\n", feature, weight);
  return text;
}

Hash128 StatementModel::fingerprint() const { return hash_fields({text()}); }

Result<void> StatementModel::save(const std::filesystem::path& path) const {
  std::ofstream file(path, std::ios::binary);
  file << text();
  file.flush();
  if (!file)
    return Error{ErrorCode::io, "the statement model cannot be written", path.string(), "check rights and space"};
  return {};
}

double StatementModel::prior(double rule) {
  if (rule <= 0) return kWithoutRule;
  const double confidence = std::clamp(rule, 0.01, 0.99);
  return std::log(confidence / (1 - confidence));
}

void StatementModel::set_weights(Weights weights) {
  std::stable_sort(weights.begin(), weights.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  weights_ = std::move(weights);
  slots_.assign(std::bit_ceil(2 * weights_.size() + 2), {});
  for (const auto& [feature, weight] : weights_) {
    std::size_t at = feature & (slots_.size() - 1);
    while (slots_[at].taken && slots_[at].feature != feature) at = (at + 1) & (slots_.size() - 1);
    if (!slots_[at].taken) slots_[at] = {feature, weight, true};
  }
}

double StatementModel::sum(const std::vector<std::uint64_t>& features) const {
  double sum = 0;
  if (slots_.empty()) return sum;
  for (const std::uint64_t feature : features) {
    std::size_t at = feature & (slots_.size() - 1);
    while (slots_[at].taken && slots_[at].feature != feature) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].taken) sum += static_cast<double>(slots_[at].weight);
  }
  return sum;
}

double StatementModel::probability(double sum, double rule) {
  const double learned = 1 / (1 + std::exp(-(prior(rule) + sum)));
  return rule <= 0 ? learned : (learned + rule) / 2;
}

}  // namespace entente::ingest
