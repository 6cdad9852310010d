#include "catch.hpp"
#include "fixtures.hpp"

#include <entente/ingest/sentence_splitter.hpp>
#include <entente/ingest/tokenizer.hpp>

namespace entente::ingest {
namespace {

const Tokenizer& tokenizer() {
  static const Tokenizer made(test::shipped_knowledge().english);
  return made;
}

std::string tokens_of(const std::string& text) {
  std::string line;
  for (const Token& token : tokenizer().tokenize(text))
    line += (line.empty() ? "" : "|") + std::string(token.span.of(text));
  return line;
}

std::vector<std::string> sentences_of(const std::string& text) {
  const SentenceSplitter splitter(test::shipped_knowledge().english);
  Document document;
  document.text = text;
  document.tokens = tokenizer().tokenize(text);
  document.sentences = splitter.split(document.tokens);
  std::vector<std::string> sentences;
  for (const Sentence& sentence : document.sentences) sentences.emplace_back(document.span_of(sentence).of(text));
  return sentences;
}

TEST_CASE("tokens") {
  CHECK(tokens_of("Israel's U.S.-made jets") == "Israel|'s|U.S.|-|made|jets");
  CHECK(tokens_of("It doesn’t, we can't.") == "It|does|n’t|,|we|ca|n't|.");
  CHECK(tokens_of("Gen. Smith paid $1,234.50 at 5 p.m.") == "Gen.|Smith|paid|$|1,234.50|at|5|p.m.");
  CHECK(tokens_of("al-Qa'ida and O'Brien") == "al|-|Qa'ida|and|O'Brien");
  CHECK(tokens_of("the Allies' fleet...") == "the|Allies|'|fleet|...");
  CHECK(tokens_of("").empty());
}

TEST_CASE("every byte that is no white space belongs to exactly one token") {
  const std::string text = "“Türkiye’s”\t№ 5 — émigrés, 中文。 a.b.c.\n\xE2\x80\xA9z's";
  std::size_t covered = 0;
  std::uint32_t end = 0;
  for (const Token& token : tokenizer().tokenize(text)) {
    CHECK(token.span.begin_byte >= end);
    end = token.span.end_byte;
    covered += token.span.size();
  }
  std::size_t spaces = 0;
  for (const char c : text) spaces += c == ' ' || c == '\t' || c == '\n' ? 1 : 0;
  CHECK(covered == text.size() - spaces - 3);  // The paragraph separator takes three bytes.
}

TEST_CASE("sentences end where they end") {
  const struct {
    const char* text;
    std::vector<std::string> sentences;
  } cases[] = {
      {"One. Two! Three?", {"One.", "Two!", "Three?"}},
      {"The U.S. Congress met. It voted.", {"The U.S. Congress met.", "It voted."}},
      {"He flew to the U.S. The talks failed.", {"He flew to the U.S.", "The talks failed."}},
      {"Gen. Smith met Dr. Ho. They talked.", {"Gen. Smith met Dr. Ho.", "They talked."}},
      {"George W. Bush and J. F. Kennedy were presidents.", {"George W. Bush and J. F. Kennedy were presidents."}},
      {"It cost 3.5 million. See No. 7.", {"It cost 3.5 million.", "See No. 7."}},
      {"\"We will not yield.\" He left.", {"\"We will not yield.\"", "He left."}},
      {"“Never,” she said. “Not once.”", {"“Never,” she said.", "“Not once.”"}},
      {"They met at 5 p.m. on Monday.", {"They met at 5 p.m. on Monday."}},
      {"A Headline Without a Stop\n\nThe text begins.", {"A Headline Without a Stop", "The text begins."}},
      {"A line that is\nwrapped. Next one.", {"A line that is\nwrapped.", "Next one."}},
      {"Acme Inc. said so. Acme Inc. The end.", {"Acme Inc. said so.", "Acme Inc.", "The end."}},
      {"", {}},
  };
  for (const auto& [text, sentences] : cases) {
    INFO(text);
    CHECK(sentences_of(text) == sentences);
  }
}

TEST_CASE("endless sentences are cut") {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "word ";
  CHECK(sentences_of(text).size() == 25);
}

}  // namespace
}  // namespace entente::ingest
