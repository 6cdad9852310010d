#include "describe.hpp"

#include <entente/graph/evidence_summary.hpp>

#include <fmt/format.h>

namespace entente::tools {

std::string describe_entity(const Entity& entity) {
  return fmt::format("{} ({}, {})", entity.name, to_string(entity.type), entity.key.value);
}

std::string describe_factuality(const Factuality& factuality) {
  std::string words;
  const auto add = [&](std::string_view word) { words += (words.empty() ? "" : ", ") + std::string(word); };
  if (factuality.polarity != Polarity::affirmed) add(to_string(factuality.polarity));
  if (factuality.modality != Modality::actual) add(to_string(factuality.modality));
  if (factuality.phase != Phase::holds) add(to_string(factuality.phase));
  return words.empty() ? "" : " [" + words + "]";
}

std::string describe_sources(const graph::StatementSummary& summary) {
  std::string text = fmt::format("{} article{}", summary.articles, summary.articles == 1 ? "" : "s");
  if (summary.reports < summary.articles) {
    text += fmt::format(" ({} report{})", summary.reports, summary.reports == 1 ? "" : "s");
  }
  if (summary.first_seen.known()) {
    text += fmt::format(", {}", summary.first_seen.to_string());
    if (summary.last_seen != summary.first_seen) text += fmt::format(" to {}", summary.last_seen.to_string());
  }
  return text + fmt::format(", confidence {:.2f}", summary.confidence);
}

std::string describe_evidence(const graph::StoredEvidence& evidence) {
  std::string text = fmt::format("\"{}\"", evidence.sentence);
  for (const Attribution& link : evidence.evidence.attribution) {
    text += fmt::format(" [{} \"{}\": {}]", link.source.empty() ? "somebody" : link.source, link.verb,
                        to_string(link.stance));
  }
  if (const DateRange& time = evidence.evidence.time; time.known()) {
    text += " {" +
            (time.from == time.until ? time.from.to_string()
                                     : fmt::format("{}..{}", time.from.to_string(), time.until.to_string())) +
            "}";
  }
  const graph::ArticleSummary& article = evidence.article;
  text += article.title.empty() ? fmt::format(" ({}", article.id.value)
                                : fmt::format(" ({}, {}", article.title, article.id.value);
  if (article.date.known()) text += ", " + article.date.to_string();
  if (!article.source.empty()) text += ", " + article.source;
  return text + ")";
}

std::string describe_article(const graph::ArticleSummary& article) {
  return fmt::format("{}\t{}\t{}\t{}", article.id.value, article.date.to_string(), article.source, article.title);
}

}  // namespace entente::tools
