// Trains the statement model: which candidates of a sentence are statements.
//
//   train_statements GOLD.jsonl --aliases aliases.json --output schemas/language/statements.model
//
// GOLD has one annotated sentence a line: {"sid", "source", "title", "context": […], "sentence", "statements": [{"relation",
// "subject", "object", "optional"?}, …]}. Each sentence is read with its context as an article is; the candidates of the sentence
// itself are examples, those that agree with a statement positive ones. What annotators might or might not record is left
// out. Prints what cross-validation by documents gives before training on all.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <entente/ingest/statement_extractor.hpp>
#include <entente/ingest/text.hpp>
#include <entente/schemas/fold.hpp>
#include <entente/schemas/knowledge.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace {

using namespace entente;
using nlohmann::json;

const std::set<std::string> kCore = {"allied-with", "mediates", "sanctions",
                                     "created"};  // Scored by themselves as well.
// With this threshold, what a pattern of confidence 0.8 or more finds always counts: such patterns keep their word.
constexpr double kMostOfRules = 0.401;
constexpr std::size_t kCodebookWeight = 4;  // An example of the codebook counts as so many sentences.

struct Options {
  std::string gold;
  std::string aliases;
  std::string output;
  std::string data = ENTENTE_SOURCE_DATA;
  std::string lexicon = ENTENTE_COMPILED_LEXICON;
  std::size_t folds = 5;
  std::size_t errors = 0;
  bool rules = false;
  std::size_t epochs = 8;
  double rate = 0.02;
  double l2 = 0.003;
  std::size_t fewest = 3;   // Sentences that a feature must occur in.
  double smallest = 0.02;   // Weights below are dropped.
  double precision = 0.75;  // That thresholds must reach in cross-validation.
};

// Names as annotators compare them: without articles, "of" and punctuation, and by groups of aliases.
class Names {
 public:
  explicit Names(const std::string& path) {
    if (path.empty()) return;
    std::ifstream file(path);
    const json groups = json::parse(file);
    for (const auto& [name, others] : groups.items()) {
      groups_[plain(name)] = plain(name);
      for (const json& other : others) groups_[plain(other.get<std::string>())] = plain(name);
    }
  }

  std::string key(const std::string& name) const {
    const std::string text = plain(name);
    const auto group = groups_.find(text);
    return group == groups_.end() ? text : group->second;
  }

 private:
  static std::string plain(std::string_view name) {
    std::string text = fold_name(name);
    std::string result;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      const std::string word = text.substr(begin, end - begin);
      if (!word.empty() && word != "the" && word != "a" && word != "an" && word != "of") {
        if (!result.empty()) result += ' ';
        result += word;
      }
      begin = end + 1;
    }
    return result;
  }

  std::map<std::string, std::string> groups_;
};

struct Example {
  std::size_t sentence = 0;
  std::string relation;
  std::string pair;  // Relation and both arguments, ordered where the relation is symmetric.
  std::vector<std::string> rules;
  std::string paths;
  bool positive = false;
  double rule_confidence = 0;
  std::vector<std::uint64_t> features;
  double probability = 0;
};

struct Data {
  std::vector<Example> examples;
  std::vector<std::string> documents;  // Of each sentence.
  std::vector<std::string> texts;
  std::vector<std::map<std::string, bool>> wanted;  // Of each sentence: pair, whether it is optional.
  std::map<std::string, std::size_t> gold;          // By relation, without optional ones.
};

std::string pair_of(const Relation& relation, std::string a, std::string b) {
  if (relation.symmetric && b < a) std::swap(a, b);
  return relation.name + "|" + a + "|" + b;
}

