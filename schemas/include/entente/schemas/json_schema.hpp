// Reads JSON files and checks them against a JSON Schema, with errors that name file, path and mend.
//
// The checker knows the part of JSON Schema 2020-12 that Entente's own schemas use (type, properties, required,
// additionalProperties, items, enum, const, pattern, minLength, minItems, minimum, maximum, anyOf, $ref into $defs)
// and refuses a schema that uses more, so nothing is skipped silently. It exists because the validators packaged for
// Debian pull in a GUI toolkit, and because it can say "did you mean" where they say "failed".
#pragma once

#include <filesystem>
#include <string>

#include <entente/schemas/result.hpp>

#include <nlohmann/json_fwd.hpp>

namespace entente {

// Parses `path` as JSON in UTF-8. Errors name the file, line and column.
Result<nlohmann::json> read_json_file(const std::filesystem::path& path);

// Checks `document` against `schema`. The error's place is "document_name: /json/pointer".
Result<void> check_against_schema(const nlohmann::json& document, const nlohmann::json& schema,
                                  const std::string& document_name);

// read_json_file followed by check_against_schema with the schema in `schema_path`.
Result<nlohmann::json> read_checked_json(const std::filesystem::path& path, const std::filesystem::path& schema_path);

}  // namespace entente
