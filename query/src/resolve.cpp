#include <algorithm>
#include <string>
#include <vector>

#include <entente/query/resolve.hpp>
#include <entente/schemas/fold.hpp>
#include <entente/schemas/similar.hpp>

#include <fmt/format.h>

namespace entente::query {
namespace {

using graph::NodeId;
using graph::PropertyGraph;

constexpr std::size_t kSuggestions = 3;

Result<std::vector<ResolvedEntity>> find_named(const PropertyGraph& graph, std::string_view name) {
  const auto nodes = graph.find_named(name);
  if (!nodes) return nodes.error();
  std::vector<ResolvedEntity> found;
  for (const NodeId node : *nodes) {
    auto entity = graph.entity(node);
    if (!entity) return entity.error();
    found.push_back({node, std::move(*entity)});
  }
  return found;
}

std::string_view without_article(std::string_view text) {
  const std::string folded = fold(text.substr(0, 4));
  return folded == "the " ? text.substr(4) : text;
}

Result<ResolvedEntity> not_found(const PropertyGraph& graph, std::string_view text) {
  const auto similar = similar_names(graph, text);
  if (!similar) return similar.error();
  std::string mend = "see 'entente stats' for what the store holds";
  if (!similar->empty()) {
    mend = "did you mean ";
    for (std::size_t i = 0; i < similar->size(); ++i) mend += fmt::format("{}'{}'", i == 0 ? "" : ", ", (*similar)[i]);
    mend += "?";
  }
  return Error{ErrorCode::not_found, fmt::format("the store knows no entity '{}'", text), "", mend};
}

Error ambiguous(std::string_view text, const std::vector<ResolvedEntity>& choices) {
  std::string mend = "say which one by its key: ";
  for (std::size_t i = 0; i < choices.size(); ++i) {
    mend += fmt::format("{}{} ({})", i == 0 ? "" : ", ", choices[i].entity.key.value, choices[i].entity.name);
  }
  return {ErrorCode::ambiguous, fmt::format("'{}' may be any of {} entities", text, choices.size()), "", mend};
}

}  // namespace

Result<std::vector<std::string>> similar_names(const PropertyGraph& graph, std::string_view text) {
  std::vector<std::string> names = {std::string(text)};
  std::vector<std::string> similar;
  for (int attempt = 0; attempt < 2 && similar.empty(); ++attempt) {
    if (attempt == 1) {
      const auto all = graph.folded_names("");
      if (!all) return all.error();
      names = most_similar(fold_name(text), *all, kSuggestions);
    }
    for (const std::string& name : names) {
      const auto found = find_named(graph, name);
      if (!found) return found.error();
      for (const ResolvedEntity& one : *found) {
        if (std::find(similar.begin(), similar.end(), one.entity.name) == similar.end())
          similar.push_back(one.entity.name);
      }
    }
  }
  similar.resize(std::min(similar.size(), kSuggestions));
  return similar;
}

Result<ResolvedEntity> resolve_entity(const PropertyGraph& graph, std::string_view text) {
  const auto node = graph.find_node({std::string(text)});
  if (!node) return node.error();
  if (*node) {
    auto entity = graph.entity(**node);
    if (!entity) return entity.error();
    return ResolvedEntity{**node, std::move(*entity)};
  }
  auto found = find_named(graph, text);
  if (!found) return found.error();
  if (found->empty()) {
    found = find_named(graph, without_article(text));
    if (!found) return found.error();
  }
  if (found->empty()) return not_found(graph, text);
  if (found->size() == 1) return std::move(found->front());
  std::vector<ResolvedEntity> by_usual_name;
  for (const ResolvedEntity& choice : *found) {
    if (fold_name(choice.entity.name) == fold_name(text)) by_usual_name.push_back(choice);
  }
  if (by_usual_name.size() == 1) return std::move(by_usual_name.front());
  return ambiguous(text, *found);
}

}  // namespace entente::query
