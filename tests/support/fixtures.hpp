// What many tests need: the shipped knowledge, an extractor, articles and contributions.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <entente/ingest/language_model.hpp>
#include <entente/ingest/statement_extractor.hpp>
#include <entente/schemas/contribution.hpp>
#include <entente/schemas/knowledge.hpp>

namespace entente::test {

// The shipped ontology, lexicon, word lists and language model, loaded once.
const Knowledge& shipped_knowledge();
const std::shared_ptr<const ingest::LanguageModel>& shipped_model();
const ingest::StatementExtractor& shipped_extractor();

Article make_article(std::string id, std::string text, std::string date = "2024-01-01", std::string source = "test");

// What the shipped extractor reads in the text.
Contribution extract(std::string text);

// Statements as one line each, sorted: "Israel sanctions Russia negated", with what differs from a plain fact.
std::vector<std::string> dump(const Contribution& contribution);

// Contribution made by hand: entities "country/A" … of the statements, evidence over the whole text.
Contribution make_contribution(Article article, const std::vector<Statement>& statements);
Statement make_statement(std::string subject, std::string relation, std::string object, Factuality factuality = {});

}  // namespace entente::test
