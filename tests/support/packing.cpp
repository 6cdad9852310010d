#include "packing.hpp"

#include <memory>
#include <stdexcept>

#include <archive.h>
#include <archive_entry.h>

namespace entente::test {
namespace {

std::string packed(const std::vector<std::pair<std::string, std::string>>& files, const char* format,
                   const char* filter) {
  std::size_t room = 1 << 16;
  for (const auto& [path, bytes] : files) room += bytes.size() * 2 + 4096;
  std::string out(room, '\0');
  std::size_t used = 0;
  const std::unique_ptr<archive, int (*)(archive*)> writer(archive_write_new(), archive_write_free);
  archive_write_set_format_by_name(writer.get(), format);
  if (std::string_view(filter) != "none") archive_write_add_filter_by_name(writer.get(), filter);
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  if (archive_write_open_memory(writer.get(), out.data(), out.size(), &used) != ARCHIVE_OK) {
    throw std::runtime_error(archive_error_string(writer.get()));
  }
  for (const auto& [path, bytes] : files) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK) {
      throw std::runtime_error(archive_error_string(writer.get()));
    }
    archive_write_data(writer.get(), bytes.data(), bytes.size());
  }
  archive_write_close(writer.get());
  out.resize(used);
  return out;
}

}  // namespace

std::string compressed(std::string_view bytes, const char* filter) {
  return packed({{"file", std::string(bytes)}}, "raw", filter);
}

std::string archived(const std::vector<std::pair<std::string, std::string>>& files, const char* format,
                     const char* filter) {
  return packed(files, format, filter);
}

}  // namespace entente::test