Data read_gold(const Options& options, const Knowledge& knowledge, const ingest::StatementExtractor& extractor) {
  const Names names(options.aliases);
  Data data;
  std::ifstream file(options.gold);
  std::string line;
  while (std::getline(file, line)) {
    const json item = json::parse(line);
    Article article;
    article.id = {item.at("sid").get<std::string>()};
    if (item.contains("title") && item.at("title").is_string()) article.title = item.at("title").get<std::string>();
    for (const json& sentence : item.at("context")) article.text += sentence.get<std::string>() + " ";
    const std::size_t begin = article.text.size();
    article.text += item.at("sentence").get<std::string>();
    auto normalized = ingest::normalize_text(article.text);
    if (!normalized) continue;
    article.text = std::move(*normalized);
    const std::size_t number = data.documents.size();
    data.documents.push_back(item.value("source", "") + "|" + article.title);
    data.texts.push_back(item.at("sid").get<std::string>() + " " + item.at("sentence").get<std::string>());
    auto& wanted = data.wanted.emplace_back();
    for (const json& statement : item.at("statements")) {
      const Relation* relation = knowledge.ontology.find(statement.at("relation").get<std::string>());
      if (!relation) continue;
      const bool optional = statement.value("optional", false);
      const std::string pair = pair_of(*relation, names.key(statement.at("subject").get<std::string>()),
                                       names.key(statement.at("object").get<std::string>()));
      const auto [known, is_new] = wanted.emplace(pair, optional);
      if (!optional && is_new) ++data.gold[relation->name];
    }
    for (ingest::CandidateStatement& candidate : extractor.candidates(article)) {
      if ((candidate.sentence.begin_byte + candidate.sentence.end_byte) / 2 < begin) continue;
      Example example;
      example.sentence = number;
      example.relation = candidate.relation;
      example.rules = candidate.rules;
      example.paths = candidate.paths;
      example.pair = pair_of(*knowledge.ontology.find(candidate.relation), names.key(candidate.subject->name),
                             names.key(candidate.object->name));
      const auto found = wanted.find(example.pair);
      if (found != wanted.end() && found->second) continue;
      example.positive = found != wanted.end();
      example.rule_confidence = candidate.rule_confidence;
      example.features = std::move(candidate.features);
      data.examples.push_back(std::move(example));
    }
  }
  return data;
}

// The examples of the codebook teach as well: of each, the candidates of its own relation.
std::vector<Example> read_codebook(const Options& options, const Knowledge& knowledge,
                                   const ingest::StatementExtractor& extractor) {
  const Names names(options.aliases);
  std::vector<Example> examples;
  const auto add = [&](const Relation& relation, const std::string& text, const std::vector<Statement>& statements) {
    std::set<std::string> wanted;
    for (const Statement& statement : statements) {
      wanted.insert(pair_of(relation, names.key(statement.subject.value), names.key(statement.object.value)));
    }
    Article article;
    article.text = text;
    for (ingest::CandidateStatement& candidate : extractor.candidates(article)) {
      if (candidate.relation != relation.name) continue;
      Example& example = examples.emplace_back();
      example.relation = candidate.relation;
      example.pair = pair_of(relation, names.key(candidate.subject->name), names.key(candidate.object->name));
      example.positive = wanted.contains(example.pair);
      example.rule_confidence = candidate.rule_confidence;
      example.features = std::move(candidate.features);
    }
  };
  for (const Relation& relation : knowledge.ontology.relations()) {
    for (const RelationExample& example : relation.positive_examples) add(relation, example.text, example.statements);
    for (const std::string& text : relation.negative_examples) add(relation, text, {});
  }
  return examples;
}

// Logistic regression by AdaGrad (Duchi et al. 2011) with lazy L2 decay.
ingest::StatementModel train(const Options& options, const std::vector<const Example*>& examples) {
  std::unordered_map<std::uint64_t, std::pair<double, double>> weights;  // Weight, sum of squared gradients.
  std::unordered_map<std::uint64_t, std::set<std::size_t>>
      sentences;  // Features of one sentence alone say nothing of others.
  for (const Example* example : examples) {
    for (const std::uint64_t feature : example->features) {
      auto& in = sentences[feature];
      if (in.size() < options.fewest) in.insert(example->sentence);
    }
  }
  const auto counts = [&](std::uint64_t feature) { return sentences[feature].size() >= options.fewest; };
  std::vector<const Example*> order = examples;
  std::mt19937 random(1);
  for (std::size_t epoch = 0; epoch < options.epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    for (const Example* example : order) {
      double sum = ingest::StatementModel::prior(example->rule_confidence);
      for (const std::uint64_t feature : example->features) {
        if (counts(feature)) sum += weights[feature].first;
      }
      const double error = (example->positive ? 1.0 : 0.0) - 1 / (1 + std::exp(-sum));
      for (const std::uint64_t feature : example->features) {
        if (!counts(feature)) continue;
        auto& [weight, squares] = weights[feature];
        const double gradient = error - options.l2 * weight * 10;
        squares += gradient * gradient;
        weight += options.rate * gradient / std::sqrt(squares + 1e-8);
      }
    }
  }
  ingest::StatementModel::Weights kept;
  for (const auto& [feature, weight] : weights) {
    if (std::abs(weight.first) >= options.smallest) kept.emplace_back(feature, static_cast<float>(weight.first));
  }
  ingest::StatementModel model;
  model.set_weights(std::move(kept));
  return model;
}

struct Score {
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::size_t gold = 0;

  double precision() const {
    return right + wrong == 0 ? 0 : static_cast<double>(right) / static_cast<double>(right + wrong);
  }
  double recall() const { return gold == 0 ? 0 : static_cast<double>(right) / static_cast<double>(gold); }
  double f1() const { return precision() + recall() == 0 ? 0 : 2 * precision() * recall() / (precision() + recall()); }
};

