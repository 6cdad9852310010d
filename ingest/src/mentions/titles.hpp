// Titles of offices in a sentence: "foreign minister".
#pragma once

#include "../statements/dependency_tree.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/ingest/mention.hpp>

namespace entente::ingest {

// The tokens that are titles of the person of a mention: "President" of "President Macron", "minister" of "the foreign
// minister, Wang Yi". `words` are the lemmas of titles in lower case.
std::vector<std::size_t> titles_of(const DependencyTree& tree, const Mention& mention,
                                   const std::unordered_set<std::string>& words);

// The title that a noun heads, in lower case, with the modifiers that are no names: "foreign minister".
std::string title_at(const DependencyTree& tree, std::size_t noun);

// Whether a title as a text has it may be one that the lexicon knows: "president" may be short for "president of the
// council", "secretary" for "secretary of state"; "head of state" goes by many names.
bool is_same_office(const std::string& said, const std::string& held);

}  // namespace entente::ingest
