// Model files that are not what they say they are.
#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include <entente/ingest/language_model.hpp>

#include <xxhash.h>

namespace entente::ingest {
namespace {

const std::string kShipped = ENTENTE_SOURCE_DIR "/schemas/language/english.model";

std::string opening(const std::string& bytes) {
  const auto model = LanguageModel::read({reinterpret_cast<const std::byte*>(bytes.data()), bytes.size()}, "x.model");
  return model ? "fine" : model.error().to_string();
}

// With the checksum that its bytes ask for.
std::string sealed(std::string bytes) {
  const std::uint64_t checksum = XXH3_64bits(bytes.data() + 64, bytes.size() - 64);
  std::memcpy(bytes.data() + 24, &checksum, 8);
  return bytes;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("the shipped model opens, and says who made it of what") {
  const std::string bytes = test::read_file(kShipped);
  CHECK(bytes.size() <= 20'000'000);
  CHECK(opening(bytes) == "fine");
  CHECK(opening(sealed(bytes)) == "fine");
  CHECK(has(test::shipped_model()->license(), "CC BY-SA"));
  CHECK_FALSE(test::shipped_model()->name().empty());
}

TEST_CASE("truncated, damaged and foreign models are refused with the reason") {
  const std::string good = test::read_file(kShipped);
  CHECK(has(opening(""), "x.model: not a language model: too short"));
  CHECK(has(opening(std::string(100, 'a')), "not a language model"));
  CHECK(has(opening(good.substr(0, 63)), "too short"));
  CHECK(has(opening(good.substr(0, good.size() / 2)), "cut off"));
  CHECK(has(opening(good + "x"), "cut off or padded"));
  std::string damaged = good;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  CHECK(has(opening(damaged), "checksum"));
  std::string newer = good;
  newer[8] = 2;
  CHECK(has(opening(newer), "format 2"));
  std::string many = good;
  std::memset(many.data() + 12, 0x7F, 4);
  CHECK(has(opening(many), "section table"));
}

TEST_CASE("models that pass their checksum are checked all the same") {
  const std::string good = test::read_file(kShipped);
  const auto changed = [&](std::size_t at, unsigned char value) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(value);
    return opening(sealed(std::move(bytes)));
  };
  // The first entries of the section table: name, offset, bytes, kind, rows, columns.
  for (std::size_t section = 0; section < 6; ++section) {
    const std::size_t at = 64 + section * 64;
    CHECK(changed(at, 'Q') != "fine");
    CHECK(changed(at + 31, 'Q') != "fine");
    CHECK(changed(at + 32, 1) != "fine");
    CHECK(changed(at + 39, 0x7F) != "fine");
    CHECK(changed(at + 47, 0x7F) != "fine");
    CHECK(changed(at + 48, 9) != "fine");
    CHECK(changed(at + 54, 0x7F) != "fine");
    CHECK(changed(at + 58, 0x7F) != "fine");
  }
  const std::size_t labels = good.find("\"labels\"");
  REQUIRE(labels != std::string::npos);
  CHECK(has(changed(labels + 1, 'L'), "malformed"));
  const std::size_t root = good.find("\"root\"");
  REQUIRE(root != std::string::npos);
  CHECK(has(changed(root + 1, 'R'), "no relation 'root'"));
  const std::size_t upos = good.find("\"PROPN\"");
  CHECK(has(changed(upos + 1, 'Q'), "labels that this program does not know"));
}

TEST_CASE("files that cannot be mapped are refused") {
  const test::TemporaryDirectory folder;
  CHECK(has(LanguageModel::open(folder / "none.model").error().to_string(), "cannot open the language model"));
  CHECK(has(LanguageModel::open(folder.path()).error().to_string(), "not a language model"));
  std::ofstream(folder / "empty.model").flush();
  CHECK(has(LanguageModel::open(folder / "empty.model").error().to_string(), "not a language model"));
}

}  // namespace
}  // namespace entente::ingest