// Of all candidates that the model would accept, each pair counted once.
std::map<std::string, Score> score(const Data& data, const ingest::StatementModel& thresholds) {
  std::map<std::string, Score> scores;
  std::set<std::pair<std::size_t, std::string>> seen;
  for (const Example& example : data.examples) {
    if (!thresholds.accepts(example.probability, example.rule_confidence)) continue;
    if (!seen.emplace(example.sentence, example.pair).second) continue;
    Score& of_relation = scores[example.relation];
    example.positive ? ++of_relation.right : ++of_relation.wrong;
  }
  for (const auto& [relation, count] : data.gold) scores[relation].gold = count;
  return scores;
}

Score sum(const std::map<std::string, Score>& scores) {
  Score total;
  for (const auto& [relation, one] : scores) {
    total.right += one.right;
    total.wrong += one.wrong;
    total.gold += one.gold;
  }
  return total;
}

void print_calibration(const Data& data) {
  std::map<int, std::pair<double, std::pair<std::size_t, std::size_t>>> bins;
  double brier = 0;
  for (const Example& example : data.examples) {
    const double target = example.positive ? 1 : 0;
    brier += (example.probability - target) * (example.probability - target);
    auto& [probability, counts] = bins[std::min(9, static_cast<int>(example.probability * 10))];
    probability += example.probability;
    counts.first += example.positive ? 1 : 0;
    ++counts.second;
  }
  std::cout << fmt::format("Brier score {:.4f} of {} candidates\n", brier / static_cast<double>(data.examples.size()),
                           data.examples.size());
  for (const auto& [bin, entry] : bins) {
    const auto count = static_cast<double>(entry.second.second);
    std::cout << fmt::format("  {:.1f}-{:.1f}: said {:.2f}, were {:.2f} of {}\n", bin / 10.0, (bin + 1) / 10.0,
                             entry.first / count, static_cast<double>(entry.second.first) / count, entry.second.second);
  }
}

// What cross-validation got wrong, the surest errors first.
void print_errors(const Data& data, std::size_t count) {
  std::map<std::pair<std::size_t, std::string>, const Example*> best;
  for (const Example& example : data.examples) {
    const Example*& known = best[{example.sentence, example.pair}];
    if (!known || example.probability > known->probability) known = &example;
  }
  std::vector<std::pair<double, const Example*>> errors;
  for (const auto& [key, example] : best) {
    errors.emplace_back(example->positive ? 1 - example->probability : example->probability, example);
  }
  std::sort(errors.begin(), errors.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < errors.size() && i < count; ++i) {
    const Example& example = *errors[i].second;
    std::cout << fmt::format("{} {:.2f} {} {} [{}]\n    {}\n", example.positive ? "missed" : "wrong",
                             example.probability, example.pair, fmt::join(example.rules, " "), example.paths,
                             data.texts[example.sentence]);
  }
}

// How often what each pattern found was right: what its confidence should say.
void print_rules(const Data& data) {
  std::map<std::string, std::map<std::pair<std::size_t, std::string>, bool>> pairs;
  for (const Example& example : data.examples) {
    for (const std::string& rule : example.rules) pairs[rule][{example.sentence, example.pair}] = example.positive;
  }
  for (const auto& [rule, found] : pairs) {
    const auto right = std::count_if(found.begin(), found.end(), [](const auto& pair) { return pair.second; });
    std::cout << fmt::format("rule {} {} of {}\n", rule, right, found.size());
  }
}

