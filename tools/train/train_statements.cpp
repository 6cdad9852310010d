// Trains the statement model: which candidates of a sentence are statements.
//
//   train_statements GOLD.jsonl… --aliases aliases.json --output schemas/language/statements.model
//
// Each GOLD holds annotated sentences (annotated_statements.hpp). What annotators might or might not record is left out. Prints
// what cross-validation by documents gives before training on all.
#include "annotated_statements.hpp"
#include "statement_trainer.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <entente/ingest/statement_extractor.hpp>
#include <entente/schemas/knowledge.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace {

using namespace entente;
using namespace entente::train;

// Scored by themselves as well.
const std::set<std::string> kCore = {"allied-with", "mediates", "sanctions", "created"};
constexpr float kCodebookWeight = 4;  // An example of the codebook counts as so many sentences.

struct Options {
  std::vector<std::string> gold;
  std::string aliases;
  std::string output;
  std::string data = ENTENTE_SOURCE_DATA;
  std::string lexicon = ENTENTE_COMPILED_LEXICON;
  std::size_t folds = 5;
  std::size_t errors = 0;
  bool rules = false;
  double precision = 0.72;  // That thresholds must reach in cross-validation.
  double with_rule = 0.4;   // Thresholds where there is none.
  double without_rule = 0.4;
  TrainingOptions training;
};

void add_training(const Group& group, const std::vector<std::string>& relations, std::size_t width, float weight,
                  std::vector<TrainingGroup>& result) {
  if (group.optional) return;
  const auto relation = std::find(relations.begin(), relations.end(), group.relation);
  if (relation == relations.end()) return;
  TrainingGroup& training = result.emplace_back();
  training.relation = static_cast<std::size_t>(relation - relations.begin());
  training.sentence = group.sentence;
  training.positive = group.positive;
  training.weight = weight;
  for (std::size_t i = 0; i < group.candidates.size(); ++i) {
    const ingest::CandidateStatement& candidate = group.candidates[i];
    const auto encoding = [&](std::size_t token) { return group.encodings[i] + token * width; };
    training.candidates.push_back(
        {&candidate.features,
         {encoding(candidate.trigger), encoding(candidate.subject_word), encoding(candidate.object_word)},
         candidate.rule_confidence});
  }
}

ingest::StatementModel::Parameters train_on(const AnnotatedStatements& data, const Options& options,
                                            const std::vector<std::string>& relations, auto&& taken) {
  std::vector<TrainingGroup> groups;
  for (const Group& group : data.codebook) {
    add_training(group, relations, data.encoding_width, kCodebookWeight, groups);
  }
  for (const Group& group : data.groups) {
    if (taken(group)) add_training(group, relations, data.encoding_width, 1, groups);
  }
  return train_network(groups, relations, data.encoding_width, options.training);
}

