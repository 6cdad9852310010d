// Who can be an argument of a relation.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include <entente/ingest/mention.hpp>
#include <entente/schemas/ontology.hpp>

namespace entente::ingest {

// Whether the types of the relation's arguments admit the entity.
inline bool admits(const std::vector<EntityType>& types, EntityType type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// Who is meant where a place may stand for its country.
inline const std::shared_ptr<const Entity>& meant_object(const Relation& relation, const Mention& object) {
  return relation.places_are_countries && object.home ? object.home : object.entity;
}

// "The US Senate sided with President Reagan": between a country and who acts for it there is no relation of two parties.
inline bool are_one_party(const Relation& relation, const Mention& subject, const Mention& object) {
  const auto acts_for = [](const Mention& person, const Mention& body) {
    return person.office_of && person.office_of->key == body.entity->key;
  };
  return relation.symmetric && (acts_for(subject, object) || acts_for(object, subject));
}

// Whether a pattern of the relation may say it of these two.
inline bool admits(const Relation& relation, const RelationPattern& pattern, const Mention& subject,
                   const Mention& object) {
  return !are_one_party(relation, subject, object) && subject.entity->key != meant_object(relation, object)->key &&
         admits(relation.domain, subject.type()) && admits(relation.range, object.type()) &&
         (pattern.subject_types.empty() || admits(pattern.subject_types, subject.type())) &&
         (pattern.object_types.empty() || admits(pattern.object_types, object.type()));
}

}  // namespace entente::ingest
