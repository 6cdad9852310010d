// Entities, statements and evidence in words, for the terminal.
#pragma once

#include <string>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/entity.hpp>
#include <entente/schemas/result.hpp>

namespace entente::tools {

// "Russia (Country, country/RUS)"
std::string describe_entity(const Entity& entity);

// " [negated, intended]": what differs from a plain fact, with a blank before it; empty for facts.
std::string describe_factuality(const Factuality& factuality);

// "3 articles (2 reports), 2023-10-07 to 2024-01-02, confidence 0.93"; reports only where they are less than articles.
std::string describe_sources(const graph::StatementSummary& summary);

// The sentence, its attribution, when it says that it was so, and the title, id, date and outlet of its article.
std::string describe_evidence(const graph::StoredEvidence& evidence);

// "id  date  source  title"
std::string describe_article(const graph::ArticleSummary& article);

}  // namespace entente::tools
