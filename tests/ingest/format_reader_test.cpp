// Articles from pages, tables, feeds, agencies' formats and archives of the web.
#include "catch.hpp"
#include "packing.hpp"
#include "temporary_directory.hpp"

#include <cctype>
#include <filesystem>
#include <map>
#include <sstream>

#include <entente/ingest/article_reader.hpp>

namespace entente::ingest {
namespace {

namespace fs = std::filesystem;

std::vector<ReadArticle> read(std::string bytes, const ReaderOptions& options = {}, const std::string& name = "in") {
  const auto reader =
      read_stream(std::make_unique<std::istringstream>(std::move(bytes)), name, "/data/" + name, options);
  std::vector<ReadArticle> all;
  while (auto article = reader->next()) all.push_back(std::move(*article));
  return all;
}

Article only(std::string bytes) {
  const auto all = read(std::move(bytes));
  REQUIRE(all.size() == 1);
  if (!all[0].article) FAIL(all[0].article.error().to_string());
  return *all[0].article;
}

std::string error(std::string bytes, const ReaderOptions& options = {}) {
  for (const ReadArticle& article : read(std::move(bytes), options)) {
    if (!article.article) return article.article.error().to_string();
  }
  return "no error";
}

std::map<std::string, int> words_of(const std::string& text) {
  std::map<std::string, int> words;
  std::string word;
  for (const char c : text + " ") {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      word += c;
    } else if (!word.empty()) {
      ++words[word];
      word.clear();
    }
  }
  return words;
}

// Of the words of both texts, each as often as it occurs.
double token_f1(const std::string& found, const std::string& expected) {
  const auto a = words_of(found);
  const auto b = words_of(expected);
  double common = 0;
  double all = 0;
  for (const auto& [word, count] : a) {
    all += count;
    if (const auto other = b.find(word); other != b.end()) common += std::min(count, other->second);
  }
  for (const auto& [word, count] : b) all += count;
  return all == 0 ? 0 : 2 * common / all;
}

TEST_CASE("the main text of pages is found in templates of all kinds") {
  double sum = 0;
  double least = 1;
  int pages = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "tests/pages")) {
    if (entry.path().extension() != ".html") continue;
    const Article article = only(test::read_file(entry.path()));
    const double f1 = token_f1(article.text, test::read_file(fs::path(entry.path()).replace_extension(".txt")));
    INFO(entry.path().filename().string() << "\n" << article.text);
    CHECK(f1 >= 0.8);
    sum += f1;
    least = std::min(least, f1);
    ++pages;
  }
  CHECK(pages >= 20);
  INFO("least " << least);
  CHECK(sum / pages >= 0.95);
}

TEST_CASE("what a page says of its article is taken from where it stands") {
  const std::string text =
      "<p>Qatar brokered a truce between the two, and said so on the same evening, to nobody's surprise.</p>";
  const Article declared = only(
      R"(<!DOCTYPE html><html lang="en-GB"><head><title>Truce | Gulf Post</title><script type="application/ld+json">
      {"@context": "https://schema.org", "@graph": [{"@type": "Organization"}, {"@type": "NewsArticle", "headline": "Truce  agreed",
       "author": [{"@type": "Person", "name": "A. Writer"}, {"name": "B. Other"}], "datePublished": "2023-11-24T06:00:00Z",
       "publisher": {"name": "The Gulf Post"}, "inLanguage": "en-US"}]}</script>
      <meta property="og:title" content="Another title"><link rel="canonical" href="https://post.example/truce"></head><body>)" +
      text);
  CHECK(declared.title == "Truce agreed");
  CHECK(declared.author == "A. Writer; B. Other");
  CHECK(declared.date.to_string() == "2023-11-24");
  CHECK(declared.date_origin == "JSON-LD datePublished");
  CHECK(declared.source == "The Gulf Post");
  CHECK(declared.url == "https://post.example/truce");
  CHECK(declared.id.value == "https://post.example/truce");
  CHECK(declared.language == "en");

  const Article meta = only(
      R"(<html lang="en"><head><meta property="og:title" content="Truce &amp; talks"><meta property="og:site_name" content="Post">
      <meta name="author" content="A. Writer"><meta property="article:published_time" content="2023-11-24"></head><body>)" +
      text);
  CHECK(meta.title == "Truce & talks");
  CHECK(meta.source == "Post");
  CHECK(meta.author == "A. Writer");
  CHECK(meta.date_origin == "meta article:published_time");
  CHECK(meta.id.value.starts_with("text:"));
  CHECK(meta.origin == "/data/in");

  const Article bare = only(
      "<html><head><title>A truce at last, for some - Post</title><link rel=canonical "
      "href='https://www.post.example/2023/11/24/truce'></head><body>" +
      text);
  CHECK(bare.title == "A truce at last, for some");
  CHECK(bare.date.to_string() == "2023-11-24");
  CHECK(bare.date_origin == "URL");
  CHECK(bare.source == "post.example");
}

