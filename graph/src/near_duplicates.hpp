// Which articles are one report: wire copy that many outlets print, with a word changed here and there.
//
// MinHash (Broder 1997) of the sets of three words in a row, by one hash of each, the least in each of 128 bins (Li et al. 2012, "One
// Permutation Hashing"), of which empty ones borrow (Shrivastava 2017, "Optimal Densification for Fast and Accurate Minwise Hashing");
// one byte kept of each (Li and König 2010, "b-Bit Minwise Hashing"); and locality-sensitive hashing over bands of them (Indyk and
// Motwani 1998). What is found depends on the texts alone, not on their order.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <entente/graph/property_graph.hpp>

namespace entente::graph {

inline constexpr std::size_t kSignatureBytes = 128;
using Signature = std::array<std::uint8_t, kSignatureBytes>;

Signature signature_of(std::string_view text);

// An estimate of the share of three-word rows that two texts have in common, of all that either has (Jaccard): 0 to 1, right to
// about 0.04.
double similarity(const Signature& a, const Signature& b);

// Texts that are this similar are one report.
inline constexpr double kSameReport = 0.5;

// For each article that is near another, the one that stands for all that are near it, directly or over others: the one with the least
// number. By article.
using Reports = std::vector<std::pair<ArticleNumber, ArticleNumber>>;
Reports group_reports(const std::vector<std::pair<ArticleNumber, Signature>>& articles);

// The one that stands for the article; itself if it is near none.
ArticleNumber report_in(const Reports& reports, ArticleNumber article);

}  // namespace entente::graph
