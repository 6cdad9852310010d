#include "charset.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>

#include <entente/ingest/text.hpp>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace entente::ingest {
namespace {

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

std::string charset_in(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::size_t at = lower.find("charset=");
  const std::size_t begin = at == std::string::npos ? at : lower.find_first_not_of("\"' ", at + 8);
  return begin == std::string::npos ? "" : lower.substr(begin, lower.find_first_of("\"' ;/>", begin) - begin);
}

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
  } else if (first_ill_formed(bytes) == std::string_view::npos) {
    return std::string(bytes);
  } else {
    name = converter_name(declared);
  }
  std::string text;
  icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), name.c_str()).toUTF8String(text);
  return text;
}

}  // namespace entente::ingest
