#include "near_duplicates.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>
#include <string>

#include <entente/schemas/fold.hpp>
#include <entente/schemas/hash.hpp>

namespace entente::graph {
namespace {

constexpr std::size_t kShingleWords = 3;
constexpr std::size_t kBandBytes =
    4;  // Pairs of similarity s meet in one of 32 bands with 1 - (1 - s^4)^32: 0.87 at 0.5, 0.99 at 0.6.

constexpr std::uint64_t kEmpty = std::numeric_limits<std::uint64_t>::max();

// The finisher of SplitMix64 (Steele et al. 2014).
std::uint64_t mixed(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

// The bin from which an empty one borrows: the first that is not empty in an order of its own.
std::size_t lender_of(std::size_t bin, const std::array<std::uint64_t, kSignatureBytes>& least) {
  for (std::uint64_t attempt = 1;; ++attempt) {
    const std::size_t other = mixed(bin << 32U | attempt) % kSignatureBytes;
    if (least[other] != kEmpty) return other;
  }
}

using Signed = std::pair<ArticleNumber, Signature>;

// Disjoint sets of indexes; the least stands for each.
class Groups {
 public:
  explicit Groups(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), std::uint32_t{0}); }

  std::uint32_t of(std::uint32_t index) {
    while (parents_[index] != index) index = parents_[index] = parents_[parents_[index]];
    return index;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = of(a);
    b = of(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parents_;
};

// Joins those of a bucket that are near one of it. Takes time in proportion to their number where all are one report, as a page is that a
// site shows ten thousand times.
void join_near(const std::vector<Signed>& articles, std::span<const std::pair<std::uint32_t, std::uint32_t>> bucket,
               Groups& groups) {
  std::size_t separate = 0;  // Groups among those that were looked at.
  for (std::size_t next = 0; next < bucket.size(); ++next) {
    const std::uint32_t b = bucket[next].second;
    bool known = false;  // Whether its group is among them.
    for (std::size_t before = 0; before < next && !(known && separate == 1); ++before) {
      const std::uint32_t a = bucket[before].second;
      if (groups.of(a) == groups.of(b)) {
        known = true;
      } else if (similarity(articles[a].second, articles[b].second) >= kSameReport) {
        groups.join(a, b);
        if (known) --separate;
        known = true;
      }
    }
    separate += known ? 0 : 1;
  }
}

}  // namespace

Signature signature_of(std::string_view text) {
  const std::string folded = fold_name(text);
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    words.push_back(std::string_view(folded).substr(begin, end - begin));
    begin = end + 1;
  }
  std::array<std::uint64_t, kSignatureBytes> least;
  least.fill(kEmpty);
  // A text of fewer words is one row.
  const std::size_t rows = words.size() < kShingleWords ? 1 : words.size() - kShingleWords + 1;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string_view shingle =
        words.size() < kShingleWords
            ? std::string_view(folded)
            : std::string_view(words[row].data(),
                               static_cast<std::size_t>(words[row + kShingleWords - 1].data() - words[row].data()) +
                                   words[row + kShingleWords - 1].size());
    // One half of the hash tells the bin, the other is what is compared: never kEmpty, as its highest bit is taken off.
    const Hash128 hash = hash_fields({shingle});
    std::uint64_t& bin = least[hash.high % kSignatureBytes];
    bin = std::min(bin, hash.low >> 1U);
  }
  Signature signature{};
  for (std::size_t i = 0; i < kSignatureBytes; ++i) {
    const std::uint64_t value = least[least[i] == kEmpty ? lender_of(i, least) : i];
    // Mixed with the place, so that short texts that agree in one bin by chance do not agree in all that borrow from it.
    signature[i] = static_cast<std::uint8_t>(mixed(value + i));
  }
  return signature;
}

double similarity(const Signature& a, const Signature& b) {
  std::size_t same = 0;
  for (std::size_t i = 0; i < kSignatureBytes; ++i) same += a[i] == b[i] ? 1 : 0;
  // One in 256 agrees by chance.
  const double share = static_cast<double>(same) / kSignatureBytes;
  return std::max(0.0, (share - 1.0 / 256) / (1 - 1.0 / 256));
}

Reports group_reports(const std::vector<std::pair<ArticleNumber, Signature>>& articles) {
  std::vector<Signed> sorted = articles;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Groups groups(sorted.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> band(sorted.size());  // Its bytes, and whose they are.
  for (std::size_t at = 0; at < kSignatureBytes; at += kBandBytes) {
    for (std::uint32_t i = 0; i < sorted.size(); ++i) {
      std::uint32_t bytes = 0;
      std::memcpy(&bytes, sorted[i].second.data() + at, kBandBytes);
      band[i] = {bytes, i};
    }
    std::sort(band.begin(), band.end());
    for (std::size_t begin = 0, end = 0; begin < band.size(); begin = end) {
      for (end = begin + 1; end < band.size() && band[end].first == band[begin].first; ++end) {
      }
      join_near(sorted, std::span(band).subspan(begin, end - begin), groups);
    }
  }
  std::vector<std::uint32_t> sizes(sorted.size(), 0);
  for (std::uint32_t i = 0; i < sorted.size(); ++i) ++sizes[groups.of(i)];
  Reports reports;
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    if (sizes[groups.of(i)] > 1) reports.emplace_back(sorted[i].first, sorted[groups.of(i)].first);
  }
  return reports;
}

ArticleNumber report_in(const Reports& reports, ArticleNumber article) {
  const auto found = std::lower_bound(reports.begin(), reports.end(), article,
                                      [](const auto& entry, ArticleNumber number) { return entry.first < number; });
  return found != reports.end() && found->first == article ? found->second : article;
}

}  // namespace entente::graph
