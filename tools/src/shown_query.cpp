#include "shown_query.hpp"

#include <entente/query/query.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

std::string node(const char* variable, const Entity& entity) {
  std::string key;
  for (const char c : entity.key.value) {
    if (c == '\'' || c == '\\') key += '\\';
    key += c;
  }
  return fmt::format("({} {{key: '{}'}})", variable, key);
}

std::string types(const GraphQuestionOptions& question) {
  std::string text;
  for (const std::string& relation : question.relations)
    text += (text.empty() ? ":" : "|") + query::relationship_type(relation);
  return text;
}

std::string use(const GraphQuestionOptions& question) { return question.view == "claims" ? "USE claims\n" : ""; }

}  // namespace

std::string neighbors_query(const Entity& center, const NeighborsOptions& options) {
  return fmt::format(
      "{}MATCH {}-[r{}]-(b)\n"
      "RETURN type(r) AS relation, startNode(r) = a AS outgoing, b.name AS other, r.articles AS articles,\n"
      "       r.confidence AS confidence, evidence(r)[..{}] AS evidence\n"
      "ORDER BY relation, outgoing DESC, articles DESC, b.key LIMIT {}\n",
      use(options.question), node("a", center), types(options.question), options.sentences, options.limit);
}

std::string path_query(const Entity& from, const Entity& to, const PathOptions& options) {
  return fmt::format("{}MATCH {}, {}\nMATCH p = shortestPath((a)-[{}*..6]-(b))\nRETURN p\n", use(options.question),
                     node("a", from), node("b", to), types(options.question));
}

}  // namespace entente::tools
