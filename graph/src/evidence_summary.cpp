#include <algorithm>
#include <set>
#include <utility>

#include <entente/graph/evidence_summary.hpp>
#include <entente/schemas/belief.hpp>

namespace entente::graph {

Result<StatementSummary> summarize(const PropertyGraph& graph, const std::vector<StoredEvidence>& evidence,
                                   const BeliefParameters& belief) {
  StatementSummary summary;
  std::set<ArticleNumber> articles;
  std::vector<Reading> readings;
  for (const StoredEvidence& piece : evidence) {
    const auto report = graph.report_of(piece.article.number);
    if (!report) return report.error();
    articles.insert(piece.article.number);
    readings.push_back({piece.article.source, piece.evidence.confidence, piece.article.number.value, report->value});
    const Date& date = piece.article.date;
    if (!date.known()) continue;
    if (!summary.first_seen.known() || date < summary.first_seen) summary.first_seen = date;
    summary.last_seen = std::max(summary.last_seen, date);
  }
  const CombinedReadings combined = combine_readings(readings);
  summary.articles = static_cast<std::uint32_t>(articles.size());
  summary.reports = combined.reports;
  summary.confidence = combined_confidence(combined.assurances, belief);
  return summary;
}

std::size_t most_reliable(const std::vector<StoredEvidence>& evidence) {
  // Evidence comes in an order that does not depend on ingestion, so the first of equals is well defined.
  const auto worth = [](const StoredEvidence& piece) {
    return std::pair(piece.evidence.confidence, piece.evidence.attribution.empty());
  };
  const auto best = std::max_element(evidence.begin(), evidence.end(),
                                     [&](const auto& a, const auto& b) { return worth(a) < worth(b); });
  return static_cast<std::size_t>(best - evidence.begin());
}

}  // namespace entente::graph
