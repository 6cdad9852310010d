#include <algorithm>
#include <set>
#include <utility>

#include <entente/graph/evidence_summary.hpp>
#include <entente/schemas/belief.hpp>

namespace entente::graph {

EvidenceSummary summarize(const std::vector<StoredEvidence>& evidence, const BeliefParameters& belief) {
  EvidenceSummary summary;
  std::set<ArticleNumber> articles;
  std::vector<SourcedConfidence> confidences;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const StoredEvidence& piece = evidence[i];
    articles.insert(piece.article.number);
    confidences.push_back({piece.article.source, piece.evidence.confidence});
    if (piece.article.date.known()) {
      if (!summary.first_seen.known() || piece.article.date < summary.first_seen)
        summary.first_seen = piece.article.date;
      summary.last_seen = std::max(summary.last_seen, piece.article.date);
    }
    // The author's own word before a report. Evidence comes in an order that does not depend on ingestion, so the first
    // of equals is well defined.
    const auto worth = [](const StoredEvidence& e) {
      return std::pair(e.evidence.confidence, e.evidence.attribution.empty());
    };
    if (worth(piece) > worth(evidence[summary.best])) summary.best = i;
  }
  summary.articles = articles.size();
  summary.confidence = combined_confidence(std::move(confidences), belief);
  return summary;
}

}  // namespace entente::graph
