// A file mapped into memory, to be read only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include <entente/schemas/result.hpp>

namespace entente {

// Immutable and thread-safe. Whoever replaces the file must rename a new one over it: a file that is cut short while it is
// mapped cannot be read.
class MappedFile {
 public:
  // `what` names the kind of file in errors ("language model"). Fails with not_found if it does not exist, with io if it
  // cannot be opened, and with corruption if it is empty or no regular file.
  static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path, std::string_view what,
                                                        std::string_view mend);

  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

 private:
  MappedFile(void* address, std::size_t size) : address_(address), size_(size) {}

  void* address_;
  std::size_t size_;
};

}  // namespace entente
