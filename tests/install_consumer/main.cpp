#include <iostream>
#include <string>

#include <entente/graph/memory_graph.hpp>
#include <entente/graph/store.hpp>
#include <entente/ingest/language_model.hpp>
#include <entente/ingest/statement_extractor.hpp>
#include <entente/query/resolve.hpp>
#include <entente/schemas/knowledge.hpp>

int main(int, char** argv) {
  const auto knowledge = entente::load_knowledge(argv[1]);
  if (!knowledge) {
    std::cerr << knowledge.error().to_string() << '\n';
    return 1;
  }
  const auto model = entente::ingest::LanguageModel::open(std::string(argv[1]) + "/language/english.model");
  if (!model) {
    std::cerr << model.error().to_string() << '\n';
    return 1;
  }
  const auto extractor = entente::ingest::make_statement_extractor(*knowledge, *model, nullptr);
  entente::Article article;
  article.id = {"one"};
  article.text = "Israel refuses to sanction Russia.";
  entente::graph::MemoryGraph graph;
  graph.put((*extractor)->extract(article));
  const auto israel = entente::query::resolve_entity(graph, "Israel");
  const auto store = entente::graph::Store::open(argv[2], entente::graph::OpenMode::create_if_missing);
  return israel.ok() && store.ok() &&
                 graph.edges(israel->node, entente::graph::Direction::outgoing, {true, {}})->size() == 1
             ? 0
             : 1;
}
