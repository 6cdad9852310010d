// The syntax tree of a query, as it was written. Made by the parser; nothing in it has been checked against meaning.
#pragma once

#include "plan_id.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <entente/query/value.hpp>

namespace entente::query {

// A range of bytes of the query.
struct Position {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct PathPattern;
struct Query;
struct MatchPlan;

// Places of a row that hold the values of variables. Given by the binder.
using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = 0xFFFFFFFFU;

enum class ExpressionKind : std::uint8_t {
  literal,         // value
  parameter,       // name
  variable,        // name
  property,        // operand 0, name
  element,         // operand 0 [operand 1]
  slice,           // operand 0 [operand 1 .. operand 2]; the bounds may be null
  list,            // operands
  map,             // names and operands
  map_projection,  // operand 0; from 1 on names and operands, of which a null one stands for .*
  logical_or,      // operands 0 and 1, as all that have two
  logical_xor,
  logical_and,
  logical_not,  // operand 0
  comparison,   // operands with comparisons between them: a < b <= c
  add,
  subtract,
  multiply,
  divide,
  modulo,
  power,
  negate,  // operand 0
  plus,    // operand 0
  in,      // operand 0 in operand 1
  starts_with,
  ends_with,
  contains,
  matches,             // =~
  is_null,             // operand 0
  is_not_null,         // operand 0
  has_labels,          // operand 0, labels
  call,                // name (in lower case), operands, distinct
  count_all,           // count(*)
  case_of,             // operand 0 the compared value or null, then conditions and results, then the default or null
  list_comprehension,  // name in operand 0, operand 1 the condition or null, operand 2 the value or null
  all_of,              // name in operand 0, operand 1 the condition; as the next three
  any_of,
  none_of,
  single_of,
  reduce,                 // name = operand 0, second_name in operand 1, operand 2
  pattern_comprehension,  // pattern, operand 0 the condition or null, operand 1 the value
  pattern_predicate,      // pattern
  exists_subquery,        // subquery
  count_subquery,         // subquery
  collect_subquery,       // subquery
};

enum class Comparison : std::uint8_t { equal, not_equal, less, less_or_equal, greater, greater_or_equal };

// Of labels of nodes and types of relationships.
struct LabelExpression {
  enum class Kind : std::uint8_t { name, any, negation, conjunction, disjunction };
  Kind kind = Kind::name;
  std::string name;
  std::vector<LabelExpression> operands;
  Position at;
};

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct Expression {
  ExpressionKind kind = ExpressionKind::literal;
  Position at;
  std::uint32_t height = 1;  // Of the tree, as far as operators make it: a + b + c + … is as high as it is long.
  Value value;
  std::string name;
  std::string second_name;
  bool distinct = false;
  bool of_element = false;  // A property of what is a node or a relationship for sure. Given by the binder.
  std::vector<ExpressionPtr> operands;
  std::vector<std::string> names;
  std::vector<Comparison> comparisons;
  std::unique_ptr<LabelExpression> labels;
  std::unique_ptr<PathPattern> pattern;
  std::unique_ptr<Query> subquery;
  Slot slot = kNoSlot;         // Of a variable, of what `name` brings in, or of what an aggregation comes to.
  Slot second_slot = kNoSlot;  // Of what `second_name` brings in.
  std::shared_ptr<const MatchPlan> plan;  // Of the pattern. Given by the planner.
};

// How many operands see the variables around the expression alone, and not what its names bring in.
std::size_t outer_operands(const Expression& expression);

struct Name {
  std::string text;  // Empty: none.
  Position at;

