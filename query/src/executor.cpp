#include "executor.hpp"

#include "evaluator.hpp"
#include "functions.hpp"
#include "matcher.hpp"
#include "procedures.hpp"
#include "value_hash.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace entente::query {
namespace {

// A step of a query: takes rows and hands rows on.
class Stage {
 public:
  virtual ~Stage() = default;
  // False: no more rows are wanted.
  virtual bool take(Row& row) = 0;
  // No more rows come.
  virtual void finish() = 0;
};

// One that does what a clause says, and hands on to the next.
class ClauseStage : public Stage {
 public:
  ClauseStage(const Clause& clause, const Execution& execution, Stage& next)
      : clause_(clause), execution_(execution), next_(next) {}
  void finish() override { next_.finish(); }

 protected:
  const Clause& clause_;
  const Execution& execution_;
  Stage& next_;
};

class ResultStage final : public Stage {
 public:
  ResultStage(std::vector<Slot> slots, const ResultSink& sink) : slots_(std::move(slots)), sink_(sink) {}
  bool take(Row& row) override {
    std::vector<Value> columns;
    for (const Slot slot : slots_) columns.push_back(row[slot]);
    return sink_(columns);
  }
  void finish() override {}

 private:
  std::vector<Slot> slots_;
  const ResultSink& sink_;
};

// Counts what a clause hands on.
class CountStage final : public ClauseStage {
 public:
  using ClauseStage::ClauseStage;

  bool take(Row& row) override {
    execution_.count_row(clause_.id);
    return next_.take(row);
  }
};

class MatchStage final : public ClauseStage {
 public:
  using ClauseStage::ClauseStage;

  bool take(Row& row) override {
    bool any = false;
    const bool more = match_patterns(*clause_.plan, row, execution_, [&](Row& matched) {
      any = true;
      return next_.take(matched);
    });
    if (!more || any || !clause_.optional) return more;
    for (const PathPattern& pattern : clause_.patterns) {
      for (const Slot slot : pattern.brought) row[slot] = Value();
    }
    return next_.take(row);
  }
};

class UnwindStage final : public ClauseStage {
 public:
  using ClauseStage::ClauseStage;

  bool take(Row& row) override {
    const Value value = evaluate(*clause_.list, row, execution_);
    if (value.is_null()) return true;
    if (value.list() == nullptr) {
      row[clause_.slot] = value;
      return next_.take(row);
    }
    for (const Value& element : *value.list()) {
      execution_.tick(clause_.at);
      row[clause_.slot] = element;
      if (!next_.take(row)) return false;
    }
    return true;
  }
};

class CallStage final : public ClauseStage {
 public:
  using ClauseStage::ClauseStage;

  bool take(Row& row) override {
    const Procedure& procedure = *find_procedure(clause_.procedure.text);
    for (const std::string& name : readable(procedure.call(execution_.graph), clause_.at)) {
      for (const YieldItem& item : clause_.yields) row[item.slot] = name;
      if (clause_.where && !holds(*clause_.where, row, execution_)) continue;
      if (!next_.take(row)) return false;
    }
    return true;
  }
};

// Sorts, skips and limits, and lets through what meets the condition: what follows the columns of WITH and RETURN.
class OrderStage final : public ClauseStage {
 public:
  using ClauseStage::ClauseStage;

  bool take(Row& row) override {
    read_bounds(row);
    if (clause_.order.empty()) return hand_on(row);
    std::vector<Value> keys;
    for (const SortItem& item : clause_.order) keys.push_back(evaluate(*item.expression, row, execution_));
    execution_.keep(keys.size() + row.size(), clause_.at);
    rows_.push_back({std::move(keys), row, next_number_++});
    const auto before = [this](const Sorted& a, const Sorted& b) { return comes_before(a, b); };
    // Of many rows only those are kept that can be among the first.
    if (limit_ && rows_.size() >= 2 * kept() + 1024) {
      std::nth_element(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(kept()), rows_.end(), before);
      execution_.release((rows_.size() - kept()) * (clause_.order.size() + row.size()));
      rows_.resize(kept());
    }
    return true;
  }

  void finish() override {
    std::sort(rows_.begin(), rows_.end(), [this](const Sorted& a, const Sorted& b) { return comes_before(a, b); });
    for (Sorted& sorted : rows_) {
      if (!hand_on(sorted.row)) break;
    }
    next_.finish();
  }

 private:
  struct Sorted {
    std::vector<Value> keys;
    Row row;
    std::size_t number;  // Equal rows keep their order.
  };

  bool comes_before(const Sorted& a, const Sorted& b) const {
    for (std::size_t i = 0; i < a.keys.size(); ++i) {
      const auto result = query::order(a.keys[i], b.keys[i]);
      if (result != 0) return clause_.order[i].descending ? result > 0 : result < 0;
    }
    return a.number < b.number;
  }

