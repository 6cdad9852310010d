#include "language/word_features.hpp"

#include "catch.hpp"
#include "language/characters.hpp"

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace entente::ingest::language {
namespace {

TEST_CASE("word features are those of the trainer") {
  std::ifstream file(ENTENTE_SOURCE_DIR "/tests/ingest/word_features.tsv");
  std::string line;
  std::size_t lines = 0;
  while (std::getline(file, line)) {
    ++lines;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const std::size_t third = line.find('\t', second + 1);
    const std::string form = line.substr(0, first);
    INFO(form);
    const std::string key = key_of(form);
    const std::string shape = shape_of(form);
    CHECK(key == line.substr(first + 1, second - first - 1));
    CHECK(shape == line.substr(second + 1, third - second - 1));
    std::vector<std::uint64_t> hashes;
    subword_hashes(key, shape, hashes);
    std::uint64_t combined = 0;
    for (const std::uint64_t hash : hashes) {
      Hasher hasher(combined);
      for (unsigned shift = 0; shift < 64; shift += 8) hasher.add(static_cast<char>(hash >> shift & 0xFFU));
      combined = hasher.finish();
    }
    char hex[17];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(combined));
    CHECK(hex == line.substr(third + 1));
  }
  CHECK(lines > 30);
}

TEST_CASE("ill-formed bytes have features too") {
  CHECK(key_of("\xFF\xC3") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(shape_of("\xFF") == "o");
}

}  // namespace
}  // namespace entente::ingest::language
