#include <algorithm>

#include <entente/ingest/text.hpp>

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

namespace entente::ingest {
namespace {

Error at_line(std::string_view bytes, std::size_t offset, std::string message, std::string mend) {
  const auto line = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n') + 1;
  return {ErrorCode::invalid_input, std::move(message), fmt::format("line {}", line), std::move(mend)};
}

bool is_dropped(std::string_view text, std::size_t at, std::size_t& length) {
  const auto c = static_cast<unsigned char>(text[at]);
  length = 1;
  if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return true;
  length = 2;
  if (c == 0xC2 && at + 1 < text.size()) {  // C1 controls
    const auto next = static_cast<unsigned char>(text[at + 1]);
    if (next >= 0x80 && next < 0xA0 && next != 0x85) return true;
  }
  length = 3;
  const std::string_view three = text.substr(at, 3);
  return three == "\xEF\xBB\xBF" || three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";  // BOM, noncharacters
}

}  // namespace

std::size_t first_ill_formed(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t i = 0; i < size;) {
    if (data[i] < 0x80) {
      ++i;
      continue;
    }
    const std::int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    if (c < 0) return static_cast<std::size_t>(begin);
  }
  return std::string_view::npos;
}

Result<std::string> normalize_text(std::string_view bytes) {
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) {
    return at_line(bytes, nul, "this is binary data, not text", "give text, or convert the document to text first");
  }
  if (const auto bad = first_ill_formed(bytes); bad != std::string_view::npos) {
    return at_line(bytes, bad, "the text is not valid UTF-8",
                   "convert it first, for example: iconv -f windows-1252 -t utf-8 FILE");
  }
  std::string clean;
  clean.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    if (bytes[i] == '\r') {
      clean += '\n';
      i += bytes.substr(i, 2) == "\r\n" ? 2 : 1;
      continue;
    }
    std::size_t length = 1;
    if (is_dropped(bytes, i, length)) {
      i += length;
    } else {
      clean += bytes[i++];
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string normalized;
  icu::StringByteSink<std::string> sink(&normalized, static_cast<std::int32_t>(clean.size()));
  nfc->normalizeUTF8(0, icu::StringPiece(clean.data(), static_cast<std::int32_t>(clean.size())), sink, nullptr, status);
  if (U_FAILURE(status)) {
    return Error{ErrorCode::invalid_input, "the text cannot be normalised", "", "check that it is plain text"};
  }
  return normalized;
}

}  // namespace entente::ingest
