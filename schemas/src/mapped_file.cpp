#include <cerrno>
#include <cstring>
#include <string>

#include <entente/schemas/mapped_file.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace entente {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path, std::string_view what,
                                                           std::string_view mend) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const int reason = errno;
    return Error{reason == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                 fmt::format("cannot open the {}: {}", what, std::strerror(reason)), path.string(), std::string(mend)};
  }
  struct stat status {};
  void* address = MAP_FAILED;
  std::size_t size = 0;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    size = static_cast<std::size_t>(status.st_size);
    address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  }
  ::close(file);
  if (address == MAP_FAILED) {
    return Error{ErrorCode::corruption, fmt::format("not a {}", what), path.string(), std::string(mend)};
  }
  return std::shared_ptr<const MappedFile>(new MappedFile(address, size));
}

MappedFile::~MappedFile() { munmap(address_, size_); }

}  // namespace entente
