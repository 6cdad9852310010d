#include "plan_text.hpp"

#include "ast_walk.hpp"
#include "plan.hpp"

#include <algorithm>

namespace entente::query {
namespace {

class PlanText {
 public:
  PlanText(std::string_view text, std::vector<PlanLine>& lines) : text_(text), lines_(lines) {}

  void add(const Query& query) {
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
      if (i > 0) line(query.union_all[i - 1] ? "UnionAll" : "Union", "", 0);
      for (const Clause& clause : query.parts[i].clauses) add(clause);
    }
  }

 private:
  std::string written(Position at) const {
    std::string text(text_.substr(std::min<std::size_t>(at.begin, text_.size()), at.end - at.begin));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }
  std::string written(const NodePattern& node) const { return node.at.begin == node.at.end ? "()" : written(node.at); }

  void line(const std::string& step, std::string details, PlanId id) {
    lines_.push_back({std::string(2 * depth_, ' ') + step, std::move(details), id});
  }

  void add(const Clause& clause) {
    switch (clause.kind) {
      case ClauseKind::match:
        if (clause.optional) line("Optional", "", clause.id);
        depth_ += clause.optional ? 1 : 0;
        add(*clause.plan);
        depth_ -= clause.optional ? 1 : 0;
        break;
      case ClauseKind::unwind:
        line("Unwind", written(clause.at), clause.id);
        break;
      case ClauseKind::call:
        line("ProcedureCall", written(clause.at), clause.id);
        break;
      case ClauseKind::with:
      case ClauseKind::result: {
        const bool aggregates = std::any_of(clause.items.begin(), clause.items.end(),
                                            [](const ProjectionItem& item) { return item.aggregates; });
        line(aggregates ? "Aggregate" : "Project", written(clause.at), clause.id);
        break;
      }
      case ClauseKind::create:
        break;
    }
    ++depth_;
    each_expression(clause, [this](const Expression& expression) { add_nested(expression); });
    --depth_;
  }

  void add_nested(const Expression& expression) {
    for (const ExpressionPtr& operand : expression.operands) {
      if (operand) add_nested(*operand);
    }
    if (!expression.plan && !expression.subquery) return;
    line("Nested", written(expression.at), 0);
    ++depth_;
    if (expression.plan) add(*expression.plan);
    if (expression.subquery) add(*expression.subquery);
    --depth_;
  }

  void add(const MatchPlan& plan) {
    for (const MatchStep& step : plan.steps) {
      line(name_of(step), details_of(step, plan.chains[step.chain]), step.id);
      if (!step.inner || step.by_level) continue;
      ++depth_;
      add(*step.inner);
      --depth_;
    }
    if (!plan.last_checks.empty()) line("Filter", checks(plan.last_checks), 0);
  }

  static std::string name_of(const MatchStep& step) {
    switch (step.kind) {
      case MatchStep::Kind::start:
        switch (step.access) {
          case Access::known:
            return "KnownNode";
          case Access::property:
            return "NodeByIndex";
          case Access::hashed:
            return "NodeByHash";
          case Access::label:
            return step.label.empty() ? "AllNodes" : "NodesByLabel";
        }
        return "";
      case MatchStep::Kind::expand:
        return step.node_known ? "ExpandInto" : "Expand";
      case MatchStep::Kind::repeat:
        return "VarLengthExpand";
      case MatchStep::Kind::group:
        return "RepeatGroup";
      case MatchStep::Kind::search:
        return !step.by_level ? "PathsByLength" : step.node_known ? "ShortestPath" : "ShortestPathToAll";
      case MatchStep::Kind::reach:
        return step.count == kNoSlot ? "DistinctNodes" : "CountDistinctNodes";
    }
    return "";
  }

  std::string details_of(const MatchStep& step, const Chain& chain) const {
    std::string details;
    if (step.kind == MatchStep::Kind::start) {
      details = written(*step.node);
      if (!step.property.empty()) details += " by " + step.property + " = " + written(step.value->at);
    } else if (step.kind == MatchStep::Kind::search) {
      details = written(chain.pattern->at);
    } else if (step.kind == MatchStep::Kind::reach) {
      for (const MatchStep& hop : step.hops) {
        const std::string own = details_of(hop, chain);
        details = hop.forward ? details + own : own + details;
      }
      return details;
    } else {
      const Link& link = chain.links[step.place];
      const std::string over = written(link.group != nullptr ? link.group->at : link.relationship->at);
      details = step.forward ? over + written(*step.node) : written(*step.node) + over;
    }
    if (!step.each.empty()) details += " each where " + checks(step.each);
    if (!step.checks.empty()) details += " where " + checks(step.checks);
    return details;
  }

  std::string checks(const std::vector<Check>& all) const {
    std::string text;
    for (const Check& check : all) text += (text.empty() ? "" : " AND ") + written(check.expression->at);
    return text;
  }

  std::string_view text_;
  std::vector<PlanLine>& lines_;
  std::size_t depth_ = 0;
};

}  // namespace

std::vector<PlanLine> plan_lines(const Query& query, std::string_view text) {
  std::vector<PlanLine> lines;
  PlanText(text, lines).add(query);
  return lines;
}

}  // namespace entente::query
