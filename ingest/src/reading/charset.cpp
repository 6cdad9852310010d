#include "charset.hpp"

#include <cstdint>
#include <string>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace entente::ingest {
namespace {

bool is_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    if (c < 0) return false;
  }
  return true;
}

// Names that pages give to what they do not mean: browsers read Latin 1 as windows-1252.
std::string converter_name(std::string_view declared) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string name(declared.substr(0, 64));
  const char* known = ucnv_getStandardName(name.c_str(), "MIME", &status);
  if (U_FAILURE(status) || known == nullptr) return "windows-1252";
  const std::string standard(known);
  return standard == "ISO-8859-1" || standard == "US-ASCII" || standard == "UTF-8" ? "windows-1252" : standard;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  std::string name;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    name = "UTF-8";
  } else if (bytes.starts_with("\xFE\xFF")) {
    name = "UTF-16BE";
    bytes.remove_prefix(2);
  } else if (bytes.starts_with("\xFF\xFE")) {
    name = "UTF-16LE";
    bytes.remove_prefix(2);
  } else if (is_utf8(bytes)) {
    return std::string(bytes);
  } else {
    name = converter_name(declared);
  }
  std::string text;
  icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), name.c_str()).toUTF8String(text);
  return text;
}

}  // namespace entente::ingest
