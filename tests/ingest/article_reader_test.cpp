#include "catch.hpp"
#include "temporary_directory.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include <entente/ingest/article_reader.hpp>

#include <unistd.h>

namespace entente::ingest {
namespace {

using test::TemporaryDirectory;

std::vector<ReadArticle> read_all(ArticleReader& reader) {
  std::vector<ReadArticle> all;
  while (auto article = reader.next()) all.push_back(std::move(*article));
  return all;
}

std::vector<ReadArticle> read_text(const std::string& content, const std::string& name = "input",
                                   const ReaderOptions& options = {}) {
  return read_all(*read_stream(std::make_unique<std::istringstream>(content), name, "", options));
}

// The one error that the content gives, in full.
std::string only_error(const std::string& content, const std::string& name = "input",
                       const ReaderOptions& options = {}) {
  const auto all = read_text(content, name, options);
  REQUIRE(all.size() == 1);
  REQUIRE_FALSE(all.front().article.ok());
  CHECK_FALSE(all.front().article.error().mend.empty());
  return all.front().article.error().to_string();
}

TEST_CASE("plain text is one article, its headline taken as title") {
  const auto all = read_text("A Headline\n\nIran and Iraq talked.\n");
  REQUIRE(all.size() == 1);
  const Article& article = *all.front().article;
  CHECK(article.title == "A Headline");
  CHECK(article.text.starts_with("A Headline\n\nIran"));
  CHECK(article.id == derive_article_id(article.text));
  CHECK((*read_text("No headline, only a sentence.\nIt goes on.\n").front().article).title.empty());
}

TEST_CASE("JSON lines are read under all their field names") {
  const std::string lines[] = {
      R"({"id": "a", "title": "T", "text": "Body", "date": "2024-05-31", "source": "S"})",
      R"({"url": "a", "headline": "T", "maintext": "Body", "date_publish": "2024-05-31 10:00:00", "source_domain": "S"})",
      R"({"id": "a", "headline": "T", "articleBody": "Body", "datePublished": "2024-05-31T10:00:00Z", "publisher": "S"})",
      R"({"id": "a", "title": "T", "event_text": "Body", "pub_date": "31 May 2024", "source": "S", "extra": [1]})",
      R"({"id": "a", "title": "T", "body": "Body", "date": "2024/05/31", "source": "S", "text": null})",
  };
  for (const std::string& line : lines) {
    INFO(line);
    const auto all = read_text(line + "\n");
    REQUIRE(all.size() == 1);
    REQUIRE(all.front().article.ok());
    const Article& article = *all.front().article;
    CHECK(article.id.value == "a");
    CHECK(article.title == "T");
    CHECK(article.text == "Body");
    CHECK(article.date.to_string() == "2024-05-31");
    CHECK(article.source == "S");
  }
}

TEST_CASE("defaults fill what articles leave open, and only that") {
  ReaderOptions options;
  options.default_source = "Wire";
  options.default_date = *parse_date("2020");
  const auto all =
      read_text("{\"text\": \"x\"}\n{\"text\": \"x\", \"source\": \"S\", \"date\": \"1999\"}\n", "input", options);
  CHECK((*all[0].article).source == "Wire");
  CHECK((*all[0].article).date.to_string() == "2020");
  CHECK((*all[1].article).source == "S");
  CHECK((*all[1].article).date.to_string() == "1999");
}

TEST_CASE("an article without a date has that of its dateline") {
  ReaderOptions options;
  options.newest_date = *parse_date("2026-01-01");
  options.default_date = *parse_date("2020");
  const auto date_of = [&](const std::string& text) {
    const Article article = *read_text(text, "input", options).front().article;
    CHECK((article.date_origin == "dateline") == (article.date != options.default_date));
    return article.date.to_string();
  };
  CHECK(date_of("A Headline\n\nDOHA, Nov. 24, 2023 — Qatar talked.\n") == "2023-11-24");
  CHECK(date_of("WASHINGTON, D.C., March 3, 2021 (Wire) - They talked.") == "2021-03-03");
  CHECK(date_of("A Headline\nBy Somebody\nPARIS, 3 May 2021 -- They talked.") == "2021-05-03");
  // None, not a whole date, not yet, a sentence, too far down.
  CHECK(date_of("DOHA — Qatar talked on Nov. 24, 2023.") == "2020");
  CHECK(date_of("DOHA, Nov. 24 — Qatar talked.") == "2020");
  CHECK(date_of("DOHA, Nov. 24, 2033 — Qatar talked.") == "2020");
  CHECK(date_of("In Doha, Nov. 24, 2023 — a Friday — they talked.") == "2020");
  CHECK(date_of("One.\n\nTwo.\n\nThree.\n\nDOHA, Nov. 24, 2023 — Qatar talked.") == "2020");
  CHECK((*read_text("{\"text\": \"DOHA, Nov. 24, 2023 — Qatar talked.\", \"date\": \"2022\"}\n").front().article)
            .date.to_string() == "2022");
}

TEST_CASE("what cannot be read is told with file, line and mend, and the rest is read") {
  const auto all = read_text(
      "{\"text\": \"one\"}\n\n{\"text\": }\n{\"title\": \"no text\"}\n[1]\n{\"text\": 7, \"date\": true}\n{\"text\": "
      "\"x\", \"date\": \"soon\"}\n"
      "{\"text\": \"D\xE9tente\"}\n{\"text\": \"last\"}",
      "news.jsonl");
  REQUIRE(all.size() == 8);
  CHECK(all.front().article.ok());
  CHECK((*all.back().article).text == "last");
  const char* expected[] = {
      "news.jsonl:3: the line is not valid JSON",    "news.jsonl:4: the article has no text",
      "news.jsonl:5: the line is not a JSON object", "news.jsonl:6: the field 'date' is not a string",
      "news.jsonl:7: 'soon' is not a date",          "news.jsonl:8: the line is not valid JSON"};
  for (std::size_t i = 0; i < 6; ++i) {
    REQUIRE_FALSE(all[i + 1].article.ok());
    const std::string error = all[i + 1].article.error().to_string();
    INFO(error);
    CHECK(error.find(expected[i]) == 0);
    CHECK_FALSE(all[i + 1].article.error().mend.empty());
  }
}

TEST_CASE("broken inputs have messages of their own") {
  CHECK(only_error("").find("input: the file is empty") == 0);
  CHECK(only_error(" \n\t\n").find("input: the") == 0);
  CHECK(only_error(std::string("\x7F"
                               "ELF\0\0\0",
                               7))
            .find("binary data") != std::string::npos);
  CHECK(only_error("D\xE9tente\n").find("not valid UTF-8") != std::string::npos);
  CHECK(only_error("{\"text\": \"cut off in the mid").find("the JSON breaks off in the middle") != std::string::npos);
  CHECK(only_error(R"({"text": "\ud800"})").find("not valid JSON") != std::string::npos);
  ReaderOptions options;
  options.newest_date = *parse_date("2024-06-01");
  CHECK(only_error(R"({"text": "x", "date": "2031-01-01"})", "a.jsonl", options)
            .find("a.jsonl:1: the date 2031-01-01 lies in the future") == 0);
}

TEST_CASE("a line of 100 MB is skipped with a message, in bounded memory") {
  std::string content = "{\"text\": \"";
  content.append(100 << 20, 'x');
  content += "\"}\n{\"text\": \"after\"}\n";
  const auto all = read_text(content, "big.jsonl");
  REQUIRE(all.size() == 2);
  REQUIRE_FALSE(all[0].article.ok());
  CHECK(all[0].article.error().to_string().find("big.jsonl:1: the line is longer than 64 MiB") == 0);
  CHECK((*all[1].article).text == "after");
  ReaderOptions options;
  options.max_article_bytes = 1000;
  CHECK(only_error(std::string(2000, 'x'), "long.txt", options).find("long.txt: the article is larger") == 0);
}

TEST_CASE("folders are read whole, in a fixed order, whatever is in them") {
  const TemporaryDirectory folder;
  folder.write("b.txt", "Second article.");
  folder.write("a/deep.txt", "First article.");
  folder.write("c.jsonl",
               "\xEF\xBB\xBF\n{\"id\": \"c1\", \"text\": \"Third\"}\n{\"id\": \"c2\", \"text\": \"Fourth\"}\n");
  folder.write(".hidden", "not read");
  folder.write("d.txt", "");
  auto reader = read_paths({folder.path().string()}, {});
  const auto all = read_all(*reader);
  REQUIRE(all.size() == 5);
  CHECK((*all[0].article).text == "First article.");
  CHECK((*all[1].article).text == "Second article.");
  CHECK((*all[2].article).id.value == "c1");
  CHECK(all[2].place.ends_with("c.jsonl:2"));
  CHECK((*all[3].article).id.value == "c2");
  CHECK_FALSE(all[4].article.ok());
  CHECK(reader->bytes_read() > 0);
  CHECK(total_bytes({folder.path().string()}).value() > 0);
  CHECK_FALSE(total_bytes({"-"}).has_value());
}

TEST_CASE("patterns stand for all that they match") {
  const TemporaryDirectory folder;
  folder.write("b1.txt", "Second article.");
  folder.write("a1.txt", "First article.");
  folder.write("c1/deep.txt", "Third article.");
  folder.write("d2.txt", "Not read.");
  folder.write("star*.txt", "By its name.");
  const std::string pattern = (folder / "*1*").string();
  auto reader = read_paths({pattern, (folder / "star*.txt").string(), (folder / "*.none").string()}, {});
  const auto all = read_all(*reader);
  REQUIRE(all.size() == 5);
  CHECK((*all[0].article).text == "First article.");
  CHECK((*all[1].article).text == "Second article.");
  CHECK((*all[2].article).text == "Third article.");
  CHECK((*all[3].article).text == "By its name.");
  CHECK(all[4].article.error().message == "no file matches the pattern");
  CHECK(*total_bytes({pattern}) == 43);
}

TEST_CASE("paths that cannot be read are errors in their place") {
  const TemporaryDirectory folder;
  folder.write("a.txt", "An article.");
  std::filesystem::create_directory(folder / "empty");
  auto reader =
      read_paths({(folder / "none.txt").string(), (folder / "empty").string(), (folder / "a.txt").string()}, {});
  const auto all = read_all(*reader);
  REQUIRE(all.size() == 3);
  CHECK(all[0].article.error().to_string().find("none.txt: cannot be read") != std::string::npos);
  CHECK(all[1].article.error().to_string().find("the folder holds no files") != std::string::npos);
  CHECK(all[2].article.ok());
}

TEST_CASE("a file is followed as it grows, and when another takes its place") {
  const TemporaryDirectory folder;
  const std::filesystem::path path = folder.write("feed.jsonl", "{\"id\": \"1\", \"text\": \"One.\"}\n");
  ReaderOptions options;
  options.follow = true;
  const auto reader = read_paths({path.string()}, options);
  CHECK((*reader->next()->article).id.value == "1");
  std::thread writer([&] {
    std::ofstream(path, std::ios::app) << "{\"id\": \"2\", \"te";
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    std::ofstream(path, std::ios::app) << "xt\": \"Two.\"}\n";
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    std::filesystem::rename(path, folder / "feed.old");
    folder.write("feed.jsonl", "{\"id\": \"3\", \"text\": \"Three.\"}\n");
  });
  CHECK((*reader->next()->article).id.value == "2");
  CHECK((*reader->next()->article).id.value == "3");
  writer.join();
}

// Rights do not bind root: for the time of a test it acts as somebody else.
class WithoutRoot {
 public:
  WithoutRoot() : was_root_(geteuid() == 0) {
    if (was_root_) REQUIRE(seteuid(65534) == 0);
  }
  ~WithoutRoot() {
    if (was_root_ && seteuid(0) != 0) std::abort();
  }
  WithoutRoot(const WithoutRoot&) = delete;
  WithoutRoot& operator=(const WithoutRoot&) = delete;

 private:
  bool was_root_;
};

TEST_CASE("folders and files without rights are told, and the others read") {
  using std::filesystem::perms;
  const TemporaryDirectory folder;
  std::filesystem::permissions(folder.path(), perms::owner_all | perms::group_read | perms::group_exec |
                                                  perms::others_read | perms::others_exec);
  folder.write("a.txt", "An article.");
  folder.write("closed/b.txt", "Another.");
  const auto closed = folder.write("c.txt", "A third.");
  std::filesystem::permissions(folder / "closed", perms::none);
  std::filesystem::permissions(closed, perms::none);
  std::vector<ReadArticle> all;
  {
    const WithoutRoot somebody;
    all = read_all(*read_paths({folder.path().string()}, {}));
  }
  std::filesystem::permissions(folder / "closed", perms::owner_all);
  REQUIRE(all.size() == 3);
  std::size_t failed = 0;
  for (const ReadArticle& read : all) {
    if (read.article.ok()) continue;
    ++failed;
    CHECK(read.article.error().to_string().find("cannot be read") != std::string::npos);
  }
  CHECK(failed == 2);
}

}  // namespace
}  // namespace entente::ingest
