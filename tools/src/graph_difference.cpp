#include "graph_difference.hpp"

#include "console.hpp"
#include "describe.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace entente::tools {
namespace {

using graph::PropertyGraph;

struct Said {
  std::string line;  // "Iran attacks Iraq [negated]"
  std::string relation;
  std::uint32_t articles = 0;
};

Result<std::map<StatementId, Said>> statements_of(const PropertyGraph& graph) {
  const auto nodes = graph.nodes();
  if (!nodes) return nodes.error();
  std::map<std::uint32_t, std::string> names;
  for (const graph::NodeId node : *nodes) {
    const auto entity = graph.entity(node);
    if (!entity) return entity.error();
    names[node.value] = entity->name;
  }
  std::map<StatementId, Said> all;
  for (const graph::NodeId node : *nodes) {
    const auto edges = graph.edges(node, graph::Direction::outgoing, {true, {}});
    if (!edges) return edges.error();
    for (const graph::Edge& edge : *edges) {
      const auto statement = graph.statement(edge.statement);
      if (!statement) return statement.error();
      const auto summary = graph.summary(edge.statement, {});
      if (!summary) return summary.error();
      all.emplace(statement->id(), Said{fmt::format("{} {} {}{}", names[edge.source.value], statement->relation,
                                                    names[edge.target.value], describe_factuality(edge.factuality)),
                                        statement->relation, summary->articles});
    }
  }
  return all;
}

using ArticleKey = std::pair<ArticleId, Hash128>;

Result<std::map<ArticleKey, std::string>> articles_of(const PropertyGraph& graph) {
  const auto articles = graph.articles();
  if (!articles) return articles.error();
  std::map<ArticleKey, std::string> all;
  for (const graph::ArticleSummary& article : *articles) {
    all.emplace(std::pair(article.id, article.content_hash), describe_article(article));
  }
  return all;
}

struct Changes {
  std::size_t gone = 0;
  std::size_t come = 0;
  std::size_t otherwise = 0;
};

}  // namespace

Result<void> print_difference(const PropertyGraph& first, const PropertyGraph& second, bool summary_only) {
  const auto say = [&](const std::string& line) {
    if (!summary_only) print(line);
  };
  const auto articles_before = articles_of(first);
  if (!articles_before) return articles_before.error();
  const auto articles_after = articles_of(second);
  if (!articles_after) return articles_after.error();
  Changes articles;
  for (const auto& [key, line] : *articles_before) {
    if (articles_after->contains(key)) continue;
    ++articles.gone;
    say(fmt::format("- article {}\n", line));
  }
  for (const auto& [key, line] : *articles_after) {
    if (articles_before->contains(key)) continue;
    ++articles.come;
    say(fmt::format("+ article {}\n", line));
  }
  const auto before = statements_of(first);
  if (!before) return before.error();
  const auto after = statements_of(second);
  if (!after) return after.error();
  std::map<std::string, Changes> by_relation;
  std::set<std::pair<std::string, std::string>> lines;  // In the order of what they say.
  for (const auto& [id, said] : *before) {
    const auto now = after->find(id);
    if (now == after->end()) {
      ++by_relation[said.relation].gone;
      lines.emplace(said.line, fmt::format("- {}  (id {})\n", said.line, id.hash.hex()));
    } else if (now->second.articles != said.articles) {
      ++by_relation[said.relation].otherwise;
      lines.emplace(said.line, fmt::format("~ {}  {} articles, then {}  (id {})\n", said.line, said.articles,
                                           now->second.articles, id.hash.hex()));
    }
  }
  for (const auto& [id, said] : *after) {
    if (before->contains(id)) continue;
    ++by_relation[said.relation].come;
    lines.emplace(said.line, fmt::format("+ {}  (id {})\n", said.line, id.hash.hex()));
  }
  for (const auto& [order, line] : lines) say(line);
  print(fmt::format("articles: {} only in the first, {} only in the second\n", articles.gone, articles.come));
  if (by_relation.empty()) {
    print("statements: the same\n");
    return {};
  }
  print("statements by relation      only first  only second  other articles\n");
  for (const auto& [relation, changes] : by_relation) {
    print(fmt::format("  {:<24} {:>12} {:>12} {:>15}\n", relation, changes.gone, changes.come, changes.otherwise));
  }
  return {};
}

}  // namespace entente::tools
