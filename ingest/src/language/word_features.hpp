// What the network sees of a word's form. tools/train/features.py computes the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest::language {

// What words are looked up by: lower case, plain quotes and dashes, every ASCII digit a zero.
std::string key_of(std::string_view form);

// Letter case and character classes, runs cut at two, at most eight: "NATO" XX, "Kyiv" Xxx, "U.S." X.X., "2014" dd.
std::string shape_of(std::string_view form);

// Hashes of shape, prefixes, suffixes and 3- to 5-grams; `key` is key_of(form) and `shape` shape_of(form). Of very long
// words only the first 32 characters count.
void subword_hashes(std::string_view key, std::string_view shape, std::vector<std::uint64_t>& hashes);

}  // namespace entente::ingest::language
