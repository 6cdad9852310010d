#include "synthetic_graph.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_set>

#include <fmt/format.h>

namespace entente::bench {
namespace {

constexpr std::size_t kSentenceBytes = 120;
constexpr std::size_t kWords = 6000;

// SplitMix64 (Steele, Lea and Flood 2014, https://doi.org/10.1145/2660193.2660195).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  double fraction() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace

SyntheticGraph::SyntheticGraph(std::uint32_t nodes, std::uint32_t edges, std::uint64_t seed) : nodes_(nodes) {
  Random random(seed);
  unsigned scale = 0;
  while ((std::uint32_t{1} << scale) < nodes) ++scale;
  std::vector<std::uint32_t> shuffled(std::size_t{1} << scale);
  std::iota(shuffled.begin(), shuffled.end(), 0U);
  for (std::size_t i = shuffled.size() - 1; i > 0; --i) std::swap(shuffled[i], shuffled[random.next() % (i + 1)]);
  std::unordered_set<std::uint64_t> seen;
  seen.reserve(edges);
  edges_.reserve(edges);
  while (edges_.size() < edges) {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    for (unsigned bit = 0; bit < scale; ++bit) {  // Quadrants with chances 0.57, 0.19, 0.19, 0.05.
      const double x = random.fraction();
      source = source << 1U | (x >= 0.76 ? 1U : 0U);
      target = target << 1U | ((x >= 0.57 && x < 0.76) || x >= 0.95 ? 1U : 0U);
    }
    SyntheticEdge edge;
    edge.source = shuffled[source];
    edge.target = shuffled[target];
    if (edge.source >= nodes || edge.target >= nodes || edge.source == edge.target) continue;
    // The first relations are the most frequent.
    edge.relation = static_cast<std::uint8_t>(std::pow(random.fraction(), 2.0) * kRelations);
    edge.polarity = random.next() % 4 == 0 ? Polarity::negated : Polarity::affirmed;
    edge.date = {static_cast<std::int16_t>(1995 + random.next() % 30),
                 static_cast<std::uint8_t>(1 + random.next() % 12), static_cast<std::uint8_t>(1 + random.next() % 28)};
    const std::uint64_t identity = (std::uint64_t{edge.source} << 32U | edge.target) * 16 +
                                   edge.relation * std::uint64_t{2} + static_cast<std::uint64_t>(edge.polarity);
    if (seen.insert(identity).second) edges_.push_back(edge);
  }
  for (std::size_t i = 0; i < kWords; ++i) {
    std::string word;
    for (std::size_t left = i < 60 ? 1 : i < 800 ? 2 : 3; left > 0; --left) {
      word += "bcdfglmnprstvz"[random.next() % 14];
      word += "aeiou"[random.next() % 5];
      if (random.next() % 3 == 0) word += "lmnrst"[random.next() % 6];
    }
    words_.push_back(std::move(word));
    // Zipf's law.
    frequent_.insert(frequent_.end(), static_cast<std::size_t>(8000.0 / (static_cast<double>(i) + 2.7)) + 1,
                     static_cast<std::uint16_t>(i));
  }
}

std::string SyntheticGraph::relation(std::size_t number) { return fmt::format("relation-{}", number); }

std::string SyntheticGraph::key_of(std::uint32_t node) { return fmt::format("country/{}", node); }

std::string SyntheticGraph::sentence(std::size_t edge) const {
  Random random(edge);
  std::string text;
  while (text.size() < kSentenceBytes) {
    text += words_[frequent_[random.next() % frequent_.size()]];
    text += ' ';
  }
  text.resize(kSentenceBytes - 1);
  return text + '.';
}

Contribution SyntheticGraph::tell(const std::string& id, const std::vector<SyntheticEdge>& edges,
                                  std::size_t first) const {
  Contribution contribution;
  Article& article = contribution.article;
  article.id = {id};
  article.source = fmt::format("outlet {}", first % 50);
  article.date = edges.front().date;
  std::map<std::string, std::uint32_t> mentioned;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const SyntheticEdge& edge = edges[i];
    ExtractedStatement extracted;
    extracted.statement = {
        {key_of(edge.source)}, relation(edge.relation), {key_of(edge.target)}, {edge.polarity, {}, {}}};
    const auto begin = static_cast<std::uint32_t>(article.text.size());
    article.text += sentence(first + i);
    extracted.evidence.sentence = {begin, static_cast<std::uint32_t>(article.text.size())};
    article.text += ' ';
    extracted.evidence.subject = {begin, begin + 5};
    extracted.evidence.object = {begin + 10, begin + 15};
    extracted.evidence.trigger = "word";
    extracted.evidence.rule = "relation.verb";
    extracted.evidence.confidence = 0.8;
    contribution.statements.push_back(std::move(extracted));
    for (const std::uint32_t end : {edge.source, edge.target}) ++mentioned[key_of(end)];
  }
  for (const auto& [entity_key, count] : mentioned) {
    Entity entity;
    entity.key = {entity_key};
    entity.name = "Name " + entity_key.substr(8);
    entity.type = EntityType::country;
    contribution.entities.push_back({std::make_shared<const Entity>(std::move(entity)), count});
  }
  return contribution;
}

Contribution SyntheticGraph::article(std::size_t number) const {
  const std::size_t first = number * kEdgesInArticle;
  const auto begin = edges_.begin() + static_cast<std::ptrdiff_t>(first);
  const auto count = static_cast<std::ptrdiff_t>(std::min(kEdgesInArticle, edges_.size() - first));
  return tell(fmt::format("article-{}", number), {begin, begin + count}, first);
}

Contribution SyntheticGraph::further_article(std::size_t number, std::size_t statements) const {
  Random random(number + 1);
  std::vector<SyntheticEdge> further;
  for (std::size_t i = 0; i < statements; ++i) {
    SyntheticEdge edge = edges_[random.next() % edges_.size()];
    edge.target = static_cast<std::uint32_t>(random.next() % nodes_);
    edge.date = {2025, 1, 1};
    further.push_back(edge);
  }
  return tell(fmt::format("further-{}", number), further, edges_.size() + number * statements);
}

}  // namespace entente::bench