TEST_CASE("pages are read in their encoding, whatever they say of it") {
  const std::string sentence =
      "<p>The d\xE9tente between the two capitals lasted for less than a year, as all had feared.</p>";
  CHECK(only("<html><head><meta charset=utf-8></head>" + sentence).text.find("d\xC3\xA9tente") != std::string::npos);
  CHECK(only("<html>" + sentence).text.find("d\xC3\xA9tente") != std::string::npos);
  const std::string utf8 =
      "<p>The d\xC3\xA9tente between the two capitals lasted for less than a year, as all had feared.</p>";
  CHECK(only("<html><head><meta charset=iso-8859-1></head>" + utf8).text.find("d\xC3\xA9tente") != std::string::npos);
  std::string wide = "\xFF\xFE";
  for (const char c :
       std::string("<html><p>A page in sixteen bits, which hardly anybody writes any more, is read too.</p>"))
    wide += {c, '\0'};
  CHECK(only(wide).text.starts_with("A page in sixteen bits"));
  CHECK(only("<html><head><meta charset=koi8-r></head><p>\xF2\xCF\xD3\xD3\xC9\xD1 is how the country's name is written "
             "there.</p>")
            .text.starts_with("\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F"));
}

TEST_CASE("pages that are no articles, or worse, end in errors") {
  CHECK(
      error("<html><body><nav><a href=/>Home</a></nav></body></html>").find("in: the page has no text of an article") ==
      0);
  std::string nested = "<html>";
  for (int i = 0; i < 200'000; ++i) nested += "<div>";
  CHECK(error(nested + "<p>Deep down lies a sentence that is long enough to be one.</p>") != "");
  CHECK(error("<html><p>\xE2\x82") != "");
  ReaderOptions options;
  options.max_article_bytes = 1000;
  CHECK(error("<html>" + std::string(2000, 'x'), options).find("in: the article is larger") == 0);
}

TEST_CASE("tables are read by the names of their columns") {
  const auto all = read(
      "\xEF\xBB\xBFid;date;outlet;title;text\r\n1;2024-05-31;Wire;\"A \"\"quoted\"\"; title\";\"First line.\r\nSecond "
      "line.\"\r\n"
      "2;;;No text;\r\n\r\n3;x\r\n4;soon;;;Text\r\n5;2024;Daily;;Last");
  REQUIRE(all.size() == 5);
  CHECK((*all[0].article).title == "A \"quoted\"; title");
  CHECK((*all[0].article).text == "First line.\nSecond line.");
  CHECK((*all[0].article).source == "Wire");
  CHECK((*all[0].article).date.to_string() == "2024-05-31");
  CHECK(all[1].article.error().to_string().find("in:4: the article has no text") == 0);
  CHECK(all[2].article.error().to_string().find("in:6: the row has 2 fields, but the first row names 5") == 0);
  CHECK(all[3].article.error().to_string().find("in:7: 'soon' is not a date") == 0);
  CHECK((*all[4].article).id.value == "5");
  CHECK(read("text\tdate\nOne.\t2020\nTwo.\t2021\n").size() == 2);
  CHECK(error("id,text\n1,\"never closed\n2,x\n").find("in:2: the table ends within quotes") == 0);
  ReaderOptions options;
  options.format = ArticleFormat::csv;
  CHECK(error("a,b\n1,2\n", options).find("in:1: no column of the table is called 'text'") == 0);
  CHECK(read("text\nOne.\n", options).size() == 1);
}

TEST_CASE("lists of JSON objects and objects over several lines are read, and those of other tools") {
  const auto list = read(
      "[\n  {\"id\": \"a\", \"text\": \"One, {not} [a] \\\"list\\\".\"},\n  {\"id\": \"b\",\n   \"text\": "
      "\"Two.\"}\n]\n");
  REQUIRE(list.size() == 2);
  CHECK((*list[0].article).text == "One, {not} [a] \"list\".");
  CHECK(list[1].place == "in:3");
  CHECK(read("{\n  \"text\": \"One.\"\n}\n{\n  \"text\": \"Two.\"\n}\n").size() == 2);
  CHECK(error("[{\"text\": \"One.\"}, 7]").find("in:1: here stands '7' where an object should begin") == 0);
  CHECK(error("[{\"text\": \"One.\"}, {\"text\": \"cut").find("in:1: the JSON breaks off in the middle") == 0);
  CHECK(error("[]").find("the list is empty") != std::string::npos);

  const Article please =
      only(R"({"authors": ["A. Writer", "B. Other"], "date_publish": "2021-05-17 10:00:00", "maintext": "Text.",
    "source_domain": "post.example", "title": "T", "url": "https://post.example/t", "language": "en", "image_url": null})");
  CHECK(please.author == "A. Writer; B. Other");
  CHECK(please.id.value == "https://post.example/t");
  CHECK(please.date_origin == "date_publish");
  const Article trafilatura =
      only(R"({"title": "T", "author": "A. Writer", "hostname": "post.example", "date": "2021-05-17", "id": null,
    "text": "Text.", "source": "https://post.example/t", "source-hostname": "The Post"})");
  CHECK(trafilatura.url == "https://post.example/t");
  CHECK(trafilatura.source == "The Post");
  CHECK(
      only(R"({"text": "x", "source": "https://post.example/t", "hostname": "post.example", "source-hostname": null})")
          .source == "post.example");
  CHECK(only(R"({"text": "x", "source": "Wire", "hostname": "server-7"})").source == "Wire");
  const Article ninjs =
      only(R"({"uri": "urn:1", "versioncreated": "2021-05-17T10:00:00Z", "headlines": [{"role": "main", "value": "H"}],
    "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>First.</p><p>Second &amp; last.</p>"}], "language": "en-US"})");
  CHECK(ninjs.id.value == "urn:1");
  CHECK(ninjs.title == "H");
  CHECK(ninjs.text == "First.\n\nSecond & last.");
}

