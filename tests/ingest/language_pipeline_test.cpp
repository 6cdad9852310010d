// From text to tokens, sentences, tags, trees and names. Cases are plain English that any good model reads alike.
#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <entente/ingest/language_pipeline.hpp>

namespace entente::ingest {
namespace {

const LanguagePipeline& pipeline() {
  static const LanguagePipeline made(test::shipped_model());
  return made;
}

Document segment(const std::string& text) { return pipeline().segment(text, LanguagePipeline::find_paragraphs(text)); }

std::string tokens_of(const std::string& text) {
  std::string line;
  for (const Token& token : segment(text).tokens) line += (line.empty() ? "" : "|") + std::string(token.span.of(text));
  return line;
}

std::vector<std::string> sentences_of(const std::string& text) {
  const Document document = segment(text);
  std::vector<std::string> sentences;
  for (const Sentence& sentence : document.sentences) sentences.emplace_back(document.span_of(sentence).of(text));
  return sentences;
}

// "form/lemma/POS/relation>head" of every token.
std::vector<std::string> parse_of(const std::string& text) {
  const Document document = pipeline().parse(text);
  std::vector<std::string> lines;
  for (const Token& token : document.tokens) {
    lines.push_back(std::string(token.span.of(text)) + "/" + token.lemma + "/" + std::string(to_string(token.pos)) +
                    "/" + std::string(token.relation) + ">" +
                    (token.head == Token::kRoot ? "" : std::string(document.tokens[token.head].span.of(text))));
  }
  return lines;
}

// What no document may break, whatever the text.
void check_document(const Document& document) {
  std::uint32_t end = 0;
  for (const Token& token : document.tokens) {
    REQUIRE(token.span.begin_byte >= end);
    REQUIRE(token.span.end_byte > token.span.begin_byte);
    end = token.span.end_byte;
  }
  REQUIRE(end <= document.text.size());
  std::size_t next = 0;
  for (const Sentence& sentence : document.sentences) {
    REQUIRE(sentence.begin == next);
    REQUIRE(sentence.end > sentence.begin);
    REQUIRE(sentence.end - sentence.begin <= LanguagePipeline::kLongestSentence);
    next = sentence.end;
    std::size_t roots = 0;
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      const std::size_t head = document.tokens[i].head;
      roots += head == Token::kRoot ? 1 : 0;
      REQUIRE((head == Token::kRoot || (head >= sentence.begin && head < sentence.end && head != i)));
    }
    REQUIRE(roots == 1);
  }
  REQUIRE(next == document.tokens.size());
  std::size_t name_end = 0;
  for (const NamedSpan& name : document.names) {
    REQUIRE(name.begin >= name_end);
    REQUIRE(name.end > name.begin);
    name_end = name.end;
  }
}

std::string repeat(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST_CASE("tokens are those of UD English") {
  CHECK(tokens_of("Israel's U.S.-made jets flew.") == "Israel|'s|U.S.|-|made|jets|flew|.");
  CHECK(tokens_of("It doesn’t, we can't, and they cannot.") == "It|does|n’t|,|we|ca|n't|,|and|they|can|not|.");
  CHECK(tokens_of("Gen. Smith paid $1,234.50 at 5 p.m. on Monday.") ==
        "Gen.|Smith|paid|$|1,234.50|at|5|p.m.|on|Monday|.");
  CHECK(tokens_of("See http://www.un.org/en/?a=1 or write to press@un.org.") ==
        "See|http://www.un.org/en/?a=1|or|write|to|press@un.org|.");
  CHECK(tokens_of("the Allies' fleet...") == "the|Allies|'|fleet|...");
  CHECK(tokens_of("").empty());
  CHECK(tokens_of(" \n\t\n ").empty());
}

TEST_CASE("every byte that is no white space belongs to exactly one token") {
  const std::string text = "“Türkiye’s”\t№ 5 — émigrés, 中文。 a.b.c.\n\xE2\x80\xA9z's";
  const Document document = pipeline().parse(text);
  check_document(document);
  std::size_t covered = 0;
  for (const Token& token : document.tokens) covered += token.span.size();
  const auto spaces =
      std::count_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  CHECK(covered == text.size() - static_cast<std::size_t>(spaces) - 3);  // The paragraph separator takes three bytes.
}

TEST_CASE("sentences end where they end") {
  const struct {
    const char* text;
    std::vector<std::string> sentences;
  } cases[] = {
      {"The envoy came. He left! Why did he go?", {"The envoy came.", "He left!", "Why did he go?"}},
      {"The U.S. Congress met on Monday. It voted.", {"The U.S. Congress met on Monday.", "It voted."}},
      {"Gen. Smith met Dr. Ho. They talked.", {"Gen. Smith met Dr. Ho.", "They talked."}},
      {"George W. Bush and J. F. Kennedy were presidents.", {"George W. Bush and J. F. Kennedy were presidents."}},
      {"It cost 3.5 million dollars. Nobody paid.", {"It cost 3.5 million dollars.", "Nobody paid."}},
      {"They met at 5 p.m. on Monday.", {"They met at 5 p.m. on Monday."}},
      {"A Headline Without a Stop\n\nThe text begins.", {"A Headline Without a Stop", "The text begins."}},
      {"", {}},
  };
  for (const auto& [text, sentences] : cases) {
    INFO(text);
    CHECK(sentences_of(text) == sentences);
  }
}

TEST_CASE("line ends end paragraphs, but for wrapped lines") {
  const auto paragraphs = [](const std::string& text) {
    std::size_t count = 0;
    for (const Token& token : segment(text).tokens) count += token.paragraph_before ? 1 : 0;
    return count;
  };
  CHECK(paragraphs("A line that is\nwrapped here. Next one.") == 1);
  CHECK(paragraphs("Leaders meet in Geneva\n" + repeat("The talks went on for a long time in the old hall. ", 6)) == 2);
  const std::string wrapped =
      "Envoys agree on little\n"
      "The delegations of both countries met again in the old hall on Monday and\n"
      "Tuesday. They agreed on little, said people who had been in the room, but\n"
      "Both sides want to go on. A third meeting is planned before the summer in\n"
      "Geneva.";
  CHECK(paragraphs(wrapped) == 2);
  // Neither an endless word nor letters of several bytes hide the width.
  CHECK(paragraphs(wrapped + "\n“Üben, üben, üben”, as they say in Zürich and Köln, and in Ávila, too; see\nhttp://" +
                   repeat("long", 40) + "\nBut nobody did, as far as is known.") == 3);
  CHECK(paragraphs("Bread\nMilk\nEggs") == 3);
  CHECK(paragraphs("one\r\n\r\ntwo") == 2);
}

TEST_CASE("parts of a text are parsed as the whole is") {
  const std::string text = test::read_file(ENTENTE_SOURCE_DIR "/tests/articles/07-analysis-ukraine.txt");
  const Document whole = pipeline().parse(text);
  std::size_t next = 0;
  for (const Span& paragraph : LanguagePipeline::find_paragraphs(text)) {
    for (const Token& token : pipeline().parse(text, {paragraph}).tokens) {
      REQUIRE(next < whole.tokens.size());
      CHECK(token.span == whole.tokens[next].span);
      CHECK(token.relation == whole.tokens[next].relation);
      ++next;
    }
  }
  CHECK(next == whole.tokens.size());
}

TEST_CASE("words get tags, lemmas and heads") {
  CHECK(parse_of("The ministers signed the treaties.") ==
        std::vector<std::string>{"The/the/DET/det>ministers", "ministers/minister/NOUN/nsubj>signed",
                                 "signed/sign/VERB/root>", "the/the/DET/det>treaties",
                                 "treaties/treaty/NOUN/obj>signed", "././PUNCT/punct>signed"});
  CHECK(parse_of("Russia was not invited.") ==
        std::vector<std::string>{"Russia/Russia/PROPN/nsubj:pass>invited", "was/be/AUX/aux:pass>invited",
                                 "not/not/PART/advmod>invited", "invited/invite/VERB/root>",
                                 "././PUNCT/punct>invited"});
}

TEST_CASE("names are found with their type") {
  const std::string text = "Angela Merkel met officials of the United Nations in Paris.";
  const Document document = pipeline().parse(text);
  std::vector<std::string> names;
  for (const NamedSpan& name : document.names) {
    const Span span{document.tokens[name.begin].span.begin_byte, document.tokens[name.end - 1].span.end_byte};
    names.push_back(std::string(span.of(text)) + "=" + std::string(to_string(name.type)));
  }
  CHECK(names == std::vector<std::string>{"Angela Merkel=PER", "United Nations=ORG", "Paris=LOC"});
}

TEST_CASE("all instruction sets give the same labels") {
  using Instructions = LanguagePipelineOptions::Instructions;
  const LanguagePipeline others[] = {LanguagePipeline(test::shipped_model(), {Instructions::avx2}),
                                     LanguagePipeline(test::shipped_model(), {Instructions::portable})};
  for (const auto& entry : std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/tests/articles")) {
    const std::string text = test::read_file(entry.path());
    const Document best = pipeline().parse(text);
    check_document(best);
    for (const LanguagePipeline& other : others) {
      const Document same = other.parse(text);
      REQUIRE(same.tokens.size() == best.tokens.size());
      for (std::size_t i = 0; i < best.tokens.size(); ++i) {
        const Token& a = best.tokens[i];
        const Token& b = same.tokens[i];
        CHECK((a.span == b.span && a.pos == b.pos && a.xpos == b.xpos && a.lemma == b.lemma && a.head == b.head &&
               a.relation == b.relation));
      }
      CHECK(same.names.size() == best.names.size());
    }
  }
}

TEST_CASE("threads share a pipeline, and what was read before changes nothing") {
  const std::string text = test::read_file(ENTENTE_SOURCE_DIR "/tests/articles/07-analysis-ukraine.txt");
  const std::vector<std::string> expected = parse_of(text);
  std::vector<std::vector<std::string>> results(4);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) {
      threads.emplace_back([&] {
        for (int i = 0; i < 3; ++i) result = parse_of(text);
      });
    }
  }
  for (const auto& result : results) CHECK(result == expected);
}

