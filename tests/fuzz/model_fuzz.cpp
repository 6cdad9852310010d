// Feeds damaged models to the loader: refused with a reason, or able to parse without a crash. The input is a model file,
// or, when it begins with 'E', a list of changes (place: four bytes, value: one byte) to the shipped one, whose checksum
// is then set right, since no damage would pass it otherwise.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include <entente/ingest/language_pipeline.hpp>

#include <xxhash.h>

namespace {

using namespace entente::ingest;

constexpr std::size_t kHead = 16384;  // Section table and labels: three in four changes fall there.

const std::string& shipped() {
  static const std::string bytes = [] {
    std::ifstream file(ENTENTE_SOURCE_DIR "/schemas/language/english.model", std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  }();
  return bytes;
}

void use(const char* bytes, std::size_t size) {
  const auto model = LanguageModel::read({reinterpret_cast<const std::byte*>(bytes), size}, "fuzz.model");
  if (!model) {
    if (model.error().message.empty()) std::abort();
    return;
  }
  static_cast<void>(LanguagePipeline(*model).parse("The U.S. envoy didn't meet Sergei Lavrov in Doha. He left: why?"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || data[0] != 'E' || (size - 1) % 5 != 0) {
    use(reinterpret_cast<const char*>(data), size);
    return 0;
  }
  static std::string model = shipped();
  std::string old;
  for (std::size_t i = 1; i < size; i += 5) {
    std::uint32_t place = 0;
    std::memcpy(&place, data + i, 4);
    const std::size_t at = place % 4 != 0 ? place / 4 % kHead : place / 4 % model.size();
    old.append(reinterpret_cast<const char*>(&at), sizeof at);
    old += model[at];
    model[at] = static_cast<char>(data[i + 4]);
  }
  const std::uint64_t checksum = XXH3_64bits(model.data() + 64, model.size() - 64);
  std::memcpy(model.data() + 24, &checksum, 8);
  use(model.data(), model.size());
  for (std::size_t i = old.size(); i > 0; i -= sizeof(std::size_t) + 1) {
    std::size_t at = 0;
    std::memcpy(&at, old.data() + i - sizeof at - 1, sizeof at);
    model[at] = old[i - 1];
  }
  return 0;
}