TEST_CASE("feeds and what agencies send are read entry by entry") {
  const auto rss = read(
      R"(<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Post</title><language>en-gb</language>
    <item><title>One &amp; only</title><link>https://post.example/1</link><guid>urn:1</guid><dc:creator>A. Writer</dc:creator>
    <pubDate>Mon, 17 May 2021 10:00:00 GMT</pubDate><description>Short.</description>
    <content:encoded><![CDATA[<p>The whole <a href="/x">text</a>.</p><script>no()</script><p>Its end.</p>]]></content:encoded></item>
    <item><title>Two</title><link>https://post.example/2</link><description>Only &lt;b&gt;this&lt;/b&gt;.</description></item>
    <item><title>Nothing</title></item></channel></rss>)");
  REQUIRE(rss.size() == 3);
  const Article& first = *rss[0].article;
  CHECK(first.id.value == "urn:1");
  CHECK(first.title == "One & only");
  CHECK(first.author == "A. Writer");
  CHECK(first.source == "The Post");
  CHECK(first.date.to_string() == "2021-05-17");
  CHECK(first.text == "The whole text.\n\nIts end.");
  CHECK((*rss[1].article).text == "Only this.");
  CHECK(rss[2].article.error().to_string().find("in, entry 3: the article has no text") == 0);

  const Article atom =
      only(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Post</title><entry><title>T</title>
    <link rel="self" href="https://post.example/self"/><link href="https://post.example/1"/><id>tag:1</id><updated>2021-05-17T00:00:00Z</updated>
    <author><name>A. Writer</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div>
    </content></entry></feed>)");
  CHECK(atom.url == "https://post.example/1");
  CHECK(atom.author == "A. Writer");
  CHECK(atom.text == "One.\n\nTwo.");

  const Article item =
      only(R"(<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:n:1"><itemMeta>
    <versionCreated>2021-05-17T10:00:00Z</versionCreated><provider literal="Agency"/></itemMeta><contentMeta><by>A. Writer</by>
    <language tag="en-GB"/><headline>H</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html
    xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML></contentSet></newsItem>)");
  CHECK(item.id.value == "urn:n:1");
  CHECK(item.title == "H");
  CHECK(item.source == "Agency");
  CHECK(item.text == "One.\n\nTwo.");
  const Article nitf =
      only(R"(<nitf><head><title>T</title></head><body><body.head><hedline><hl1>H</hl1></hedline><dateline>
    <story.date norm="20210517T100000Z"/></dateline></body.head><body.content><p>One.</p><p>Two.</p></body.content></body></nitf>)");
  CHECK(nitf.title == "H");
  CHECK(nitf.date.to_string() == "2021-05-17");
  CHECK(nitf.text == "One.\n\nTwo.");
}

