// Whether a word is one of a few that grammar itself knows; words that say something of the world are data.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace entente::ingest {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace entente::ingest
