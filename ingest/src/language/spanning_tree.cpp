#include "spanning_tree.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente::ingest::language {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();
// Larger than any difference between trees, and small enough to leave scores their last bits.
constexpr float kRootPenalty = 4096;
// Beyond the scores of any trained model; a damaged one may give infinities and undefined values, whose differences
// would be undefined.
constexpr float kMost = 1e6F;

float bounded(float score) { return score > -kMost ? std::min(score, kMost) : -kMost; }

std::size_t root_children(const std::vector<std::size_t>& heads) {
  return static_cast<std::size_t>(std::count(heads.begin(), heads.end(), std::size_t{0}));
}

}  // namespace

bool SpanningTree::is_tree(const std::vector<std::size_t>& heads) {
  // 0: unseen, 1: reaches the root, 2: on the way.
  state_.assign(heads.size() + 1, 0);
  state_[0] = 1;
  for (std::size_t word = 1; word <= heads.size(); ++word) {
    std::size_t at = word;
    while (state_[at] == 0) {
      state_[at] = 2;
      at = heads[at - 1];
    }
    if (state_[at] == 2) return false;
    for (at = word; state_[at] == 2; at = heads[at - 1]) state_[at] = 1;
  }
  return true;
}

void SpanningTree::find(const float* scores, std::size_t length, std::size_t stride, std::vector<std::size_t>& heads) {
  heads.assign(length, 0);
  for (std::size_t word = 0; word < length; ++word) {
    const float* row = scores + word * stride;
    float best = kNever;
    for (std::size_t head = 0; head <= length; ++head) {
      if (head != word + 1 && row[head] > best) {
        best = row[head];
        heads[word] = head;
      }
    }
  }
  if (root_children(heads) == 1 && is_tree(heads)) return;
  contract(scores, length, stride, 0, heads);
  if (root_children(heads) != 1) contract(scores, length, stride, kRootPenalty, heads);
  // Scores too far apart for the penalty: the first child takes the others.
  const auto root = std::find(heads.begin(), heads.end(), std::size_t{0});
  if (root != heads.end()) std::replace(root + 1, heads.end(), std::size_t{0}, std::size_t(root - heads.begin()) + 1);
}

bool SpanningTree::find_cycle(const std::vector<std::size_t>& best, std::vector<std::size_t>& cycle) {
  state_.assign(vertices_, 0);
  state_[0] = 1;
  for (const std::size_t start : active_) {
    std::size_t at = start;
    while (state_[at] == 0) {
      state_[at] = 2;
      at = best[at];
    }
    if (state_[at] == 2) {
      cycle.clear();
      for (std::size_t v = at; cycle.empty() || v != at; v = best[v]) cycle.push_back(v);
      return true;
    }
    for (at = start; state_[at] == 2; at = best[at]) state_[at] = 1;
  }
  return false;
}

void SpanningTree::contract(const float* scores, std::size_t length, std::size_t stride, float root_penalty,
                            std::vector<std::size_t>& heads) {
  vertices_ = length + 1;
  weight_.assign(vertices_ * vertices_, kNever);
  origin_.resize(vertices_ * vertices_);
  members_.assign(vertices_, {});
  active_.clear();
  for (std::size_t dependent = 1; dependent <= length; ++dependent) {
    active_.push_back(dependent);
    members_[dependent] = {dependent};
    for (std::size_t head = 0; head <= length; ++head) {
      const std::size_t at = head * vertices_ + dependent;
      if (head != dependent) {
        weight_[at] = bounded(scores[(dependent - 1) * stride + head]) - (head == 0 ? root_penalty : 0);
      }
      origin_[at] = {head, dependent};
    }
  }
  std::vector<std::size_t> best(vertices_, 0);
  const auto find_best = [&](std::size_t v) {
    best[v] = 0;
    for (const std::size_t u : active_) {
      if (u != v && weight_[u * vertices_ + v] > weight_[best[v] * vertices_ + v]) best[v] = u;
    }
  };
  for (const std::size_t v : active_) find_best(v);
  std::vector<std::size_t> cycle;
  std::vector<Contraction> contractions;
  while (find_cycle(best, cycle)) {
    Contraction contraction;
    std::vector<unsigned char> in_cycle(vertices_, 0);
    std::vector<float> entering(cycle.size());
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const std::size_t at = best[cycle[i]] * vertices_ + cycle[i];
      in_cycle[cycle[i]] = 1;
      entering[i] = weight_[at];
      contraction.arcs.push_back(origin_[at]);
      contraction.members.push_back(members_[cycle[i]]);
    }
    const std::size_t merged = cycle.front();
    const auto outside = [&](std::size_t u) {
      float in = kNever;
      float out = kNever;
      Arc in_origin;
      Arc out_origin;
      for (std::size_t i = 0; i < cycle.size(); ++i) {
        const std::size_t to = u * vertices_ + cycle[i];
        const std::size_t from = cycle[i] * vertices_ + u;
        if (weight_[to] - entering[i] > in) {
          in = weight_[to] - entering[i];
          in_origin = origin_[to];
        }
        if (u != 0 && weight_[from] > out) {
          out = weight_[from];
          out_origin = origin_[from];
        }
      }
      weight_[u * vertices_ + merged] = in;
      origin_[u * vertices_ + merged] = in_origin;
      weight_[merged * vertices_ + u] = out;
      origin_[merged * vertices_ + u] = out_origin;
    };
    outside(0);
    for (const std::size_t u : active_) {
      if (!in_cycle[u]) outside(u);
    }
    for (std::size_t i = 1; i < cycle.size(); ++i) {
      auto& all = members_[merged];
      all.insert(all.end(), members_[cycle[i]].begin(), members_[cycle[i]].end());
    }
    std::erase_if(active_, [&](std::size_t v) { return in_cycle[v] && v != merged; });
    // Whose best head was within the cycle has the cycle as best head; only the cycle itself has to look again.
    for (const std::size_t v : active_) {
      if (in_cycle[best[v]]) best[v] = merged;
    }
    find_best(merged);
    contractions.push_back(std::move(contraction));
  }
  std::vector<unsigned char> attached(vertices_, 0);
  const auto attach = [&](const Arc& arc) {
    heads[arc.dependent - 1] = arc.head;
    attached[arc.dependent] = 1;
  };
  for (const std::size_t v : active_) attach(origin_[best[v] * vertices_ + v]);
  // Outer cycles first: each is entered at one of its vertices, and keeps its own arcs at the others.
  for (auto contraction = contractions.rbegin(); contraction != contractions.rend(); ++contraction) {
    for (std::size_t i = 0; i < contraction->arcs.size(); ++i) {
      const auto& members = contraction->members[i];
      if (std::none_of(members.begin(), members.end(), [&](std::size_t word) { return attached[word] != 0; })) {
        attach(contraction->arcs[i]);
      }
    }
  }
}

}  // namespace entente::ingest::language