TEST_CASE("XML that is a trap, or no news, is an error") {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">";
  for (char c = 'b'; c < 'k'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  bomb += "]><rss><channel><item><title>x</title><description>&j;</description></item></channel></rss>";
  CHECK(error(bomb).find("defines entities of its own") != std::string::npos);
  CHECK(error("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY f SYSTEM "
              "\"file:///etc/passwd\">]><rss><item><description>&f;</description></item></rss>")
            .find("defines entities") != std::string::npos);
  CHECK(error("<?xml version=\"1.0\"?><books><book/></books>").find("its root is <books>") != std::string::npos);
  CHECK(error("<rss").find("in: ") == 0);
  std::string nested = "<rss>";
  for (int i = 0; i < 100'000; ++i) nested += "<item>";
  CHECK(error(nested) != "no error");
}

std::string record(const std::string& type, const std::string& url, const std::string& media, const std::string& body,
                   const std::string& length = "") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nWARC-Date: 2023-11-25T00:00:00Z\r\nContent-Type: " + media +
         "\r\nContent-Length: " + (length.empty() ? std::to_string(body.size()) : length) + "\r\n\r\n" + body +
         "\r\n\r\n";
}

std::string answer(const std::string& page, const std::string& headers = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + headers + "\r\n" + page;
}

TEST_CASE("archives of the web give the pages that were answered") {
  const std::string http = "application/http; msgtype=response";
  const std::string page =
      "<html><title>T</title><p>A sentence of the page that is long enough to be taken for one.</p></html>";
  const std::string chunks = "10\r\n" + page.substr(0, 16) + "\r\n" + "200\r\n" + page.substr(16) + "\r\n0\r\n\r\n";
  const std::string archive =
      record("warcinfo", "", "application/warc-fields", "software: none\r\n") +
      record("request", "https://a.example/1", "application/http", "GET /") +
      record("response", "https://a.example/1", http, answer(page)) +
      record("response", "https://a.example/2", http,
             "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page) +
      record("response", "https://a.example/3", http, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
      record("response", "https://a.example/4", http, answer(chunks, "Transfer-Encoding: chunked\r\n")) +
      record("response", "https://a.example/5", http,
             answer(test::compressed(page, "gzip"), "Content-Encoding: gzip\r\n")) +
      record("conversion", "https://a.example/6", "text/plain", "A text that was taken from a page.");
  for (const std::string& bytes : {archive, test::compressed(archive, "gzip")}) {
    const auto all = read(bytes, {}, "crawl.warc");
    REQUIRE(all.size() == 4);
    for (const ReadArticle& article : all) REQUIRE(article.article.ok());
    CHECK((*all[0].article).id.value == "https://a.example/1");
    CHECK((*all[0].article).date.to_string() == "2023-11-25");
    CHECK((*all[0].article).date_origin.starts_with("WARC-Date"));
    CHECK((*all[1].article).text == (*all[0].article).text);
    CHECK((*all[2].article).text == (*all[0].article).text);
    CHECK((*all[3].article).text == "A text that was taken from a page.");
  }

  const std::string last = record("response", "https://a.example/9", http, answer(page));
  for (const char* length : {"20", "400"}) {
    const auto wrong = read(record("response", "https://a.example/8", http, answer(page), length) +
                            record("response", "https://a.example/7", http, answer(page)) + last);
    INFO(length);
    std::size_t errors = 0;
    for (const ReadArticle& article : wrong) errors += article.article.ok() ? 0 : 1;
    CHECK(errors >= 1);
    REQUIRE(wrong.back().article.ok());
    CHECK((*wrong.back().article).id.value == "https://a.example/9");
  }
  CHECK(error("WARC/1.0\r\nWARC-Type: response\r\n\r\n").find("has no Content-Length") != std::string::npos);
  CHECK(error(last.substr(0, last.size() - 30)).find("breaks off within the record") != std::string::npos);
  CHECK(error("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx").find("has no Content-Length") !=
        std::string::npos);
}

TEST_CASE("formats are recognised by content, unless one is given") {
  CHECK(only("[Photo: the pier] MOSCOW: the ship has left.").text.starts_with("[Photo"));
  CHECK(only("Text, date and place of the treaty are disputed.\nNobody knows why.").text.starts_with("Text, date"));
  ReaderOptions options;
  options.format = ArticleFormat::text;
  CHECK((*read("{\"text\": \"x\"}", options)[0].article).text == "{\"text\": \"x\"}");
  for (const std::string& name : article_format_names()) CHECK(parse_article_format(name).has_value());
  CHECK_FALSE(parse_article_format("docx").has_value());
}

}  // namespace
}  // namespace entente::ingest