  std::size_t kept() const { return static_cast<std::size_t>(std::min<std::uint64_t>(skip_ + *limit_, rows_.size())); }

  std::uint64_t bound(const Expression& expression, Row& row) const {
    const Value value = evaluate(expression, row, execution_);
    if (value.integer() == nullptr) {
      fail(QueryFault::invalid_argument_type, expression.at,
           fmt::format("a number of rows is an Integer, not a {}", value.type_name()));
    }
    if (*value.integer() < 0)
      fail(QueryFault::negative_integer_argument, expression.at, "a number of rows is not negative");
    return static_cast<std::uint64_t>(*value.integer());
  }

  void read_bounds(Row& row) {
    if (std::exchange(bounds_read_, true)) return;
    if (clause_.skip) skip_ = bound(*clause_.skip, row);
    if (clause_.limit) limit_ = bound(*clause_.limit, row);
    constexpr std::uint64_t kEnough = std::uint64_t{1} << 62U;
    skip_ = std::min(skip_, kEnough);
    if (limit_) limit_ = std::min(*limit_, kEnough);
  }

  bool hand_on(Row& row) {
    if (skipped_ < skip_) {
      ++skipped_;
      return true;
    }
    if (limit_ && given_ >= *limit_) return false;
    ++given_;
    if (clause_.where && !holds(*clause_.where, row, execution_)) return !limit_ || given_ < *limit_;
    return next_.take(row) && (!limit_ || given_ < *limit_);
  }

  std::vector<Sorted> rows_;
  std::size_t next_number_ = 0;
  bool bounds_read_ = false;
  std::uint64_t skip_ = 0;
  std::optional<std::uint64_t> limit_;
  std::uint64_t skipped_ = 0;
  std::uint64_t given_ = 0;
};

class CreateStage final : public ClauseStage {
 public:
  using ClauseStage::ClauseStage;

  bool take(Row& row) override {
    execution_.create(clause_, row);
    return next_.take(row);
  }
};

class ProjectionStage final : public ClauseStage {
 public:
  using ClauseStage::ClauseStage;

  bool take(Row& row) override {
    execution_.tick(clause_.at);
    values_.clear();
    for (const ProjectionItem& item : clause_.items) values_.push_back(evaluate(*item.expression, row, execution_));
    if (clause_.distinct) {
      if (!seen_.insert(values_).second) return true;
      execution_.keep(values_.size(), clause_.at);
    }
    for (std::size_t i = 0; i < values_.size(); ++i) row[clause_.items[i].slot] = std::move(values_[i]);
    return next_.take(row);
  }

 private:
  std::vector<Value> values_;
  ValuesSet seen_;
};

// Projection with aggregations: a row for each group.
class AggregationStage final : public ClauseStage {
 public:
  AggregationStage(const Clause& clause, const Execution& execution, Stage& next, std::size_t slots)
      : ClauseStage(clause, execution, next), slots_(slots) {
    for (const ProjectionItem& item : clause_.items) {
      if (item.aggregates) find_calls(*item.expression);
      grouped_ = grouped_ || !item.aggregates;
    }
  }

  bool take(Row& row) override {
    execution_.tick(clause_.at);
    Group& group = group_of(row);
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      const std::span<const Value> arguments = arguments_of(*calls_[i], row);
      if (calls_[i]->distinct) {
        if (arguments[0].is_null() || !group.seen[i].emplace(arguments.begin(), arguments.end()).second) continue;
        execution_.keep(arguments.size(), calls_[i]->at);
      }
      if (calls_[i]->name == "collect") execution_.keep(1, calls_[i]->at);
      group.aggregates[i]->add(arguments, calls_[i]->at);
    }
    return true;
  }

  void finish() override {
    if (groups_.empty() && !grouped_) groups_.push_back(make_group({}, Row(slots_)));
    ValuesSet seen;
    for (Group& group : groups_) {
      for (std::size_t i = 0; i < calls_.size(); ++i)
        group.row[calls_[i]->slot] = bounded(group.aggregates[i]->result(), calls_[i]->at);
      std::vector<Value> values;
      std::size_t key = 0;
      for (const ProjectionItem& item : clause_.items)
        values.push_back(item.aggregates ? evaluate(*item.expression, group.row, execution_) : group.keys[key++]);
      if (clause_.distinct && !seen.insert(values).second) continue;
      for (std::size_t i = 0; i < values.size(); ++i) group.row[clause_.items[i].slot] = std::move(values[i]);
      if (!next_.take(group.row)) break;
    }
    next_.finish();
  }

 private:
  struct Group {
    std::vector<Value> keys;
    Row row;  // Of the first row: what is the same in all.
    std::vector<std::unique_ptr<Aggregate>> aggregates;
    std::vector<ValuesSet> seen;
  };

  void find_calls(const Expression& expression) {
    if (is_aggregation(expression)) {
      calls_.push_back(&expression);
      return;
    }
    for (const ExpressionPtr& operand : expression.operands) {
      if (operand) find_calls(*operand);
    }
  }

