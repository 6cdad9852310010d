#include "manifest_check.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace entente::graph {
namespace {

constexpr std::size_t kBlockBytes = 32768;  // No record's header crosses the end of one.
constexpr std::size_t kHeaderBytes = 7;     // Checksum 4, length 2, type 1.
constexpr unsigned char kLastType = 4;      // Whole, first, middle, last.

// CRC-32C (Castagnoli), bit by bit from a table.
std::uint32_t crc32c(std::string_view bytes) {
  static const auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? (value >> 1U) ^ 0x82F63B78U : value >> 1U;
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  return ~crc;
}

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Where the record that begins at a place ends; 0 if there is no sound one.
std::size_t end_of_record(std::string_view bytes, std::size_t at) {
  if (kBlockBytes - at % kBlockBytes < kHeaderBytes || bytes.size() - at < kHeaderBytes) return 0;
  const std::size_t length = number(bytes, at + 4, 2);
  const auto type = static_cast<unsigned char>(bytes[at + 6]);
  const std::size_t end = at + kHeaderBytes + length;
  if (type == 0 || type > kLastType || end > bytes.size() || at % kBlockBytes + kHeaderBytes + length > kBlockBytes)
    return 0;
  // Checksums are kept masked, so that one of bytes that hold checksums is a good one as well.
  const std::uint32_t crc = crc32c(bytes.substr(at + 6, length + 1));
  return number(bytes, at, 4) == ((crc >> 15U) | (crc << 17U)) + 0xA282EAD8U ? end : 0;
}

}  // namespace

Result<void> check_manifest(const std::filesystem::path& path) {
  std::string name;
  std::getline(std::ifstream(path / "CURRENT"), name);
  std::ifstream file(path / name, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (kBlockBytes - at % kBlockBytes < kHeaderBytes) at += kBlockBytes - at % kBlockBytes;
    const std::size_t end = at < bytes.size() ? end_of_record(bytes, at) : 0;
    if (end == 0) break;
    at = end;
  }
  for (std::size_t next = at + 1; next + kHeaderBytes <= bytes.size(); ++next) {
    if (end_of_record(bytes, next) == 0) continue;
    return Error{ErrorCode::corruption, "the list of the store's files is damaged in its middle",
                 (path / name).string(), "restore a backup, or ingest the articles again"};
  }
  return {};
}

}  // namespace entente::graph
