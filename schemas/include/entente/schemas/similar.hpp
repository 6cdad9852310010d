// "Did you mean": which of several words resembles another.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// Edit distance with transpositions of neighbours (optimal string alignment), over bytes. Gives up past `limit` and
// returns limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The candidates nearest to `word`, at most `count`, nearest first and then in byte order; only those within a third
// of the word's length. Case is ignored for ASCII letters.
std::vector<std::string> most_similar(std::string_view word, const std::vector<std::string>& candidates,
                                      std::size_t count);

}  // namespace entente