  // Valid until the next call, or a change of the row.
  std::span<const Value> arguments_of(const Expression& call, Row& row) {
    if (call.operands.size() == 1 && call.operands[0]->kind == ExpressionKind::variable)
      return {&row[call.operands[0]->slot], 1};
    arguments_.clear();
    for (const ExpressionPtr& operand : call.operands) arguments_.push_back(evaluate(*operand, row, execution_));
    if (arguments_.empty()) arguments_.emplace_back(true);  // count(*)
    return arguments_;
  }

  Group& group_of(Row& row) {
    if (!grouped_) {
      if (groups_.empty()) groups_.push_back(make_group({}, row));
      return groups_.front();
    }
    keys_.clear();
    for (const ProjectionItem& item : clause_.items) {
      if (!item.aggregates) keys_.push_back(evaluate(*item.expression, row, execution_));
    }
    const auto [place, is_new] = numbers_.try_emplace(keys_, groups_.size());
    if (is_new) {
      execution_.keep(keys_.size() + row.size(), clause_.at);
      groups_.push_back(make_group(keys_, row));
    }
    return groups_[place->second];
  }

  Group make_group(std::vector<Value> keys, Row row) const {
    Group group{std::move(keys), std::move(row), {}, std::vector<ValuesSet>(calls_.size())};
    for (const Expression* call : calls_) group.aggregates.push_back(aggregation_of(*call)->make());
    return group;
  }

  std::size_t slots_;
  std::vector<const Expression*> calls_;
  bool grouped_ = false;
  std::vector<Value> keys_;
  std::vector<Value> arguments_;
  ValuesMap<std::size_t> numbers_;
  std::vector<Group> groups_;
};

void run_part(const SingleQuery& part, const Row& outer, const Execution& execution, const ResultSink& sink) {
  std::vector<Slot> columns;
  if (part.clauses.back().kind == ClauseKind::result) {
    for (const ProjectionItem& item : part.clauses.back().items) columns.push_back(item.slot);
  }
  // From the last to the first, since each knows who is next.
  std::vector<std::unique_ptr<Stage>> stages;
  stages.push_back(std::make_unique<ResultStage>(columns, sink));
  for (auto clause = part.clauses.rbegin(); clause != part.clauses.rend(); ++clause) {
    if (execution.profile != nullptr)
      stages.push_back(std::make_unique<CountStage>(*clause, execution, *stages.back()));
    Stage& next = *stages.back();
    switch (clause->kind) {
      case ClauseKind::match:
        stages.push_back(std::make_unique<MatchStage>(*clause, execution, next));
        break;
      case ClauseKind::unwind:
        stages.push_back(std::make_unique<UnwindStage>(*clause, execution, next));
        break;
      case ClauseKind::call:
        stages.push_back(std::make_unique<CallStage>(*clause, execution, next));
        break;
      case ClauseKind::with:
      case ClauseKind::result: {
        stages.push_back(std::make_unique<OrderStage>(*clause, execution, next));
        Stage& ordered = *stages.back();
        const bool aggregates = std::any_of(clause->items.begin(), clause->items.end(),
                                            [](const ProjectionItem& item) { return item.aggregates; });
        if (aggregates) {
          stages.push_back(std::make_unique<AggregationStage>(*clause, execution, ordered, outer.size()));
        } else {
          stages.push_back(std::make_unique<ProjectionStage>(*clause, execution, ordered));
        }
        break;
      }
      case ClauseKind::create:
        stages.push_back(std::make_unique<CreateStage>(*clause, execution, next));
        break;
    }
  }
  Row row = outer;
  stages.back()->take(row);
  stages.back()->finish();
}

void run_parts(const Query& query, const Row& outer, const Execution& execution, const ResultSink& sink) {
  if (query.parts.size() == 1) return run_part(query.parts[0], outer, execution, sink);
  const bool distinct = !query.union_all[0];
  ValuesSet seen;
  bool more = true;
  const ResultSink once = [&](const std::vector<Value>& columns) {
    if (distinct && !seen.insert(columns).second) return true;
    if (distinct) execution.keep(columns.size(), query.at);
    more = sink(columns);
    return more;
  };
  for (std::size_t i = 0; i < query.parts.size() && more; ++i) run_part(query.parts[i], outer, execution, once);
}

}  // namespace

std::vector<std::string> columns_of(const Query& query) {
  std::vector<std::string> names;
  const Clause& last = query.parts.front().clauses.back();
  for (const ProjectionItem& item : last.items) names.push_back(item.name);
  return names;
}

void run(const Query& query, const Execution& execution, const ResultSink& sink) {
  run_parts(query, Row(query.slots), execution, sink);
}

void run_subquery(const Query& query, const Row& outer, const Execution& execution, const ResultSink& sink) {
  run_parts(query, outer, execution, sink);
}

}  // namespace entente::query
