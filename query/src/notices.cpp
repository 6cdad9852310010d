#include "notices.hpp"

#include "ast_walk.hpp"
#include "execution.hpp"
#include "plan.hpp"

#include <algorithm>

#include <entente/schemas/similar.hpp>

#include <fmt/format.h>

namespace entente::query {
namespace {

std::string did_you_mean(const std::vector<std::string>& similar) {
  std::string text;
  for (const std::string& one : similar) text += fmt::format("{}'{}'", text.empty() ? "" : ", ", one);
  return text.empty() ? "" : "; did you mean " + text + "?";
}

bool is_date_property(std::string_view name) { return name == "first_seen" || name == "last_seen" || name == "date"; }

class NoticeFinder {
 public:
  NoticeFinder(const QueryGraph& graph, const Map& parameters)
      : graph_(graph), parameters_(parameters), vocabulary_(readable(graph.vocabulary())) {}

  void look_at(const Query& query) {
    for (const SingleQuery& part : query.parts) {
      for (const Clause& clause : part.clauses) {
        for (const PathPattern& pattern : clause.patterns) look_at(pattern);
        if (clause.plan) look_at(*clause.plan);
        each_expression(clause, [this](const Expression& expression) { look_at(expression); });
      }
    }
  }

  std::vector<std::string> notices() && { return std::move(notices_); }

 private:
  void look_at(const Expression& expression) {
    if (expression.kind == ExpressionKind::property && expression.of_element)
      look_for("property", expression.name, vocabulary_.properties);
    if (expression.kind == ExpressionKind::comparison) look_at_dates(expression);
    if (expression.pattern) look_at(*expression.pattern);
    if (expression.plan) look_at(*expression.plan);
    if (expression.subquery) look_at(*expression.subquery);
    for (const ExpressionPtr& operand : expression.operands) {
      if (operand) look_at(*operand);
    }
  }

  // Dates of the store are texts, since they may lack month or day.
  void look_at_dates(const Expression& comparison) {
    for (std::size_t i = 0; i + 1 < comparison.operands.size(); ++i) {
      for (const auto& [one, other] : {std::pair(i, i + 1), std::pair(i + 1, i)}) {
        const Expression& text = *comparison.operands[one];
        const Expression& made = *comparison.operands[other];
        if (text.kind != ExpressionKind::property || !is_date_property(text.name)) continue;
        if (made.kind != ExpressionKind::call || !made.name.starts_with("date")) continue;
        const std::string mend = fmt::format("compare date({}) or a text such as '2022-02-24'", text.name);
        add(text.name + " is a text, which is neither before nor after a date; " + mend);
      }
    }
  }

  void look_at(const PathPattern& pattern) {
    for (const PathPart& part : pattern.parts) {
      if (part.group) {
        look_at(*part.group->path);
        continue;
      }
      const LabelExpression* const names = part.node ? part.node->labels.get() : part.relationship->types.get();
      if (names != nullptr) {
        look_at(*names, part.node ? "label" : "type", part.node ? vocabulary_.labels : vocabulary_.types);
      }
      const ExpressionPtr& properties = part.node ? part.node->properties : part.relationship->properties;
      if (!properties) continue;
      for (const std::string& name : properties->names) look_for("property", name, vocabulary_.properties);
    }
  }

  void look_at(const LabelExpression& labels, const char* what, const std::vector<std::string>& known) {
    if (labels.kind == LabelExpression::Kind::name) look_for(what, labels.name, known);
    for (const LabelExpression& operand : labels.operands) look_at(operand, what, known);
  }

  void look_for(const char* what, const std::string& name, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    add(fmt::format("there is no {} {}{}", what, name, did_you_mean(most_similar(name, known, 3))));
  }

  // Nodes that were sought by what does not depend on a row.
  void look_at(const MatchPlan& plan) {
    for (const MatchStep& step : plan.steps) {
      if (step.inner) look_at(*step.inner);
      if (step.access != Access::property || step.value == nullptr) continue;
      const Value wanted = step.value->kind == ExpressionKind::literal ? step.value->value : parameter(*step.value);
      if (wanted.text() == nullptr) continue;
      const auto found = readable(graph_.find(step.property, wanted), step.value->at);
      const bool exists = found && std::any_of(found->begin(), found->end(), [&](NodeRef node) {
                            return equals(readable(graph_.property(node, step.property)), wanted).value_or(false);
                          });
      if (exists) continue;
      add(fmt::format("no node has the {} '{}'{}", step.property, *wanted.text(),
                      did_you_mean(readable(graph_.similar(step.property, *wanted.text())))));
    }
  }

  Value parameter(const Expression& expression) const {
    const auto found = parameters_.find(expression.name);
    return expression.kind == ExpressionKind::parameter && found != parameters_.end() ? found->second : Value();
  }

  void add(std::string notice) {
    if (std::find(notices_.begin(), notices_.end(), notice) == notices_.end()) notices_.push_back(std::move(notice));
  }

  const QueryGraph& graph_;
  const Map& parameters_;
  QueryGraph::Vocabulary vocabulary_;
  std::vector<std::string> notices_;
};

}  // namespace

std::vector<std::string> notices_of(const Query& query, const QueryGraph& graph, const Map& parameters) {
  NoticeFinder finder(graph, parameters);
  finder.look_at(query);
  return std::move(finder).notices();
}

}  // namespace entente::query
