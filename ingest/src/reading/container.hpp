// Files within compressed files and archives, with libarchive: gzip, zstd, xz, bzip2, lz4; tar and zip.
#pragma once

#include "byte_source.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <entente/schemas/result.hpp>

namespace entente::ingest {

struct ContainedFile {
  std::unique_ptr<ByteSource> source;
  std::string path;  // Within the archive; empty for what a compressed or plain file holds.
};

class Container {
 public:
  virtual ~Container() = default;

  // The next file, or nothing at the end. Ends the one before: its source must not be used any more.
  virtual Result<std::optional<ContainedFile>> next() = 0;
};

// Whether a file that begins so is compressed or an archive.
bool is_packed(std::string_view head);

// Tells by the first bytes what a file is; one that is neither compressed nor an archive contains itself. What swells to much more
// than articles do when it is unpacked is an error.
std::unique_ptr<Container> open_container(std::unique_ptr<ByteSource> source, std::string name);

}  // namespace entente::ingest