void predict(const ingest::StatementModel& model, Group& group) {
  const auto relation = model.find(group.relation);
  if (!relation) return;
  using Word = ingest::StatementModel::Word;
  double odds = 0;
  for (std::size_t i = 0; i < group.candidates.size(); ++i) {
    const ingest::CandidateStatement& candidate = group.candidates[i];
    ingest::StatementModel::Sum sum;
    model.add(candidate.features, sum);
    model.add(Word::trigger, group.encodings[i] + candidate.trigger * model.encoding_width(), sum);
    model.add(Word::subject, group.encodings[i] + candidate.subject_word * model.encoding_width(), sum);
    model.add(Word::object, group.encodings[i] + candidate.object_word * model.encoding_width(), sum);
    odds += std::exp(model.log_odds(sum, *relation, candidate.rule_confidence));
  }
  group.probability = ingest::StatementModel::probability(std::log(odds), group.rule());
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

struct Thresholds {
  double with_rule = 0.5;
  double without_rule = 0.5;

  bool accept(const Group& group) const { return group.probability >= (group.rule() > 0 ? with_rule : without_rule); }
};

constexpr std::size_t kAllFiles = static_cast<std::size_t>(-1);

std::map<std::string, Score> score(const AnnotatedStatements& data, const Thresholds& thresholds, std::size_t file) {
  std::map<std::string, Score> scores;
  for (const Group& group : data.groups) {
    if (group.optional || (file != kAllFiles && data.files[group.sentence] != file)) continue;
    if (!thresholds.accept(group)) continue;
    Score& of_relation = scores[group.relation];
    group.positive ? ++of_relation.right : ++of_relation.wrong;
  }
  for (std::size_t i = 0; i < data.gold.size(); ++i) {
    if (file != kAllFiles && i != file) continue;
    for (const auto& [relation, count] : data.gold[i]) scores[relation].gold += count;
  }
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

void print_calibration(const AnnotatedStatements& data) {
  std::map<int, std::pair<double, std::pair<std::size_t, std::size_t>>> bins;
  double brier = 0;
  std::size_t all = 0;
  for (const Group& group : data.groups) {
    if (group.optional) continue;
    ++all;
    const double target = group.positive ? 1 : 0;
    brier += (group.probability - target) * (group.probability - target);
    auto& [probability, counts] = bins[std::min(9, static_cast<int>(group.probability * 10))];
    probability += group.probability;
    counts.first += group.positive ? 1 : 0;
    ++counts.second;
  }
  std::cout << fmt::format("Brier score {:.4f} of {} candidate statements\n", brier / static_cast<double>(all), all);
  for (const auto& [bin, entry] : bins) {
    const auto count = static_cast<double>(entry.second.second);
    std::cout << fmt::format("  {:.1f}-{:.1f}: said {:.2f}, were {:.2f} of {}\n", bin / 10.0, (bin + 1) / 10.0,
                             entry.first / count, static_cast<double>(entry.second.first) / count, entry.second.second);
  }
}

// What cross-validation got wrong, the surest errors first.
void print_errors(const AnnotatedStatements& data, std::size_t count) {
  std::vector<std::pair<double, const Group*>> errors;
  for (const Group& group : data.groups) {
    if (!group.optional) errors.emplace_back(group.positive ? 1 - group.probability : group.probability, &group);
  }
  std::stable_sort(errors.begin(), errors.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < errors.size() && i < count; ++i) {
    const Group& group = *errors[i].second;
    std::cout << fmt::format("{} {:.2f} {} {} [{}]\n    {}\n", group.positive ? "missed" : "wrong", group.probability,
                             group.pair, fmt::join(group.best().rules, " "), group.best().paths,
                             data.texts[group.sentence]);
  }
}

// How often what each pattern found was right: what its confidence should say.
void print_rules(const AnnotatedStatements& data) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
  for (const Group& group : data.groups) {
    if (group.optional) continue;
    std::set<std::string> rules;
    for (const auto& candidate : group.candidates) rules.insert(candidate.rules.begin(), candidate.rules.end());
    for (const std::string& rule : rules) {
      counts[rule].first += group.positive ? 1 : 0;
      ++counts[rule].second;
    }
  }
  for (const auto& [rule, found] : counts) {
    std::cout << fmt::format("rule {} {} of {}\n", rule, found.first, found.second);
  }
}

// The pair of thresholds with the best F1 at the precision that is asked for.
Thresholds choose_thresholds(const AnnotatedStatements& data, double precision) {
  Thresholds best;
  double best_f1 = 0;
  for (double with_rule = 0.2; with_rule <= 0.7; with_rule += 0.02) {
    for (double without_rule = 0.2; without_rule < 0.9; without_rule += 0.02) {
      const Score total = sum(score(data, {with_rule, without_rule}, kAllFiles));
      if (total.precision() < precision || total.f1() <= best_f1) continue;
      best = {with_rule, without_rule};
      best_f1 = total.f1();
    }
  }
  return best;
}

void cross_validate(const Options& options, const std::vector<std::string>& relations, AnnotatedStatements& data) {
  const std::set<std::string> documents(data.documents.begin(), data.documents.end());
  std::vector<std::string> shuffled(documents.begin(), documents.end());
  std::mt19937 random(7);
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  std::map<std::string, std::size_t> fold_of;
  for (std::size_t i = 0; i < shuffled.size(); ++i) fold_of[shuffled[i]] = i % options.folds;
  std::vector<std::thread> threads;
  std::atomic<std::size_t> next = 0;
  for (std::size_t t = 0; t < std::max(1U, std::thread::hardware_concurrency()); ++t) {
    threads.emplace_back([&] {
      for (std::size_t fold = next++; fold < options.folds; fold = next++) {
        const auto in_fold = [&](const Group& group) { return fold_of.at(data.documents[group.sentence]) == fold; };
        const ingest::StatementModel model(
            train_on(data, options, relations, [&](const Group& group) { return !in_fold(group); }));
        for (Group& group : data.groups) {
          if (in_fold(group)) predict(model, group);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

void print_scores(const AnnotatedStatements& data, const Thresholds& thresholds,
                  const std::vector<std::string>& files) {
  std::cout << fmt::format("thresholds: {:.2f} with a rule, {:.2f} without\n", thresholds.with_rule,
                           thresholds.without_rule);
  const auto print = [](const std::string& what, const Score& total) {
    std::cout << fmt::format("{}: P {:.3f} R {:.3f} F1 {:.3f}\n", what, total.precision(), total.recall(), total.f1());
  };
  const auto core = [](std::map<std::string, Score> scores) {
    std::erase_if(scores, [](const auto& entry) { return !kCore.contains(entry.first); });
    return sum(scores);
  };
  for (std::size_t i = 0; i < files.size() && files.size() > 1; ++i) {
    print("all of " + files[i], sum(score(data, thresholds, i)));
    print("core four of " + files[i], core(score(data, thresholds, i)));
  }
  const auto scores = score(data, thresholds, kAllFiles);
  print("all", sum(scores));
  print("core four", core(scores));
  for (const auto& [relation, one] : scores) {
    std::cout << fmt::format("  {:16} P {:.3f} R {:.3f} F1 {:.3f}  gold {}\n", relation, one.precision(), one.recall(),
                             one.f1(), one.gold);
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
  const Names names(options.aliases);
  AnnotatedStatements data;
  for (const std::string& path : options.gold) read_sentences(path, *knowledge, **extractor, names, data);
  read_codebook(*knowledge, **extractor, names, data);
  if (options.rules) {
    print_rules(data);
    return 0;
  }
  std::size_t gold = 0;
  std::set<std::string> named;
  for (const auto& of_file : data.gold) {
    for (const auto& [relation, count] : of_file) {
      gold += count;
      named.insert(relation);
    }
  }
  const auto right = std::count_if(data.groups.begin(), data.groups.end(),
                                   [](const Group& group) { return group.positive && !group.optional; });
  std::cout << fmt::format("{} sentences, {} candidate statements; {} of {} statements are among them\n",
                           data.documents.size(), data.groups.size(), right, gold);
  const std::vector<std::string> relations(named.begin(), named.end());
  Thresholds thresholds{options.with_rule, options.without_rule};
  if (options.folds > 1) {
    cross_validate(options, relations, data);
    thresholds = choose_thresholds(data, options.precision);
    print_scores(data, thresholds, options.gold);
    print_calibration(data);
    print_errors(data, options.errors);
  }
  if (options.output.empty()) return 0;
  auto parameters = train_on(data, options, relations, [](const Group&) { return true; });
  parameters.threshold_with_rule = static_cast<float>(thresholds.with_rule);
  parameters.threshold_without_rule = static_cast<float>(thresholds.without_rule);
  const ingest::StatementModel model(parameters);
  if (auto saved = model.save(options.output); !saved) throw std::runtime_error(saved.error().to_string());
  std::cout << fmt::format("{} features written to {}\n", parameters.features.size(), options.output);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Train the statement model from annotated sentences", "train_statements");
  Options options;
  app.add_option("gold", options.gold, "Files of annotated sentences")->required()->check(CLI::ExistingFile);
  app.add_option("--aliases", options.aliases, "Groups of names that are the same")->check(CLI::ExistingFile);
  app.add_option("--output", options.output, "Where to write the model; without it only cross-validation is done");
  app.add_option("--data", options.data, "Folder of ontology, lexicon and word lists")->capture_default_str();
  app.add_option("--folds", options.folds, "Of cross-validation; 1 for none")->capture_default_str();
  app.add_option("--errors", options.errors, "How many errors of cross-validation to print")->capture_default_str();
  app.add_flag("--rules", options.rules, "Print how often each pattern was right, and train nothing");
  app.add_option("--precision", options.precision, "That the thresholds must reach")->capture_default_str();
  app.add_option("--with-rule", options.with_rule, "Threshold without cross-validation")->capture_default_str();
  app.add_option("--without-rule", options.without_rule, "Threshold without cross-validation")->capture_default_str();
  app.add_option("--epochs", options.training.epochs)->capture_default_str();
  app.add_option("--rate", options.training.rate)->capture_default_str();
  app.add_option("--dropout", options.training.dropout)->capture_default_str();
  app.add_option("--fewest", options.training.fewest, "Sentences that a feature must occur in")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return run(options);
  } catch (const std::exception& error) {
    std::cerr << "train_statements: " << error.what() << '\n';
    return 1;
  }
}
