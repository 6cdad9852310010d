#include "fixtures.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

namespace entente::test {

const Knowledge& shipped_knowledge() {
  static const Knowledge knowledge = [] {
    KnowledgeOptions options;
    options.compiled_lexicon = ENTENTE_COMPILED_LEXICON;
    auto loaded = load_knowledge(ENTENTE_SOURCE_DIR "/schemas", options);
    if (!loaded) throw std::runtime_error(loaded.error().to_string());
    return std::move(*loaded);
  }();
  return knowledge;
}

const std::shared_ptr<const ingest::LanguageModel>& shipped_model() {
  static const std::shared_ptr<const ingest::LanguageModel> model = [] {
    auto opened = ingest::LanguageModel::open(ENTENTE_SOURCE_DIR "/schemas/language/english.model");
    if (!opened) throw std::runtime_error(opened.error().to_string());
    return std::move(*opened);
  }();
  return model;
}

const ingest::StatementExtractor& shipped_extractor() {
  static const std::unique_ptr<ingest::StatementExtractor> extractor = [] {
    auto statements = ingest::StatementModel::load(ENTENTE_SOURCE_DIR "/schemas/language/statements.model");
    if (!statements) throw std::runtime_error(statements.error().to_string());
    auto made = ingest::make_statement_extractor(
        shipped_knowledge(), shipped_model(), std::make_shared<const ingest::StatementModel>(std::move(*statements)));
    if (!made) throw std::runtime_error(made.error().to_string());
    return std::move(*made);
  }();
  return *extractor;
}

Article make_article(std::string id, std::string text, std::string date, std::string source) {
  Article article;
  article.id = {std::move(id)};
  article.text = std::move(text);
  article.source = std::move(source);
  article.date = *parse_date(date);
  return article;
}

Contribution extract(std::string text) { return shipped_extractor().extract(make_article("test", std::move(text))); }

std::vector<std::string> dump(const Contribution& contribution) {
  std::map<EntityKey, std::string> names;
  for (const EntityMentions& mentions : contribution.entities) names[mentions.entity->key] = mentions.entity->name;
  std::vector<std::string> lines;
  for (const auto& [statement, evidence] : contribution.statements) {
    std::string line = names.at(statement.subject) + " " + statement.relation + " " + names.at(statement.object);
    const Factuality& factuality = statement.factuality;
    if (factuality.polarity != Polarity::affirmed) line += " " + std::string(to_string(factuality.polarity));
    if (factuality.modality != Modality::actual) line += " " + std::string(to_string(factuality.modality));
    if (factuality.phase != Phase::holds) line += " " + std::string(to_string(factuality.phase));
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

Statement make_statement(std::string subject, std::string relation, std::string object, Factuality factuality) {
  return {{std::move(subject)}, std::move(relation), {std::move(object)}, factuality};
}

Contribution make_contribution(Article article, const std::vector<Statement>& statements) {
  Contribution contribution;
  std::map<EntityKey, std::uint32_t> counts;
  for (const Statement& statement : statements) {
    ++counts[statement.subject];
    ++counts[statement.object];
    Evidence evidence;
    evidence.sentence = {0, static_cast<std::uint32_t>(article.text.size())};
    evidence.trigger = "said";
    evidence.rule = "by-hand";
    evidence.confidence = 0.5;
    contribution.statements.push_back({statement, evidence});
  }
  for (const auto& [key, count] : counts) {
    Entity entity;
    entity.key = key;
    entity.name = "Name of " + key.value;
    entity.aliases = {"Alias of " + key.value};
    contribution.entities.push_back({std::make_shared<const Entity>(std::move(entity)), count});
  }
  contribution.article = std::move(article);
  return contribution;
}

}  // namespace entente::test