  bool given() const { return !text.empty(); }
};

struct NodePattern {
  Name variable;
  std::unique_ptr<LabelExpression> labels;
  ExpressionPtr properties;  // A map or a parameter; may be null.
  ExpressionPtr where;       // May be null.
  Position at;
  Slot slot = kNoSlot;  // Also of a node without a variable.
};

// How often a part of a path repeats; no `most` is without bound.
struct Repetition {
  std::uint32_t least = 1;
  std::optional<std::uint32_t> most;
  Position at;
};

enum class PatternDirection : std::uint8_t { right, left, either };

struct RelationshipPattern {
  Name variable;
  std::unique_ptr<LabelExpression> types;
  PatternDirection direction = PatternDirection::either;
  std::optional<Repetition> length;      // *m..n: the variable is a list.
  std::optional<Repetition> quantifier;  // {m,n}: the same.
  ExpressionPtr properties;
  ExpressionPtr where;
  Position at;
  Slot slot = kNoSlot;
  bool known = false;  // The variable has its value from a clause before.

  // Of one that repeats, how often; else null.
  const Repetition* repetition() const { return length ? &*length : quantifier ? &*quantifier : nullptr; }
};

// A variable of a group: one element in each repetition, outside their list.
struct GroupVariable {
  Slot element = kNoSlot;
  Slot list = kNoSlot;
};

// A part of a path in parentheses that repeats: ((a)-[r]->(b) WHERE …){m,n}.
struct GroupPattern {
  std::unique_ptr<PathPattern> path;
  ExpressionPtr where;
  std::optional<Repetition> quantifier;
  Position at;
  std::vector<GroupVariable> variables;  // Those with a name.
};

enum class PathSelector : std::uint8_t {
  all,
  any,  // ANY k: any so many
  any_shortest,
  all_shortest,
  shortest_paths,          // SHORTEST k
  shortest_groups,         // SHORTEST k GROUPS
  shortest_path_function,  // shortestPath(…): filters come first
  all_shortest_paths_function,
};

struct PathPart {
  std::unique_ptr<NodePattern> node;  // One of the three.
  std::unique_ptr<RelationshipPattern> relationship;
  std::unique_ptr<GroupPattern> group;
};

struct PathPattern {
  Name variable;
  PathSelector selector = PathSelector::all;
  ExpressionPtr count;  // Of a selector; null: 1.
  ExpressionPtr where;  // Of paths before a selector chooses among them; may be null.
  std::vector<PathPart> parts;
  Position at;
  Slot slot = kNoSlot;        // Of the variable, if there is one.
  std::vector<Slot> brought;  // What the pattern gives a value to, with or without a name.
};

struct ProjectionItem {
  ExpressionPtr expression;
  std::string name;  // After AS, or as written.
  bool named = false;
  Position at;
  Slot slot = kNoSlot;
  bool aggregates = false;  // Contains an aggregation.
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};

// A column of a procedure, and the variable that has its values.
struct YieldItem {
  Name column;
  Name variable;
  Slot slot = kNoSlot;
};

enum class ClauseKind : std::uint8_t { match, unwind, call, with, result, create };

struct Clause {
  ClauseKind kind = ClauseKind::match;
  Position at;
  PlanId id = 0;  // Given by the planner.
  // match, create
  bool optional = false;
  std::vector<PathPattern> patterns;
  ExpressionPtr where;                    // Also of WITH and CALL; may be null.
  std::shared_ptr<const MatchPlan> plan;  // Given by the planner.
  // unwind
  ExpressionPtr list;
  Name variable;
  Slot slot = kNoSlot;
  // call
  Name procedure;  // In lower case.
  std::vector<ExpressionPtr> arguments;
  std::vector<YieldItem> yields;  // Without any: all columns, by their names.
  // with, result
  bool distinct = false;
  bool all_variables = false;  // *
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order;
  ExpressionPtr skip;
  ExpressionPtr limit;
};

struct SingleQuery {
  std::vector<Clause> clauses;
};

struct Query {
  Name graph;  // USE facts, USE claims; not given: the default. Of a whole query only.
  std::vector<SingleQuery> parts;
  std::vector<bool> union_all;  // Between parts.
  enum class Mode : std::uint8_t { run, explain, profile };
  Mode mode = Mode::run;
  Position at;
  Slot slots = 0;  // How many a row has: of the whole query, subqueries included.
};

}  // namespace entente::query
