#include "model_file.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

namespace entente::ingest::language {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are read as they lie in memory");

constexpr char kMagic[8] = {'E', 'N', 'T', 'E', 'N', 'T', 'E', 'L'};

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t sections;
  std::uint64_t size;
  std::uint64_t checksum;
  std::uint8_t reserved[32];
};
static_assert(sizeof(Header) == 64);

std::size_t element_size(std::uint32_t kind) {
  switch (static_cast<ArrayKind>(kind)) {
    case ArrayKind::text:
    case ArrayKind::int8:
    case ArrayKind::uint8:
      return 1;
    case ArrayKind::float32:
    case ArrayKind::uint32:
      return 4;
  }
  return 0;
}

}  // namespace

struct ModelFile::Section {
  char name[32];
  std::uint64_t offset;
  std::uint64_t bytes;
  std::uint32_t kind;
  std::uint32_t rows;
  std::uint32_t columns;
  std::uint32_t reserved;
};

Error ModelFile::error(std::string message) const {
  return {ErrorCode::corruption, std::move(message), name_, std::string(kind_.mend)};
}

Result<ModelFile> ModelFile::open(const std::filesystem::path& path, const ModelKind& kind) {
  auto mapping = MappedFile::open(path, kind.name, kind.mend);
  if (!mapping) return mapping.error();
  const std::string_view bytes = (*mapping)->bytes();
  auto opened = read(reinterpret_cast<const std::byte*>(bytes.data()), bytes.size(), path.string(), kind);
  if (opened) opened->mapping_ = std::move(*mapping);
  return opened;
}

Result<ModelFile> ModelFile::read(const std::byte* bytes, std::size_t size, std::string name, const ModelKind& kind) {
  ModelFile file;
  file.kind_ = kind;
  file.name_ = std::move(name);
  file.bytes_ = bytes;
  Header header{};
  if (size < sizeof header) return file.error(fmt::format("not a {}: too short", kind.name));
  std::memcpy(&header, bytes, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) return file.error(fmt::format("not a {}", kind.name));
  if (header.version != kVersion) {
    Error wrong = file.error(
        fmt::format("a {} of format {}, and this program reads format {}", kind.name, header.version, kVersion));
    wrong.code = ErrorCode::unsupported_version;
    return wrong;
  }
  if (header.size != size) {
    return file.error(fmt::format("the {} is cut off or padded: {} bytes instead of {}", kind.name, size, header.size));
  }
  if (header.sections > (size - sizeof header) / sizeof(Section)) return file.error("the section table is cut off");
  if (XXH3_64bits(bytes + sizeof header, size - sizeof header) != header.checksum) {
    return file.error(fmt::format("the {} is damaged: its checksum does not fit", kind.name));
  }
  file.checksum_ = header.checksum;
  file.sections_ = header.sections;
  for (std::size_t i = 0; i < file.sections_; ++i) {
    Section section{};
    std::memcpy(&section, bytes + sizeof header + i * sizeof section, sizeof section);
    const std::size_t element = element_size(section.kind);
    const std::size_t product = std::size_t{section.rows} * section.columns;
    if (section.name[sizeof section.name - 1] != 0 || section.offset % 64 != 0 || section.offset > size ||
        section.bytes > size - section.offset || element == 0 || section.bytes % element != 0 ||
        section.bytes / element != product) {
      return file.error(fmt::format("section {} of the {} is malformed", i, kind.name));
    }
  }
  return file;
}

const ModelFile::Section* ModelFile::find(std::string_view name) const {
  const auto* sections = reinterpret_cast<const Section*>(bytes_ + sizeof(Header));
  for (std::size_t i = 0; i < sections_; ++i) {
    if (name == sections[i].name) return sections + i;
  }
  return nullptr;
}

Result<Array> ModelFile::array(std::string_view name, ArrayKind kind, std::size_t rows, std::size_t columns) const {
  const Section* section = find(name);
  if (!section) return error(fmt::format("the {} has no section '{}'", kind_.name, name));
  if (section->kind != static_cast<std::uint32_t>(kind) || section->rows != rows || section->columns != columns) {
    return error(
        fmt::format("section '{}' of the {} is not of the expected shape {} x {}", name, kind_.name, rows, columns));
  }
  return Array{bytes_ + section->offset, rows, columns};
}

Result<std::string_view> ModelFile::text(std::string_view name) const {
  const Section* section = find(name);
  if (!section || section->kind != static_cast<std::uint32_t>(ArrayKind::text)) {
    return error(fmt::format("the {} has no text '{}'", kind_.name, name));
  }
  return std::string_view(reinterpret_cast<const char*>(bytes_ + section->offset), section->bytes);
}

void ModelFileWriter::add(std::string name, ArrayKind kind, std::size_t rows, std::size_t columns, const void* data) {
  const std::size_t bytes = rows * columns * element_size(static_cast<std::uint32_t>(kind));
  entries_.push_back({std::move(name), kind, rows, columns, std::string(static_cast<const char*>(data), bytes)});
}

std::string ModelFileWriter::bytes() const {
  constexpr std::size_t kAlignment = 64;
  const auto aligned = [](std::size_t at) { return (at + kAlignment - 1) / kAlignment * kAlignment; };
  std::string body(entries_.size() * sizeof(ModelFile::Section), '\0');
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    ModelFile::Section section{};
    std::memcpy(section.name, entry.name.data(), std::min(entry.name.size(), sizeof section.name - 1));
    const std::size_t offset = aligned(sizeof(Header) + body.size());
    section.offset = offset;
    section.bytes = entry.data.size();
    section.kind = static_cast<std::uint32_t>(entry.kind);
    section.rows = static_cast<std::uint32_t>(entry.rows);
    section.columns = static_cast<std::uint32_t>(entry.columns);
    std::memcpy(body.data() + i * sizeof section, &section, sizeof section);
    body.resize(offset - sizeof(Header), '\0');
    body += entry.data;
  }
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = ModelFile::kVersion;
  header.sections = static_cast<std::uint32_t>(entries_.size());
  header.size = sizeof header + body.size();
  header.checksum = XXH3_64bits(body.data(), body.size());
  std::string result(sizeof header, '\0');
  std::memcpy(result.data(), &header, sizeof header);
  return result + body;
}

}  // namespace entente::ingest::language
