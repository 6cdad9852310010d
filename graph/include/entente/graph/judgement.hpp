// What people decide about what was read: an append-only log, which is kept when articles are read again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/hash.hpp>

namespace entente::graph {

// Stored as numbers: never renumber, only append.
enum class JudgementKind : std::uint8_t {
  same = 1,       // The entity `object` is the entity `subject`: keys.
  different = 2,  // They are not the same.
  reject = 3,     // The statement `subject` (an id) is wrong.
  accept = 4,     // It is right.
  rename = 5,     // The entity `subject` is called `object`.
  alias = 6,      // It is also called `object`.
  type = 7,       // It is of the type `object`.
  undo = 8,       // The judgement `subject` (an id) is taken back.
};

// "same", "different", …
std::string_view to_string(JudgementKind kind);
std::optional<JudgementKind> parse_judgement_kind(std::string_view text);

struct Judgement {
  std::string time;  // ISO 8601 in UTC with microseconds: judgements hold in the order of their times.
  std::string user;
  JudgementKind kind = JudgementKind::same;
  std::string subject;
  std::string object;  // Empty where the kind has none.
  std::string reason;

  bool operator==(const Judgement&) const = default;

  // Hash of all that it says: the same in every store.
  Hash128 id() const;
};

// Those that hold, in the order of the log: neither taken back, nor overruled by a later one on the same matter.
std::vector<Judgement> in_force(const std::vector<Judgement>& log);

}  // namespace entente::graph
