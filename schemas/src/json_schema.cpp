#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <vector>

#include <entente/schemas/json_schema.hpp>
#include <entente/schemas/similar.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/regex.h>
#include <unicode/unistr.h>

namespace entente {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 20> kKeywords = {
    "$schema",     "$id",     "$ref",     "$defs",      "title",
    "description", "type",    "required", "properties", "additionalProperties",
    "items",       "enum",    "const",    "pattern",    "minLength",
    "minItems",    "minimum", "maximum",  "anyOf",      "examples"};

std::string article_and_type(const json& value) {
  switch (value.type()) {
    case json::value_t::null:
      return "null";
    case json::value_t::object:
      return "an object";
    case json::value_t::array:
      return "a list";
    case json::value_t::string:
      return "a string";
    case json::value_t::boolean:
      return "true or false";
    default:
      return "a number";
  }
}

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return type == "null" && value.is_null();
}

std::string quoted_list(const json& values) {
  std::string text;
  for (const json& value : values) text += (text.empty() ? "" : ", ") + value.dump();
  return text;
}

class Checker {
 public:
  Checker(const json& root, const std::string& document_name) : root_(root), document_name_(document_name) {}

  Result<void> check(const json& value, const json& schema, const json::json_pointer& path) {
    for (const auto& [keyword, unused] : schema.items()) {
      if (std::find(kKeywords.begin(), kKeywords.end(), keyword) == kKeywords.end()) {
        return Error{ErrorCode::invalid_input, fmt::format("the schema uses the keyword '{}'", keyword), document_name_,
                     "teach json_schema.cpp this keyword or rewrite the schema"};
      }
    }
    if (schema.contains("$ref")) {
      const std::string target = schema.at("$ref").get<std::string>();
      return check(value, root_.at(json::json_pointer(target.substr(1))), path);
    }
    if (auto result = check_value(value, schema, path); !result) return result;
    if (value.is_object()) return check_object(value, schema, path);
    if (value.is_array()) return check_array(value, schema, path);
    return {};
  }

 private:
  Error fail(const json::json_pointer& path, std::string message, std::string mend = "") const {
    const std::string where = path.to_string();
    return {ErrorCode::invalid_input, std::move(message), document_name_ + ": " + (where.empty() ? "/" : where),
            std::move(mend)};
  }

  Result<void> check_value(const json& value, const json& schema, const json::json_pointer& path) {
    if (schema.contains("type") && !has_type(value, schema.at("type").get<std::string>())) {
      return fail(path,
                  fmt::format("expected {}, found {}", schema.at("type").get<std::string>(), article_and_type(value)));
    }
    if (schema.contains("const") && value != schema.at("const")) {
      return fail(path, fmt::format("expected {}, found {}", schema.at("const").dump(), value.dump()));
    }
    if (schema.contains("enum")) return check_enum(value, schema.at("enum"), path);
    if (value.is_string()) return check_string(value.get_ref<const std::string&>(), schema, path);
    if (value.is_number()) {
      if (schema.contains("minimum") && value < schema.at("minimum")) {
        return fail(path, fmt::format("{} is below {}", value.dump(), schema.at("minimum").dump()));
      }
      if (schema.contains("maximum") && value > schema.at("maximum")) {
        return fail(path, fmt::format("{} is above {}", value.dump(), schema.at("maximum").dump()));
      }
    }
    if (schema.contains("anyOf")) {
      const json& choices = schema.at("anyOf");
      if (std::none_of(choices.begin(), choices.end(),
                       [&](const json& choice) { return check(value, choice, path).ok(); })) {
        // The choice of the same JSON type is what the writer meant: its complaint helps most.
        for (const json& choice : choices) {
          if (choice.contains("type") && has_type(value, choice.at("type").get<std::string>())) {
            return check(value, choice, path);
          }
        }
        return fail(path, fmt::format("{} fits none of the forms allowed here", article_and_type(value)));
      }
    }
    return {};
  }

