// Text as Entente keeps it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <entente/schemas/result.hpp>

namespace entente::ingest {

// Where the first sequence of bytes begins that is no UTF-8; npos if there is none.
std::size_t first_ill_formed(std::string_view bytes);

// Checks that `bytes` are UTF-8 text and brings them into Normalization Form C (UAX #15), with line feeds for line
// ends and without byte-order marks and control characters, which no reader shows and XML forbids. Fails on
// ill-formed UTF-8 and on text with NUL bytes (binary data); the error's place is the line within `bytes`.
Result<std::string> normalize_text(std::string_view bytes);

}  // namespace entente::ingest
