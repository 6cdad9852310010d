#include "store_query_graph.hpp"

#include <algorithm>
#include <array>

#include <entente/graph/evidence_summary.hpp>
#include <entente/query/query.hpp>
#include <entente/query/resolve.hpp>
#include <entente/schemas/entity.hpp>

namespace entente::query {
namespace {

constexpr std::string_view kEveryLabel = "Entity";
constexpr std::array<std::string_view, 9> kNodeProperties = {"aliases", "articles",  "cow",  "first_seen", "iso3",
                                                             "key",     "last_seen", "name", "wikidata"};
constexpr std::array<std::string_view, 10> kRelationshipProperties = {
    "articles", "confidence", "first_seen", "id", "last_seen", "modality", "phase", "polarity", "reports", "sentences"};

graph::NodeId id_of(NodeRef node) { return {static_cast<std::uint32_t>(node.number)}; }
graph::StatementNumber number_of(RelationshipRef relationship) {
  return {static_cast<std::uint32_t>(relationship.number)};
}

std::string relation_of(std::string type) {
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return type;
}

Value text_or_null(std::string text) { return text.empty() ? Value() : Value(std::move(text)); }
Value date_or_null(const Date& date) { return date.known() ? Value(date.to_string()) : Value(); }

}  // namespace

std::string relationship_type(std::string_view relation) {
  std::string type(relation);
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return type;
}

Result<std::vector<NodeRef>> StoreQueryGraph::nodes(std::string_view label) const {
  if (label.empty() || label == kEveryLabel) {
    const auto all = graph_.nodes();
    if (!all) return all.error();
    std::vector<NodeRef> found;
    for (const graph::NodeId node : *all) found.push_back({node.value});
    return found;
  }
  if (auto read = read_labels(); !read) return read.error();
  const auto found = labelled_->find(label);
  return found == labelled_->end() ? std::vector<NodeRef>() : found->second;
}

Result<void> StoreQueryGraph::read_labels() const {
  if (labelled_) return {};
  const auto all = graph_.nodes();
  if (!all) return all.error();
  std::map<std::string, std::vector<NodeRef>, std::less<>> labelled;
  for (const graph::NodeId node : *all) {
    const auto entity = graph_.entity(node);
    if (!entity) return entity.error();
    labelled[std::string(to_string(entity->type))].push_back({node.value});
  }
  labelled_ = std::move(labelled);
  return {};
}

Result<QueryGraph::Vocabulary> StoreQueryGraph::vocabulary() const {
  Vocabulary names;
  names.labels.emplace_back(kEveryLabel);
  for (const EntityType type : entity_types()) names.labels.emplace_back(to_string(type));
  const auto relations = graph_.relations();
  if (!relations) return relations.error();
  for (const std::string& relation : *relations) names.types.push_back(relationship_type(relation));
  names.properties.assign(kNodeProperties.begin(), kNodeProperties.end());
  names.properties.insert(names.properties.end(), kRelationshipProperties.begin(), kRelationshipProperties.end());
  for (std::vector<std::string>* sorted : {&names.labels, &names.types, &names.properties}) {
    std::sort(sorted->begin(), sorted->end());
    sorted->erase(std::unique(sorted->begin(), sorted->end()), sorted->end());
  }
  return names;
}

Result<std::optional<std::vector<NodeRef>>> StoreQueryGraph::find(std::string_view property, const Value& value) const {
  if (property != "name" && property != "key") return std::optional<std::vector<NodeRef>>{};
  std::vector<NodeRef> found;
  if (value.text() == nullptr) return std::optional(found);
  if (property == "key") {
    const auto node = graph_.find_node({*value.text()});
    if (!node) return node.error();
    if (*node) {
      found.push_back({(*node)->value});
      found_by_key_ = {found.front(), value};
    }
    return std::optional(found);
  }
  const auto nodes = graph_.find_named(*value.text());
  if (!nodes) return nodes.error();
  for (const graph::NodeId node : *nodes) found.push_back({node.value});
  return std::optional(found);
}

const graph::View& StoreQueryGraph::view_of(const std::vector<std::string>& types) const {
  const auto known = views_.find(types);
  if (known != views_.end()) return known->second;
  graph::View view{claims_, {}};
  for (const std::string& type : types) {
    // Types are written in one way only: a relation in lower case is none.
    std::string relation = relation_of(type);
    if (relationship_type(relation) == type) view.relations.push_back(std::move(relation));
  }
  return views_.emplace(types, std::move(view)).first->second;
}

Result<void> StoreQueryGraph::steps(NodeRef node, Side side, const std::vector<std::string>& types,
                                    std::vector<Step>& found) const {
  const graph::View& view = view_of(types);
  if (!types.empty() && view.relations.empty()) return {};
  const graph::Direction direction = side == Side::outgoing   ? graph::Direction::outgoing
                                     : side == Side::incoming ? graph::Direction::incoming
                                                              : graph::Direction::either;
  edges_.clear();
  if (auto appended = graph_.append_edges(id_of(node), direction, view, edges_); !appended) return appended.error();
  found.reserve(found.size() + edges_.size());
  std::vector<graph::StatementNumber> loops;  // Told of twice: few entities have any.
  for (const graph::Edge& edge : edges_) {
    if (edge.source == edge.target) {
      if (std::find(loops.begin(), loops.end(), edge.statement) != loops.end()) continue;
      loops.push_back(edge.statement);
    }
    found.push_back({{edge.statement.value}, {(edge.source == id_of(node) ? edge.target : edge.source).value}});
  }
  return {};
}

Result<const Entity*> StoreQueryGraph::entity(NodeRef node) const {
  auto& [number, kept] = entities_[node.number % entities_.size()];
  if (number != node.number) {
    auto read = graph_.entity(id_of(node));
    if (!read) return read.error();
    kept = std::move(*read);
    number = node.number;
  }
  return &kept;
}

Result<std::vector<std::string>> StoreQueryGraph::labels(NodeRef node) const {
  const auto own = entity(node);
  if (!own) return own.error();
  return std::vector<std::string>{std::string(kEveryLabel), std::string(to_string((*own)->type))};
}

Result<std::string> StoreQueryGraph::type(RelationshipRef relationship) const {
  const auto statement = graph_.statement(number_of(relationship));
  if (!statement) return statement.error();
  return relationship_type(statement->relation);
}

Result<QueryGraph::Ends> StoreQueryGraph::ends(RelationshipRef relationship) const {
  const auto statement = graph_.statement(number_of(relationship));
  if (!statement) return statement.error();
  Ends ends;
  for (const auto& [key, end] :
       {std::pair(&statement->subject, &ends.start), std::pair(&statement->object, &ends.end)}) {
    const auto node = graph_.find_node(*key);
    if (!node) return node.error();
    if (!*node) {
      return Error{ErrorCode::corruption, "the store is damaged: a statement is about no entity", key->value,
                   "run 'entente check', and restore a backup or ingest the articles again"};
    }
    end->number = (*node)->value;
  }
  return ends;
}

Result<Value> StoreQueryGraph::property(NodeRef node, std::string_view name) const {
  if (std::find(kNodeProperties.begin(), kNodeProperties.end(), name) == kNodeProperties.end()) return Value();
  if (name == "articles" || name == "first_seen" || name == "last_seen") {
    const auto articles = graph_.articles_of(id_of(node));
    if (!articles) return articles.error();
    if (name == "articles") return Value(static_cast<std::int64_t>(articles->size()));
    Date found;
    for (const graph::EntityArticle& mention : *articles) {
      const auto article = graph_.article(mention.article);
      if (!article) return article.error();
      if (!article->date.known()) continue;
      if (!found.known() || (name == "first_seen" ? article->date < found : found < article->date))
        found = article->date;
    }
    return date_or_null(found);
  }
  if (name == "key" && found_by_key_.first == node && !found_by_key_.second.is_null()) return found_by_key_.second;
  const auto own = entity(node);
  if (!own) return own.error();
  const Entity& found = **own;
  if (name == "name") return Value(found.name);
  if (name == "key") return Value(found.key.value);
  if (name == "iso3") return text_or_null(found.codes.iso3);
  if (name == "cow") return text_or_null(found.codes.cow);
  if (name == "wikidata") return text_or_null(found.codes.wikidata);
  return Value(List(found.aliases.begin(), found.aliases.end()));
}

Result<Value> StoreQueryGraph::property(RelationshipRef relationship, std::string_view name) const {
  const auto& names = kRelationshipProperties;
  if (std::find(names.begin(), names.end(), name) == names.end()) return Value();
  if (name == "sentences") {
    const auto evidence = graph_.evidence(number_of(relationship));
    if (!evidence) return evidence.error();
    List sentences;
    for (const graph::StoredEvidence& one : *evidence) sentences.emplace_back(one.sentence);
    return Value(std::move(sentences));
  }
  if (name == "polarity" || name == "modality" || name == "phase" || name == "id") {
    const auto statement = graph_.statement(number_of(relationship));
    if (!statement) return statement.error();
    if (name == "id") return Value(statement->id().hash.hex());
    return Value(std::string(name == "polarity"   ? to_string(statement->factuality.polarity)
                             : name == "modality" ? to_string(statement->factuality.modality)
                                                  : to_string(statement->factuality.phase)));
  }
  const auto summary = graph_.summary(number_of(relationship), belief_);
  if (!summary) return summary.error();
  if (name == "articles") return Value(std::int64_t{summary->articles});
  if (name == "reports") return Value(std::int64_t{summary->reports});
  if (name == "confidence") return Value(summary->confidence);
  return date_or_null(name == "first_seen" ? summary->first_seen : summary->last_seen);
}

Result<Map> StoreQueryGraph::properties(NodeRef node) const {
  Map all;
  for (const std::string_view name : kNodeProperties) {
    auto value = property(node, name);
    if (!value) return value.error();
    if (!value->is_null()) all.emplace(name, std::move(*value));
  }
  return all;
}

Result<Map> StoreQueryGraph::properties(RelationshipRef relationship) const {
  Map all;
  for (const std::string_view name : kRelationshipProperties) {
    auto value = property(relationship, name);
    if (!value) return value.error();
    if (!value->is_null()) all.emplace(name, std::move(*value));
  }
  return all;
}

// A name that is written otherwise, or an alias, is the nearest.
Result<std::vector<std::string>> StoreQueryGraph::similar(std::string_view property, std::string_view value) const {
  if (property != "name") return std::vector<std::string>();
  return similar_names(graph_, value);
}

Result<List> StoreQueryGraph::evidence(RelationshipRef relationship) const {
  const auto all = graph_.evidence(number_of(relationship));
  if (!all) return all.error();
  List result;
  for (const graph::StoredEvidence& one : *all) {
    List attribution;
    for (const Attribution& link : one.evidence.attribution) {
      attribution.emplace_back(Map{
          {"source", text_or_null(link.source)}, {"verb", link.verb}, {"stance", std::string(to_string(link.stance))}});
    }
    result.emplace_back(Map{{"sentence", one.sentence},
                            {"article", one.article.id.value},
                            {"title", text_or_null(one.article.title)},
                            {"source", text_or_null(one.article.source)},
                            {"date", date_or_null(one.article.date)},
                            {"url", text_or_null(one.article.url)},
                            {"attribution", std::move(attribution)},
                            {"trigger", one.evidence.trigger},
                            {"rule", one.evidence.rule},
                            {"time_from", text_or_null(one.evidence.time.from.to_string())},
                            {"time_until", text_or_null(one.evidence.time.until.to_string())},
                            {"confidence", one.evidence.confidence}});
  }
  return result;
}

}  // namespace entente::query
