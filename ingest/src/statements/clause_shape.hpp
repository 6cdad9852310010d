// What the form of a clause says of whether it is so.
#pragma once

#include "dependency_tree.hpp"

#include <cstddef>

namespace entente::ingest {

// "Had Russia attacked Poland, …": a condition without "if".
bool is_inverted_conditional(const DependencyTree& tree, std::size_t at);

// Whether the word itself is negated.
bool is_negated(const DependencyTree& tree, std::size_t at);

// Whether the clause of the word has a subject of its own.
bool has_subject(const DependencyTree& tree, std::size_t at);

// "did not bomb or shell": whether what hangs on the first of two coordinated words holds of the second one.
bool shares_words(const DependencyTree& tree, std::size_t at, std::size_t head);

// Whether the sentence ends with a question mark.
bool is_question(const DependencyTree& tree);

}  // namespace entente::ingest
