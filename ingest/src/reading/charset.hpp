// Text of the web in whatever encoding it comes.
#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

// The encoding that a header of HTTP or the beginning of a page names, "…charset=koi8-r…", in lower case; empty if there is none.
std::string charset_in(std::string_view text);

// As UTF-8. Believes a byte-order mark, then the bytes where they can only be UTF-8, then `declared` (a name such as "iso-8859-2", or
// empty) where it is known, then windows-1252, as browsers do; what cannot be read becomes U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view declared);

}  // namespace entente::ingest
