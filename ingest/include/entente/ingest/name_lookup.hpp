// Who a name by itself, outside any text, may mean.
#pragma once

#include <string_view>
#include <vector>

#include <entente/schemas/english.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

// The aliases that are this name: as it stands, else without "the", a possessive ending and titles ("President Macron's"). For
// each entity its best alias; names that are certain before those that need support, then in the order of entity keys.
// Empty if the lexicon does not know the name. Thread-safe.
std::vector<AliasNumber> look_up_name(const Lexicon& lexicon, const EnglishWords& words, std::string_view name);

}  // namespace entente::ingest
