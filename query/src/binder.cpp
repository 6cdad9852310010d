#include "binder.hpp"

#include "binder_rules.hpp"
#include "procedures.hpp"

#include <algorithm>

#include <entente/schemas/similar.hpp>

#include <fmt/format.h>

namespace entente::query {

void bind(Query& query) {
  Slot next = 0;
  Binder(next).bind_query(query, {});
  query.slots = next;
}

std::vector<std::string> Binder::bind_query(Query& query, const Scope& outer) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    std::vector<std::string> own = bind_part(query.parts[i], outer);
    if (i > 0 && own != columns) {
      fail(QueryFault::different_columns_in_union, query.parts[i].clauses.back().at,
           "the parts of a UNION have different columns", "name them alike with AS, in the same order");
    }
    columns = std::move(own);
  }
  for (std::size_t i = 1; i < query.union_all.size(); ++i) {
    if (query.union_all[i] != query.union_all[0]) {
      fail(QueryFault::invalid_clause_composition, query.at, "UNION and UNION ALL do not go together",
           "use one of them throughout");
    }
  }
  return columns;
}

std::vector<std::string> Binder::bind_part(SingleQuery& part, const Scope& outer) {
  scope_ = outer;
  std::vector<std::string> columns;
  for (Clause& clause : part.clauses) {
    switch (clause.kind) {
      case ClauseKind::match:
      case ClauseKind::create:
        bind_patterns(clause);
        break;
      case ClauseKind::unwind:
        expect(*clause.list, type::kAny);
        clause.slot = bring_in(clause.variable, type::kAny);
        break;
      case ClauseKind::call:
        bind_procedure(clause);
        break;
      case ClauseKind::with:
      case ClauseKind::result:
        columns = bind_projection(clause);
        break;
    }
  }
  return columns;
}

Slot Binder::bring_in(const Name& name, TypeSet type) {
  if (scope_.contains(name.text)) {
    fail(QueryFault::variable_already_bound, name.at, fmt::format("there is a variable '{}' already", name.text),
         "choose another name");
  }
  const Slot slot = next_++;
  scope_[name.text] = {slot, type};
  return slot;
}

void Binder::bind_procedure(Clause& clause) {
  const Procedure* const procedure = find_procedure(clause.procedure.text);
  if (procedure == nullptr) {
    const auto similar = most_similar(clause.procedure.text, procedure_names(), 1);
    fail(QueryFault::unknown_procedure, clause.procedure.at,
         fmt::format("there is no procedure {}()", clause.procedure.text),
         similar.empty() ? "" : fmt::format("did you mean {}()?", similar.front()));
  }
  if (!clause.arguments.empty()) {
    fail(QueryFault::invalid_number_of_arguments, clause.arguments[0]->at,
         fmt::format("{}() takes no arguments", procedure->name));
  }
  if (clause.yields.empty()) {
    const std::string column(procedure->column);
    clause.yields.push_back({{column, clause.at}, {column, clause.at}, kNoSlot});
  }
  for (YieldItem& item : clause.yields) {
    if (item.column.text != procedure->column) {
      fail(QueryFault::undefined_variable, item.column.at,
           fmt::format("{}() has no column '{}'", procedure->name, item.column.text),
           fmt::format("its column is '{}'", procedure->column));
    }
    item.slot = bring_in(item.variable, type::kString);
  }
  if (clause.where) condition(*clause.where);
}

void Binder::bind_patterns(Clause& clause) {
  const Scope before = scope_;
  for (PathPattern& pattern : clause.patterns) {
    bind_path_names(pattern, before);
    if (!pattern.variable.given()) continue;
    pattern.slot = bring_in(pattern.variable, type::kPath);
    pattern.brought.push_back(pattern.slot);
  }
  for (PathPattern& pattern : clause.patterns) bind_path_conditions(pattern);
  if (clause.where) condition(*clause.where);
  check_searches(clause);
}

// Whether a search may use relationships of other patterns, or these what it found, would depend on who comes first.
void Binder::check_searches(const Clause& clause) {
  const auto has_relationships = [](const PathPattern& pattern) { return pattern.parts.size() > 1; };
  const auto searches = [](const PathPattern& pattern) { return pattern.selector != PathSelector::all; };
  const auto search = std::find_if(clause.patterns.begin(), clause.patterns.end(), searches);
  if (search == clause.patterns.end() ||
      std::count_if(clause.patterns.begin(), clause.patterns.end(), has_relationships) < 2)
    return;
  fail(QueryFault::unsupported, search->at, "a path search beside other relationships in one MATCH",
       "give it a MATCH of its own");
}

// Parentheses around a whole pattern hold what its paths must meet, before a search chooses among them:
// SHORTEST 1 (p = (a)-[r]-{1,6}(b) WHERE …).
void Binder::unwrap(PathPattern& pattern) {
  if (pattern.parts.size() != 1 || !pattern.parts[0].group || pattern.parts[0].group->quantifier) return;
  const std::unique_ptr<GroupPattern> group = std::move(pattern.parts[0].group);
  if (group->path->variable.given()) {
    if (pattern.variable.given()) {
      fail(QueryFault::variable_already_bound, group->path->variable.at, "the path has two names",
           "name it before the parentheses, or within");
    }
    pattern.variable = std::move(group->path->variable);
  }
  pattern.where = std::move(group->where);
  pattern.parts = std::move(group->path->parts);
}

