#include "annotated_statements.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

#include <entente/ingest/text.hpp>
#include <entente/schemas/fold.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::train {
namespace {

using nlohmann::json;

std::string plain(std::string_view name) {
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

std::string pair_of(const Relation& relation, std::string a, std::string b) {
  if (relation.symmetric && b < a) std::swap(a, b);
  return relation.name + "|" + a + "|" + b;
}

// Adds the groups of an article's candidates from `begin` on. `wanted` tells which pairs are right, and whether they are optional.
void add_groups(const Knowledge& knowledge, const ingest::StatementExtractor& extractor, const Names& names,
                const Article& article, std::size_t begin, std::size_t sentence,
                const std::map<std::string, bool>& wanted, std::string_view only, AnnotatedStatements& data,
                std::vector<Group>& groups) {
  ingest::Candidates found = extractor.candidates(article);
  data.encodings.push_back(std::move(found.encodings));
  data.encoding_width = found.encoding_width;
  std::map<std::string, std::size_t> known;
  for (ingest::CandidateStatement& candidate : found.statements) {
    if ((candidate.sentence.begin_byte + candidate.sentence.end_byte) / 2 < begin) continue;
    if (!only.empty() && candidate.relation != only) continue;
    const std::string pair = pair_of(*knowledge.ontology.find(candidate.relation), names.key(candidate.subject->name),
                                     names.key(candidate.object->name));
    const auto [position, is_new] = known.emplace(pair, groups.size());
    if (is_new) {
      Group& group = groups.emplace_back();
      group.sentence = sentence;
      group.relation = candidate.relation;
      group.pair = pair;
      const auto right = wanted.find(pair);
      group.positive = right != wanted.end();
      group.optional = group.positive && right->second;
    }
    Group& group = groups[position->second];
    group.candidates.push_back(std::move(candidate));
    group.encodings.push_back(data.encodings.back().data());
  }
}

// Adds a sentence with its context, and how many statements of each relation it makes.
void add_sentence(const json& item, const Knowledge& knowledge, const ingest::StatementExtractor& extractor,
                  const Names& names, AnnotatedStatements& data) {
  Article article;
  article.id = {item.at("sid").get<std::string>()};
  if (item.contains("title") && item.at("title").is_string()) article.title = item.at("title").get<std::string>();
  for (const json& sentence : item.at("context")) article.text += sentence.get<std::string>() + " ";
  const std::size_t begin = article.text.size();
  article.text += item.at("sentence").get<std::string>();
  auto normalized = ingest::normalize_text(article.text);
  if (!normalized) throw std::runtime_error(normalized.error().to_string());
  article.text = std::move(*normalized);
  std::map<std::string, bool> wanted;
  for (const json& statement : item.at("statements")) {
    const auto name = statement.at("relation").get<std::string>();
    const Relation* relation = knowledge.ontology.find(name);
    if (!relation) throw std::runtime_error(fmt::format("the ontology has no relation '{}'", name));
    const bool optional = statement.value("optional", false);
    const std::string pair = pair_of(*relation, names.key(statement.at("subject").get<std::string>()),
                                     names.key(statement.at("object").get<std::string>()));
    if (wanted.emplace(pair, optional).second && !optional) ++data.gold.back()[relation->name];
  }
  const std::size_t sentence = data.documents.size();
  data.documents.push_back(item.value("source", "") + "|" + article.title);
  data.files.push_back(data.gold.size() - 1);
  data.texts.push_back(item.at("sid").get<std::string>() + " " + item.at("sentence").get<std::string>());
  add_groups(knowledge, extractor, names, article, begin, sentence, wanted, {}, data, data.groups);
}

}  // namespace

Names::Names(const std::string& path) {
  if (path.empty()) return;
  std::ifstream file(path);
  const json groups = json::parse(file);
  for (const auto& [name, others] : groups.items()) {
    groups_[plain(name)] = plain(name);
    for (const json& other : others) groups_[plain(other.get<std::string>())] = plain(name);
  }
}

std::string Names::key(const std::string& name) const {
  const std::string text = plain(name);
  const auto group = groups_.find(text);
  return group == groups_.end() ? text : group->second;
}

void read_sentences(const std::string& path, const Knowledge& knowledge, const ingest::StatementExtractor& extractor,
                    const Names& names, AnnotatedStatements& data) {
  data.gold.emplace_back();
  std::ifstream file(path);
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    try {
      add_sentence(json::parse(line), knowledge, extractor, names, data);
    } catch (const std::exception& error) {
      throw std::runtime_error(fmt::format("{}:{}: {}", path, number, error.what()));
    }
  }
}

void read_codebook(const Knowledge& knowledge, const ingest::StatementExtractor& extractor, const Names& names,
                   AnnotatedStatements& data) {
  std::size_t sentence = data.documents.size();
  const auto add = [&](const Relation& relation, const std::string& text, const std::vector<Statement>& statements) {
    std::map<std::string, bool> wanted;
    for (const Statement& statement : statements) {
      wanted.emplace(pair_of(relation, names.key(statement.subject.value), names.key(statement.object.value)), false);
    }
    Article article;
    article.text = text;
    add_groups(knowledge, extractor, names, article, 0, sentence++, wanted, relation.name, data, data.codebook);
  };
  for (const Relation& relation : knowledge.ontology.relations()) {
    for (const RelationExample& example : relation.positive_examples) add(relation, example.text, example.statements);
    for (const std::string& text : relation.negative_examples) add(relation, text, {});
  }
}

}  // namespace entente::train