int run(const Options& options) {
  KnowledgeOptions knowledge_options;
  knowledge_options.compiled_lexicon = options.lexicon;
  auto knowledge = load_knowledge(options.data, knowledge_options);
  if (!knowledge) throw std::runtime_error(knowledge.error().to_string());
  auto language = ingest::LanguageModel::open(options.data + "/language/english.model");
  if (!language) throw std::runtime_error(language.error().to_string());
  auto extractor = ingest::make_statement_extractor(*knowledge, *language, nullptr);
  if (!extractor) throw std::runtime_error(extractor.error().to_string());
  Data data = read_gold(options, *knowledge, **extractor);
  const std::vector<Example> codebook = read_codebook(options, *knowledge, **extractor);
  std::size_t positive = 0;
  std::set<std::pair<std::size_t, std::string>> reachable;
  for (const Example& example : data.examples) {
    positive += example.positive ? 1 : 0;
    if (example.positive) reachable.emplace(example.sentence, example.pair);
  }
  std::size_t gold = 0;
  for (const auto& [relation, count] : data.gold) gold += count;
  std::cout << fmt::format("{} sentences, {} candidates, {} positive; {} of {} statements reachable\n",
                           data.documents.size(), data.examples.size(), positive, reachable.size(), gold);

  std::set<std::string> documents(data.documents.begin(), data.documents.end());
  std::map<std::string, std::size_t> fold_of;
  std::vector<std::string> shuffled(documents.begin(), documents.end());
  std::mt19937 random(7);
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  for (std::size_t i = 0; i < shuffled.size(); ++i) fold_of[shuffled[i]] = i % options.folds;
  for (std::size_t fold = 0; fold < options.folds; ++fold) {
    std::vector<const Example*> rest;
    for (std::size_t i = 0; i < kCodebookWeight; ++i) {
      for (const Example& example : codebook) rest.push_back(&example);
    }
    for (const Example& example : data.examples) {
      if (fold_of[data.documents[example.sentence]] != fold) rest.push_back(&example);
    }
    const ingest::StatementModel model = train(options, rest);
    for (Example& example : data.examples) {
      if (fold_of[data.documents[example.sentence]] == fold)
        example.probability = ingest::StatementModel::probability(model.sum(example.features), example.rule_confidence);
    }
  }
  // The pair of thresholds with the best F1 at the precision that is asked for.
  ingest::StatementModel best;
  double best_f1 = 0;
  for (double with_rule = 0.2; with_rule <= kMostOfRules; with_rule += 0.02) {
    for (double without_rule = 0.2; without_rule < 0.9; without_rule += 0.02) {
      ingest::StatementModel thresholds;
      thresholds.threshold_with_rule = with_rule;
      thresholds.threshold_without_rule = without_rule;
      const Score total = sum(score(data, thresholds));
      if (total.precision() < options.precision || total.f1() <= best_f1) continue;
      best = thresholds;
      best_f1 = total.f1();
    }
  }
  std::map<std::string, Score> scores = score(data, best);
  const auto print_total = [](const char* what, const Score& total) {
    std::cout << fmt::format("{}: P {:.3f} R {:.3f} F1 {:.3f}\n", what, total.precision(), total.recall(), total.f1());
  };
  std::cout << fmt::format("thresholds: {:.2f} with a rule, {:.2f} without\n", best.threshold_with_rule,
                           best.threshold_without_rule);
  print_total("all", sum(scores));
  for (const auto& [relation, one] : scores) {
    std::cout << fmt::format("  {:16} P {:.3f} R {:.3f} F1 {:.3f}  gold {}\n", relation, one.precision(), one.recall(),
                             one.f1(), one.gold);
  }
  std::erase_if(scores, [](const auto& entry) { return !kCore.contains(entry.first); });
  print_total("core four", sum(scores));
  print_calibration(data);
  if (options.rules) print_rules(data);
  print_errors(data, options.errors);
  if (options.output.empty()) return 0;

  std::vector<const Example*> all;
  for (std::size_t i = 0; i < kCodebookWeight; ++i) {
    for (const Example& example : codebook) all.push_back(&example);
  }
  for (const Example& example : data.examples) all.push_back(&example);
  ingest::StatementModel model = train(options, all);
  model.threshold_with_rule = best.threshold_with_rule;
  model.threshold_without_rule = best.threshold_without_rule;
  for (const auto& [relation, count] : data.gold) model.relations.insert(relation);
  if (auto saved = model.save(options.output); !saved) throw std::runtime_error(saved.error().to_string());
  std::cout << fmt::format("{} weights written to {}\n", model.weights().size(), options.output);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Train the statement model from annotated sentences", "train_statements");
  Options options;
  app.add_option("gold", options.gold, "Annotated sentences")->required()->check(CLI::ExistingFile);
  app.add_option("--aliases", options.aliases, "Groups of names that are the same")->check(CLI::ExistingFile);
  app.add_option("--output", options.output, "Where to write the model; without it only cross-validation is done");
  app.add_option("--data", options.data, "Folder of ontology, lexicon and word lists")->capture_default_str();
  app.add_option("--folds", options.folds)->capture_default_str();
  app.add_option("--errors", options.errors, "How many errors of cross-validation to print")->capture_default_str();
  app.add_flag("--rules", options.rules, "Print how often each pattern was right");
  app.add_option("--epochs", options.epochs)->capture_default_str();
  app.add_option("--rate", options.rate)->capture_default_str();
  app.add_option("--l2", options.l2)->capture_default_str();
  app.add_option("--fewest", options.fewest, "Sentences that a feature must occur in")->capture_default_str();
  app.add_option("--smallest", options.smallest, "Weights below are dropped")->capture_default_str();
  app.add_option("--precision", options.precision, "That the threshold must reach")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return run(options);
  } catch (const std::exception& error) {
    std::cerr << "train_statements: " << error.what() << '\n';
    return 1;
  }
}
