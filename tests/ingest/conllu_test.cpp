#include "catch.hpp"
#include "fixtures.hpp"

#include <sstream>
#include <string>

#include <entente/ingest/conllu.hpp>
#include <entente/ingest/language_pipeline.hpp>

namespace entente::ingest {
namespace {

const LanguagePipeline& pipeline() {
  static const LanguagePipeline made(test::shipped_model());
  return made;
}

std::string read_error(const std::string& text) {
  std::istringstream stream(text);
  ConlluReader reader(stream, "x.conllu");
  std::vector<ConlluSentence> sentences;
  const auto read = reader.read(10, sentences);
  return read ? "fine" : read.error().to_string();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

constexpr const char* kBlanks = "\t_\t_\t_\t_\t_\t_\t_\t";

TEST_CASE("given words keep their lines and get labels") {
  const std::string given = std::string("# sent_id = a\n") + "1\tIsrael" + kBlanks + "Gloss=x\n" + "2-3\tcan't" +
                            kBlanks + "_\n" + "2\tca" + kBlanks + "_\n" + "3\tn't" + kBlanks + "_\n" + "3.1\tghost" +
                            kBlanks + "_\n" + "4\tsanction" + kBlanks + "_\n" + "5\tRussia" + kBlanks +
                            "Entity=old|SpaceAfter=No\n" + "6\t." + kBlanks + "_\r\n\n\n# only a comment\n\n" +
                            "1\tYes" + kBlanks + "_";
  std::istringstream stream(given);
  ConlluReader reader(stream, "x.conllu");
  std::vector<ConlluSentence> sentences;
  REQUIRE(reader.read(10, sentences).ok());
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0].words == 6);
  std::string text;
  Document document = make_document(sentences, text);
  pipeline().annotate(document);
  std::string out;
  write_conllu(sentences, document, out);
  INFO(out);
  CHECK(has(out, "# sent_id = a\n1\tIsrael\tIsrael\tPROPN\tNNP\t_\t4\tnsubj\t_\tGloss=x|Entity=B-LOC\n"));
  CHECK(has(out, "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tca\tca"));
  CHECK(has(out, "SpaceAfter=No|Entity=B-LOC\n"));
  CHECK_FALSE(has(out, "Entity=old"));
  CHECK_FALSE(has(out, "ghost"));
  // What was written is read again as the same words.
  std::istringstream again(out);
  ConlluReader second(again, "y.conllu");
  std::vector<ConlluSentence> same;
  REQUIRE(second.read(10, same).ok());
  REQUIRE(same.size() == 2);
  CHECK(same[0].lines.size() == sentences[0].lines.size());
}

TEST_CASE("what is no CoNLL-U is refused with file, line and mend") {
  CHECK(has(read_error("1\tword\n"), "x.conllu:1: a line of CoNLL-U has 10 columns, and this one 2"));
  CHECK(has(read_error(std::string("1\ta") + kBlanks + "_\n3\tb" + kBlanks + "_\n"),
            "x.conllu:2: '3' is not the number"));
  CHECK(has(read_error(std::string("x\ta") + kBlanks + "_\n"), "'x' is not the number"));
  CHECK(has(read_error(std::string("2-1\ta") + kBlanks + "_\n"), "'2-1' is not the number"));
  CHECK(has(read_error(std::string("1\t") + kBlanks + "_\n"), "without a form"));
  std::string endless;
  for (int i = 1; i <= 300; ++i) endless += std::to_string(i) + "\ta" + kBlanks + "_\n";
  CHECK(has(read_error(endless), "x.conllu:257: a sentence of more than 256 words"));
  CHECK(read_error("") == "fine");
  CHECK(read_error("\n\n") == "fine");
}

TEST_CASE("documents are written with byte ranges, spaces and joined words") {
  const std::string text = "Don't panic,\tKyiv.\n\nIt's \xF0\x9F\x98\x80 over.";
  std::string out;
  write_conllu(pipeline().parse(text), "id 7", 0, out);
  INFO(out);
  CHECK(has(out, "# newdoc id = id 7\n# newpar\n# sent_id = id 7-p1-s1\n# text = Don't panic, Kyiv.\n"));
  CHECK(has(out, "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tDo\tdo\tAUX"));
  CHECK(has(out, "TokenRange=0:2\n2\tn't\tnot\tPART"));
  CHECK(has(out, "panic\tpanic\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No|TokenRange=6:11\n"));
  CHECK(has(out, "# newpar\n# sent_id = id 7-p2-s1\n"));
  CHECK(has(out, "TokenRange=25:29"));
}

}  // namespace
}  // namespace entente::ingest
