// Compressed files and archives, made for tests.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::test {

// `filter` is "none", "gzip", "zstd", "xz", "bzip2" or "lz4".
std::string compressed(std::string_view bytes, const char* filter);

// `format` is "ustar" or "zip".
std::string archived(const std::vector<std::pair<std::string, std::string>>& files, const char* format,
                     const char* filter = "none");

}  // namespace entente::test
