#include "catch.hpp"
#include "temporary_directory.hpp"

#include <entente/schemas/json_schema.hpp>

#include <nlohmann/json.hpp>

namespace entente {
namespace {

using nlohmann::json;

const json kSchema = json::parse(R"({
  "type": "object", "required": ["name"], "additionalProperties": false,
  "properties": {
    "name": {"type": "string", "minLength": 2, "pattern": "^[a-z]+$"},
    "kind": {"type": "string", "enum": ["ally", "enemy"]},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/part"}}
  },
  "$defs": {"part": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["text"]}]}}
})");

TEST_CASE("documents that fit pass") {
  const auto document = json::parse(R"({"name": "ab", "kind": "ally", "share": 0.5, "parts": ["x", {"text": "y"}]})");
  CHECK(check_against_schema(document, kSchema, "doc").ok());
}

TEST_CASE("documents that do not fit are refused with path and mend") {
  const struct {
    const char* document;
    const char* part_of_error;
  } cases[] = {
      {R"([])", "doc: /: expected object, found a list"},
      {R"({})", "doc: /: 'name' is missing (add it)"},
      {R"({"name": "ab", "knid": "ally"})", "'knid' is not a known field (did you mean 'kind'?)"},
      {R"({"name": "ab", "kind": "enemi"})", "doc: /kind: \"enemi\" is not allowed here (did you mean 'enemy'?)"},
      {R"({"name": "a"})", "too short"},
      {R"({"name": "AB"})", "does not have the form"},
      {R"({"name": "ab", "share": 2})", "2 is above 1"},
      {R"({"name": "ab", "parts": []})", "/parts: the list needs at least 1"},
      {R"({"name": "ab", "parts": ["x", {}]})", "/parts/1: 'text' is missing"},
      {R"({"name": "ab", "parts": [7]})", "/parts/0: a number fits none"},
  };
  for (const auto& [document, part] : cases) {
    INFO(document);
    const auto checked = check_against_schema(json::parse(document), kSchema, "doc");
    REQUIRE_FALSE(checked.ok());
    INFO(checked.error().to_string());
    CHECK(checked.error().to_string().find(part) != std::string::npos);
  }
}

TEST_CASE("a schema keyword that is not implemented is an error, not a pass") {
  CHECK_FALSE(check_against_schema(json(1), json::parse(R"({"multipleOf": 2})"), "doc").ok());
}

TEST_CASE("broken JSON files are refused with their line") {
  const test::TemporaryDirectory folder;
  const auto broken = read_json_file(folder.write("a.json", "{\n  \"a\": 1,\n  \"b\" 2\n}\n"));
  REQUIRE_FALSE(broken.ok());
  CHECK(broken.error().place.ends_with("a.json:3"));
  const auto missing = read_json_file(folder / "none.json");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == ErrorCode::io);
}

}  // namespace
}  // namespace entente
