// Compressed files and archives, sound and damaged.
#include "catch.hpp"
#include "packing.hpp"
#include "temporary_directory.hpp"

#include <sstream>

#include <entente/ingest/article_reader.hpp>

namespace entente::ingest {
namespace {

using test::archived;
using test::compressed;
using test::TemporaryDirectory;

std::vector<ReadArticle> read(std::string bytes, const std::string& name = "in") {
  const auto reader = read_stream(std::make_unique<std::istringstream>(std::move(bytes)), name, "/data/" + name, {});
  std::vector<ReadArticle> all;
  while (auto article = reader->next()) all.push_back(std::move(*article));
  return all;
}

const std::string kLines = "{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"b\", \"text\": \"Two.\"}\n";

TEST_CASE("compressed files are read as what they hold") {
  for (const char* filter : {"gzip", "zstd", "xz", "bzip2", "lz4"}) {
    INFO(filter);
    const auto lines = read(compressed(kLines, filter), "news.jsonl.packed");
    REQUIRE(lines.size() == 2);
    CHECK((*lines[1].article).id.value == "b");
    CHECK(lines[1].place == "news.jsonl.packed:2");
    const auto text = read(compressed("An article.", filter), "a.txt.packed");
    REQUIRE(text.size() == 1);
    CHECK((*text[0].article).text == "An article.");
    CHECK((*text[0].article).origin == "/data/a.txt.packed");
  }
}

TEST_CASE("several compressed files in one are read to the end") {
  const auto all = read(compressed(kLines, "gzip") + compressed("{\"id\": \"c\", \"text\": \"Three.\"}\n", "gzip"));
  REQUIRE(all.size() == 3);
  CHECK((*all[2].article).id.value == "c");
}

TEST_CASE("archives are read file by file, also within each other") {
  const std::vector<std::pair<std::string, std::string>> files = {{"a.txt", "First article."},
                                                                  {".hidden", "Not read."},
                                                                  {"__MACOSX/a.txt", "Not read."},
                                                                  {"deep/b.jsonl", kLines},
                                                                  {"c.jsonl.gz", compressed(kLines, "gzip")},
                                                                  {"empty.txt", ""},
                                                                  {"d.txt", "Last article."}};
  for (const auto& archive : {archived(files, "ustar"), archived(files, "ustar", "gzip"), archived(files, "zip"),
                              compressed(archived(files, "zip"), "xz")}) {
    const auto all = read(archive, "all");
    REQUIRE(all.size() == 7);
    CHECK((*all[0].article).origin == "/data/all/a.txt");
    CHECK(all[1].place == "all/deep/b.jsonl:1");
    CHECK(all[4].place == "all/c.jsonl.gz:2");
    CHECK(all[5].article.error().to_string().find("all/empty.txt: the file is empty") == 0);
    CHECK((*all[6].article).text == "Last article.");
  }
}

TEST_CASE("what is packed too deep is told, and the rest read") {
  std::string deep = compressed("Deep.", "gzip");
  for (int i = 0; i < 4; ++i) deep = archived({{"more", deep}}, "ustar");
  const auto all = read(archived({{"deep", deep}, {"b.txt", "Read."}}, "ustar"));
  REQUIRE(all.size() == 2);
  CHECK(all[0].article.error().message.find("packed more than 4 times") != std::string::npos);
  CHECK((*all[1].article).text == "Read.");
}

TEST_CASE("a file that was cut off gives the articles before the cut, and an error") {
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += "{\"text\": \"Article " + std::to_string(i * 7919 % 10'007) + "\"}\n";
  for (const char* filter : {"gzip", "zstd", "xz"}) {
    INFO(filter);
    const std::string whole = compressed(lines, filter);
    const auto all = read(whole.substr(0, whole.size() / 2), "cut.jsonl.gz");
    REQUIRE_FALSE(all.empty());
    CHECK(all.size() < 20'001);
    CHECK_FALSE(all.back().article.ok());
    CHECK(all.back().article.error().to_string().find("cut.jsonl.gz: it cannot be unpacked") == 0);
    for (std::size_t i = 0; i + 1 < all.size(); ++i) CHECK(all[i].article.ok());
    // Half a text is no article.
    const auto text = read(whole.substr(0, whole.size() / 2).append(10, '\0'), "cut");
    CHECK_FALSE(text.back().article.ok());
  }
  const std::string archive = archived({{"a.txt", "First."}, {"b.txt", std::string(100'000, 'x')}}, "ustar");
  const auto all = read(archive.substr(0, 5000));
  REQUIRE(all.size() == 2);
  CHECK(all[0].article.ok());
  CHECK_FALSE(all[1].article.ok());
}

TEST_CASE("what only begins as a packed file does is told so") {
  for (const std::string beginning : {"\x1F\x8B\x08", "\x04\x22\x4D\x18", "BZh", "\x1F\x8B"}) {
    const auto all = read(beginning + "rubbish, and no more than that", "rubbish");
    REQUIRE(all.size() == 1);
    CHECK(all[0].article.error().to_string().find("rubbish: it begins as a packed file does") == 0);
  }
}

TEST_CASE("any change of a packed file ends in articles or errors") {
  const std::string sound = archived({{"a.txt", "First article."}, {"b.jsonl", kLines}}, "zip");
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const int change : {1, 0x80, 0xFF}) {
      std::string damaged = sound;
      damaged[i] = static_cast<char>(damaged[i] ^ change);
      CHECK(read(damaged).size() <= 8);
    }
  }
}

TEST_CASE("a file that swells beyond all measure is refused") {
  const std::string line = "{\"text\": \"" + std::string(std::size_t{1} << 20, 'x') + "\"}\n";
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += line;
  const auto all = read(compressed(lines, "gzip"), "bomb.gz");
  REQUIRE(all.size() < 200);
  CHECK(all.back().article.error().to_string().find("bomb.gz: it swells to more than 250 times its size") == 0);
}

TEST_CASE("a packed file that holds nothing is told") {
  for (const std::string& bytes : {compressed("", "gzip"), compressed(std::string(100'000, '\0'), "gzip")}) {
    const auto all = read(bytes, "none.gz");
    REQUIRE(all.size() == 1);
    CHECK_FALSE(all[0].article.ok());
  }
}

TEST_CASE("folders may hold any of them") {
  const TemporaryDirectory folder;
  folder.write("a.jsonl.gz", compressed(kLines, "gzip"));
  folder.write("b.txt", "An article.");
  const auto reader = read_paths({folder.path().string()}, {});
  std::size_t count = 0;
  while (const auto article = reader->next()) count += article->article.ok() ? 1 : 0;
  CHECK(count == 3);
  CHECK(reader->bytes_read() == *total_bytes({folder.path().string()}));
}

}  // namespace
}  // namespace entente::ingest