// Nodes stand between all links and at both ends, also where none was written: ((a)-->(b)){2}.
void Binder::fill_in_nodes(PathPattern& pattern) {
  std::vector<PathPart> filled;
  bool after_node = false;
  const auto add_node = [&] {
    filled.emplace_back().node = std::make_unique<NodePattern>();
    filled.back().node->at = {pattern.at.begin, pattern.at.begin};  // It was not written.
  };
  for (PathPart& part : pattern.parts) {
    const bool is_node = part.node != nullptr;
    if (!is_node && !after_node) add_node();
    after_node = is_node;
    filled.push_back(std::move(part));
  }
  if (!after_node) add_node();
  pattern.parts = std::move(filled);
}

void Binder::bind_search(PathPattern& pattern) {
  if (pattern.count) {
    const Scope saved = std::exchange(scope_, {});
    expect(*pattern.count, type::kInteger);
    scope_ = saved;
    if (pattern.count->kind == ExpressionKind::literal && *pattern.count->value.integer() < 1)
      fail(QueryFault::invalid_argument_value, pattern.count->at, "a number of paths is at least 1");
  }
}

void Binder::bind_path_names(PathPattern& pattern, const Scope& before) {
  unwrap(pattern);
  fill_in_nodes(pattern);
  if (pattern.selector != PathSelector::all) bind_search(pattern);
  for (PathPart& part : pattern.parts) {
    if (part.node) {
      bind_node(*part.node, pattern.brought);
    } else if (part.relationship) {
      bind_relationship(*part.relationship, before, pattern.brought);
    } else {
      bind_group(*part.group, before, pattern.brought);
    }
  }
}

// Within a group a variable is one element, and sees only what clauses before brought; outside it is the list of them.
void Binder::bind_group(GroupPattern& group, const Scope& before, std::vector<Slot>& brought) {
  if (!group.quantifier)
    fail(QueryFault::unsupported, group.at, "parentheses around a part of a pattern", "leave them out");
  if (group.path->variable.given())
    fail(QueryFault::unsupported, group.path->variable.at, "a path within a group has no name", "name the whole path");
  const auto may_repeat = [](const PathPart& part) {
    return part.node || (part.relationship && part.relationship->repetition() == nullptr);
  };
  const auto& parts = group.path->parts;
  if (parts.size() < 3 || !std::all_of(parts.begin(), parts.end(), may_repeat)) {
    fail(QueryFault::unsupported, group.at,
         "a group that repeats has relationships, and nothing in it repeats by itself", "write ((a)-[r]->(b)){1,3}");
  }
  const Scope outside = std::exchange(scope_, before);
  bind_path_names(*group.path, before);
  bind_path_conditions(*group.path);
  if (group.where) condition(*group.where);
  const Scope inside = std::exchange(scope_, outside);
  for (const auto& [name, variable] : inside) {
    if (before.contains(name)) continue;
    Name outer{name, group.at};
    group.variables.push_back({variable.slot, bring_in(outer, type::kList)});
    brought.push_back(group.variables.back().list);
  }
}

void Binder::bind_node(NodePattern& node, std::vector<Slot>& brought) {
  const auto known = node.variable.given() ? scope_.find(node.variable.text) : scope_.end();
  if (known != scope_.end()) {
    if (!known->second.type.may_be(type::kNode | type::kNull)) {
      fail(QueryFault::variable_type_conflict, node.variable.at,
           fmt::format("'{}' is a {}, not a node", node.variable.text, known->second.type.to_string()));
    }
    node.slot = known->second.slot;
    return;
  }
  node.slot = node.variable.given() ? bring_in(node.variable, type::kNode) : next_++;
  brought.push_back(node.slot);
}

void Binder::bind_relationship(RelationshipPattern& relationship, const Scope& before, std::vector<Slot>& brought) {
  const bool list = relationship.repetition() != nullptr;
  const TypeSet wanted = list ? type::kList : type::kRelationship;
  const Name& name = relationship.variable;
  const auto known = name.given() ? scope_.find(name.text) : scope_.end();
  if (known != scope_.end()) {
    if (!known->second.type.may_be(wanted | type::kNull)) {
      fail(QueryFault::variable_type_conflict, name.at,
           fmt::format("'{}' is a {}, not a {}", name.text, known->second.type.to_string(),
                       list ? "list of relationships" : "relationship"));
    }
    if (!before.contains(name.text)) {
      fail(QueryFault::relationship_uniqueness_violation, name.at,
           fmt::format("the relationship '{}' stands twice in one pattern, where no relationship may be used twice",
                       name.text),
           "give it another name");
    }
    relationship.slot = known->second.slot;
    relationship.known = true;
    return;
  }
  relationship.slot = name.given() ? bring_in(name, wanted) : next_++;
  brought.push_back(relationship.slot);
}

// Within a repetition the variable is each relationship of it in turn; outside it is their list.
void Binder::bind_step_condition(RelationshipPattern& relationship) {
  if (relationship.length) {
    fail(QueryFault::unsupported, relationship.where->at, "a condition within a relationship of variable length",
         "write -[r:T WHERE …]->{1,3}");
  }
  const Scope saved = scope_;
  if (relationship.quantifier && relationship.variable.given())
    scope_[relationship.variable.text].type = type::kRelationship;
  condition(*relationship.where);
  scope_ = saved;
}

void Binder::bind_path_conditions(PathPattern& pattern) {
  if (pattern.where) condition(*pattern.where);
  for (PathPart& part : pattern.parts) {
    if (part.group) continue;  // Bound within.
    const ExpressionPtr& properties = part.node ? part.node->properties : part.relationship->properties;
    if (properties && properties->kind == ExpressionKind::parameter) {
      fail(QueryFault::invalid_parameter_use, properties->at, "a parameter cannot be all properties of a pattern",
           "compare them one by one: {name: $name}");
    }
    if (properties) expect(*properties, type::kMap);
    if (part.node && part.node->where) condition(*part.node->where);
    if (part.relationship && part.relationship->where) bind_step_condition(*part.relationship);
  }
}

}  // namespace entente::query
