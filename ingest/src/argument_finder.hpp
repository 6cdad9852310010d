// Finds the arguments of a predicate by position: the subject before a verb, the object after a verb or preposition,
// the modifier before a noun.
#pragma once

#include "sentence_view.hpp"

#include <cstddef>
#include <optional>

namespace entente::ingest {

struct FoundArgument {
  const Argument* argument = nullptr;
  std::size_t begin = 0;  // Tokens that the search consumed, half-open.
  std::size_t end = 0;
  std::size_t chain_begin = 0;  // Subjects: from here to the verb run the words that modify the predicate.
};

// The subject of the verb whose group ends before `verb`: walks left over auxiliaries, adverbs, control verbs,
// parentheses, prepositional phrases and coordinated predicates.
std::optional<FoundArgument> find_subject(const SentenceView& view, std::size_t verb);

// The first argument from `begin` on, with at most `gap` words of its noun phrase before it.
// Modifiers that stand for something else ("Russian oil") count only `with_belongings`.
std::optional<FoundArgument> find_object(const SentenceView& view, std::size_t begin, std::size_t gap,
                                         bool with_belongings);

// The argument that ends right before `noun` (or before a hyphen there): "Russian", "Russia's", "US".
std::optional<FoundArgument> find_modifier(const SentenceView& view, std::size_t noun);

}  // namespace entente::ingest