  Result<void> check_enum(const json& value, const json& allowed, const json::json_pointer& path) {
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
    std::string mend = "allowed: " + quoted_list(allowed);
    if (value.is_string()) {
      std::vector<std::string> words;
      for (const json& word : allowed) {
        if (word.is_string()) words.push_back(word.get<std::string>());
      }
      const auto similar = most_similar(value.get<std::string>(), words, 1);
      if (!similar.empty()) mend = fmt::format("did you mean '{}'?", similar.front());
    }
    return fail(path, fmt::format("{} is not allowed here", value.dump()), mend);
  }

  Result<void> check_string(const std::string& text, const json& schema, const json::json_pointer& path) {
    if (schema.contains("minLength") && text.size() < schema.at("minLength").get<std::size_t>()) {
      return fail(path, text.empty() ? "the string is empty" : "the string is too short");
    }
    if (schema.contains("pattern")) {
      const std::string pattern = schema.at("pattern").get<std::string>();
      if (!has_form(text, pattern)) {
        return fail(path, fmt::format("'{}' does not have the form {}", text, pattern));
      }
    }
    return {};
  }

  // Patterns are compiled once: a file has thousands of strings and a schema few patterns.
  bool has_form(const std::string& text, const std::string& pattern) {
    UErrorCode status = U_ZERO_ERROR;
    auto& matcher = matchers_[pattern];
    if (!matcher) {
      matcher = std::make_unique<icu::RegexMatcher>(icu::UnicodeString::fromUTF8(pattern), 0, status);
      if (U_FAILURE(status)) return false;
    }
    const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
    matcher->reset(unicode);
    return matcher->find(status) != 0;
  }

  Result<void> check_object(const json& value, const json& schema, const json::json_pointer& path) {
    static const json kNone = json::object();
    const json& properties = schema.contains("properties") ? schema.at("properties") : kNone;
    if (schema.contains("required")) {
      for (const json& name : schema.at("required")) {
        const std::string& key = name.get_ref<const std::string&>();
        if (!value.contains(key)) return fail(path, fmt::format("'{}' is missing", key), "add it");
      }
    }
    for (const auto& [key, member] : value.items()) {
      if (properties.contains(key)) {
        if (auto result = check(member, properties.at(key), path / key); !result) return result;
        continue;
      }
      if (!schema.contains("additionalProperties")) continue;
      const json& additional = schema.at("additionalProperties");
      if (additional.is_object()) {
        if (auto result = check(member, additional, path / key); !result) return result;
      } else if (!additional.get<bool>()) {
        std::vector<std::string> known;
        for (const auto& [name, unused] : properties.items()) known.push_back(name);
        const auto similar = most_similar(key, known, 1);
        return fail(path, fmt::format("'{}' is not a known field", key),
                    similar.empty() ? "remove it" : fmt::format("did you mean '{}'?", similar.front()));
      }
    }
    return {};
  }

  Result<void> check_array(const json& value, const json& schema, const json::json_pointer& path) {
    if (schema.contains("minItems") && value.size() < schema.at("minItems").get<std::size_t>()) {
      return fail(path, fmt::format("the list needs at least {} elements", schema.at("minItems").dump()));
    }
    if (!schema.contains("items")) return {};
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (auto result = check(value[i], schema.at("items"), path / i); !result) return result;
    }
    return {};
  }

  const json& root_;
  const std::string& document_name_;
  std::map<std::string, std::unique_ptr<icu::RegexMatcher>> matchers_;  // By pattern.
};

}  // namespace

Result<json> read_json_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error{ErrorCode::io, "cannot be opened", path.string(), "check that it exists and may be read"};
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = std::count(text.begin(), end, '\n') + 1;
    return Error{ErrorCode::invalid_input, "is not valid JSON", fmt::format("{}:{}", path.string(), line),
                 "look for a missing comma, quote or bracket near this line"};
  }
}

Result<void> check_against_schema(const json& document, const json& schema, const std::string& document_name) {
  return Checker(schema, document_name).check(document, schema, json::json_pointer());
}

Result<json> read_checked_json(const std::filesystem::path& path, const std::filesystem::path& schema_path) {
  auto schema = read_json_file(schema_path);
  if (!schema) return schema.error();
  auto document = read_json_file(path);
  if (!document) return document.error();
  if (auto checked = check_against_schema(*document, *schema, path.string()); !checked) return checked.error();
  return document;
}

}  // namespace entente
