// A graph to measure stores with: R-MAT (Chakrabarti, Zhan and Faloutsos 2004, https://doi.org/10.1137/1.9781611972740.43), whose
// degrees are as skewed as those of real graphs, told by articles of some sentences each. The same seed gives the same graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <entente/schemas/contribution.hpp>

namespace entente::bench {

struct SyntheticEdge {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  std::uint8_t relation = 0;
  Polarity polarity = Polarity::affirmed;
  Date date;
};

class SyntheticGraph {
 public:
  static constexpr std::size_t kRelations = 8;
  static constexpr std::size_t kEdgesInArticle = 10;

  // No two edges agree in source, target, relation and polarity.
  SyntheticGraph(std::uint32_t nodes, std::uint32_t edges, std::uint64_t seed);

  std::uint32_t node_count() const { return nodes_; }
  const std::vector<SyntheticEdge>& edges() const { return edges_; }

  static std::string relation(std::size_t number);
  static std::string key_of(std::uint32_t node);
  std::string sentence(std::size_t edge) const;  // 120 bytes, made of words as frequent as words are.

  std::size_t article_count() const { return (edges_.size() + kEdgesInArticle - 1) / kEdgesInArticle; }
  Contribution article(std::size_t number) const;

  // An article that states so many edges, which the graph has not, about its nodes.
  Contribution further_article(std::size_t number, std::size_t statements) const;

 private:
  Contribution tell(const std::string& id, const std::vector<SyntheticEdge>& edges, std::size_t first) const;

  std::uint32_t nodes_;
  std::vector<SyntheticEdge> edges_;
  std::vector<std::string> words_;
  std::vector<std::uint16_t> frequent_;  // Indexes of words, each as often as it is frequent.
};

}  // namespace entente::bench
