#include <algorithm>

#include <entente/schemas/fold.hpp>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

namespace entente {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Letters and signs that Unicode does not decompose into what a keyboard has.
void append_plain(icu::UnicodeString& out, UChar32 c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x2032:
      out += u'\'';
      return;
    case 0x201C:
    case 0x201D:
    case 0x00AB:
    case 0x00BB:
      out += u'"';
      return;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      out += u'-';
      return;
    case 0x00F8:
      out += u'o';
      return;
    case 0x0142:
      out += u'l';
      return;
    case 0x0111:
    case 0x00F0:
      out += u'd';
      return;
    case 0x0131:
      out += u'i';
      return;
    case 0x00E6:
      out += u"ae";
      return;
    case 0x0153:
      out += u"oe";
      return;
    case 0x00FE:
      out += u"th";
      return;
    default:
      out += c;
  }
}

std::string fold_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* decompose = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  icu::UnicodeString folded = casefold->normalize(source, status);
  folded = decompose->normalize(folded, status);
  icu::UnicodeString plain;
  for (std::int32_t i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) != U_NON_SPACING_MARK) append_plain(plain, c);
  }
  std::string result;
  plain.toUTF8String(result);
  return result;
}

}  // namespace

std::string fold(std::string_view text) {
  if (!is_ascii(text)) return fold_unicode(text);
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

std::string fold_name(std::string_view name) {
  std::string collapsed;
  for (const char c : fold(name)) {
    const bool part_of_word = static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (part_of_word) {
      collapsed += c;
    } else if (!collapsed.empty() && collapsed.back() != ' ') {
      collapsed += ' ';
    }
  }
  if (!collapsed.empty() && collapsed.back() == ' ') collapsed.pop_back();
  return collapsed;
}

}  // namespace entente
