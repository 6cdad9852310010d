#include "transaction.hpp"

#include "adjacency_lists.hpp"

#include <utility>

namespace entente::graph {

Result<std::optional<std::string>> Transaction::get(Family family, std::string_view key) const {
  const auto pending = pending_.find(std::pair(family, std::string(key)));
  if (pending != pending_.end()) return pending->second;
  return database_.get(family, key, nullptr);
}

Result<std::optional<std::string>> Transaction::nearest_key(Family family, std::string_view prefix, std::string_view at,
                                                            bool backwards) const {
  const auto stored = database_.nearest_key(family, prefix, at, backwards, [&](std::string_view key) {
    const auto pending = pending_.find(std::pair(family, std::string(key)));
    return pending != pending_.end() && !pending->second;
  });
  if (!stored) return stored;
  std::optional<std::string> nearest = *stored;
  const auto take = [&](const auto& pending) {
    const std::string_view key = pending.first.second;
    if (!pending.second || !key.starts_with(prefix) || (backwards ? at < key : key < at)) return;
    if (!nearest || (backwards ? std::string_view(*nearest) < key : key < std::string_view(*nearest))) nearest = key;
  };
  for (auto it = pending_.lower_bound(std::pair(family, std::string(prefix)));
       it != pending_.end() && it->first.first == family && it->first.second.starts_with(prefix); ++it) {
    take(*it);
  }
  return nearest;
}

void Transaction::put(Family family, std::string_view key, std::string_view value) {
  batch_.Put(database_.family(family), as_slice(key), as_slice(value));
  pending_[std::pair(family, std::string(key))] = std::string(value);
}

void Transaction::erase(Family family, std::string_view key) {
  batch_.Delete(database_.family(family), as_slice(key));
  pending_[std::pair(family, std::string(key))] = std::nullopt;
}

Result<void> Transaction::commit(bool sync) {
  for (const auto& [key, changes] : adjacency_) {
    if (auto changed = change_list(database_, key, changes, batch_); !changed) return changed;
  }
  return database_.write(batch_, sync);
}

}  // namespace entente::graph
