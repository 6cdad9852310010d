#include "functions.hpp"
#include "procedures.hpp"
#include "store_query_graph.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <entente/query/completion.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::query {
namespace {

constexpr std::size_t kMostNames = 50;

constexpr std::array kKeywords = {"ALL",     "AND",      "ANY",    "AS",     "ASC",      "BY",   "CALL",  "CASE",
                                  "COLLECT", "CONTAINS", "COUNT",  "DESC",   "DISTINCT", "ELSE", "END",   "ENDS",
                                  "EXISTS",  "EXPLAIN",  "FALSE",  "GROUPS", "IN",       "IS",   "LIMIT", "MATCH",
                                  "NONE",    "NOT",      "NULL",   "OFFSET", "OPTIONAL", "OR",   "ORDER", "PROFILE",
                                  "RETURN",  "SHORTEST", "SINGLE", "SKIP",   "STARTS",   "THEN", "TRUE",  "UNION",
                                  "UNWIND",  "USE",      "WHEN",   "WHERE",  "WITH",     "XOR",  "YIELD"};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// What is open at the end of a text.
struct Open {
  std::optional<std::size_t> quote;  // The place behind it.
  std::vector<char> brackets;
};

Open open_at_end(std::string_view text) {
  Open open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\'' || c == '"' || c == '`') {
      const std::size_t begin = ++at;
      while (at < text.size() && text[at] != c) at += text[at] == '\\' ? 2 : 1;
      if (at >= text.size()) {
        if (c != '`') open.quote = begin;
        return open;
      }
    } else if (c == '(' || c == '[' || c == '{') {
      open.brackets.push_back(c);
    } else if ((c == ')' || c == ']' || c == '}') && !open.brackets.empty()) {
      open.brackets.pop_back();
    }
  }
  return open;
}

Result<std::vector<std::string>> names_beginning(const graph::PropertyGraph& graph, std::string_view prefix) {
  const auto folded = graph.folded_names(fold_name(prefix));
  if (!folded) return folded.error();
  std::vector<std::string> names;
  for (const std::string& name : *folded) {
    if (names.size() >= kMostNames) break;
    const auto nodes = graph.find_named(name);
    if (!nodes) return nodes.error();
    for (const graph::NodeId node : *nodes) {
      auto entity = graph.entity(node);
      if (!entity) return entity.error();
      // Queries compare names as they are written: an alias would find nothing.
      if (fold_name(entity->name).starts_with(fold_name(prefix))) names.push_back(std::move(entity->name));
    }
  }
  return names;
}

}  // namespace

Result<Completion> complete(const graph::PropertyGraph& graph, std::string_view text) {
  Completion completion;
  const Open open = open_at_end(text);
  if (open.quote) {
    completion.begin = *open.quote;
    auto names = names_beginning(graph, text.substr(*open.quote));
    if (!names) return names.error();
    completion.words = std::move(*names);
  } else {
    std::size_t begin = text.size();
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    const char before = begin == 0 ? ' ' : text[begin - 1];
    const char bracket = open.brackets.empty() ? ' ' : open.brackets.back();
    const auto vocabulary = StoreQueryGraph(graph, {}, true).vocabulary();
    if (!vocabulary) return vocabulary.error();
    std::vector<std::string> all;
    if ((bracket == '(' || bracket == '[') && (before == ':' || before == '|' || before == '&' || before == '!')) {
      all = bracket == '(' ? vocabulary->labels : vocabulary->types;
    } else {
      // Functions and procedures have points in their names.
      std::size_t path = begin;
      while (path > 0 && (is_word(text[path - 1]) || text[path - 1] == '.')) --path;
      for (std::string& function : function_names()) all.push_back(std::move(function) + "(");
      for (std::string& procedure : procedure_names()) all.push_back(std::move(procedure) + "(");
      const std::string whole = fold(text.substr(path));
      if (before == '.') {
        std::erase_if(all, [&](const std::string& name) { return !fold(name).starts_with(whole); });
        if (!all.empty()) begin = path;
        if (all.empty()) all = vocabulary->properties;
      } else {
        all.insert(all.end(), kKeywords.begin(), kKeywords.end());
        if (bracket == '{') all.insert(all.end(), vocabulary->properties.begin(), vocabulary->properties.end());
      }
    }
    completion.begin = begin;
    const std::string prefix = fold(text.substr(begin));
    std::erase_if(all, [&](const std::string& word) { return !fold(word).starts_with(prefix); });
    completion.words = std::move(all);
  }
  std::sort(completion.words.begin(), completion.words.end());
  completion.words.erase(std::unique(completion.words.begin(), completion.words.end()), completion.words.end());
  return completion;
}

}  // namespace entente::query
