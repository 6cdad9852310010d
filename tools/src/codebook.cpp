// `entente codebook`: the ontology as a document for human coders, in Markdown.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace entente::tools {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

std::string types_text(const std::vector<EntityType>& types) {
  std::vector<std::string> names;
  for (const EntityType type : types) names.emplace_back(to_string(type));
  return joined(names, ", ");
}

// What differs from a plain fact: " (negated, ended)".
std::string factuality_text(const Factuality& factuality) {
  std::vector<std::string> parts;
  if (factuality.polarity != Polarity::affirmed) parts.emplace_back(to_string(factuality.polarity));
  if (factuality.modality != Modality::actual) parts.emplace_back(to_string(factuality.modality));
  if (factuality.phase != Phase::holds) parts.emplace_back(to_string(factuality.phase));
  return parts.empty() ? std::string() : " (" + joined(parts, ", ") + ")";
}

std::string codes_text(const Relation& relation) {
  std::vector<std::string> parts;
  if (!relation.cameo.empty()) parts.push_back("CAMEO " + joined(relation.cameo, ", "));
  if (!relation.plover.empty()) parts.push_back("PLOVER " + joined(relation.plover, ", "));
  if (!relation.wikidata.empty()) parts.push_back("Wikidata " + joined(relation.wikidata, ", "));
  return joined(parts, "; ");
}

std::string relation_text(const Relation& relation) {
  std::string out = fmt::format("## {}\n\n{}\n\n", relation.name, relation.definition);
  out += fmt::format("| | |\n| --- | --- |\n| subject | {} |\n| object | {} |\n", types_text(relation.domain),
                     types_text(relation.range));
  out +=
      relation.symmetric ? std::string("| symmetric | yes |\n") : fmt::format("| inverse | {} |\n", relation.inverse);
  if (const std::string codes = codes_text(relation); !codes.empty()) out += fmt::format("| codes | {} |\n", codes);
  out += '\n';
  for (const std::string& rule : relation.boundary_rules) out += fmt::format("- {}\n", rule);
  out += "\nCounts:\n\n";
  for (const RelationExample& example : relation.positive_examples) {
    out += fmt::format("- \"{}\"\n", example.text);
    for (const Statement& statement : example.statements) {
      out += fmt::format("  - {} {} {}{}\n", statement.subject.value, relation.name, statement.object.value,
                         factuality_text(statement.factuality));
    }
  }
  out += "\nDoes not count:\n\n";
  for (const std::string& text : relation.negative_examples) out += fmt::format("- \"{}\"\n", text);
  out += "\nPatterns:\n\n| rule | pattern | says | confidence |\n| --- | --- | --- | --- |\n";
  for (const RelationPattern& pattern : relation.patterns) {
    std::string text;
    for (const char c : pattern.text) text += c == '|' ? std::string("\\|") : std::string(1, c);
    out += fmt::format("| {} | `{}` |{} | {:.2f} |\n", pattern.id, text, factuality_text(pattern.effect),
                       pattern.confidence);
  }
  return out + '\n';
}

}  // namespace

ExitCode run_codebook(const DataOptions& data) {
  const auto knowledge = load_shipped_knowledge(data);
  if (!knowledge) return fail(knowledge.error());
  std::string out = "# Codebook\n\nThe relations that Entente extracts. The examples run as its tests.\n\n";
  for (const Relation& relation : knowledge->ontology.relations()) out += relation_text(relation);
  print(out);
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
