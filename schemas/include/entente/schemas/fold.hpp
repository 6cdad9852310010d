// Folding: the form in which names and words are compared.
#pragma once

#include <string>
#include <string_view>

namespace entente {

// Lower case, without diacritics, with typographic apostrophes, quotation marks and dashes made plain:
// "Türkiye’s" -> "turkiye's". Unicode NFKC case folding with marks removed, and the letters that do not decompose
// (ø, ł, đ, ı, æ) spelled as English does. Ill-formed UTF-8 is replaced by U+FFFD. Thread-safe.
std::string fold(std::string_view text);

// fold(), with runs of spaces and punctuation collapsed to one space and none at the ends: the key of a name in
// indexes. "U.S." -> "u s", "al-Qa'ida" -> "al qa ida".
std::string fold_name(std::string_view name);

}  // namespace entente
