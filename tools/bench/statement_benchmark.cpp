// How fast statements are read from parsed text: mentions, coreference, patterns, factuality and the statement model.
//
//   statement_benchmark ARTICLES.jsonl
//
// Every line is an object with "text". Parsing alone is timed, then all of extraction, in turns on one thread; what is left is
// told in sentences a second.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/statement_extractor.hpp>
#include <entente/ingest/text.hpp>
#include <entente/schemas/knowledge.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

using namespace entente;

constexpr int kTurns = 3;

template <typename Work>
double seconds(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int fail(const std::string& message) {
  std::cerr << "statement_benchmark: " << message << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fail("give it a file of articles, one JSON object a line");
  std::ifstream file(argv[1]);
  std::vector<Article> articles;
  std::string line;
  while (std::getline(file, line)) {
    const auto item = nlohmann::json::parse(line, nullptr, false);
    if (!item.is_object() || !item.contains("text")) return fail("a line has no text");
    auto text = ingest::normalize_text(item.at("text").get<std::string>());
    if (!text) return fail(text.error().to_string());
    Article& article = articles.emplace_back();
    article.title = item.value("title", "");
    article.text = std::move(*text);
  }
  KnowledgeOptions options;
  options.compiled_lexicon = ENTENTE_COMPILED_LEXICON;
  auto knowledge = load_knowledge(ENTENTE_SOURCE_DATA, options);
  if (!knowledge) return fail(knowledge.error().to_string());
  auto language = ingest::LanguageModel::open(ENTENTE_SOURCE_DATA "/language/english.model");
  if (!language) return fail(language.error().to_string());
  auto statements = ingest::StatementModel::load(ENTENTE_SOURCE_DATA "/language/statements.model");
  if (!statements) return fail(statements.error().to_string());
  const auto model = std::make_shared<const ingest::StatementModel>(std::move(*statements));
  auto extractor = ingest::make_statement_extractor(*knowledge, *language, model);
  if (!extractor) return fail(extractor.error().to_string());
  const ingest::LanguagePipeline pipeline(*language);

  std::size_t sentences = 0;
  std::size_t found = 0;
  double parsing = 1e9;
  double all = 1e9;
  for (int turn = 0; turn < kTurns; ++turn) {
    sentences = found = 0;
    parsing = std::min(parsing, seconds([&] {
                         for (const Article& article : articles)
                           sentences += pipeline.parse(article.text).sentences.size();
                       }));
    all = std::min(all, seconds([&] {
                     for (const Article& article : articles) found += (*extractor)->extract(article).statements.size();
                   }));
  }
  const auto count = static_cast<double>(sentences);
  std::cout << fmt::format("{} sentences, {} statements\n", sentences, found);
  std::cout << fmt::format("parsing    {:8.0f} sentences/s\n", count / parsing);
  std::cout << fmt::format("the rest   {:8.0f} sentences/s, {:.0f} % of all time\n", count / (all - parsing),
                           100 * (all - parsing) / all);
  return 0;
}
