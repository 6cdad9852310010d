// What cues do to the factuality of a relation.
#pragma once

#include <string_view>

#include <entente/schemas/english.hpp>
#include <entente/schemas/statement.hpp>

namespace entente::ingest {

std::string_view to_string(CueEffect effect);

// Effects combine from the relation outwards: a negation of what has ended means that it still holds, two negations leave a
// possibility ("has not ruled out").
void apply(CueEffect effect, Factuality& factuality);

}  // namespace entente::ingest
