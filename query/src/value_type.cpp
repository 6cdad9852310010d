#include "value_type.hpp"

namespace entente::query {
namespace {

constexpr const char* kNames[] = {"null",         "Boolean", "Integer",   "Float",   "String",   "Node",
                                  "Relationship", "Path",    "List",      "Map",     "DateTime", "LocalDateTime",
                                  "Date",         "Time",    "LocalTime", "Duration"};

}  // namespace

TypeSet TypeSet::of(const Value& value) {
  if (value.is_null()) return type::kNull;
  if (value.boolean() != nullptr) return type::kBoolean;
  if (value.integer() != nullptr) return type::kInteger;
  if (value.real() != nullptr) return type::kFloat;
  if (value.text() != nullptr) return type::kString;
  if (value.node() != nullptr) return type::kNode;
  if (value.relationship() != nullptr) return type::kRelationship;
  if (value.path() != nullptr) return type::kPath;
  if (value.list() != nullptr) return type::kList;
  if (value.map() != nullptr) return type::kMap;
  if (value.duration() != nullptr) return type::kDuration;
  static constexpr TypeSet kKinds[] = {type::kDateTime, type::kLocalDateTime, type::kDate, type::kTime,
                                       type::kLocalTime};
  return kKinds[static_cast<std::size_t>(value.temporal()->kind)];
}

std::string TypeSet::to_string() const {
  std::string text;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if ((bits_ >> i & 1U) == 0) continue;
    text += (text.empty() ? "" : " or ") + std::string(kNames[i]);
  }
  return text;
}

}  // namespace entente::query