TEST_CASE("texts in other languages are flagged") {
  CHECK(pipeline().parse("The minister said that the talks with the delegation had failed again.").english);
  CHECK_FALSE(
      pipeline().parse("Der Minister sagte, dass die Gespräche mit der Delegation erneut gescheitert seien.").english);
  CHECK_FALSE(pipeline()
                  .parse("Le ministre a déclaré que les négociations avec la délégation avaient de nouveau échoué.")
                  .english);
  CHECK_FALSE(pipeline().parse("Министр заявил, что переговоры с делегацией снова провалились.").english);
  CHECK_FALSE(pipeline().parse("外交部长表示，谈判再次失败。").english);
  CHECK(pipeline().parse("").english);
}

TEST_CASE("any bytes are parsed, in time that grows with their number") {
  const std::string texts[] = {
      repeat("a", 1 << 20),
      repeat("!", 1 << 18),
      repeat("a1", 1 << 17),
      repeat("n't", 50000),
      repeat("://@", 50000),
      repeat("\xF0\x9F\x98\x80", 20000),
      repeat("word ", 10000),
      repeat("Word. ", 5000),
      repeat("\n", 100000) + "x",
      repeat("a\n", 20000),
      repeat("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D ", 1000) + "\xE2\x80\xAE reversed",
      std::string("\x00\x01\x02\x1B[31m\x7F", 9) + "\xC2\x85",
      "\xFF\xFE\xC3 \xE2\x82 \xED\xA0\x80 \xF4\x90\x80\x80",
      repeat("((((", 3000) + repeat("\"", 3000),
      repeat("'", 20000),
  };
  for (const std::string& text : texts) {
    INFO(text.substr(0, 40));
    check_document(pipeline().parse(text));
  }
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string text(random() % 300, ' ');
    for (char& c : text) c = static_cast<char>(round % 2 == 0 ? random() % 256 : " .,'\"-@/ABabn\nt0"[random() % 16]);
    check_document(pipeline().parse(text));
  }
}

}  // namespace
}  // namespace entente::ingest
