#include "dump.hpp"

#include "value_text.hpp"

#include <array>

#include <entente/query/query.hpp>

#include <fmt/format.h>

namespace entente::query {
namespace {

// In the order of ExpressionKind.
constexpr std::array kKinds = {"literal",  "parameter", "variable", "property",      "element",
                               "slice",    "list",      "map",      "project",       "or",
                               "xor",      "and",       "not",      "compare",       "add",
                               "subtract", "multiply",  "divide",   "modulo",        "power",
                               "negate",   "plus",      "in",       "starts-with",   "ends-with",
                               "contains", "matches",   "is-null",  "is-not-null",   "has-labels",
                               "call",     "count-all", "case",     "comprehension", "all",
                               "any",      "none",      "single",   "reduce",        "pattern-comprehension",
                               "pattern",  "exists",    "count",    "collect"};
static_assert(kKinds.size() == static_cast<std::size_t>(ExpressionKind::collect_subquery) + 1);

constexpr std::array kComparisons = {"=", "<>", "<", "<=", ">", ">="};

std::string placed(const std::string& name, Slot slot) {
  return slot == kNoSlot ? name : fmt::format("{}#{}", name, slot);
}

std::string dump_labels(const LabelExpression& labels) {
  using Kind = LabelExpression::Kind;
  if (labels.kind == Kind::name) return labels.name;
  if (labels.kind == Kind::any) return "%";
  if (labels.kind == Kind::negation) return "!" + dump_labels(labels.operands.front());
  std::string text;
  for (const LabelExpression& operand : labels.operands)
    text += (text.empty() ? "" : labels.kind == Kind::conjunction ? "&" : "|") + dump_labels(operand);
  return "(" + text + ")";
}

std::string dump_times(const Repetition& times) {
  return fmt::format("{{{},{}}}", times.least, times.most ? std::to_string(*times.most) : "");
}

std::string dump_inside(const Name& name, Slot slot, const LabelExpression* labels, const ExpressionPtr& properties,
                        const ExpressionPtr& where) {
  std::string text = placed(name.text, slot);
  if (labels != nullptr) text += ":" + dump_labels(*labels);
  if (properties) text += " " + dump(*properties);
  if (where) text += " where " + dump(*where);
  return text;
}

std::string dump_pattern(const PathPattern& pattern) {
  constexpr std::array kSelectors = {"",
                                     "any ",
                                     "any-shortest ",
                                     "all-shortest ",
                                     "shortest ",
                                     "shortest-groups ",
                                     "shortestPath ",
                                     "allShortestPaths "};
  std::string text = pattern.variable.given() ? placed(pattern.variable.text, pattern.slot) + " = " : "";
  text += kSelectors[static_cast<std::size_t>(pattern.selector)];
  if (pattern.count) text += dump(*pattern.count) + " ";
  for (const PathPart& part : pattern.parts) {
    if (part.node) {
      const NodePattern& node = *part.node;
      text += "(" + dump_inside(node.variable, node.slot, node.labels.get(), node.properties, node.where) + ")";
    } else if (part.relationship) {
      const RelationshipPattern& one = *part.relationship;
      text += one.direction == PatternDirection::left ? "<-[" : "-[";
      text += dump_inside(one.variable, one.slot, one.types.get(), one.properties, one.where);
      text += one.direction == PatternDirection::right ? "]->" : "]-";
      if (one.repetition() != nullptr) text += dump_times(*one.repetition());
    } else {
      text += "(" + dump_pattern(*part.group->path);
      if (part.group->where) text += " where " + dump(*part.group->where);
      text += ")";
      if (part.group->quantifier) text += dump_times(*part.group->quantifier);
    }
  }
  if (pattern.where) text += " where " + dump(*pattern.where);
  return text;
}

std::string dump_projection(const Clause& clause) {
  std::string text = clause.kind == ClauseKind::with ? "(with" : "(return";
  if (clause.distinct) text += " distinct";
  if (clause.all_variables) text += " *";
  for (const ProjectionItem& item : clause.items)
    text += " " + dump(*item.expression) + " as " + placed(item.name, item.slot);
  for (const SortItem& item : clause.order)
    text += std::string(item.descending ? " descending " : " ascending ") + dump(*item.expression);
  if (clause.skip) text += " skip " + dump(*clause.skip);
  if (clause.limit) text += " limit " + dump(*clause.limit);
  return text;
}

std::string dump_clause(const Clause& clause) {
  std::string text;
  switch (clause.kind) {
    case ClauseKind::match:
    case ClauseKind::create:
      text = clause.kind == ClauseKind::create ? "(create" : clause.optional ? "(optional-match" : "(match";
      for (const PathPattern& pattern : clause.patterns) text += " " + dump_pattern(pattern);
      break;
    case ClauseKind::unwind:
      text = "(unwind " + dump(*clause.list) + " as " + placed(clause.variable.text, clause.slot);
      break;
    case ClauseKind::call:
      text = "(call " + clause.procedure.text;
      for (const YieldItem& item : clause.yields)
        text += " " + item.column.text + " as " + placed(item.variable.text, item.slot);
      break;
    case ClauseKind::with:
    case ClauseKind::result:
      text = dump_projection(clause);
      break;
  }
  if (clause.where) text += " where " + dump(*clause.where);
  return text + ")";
}

}  // namespace

std::string dump(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::literal: {
      const Value& value = expression.value;
      if (value.text() != nullptr) return "'" + *value.text() + "'";
      if (value.boolean() != nullptr) return *value.boolean() ? "true" : "false";
      if (value.integer() != nullptr) return std::to_string(*value.integer());
      return value.real() != nullptr ? real_text(*value.real()) : "null";
    }
    case ExpressionKind::parameter:
      return "$" + expression.name;
    case ExpressionKind::variable:
      return placed(expression.name, expression.slot);
    default:
      break;
  }
  std::string text = std::string("(") + kKinds[static_cast<std::size_t>(expression.kind)];
  if (!expression.name.empty()) text += " " + placed(expression.name, expression.slot);
  if (!expression.second_name.empty()) text += " " + placed(expression.second_name, expression.second_slot);
  if (expression.distinct) text += " distinct";
  if (expression.labels) text += " " + dump_labels(*expression.labels);
  if (expression.pattern) text += " " + dump_pattern(*expression.pattern);
  if (expression.subquery) text += " " + dump(*expression.subquery);
  for (std::size_t i = 0; i < expression.operands.size(); ++i) {
    if (i > 0 && i <= expression.comparisons.size())
      text += std::string(" ") + kComparisons[static_cast<std::size_t>(expression.comparisons[i - 1])];
    if (i < expression.names.size() && !expression.names[i].empty()) text += " " + expression.names[i] + ":";
    text += " " + (expression.operands[i] ? dump(*expression.operands[i]) : std::string("-"));
  }
  return text + ")";
}

std::string dump(const Query& query) {
  std::string text;
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (i > 0) text += query.union_all[i - 1] ? " union-all" : " union";
    for (const Clause& clause : query.parts[i].clauses) text += (text.empty() ? "" : " ") + dump_clause(clause);
  }
  return text;
}

}  // namespace entente::query
